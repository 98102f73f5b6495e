// Nothing typed is lost. A form with data-draft="KEY" is kept on the device as it is typed (IndexedDB), and on
// the server every two seconds. A form with data-once is sent with a key of its own (its field "once"), so that
// sending it twice records it once; without a network it waits on the device and goes up when the network is
// back, from whichever page is open then.
(() => {
  const STORE = "forms", OFFLINE_FORM = "offline-form";
  const REFUSED = ".is-invalid, .field-wrong, .note-error";
  const WAIT_DEVICE = 300, WAIT_SERVER = 2000, TRY_AGAIN = 15000, TOO_LONG = 60000;
  const words = JSON.parse(document.getElementById("draft-words")?.textContent || "{}");
  const token = () => JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"];
  const owner = document.body.dataset.owner || "";

  // The store of the device ---------------------------------------------------------------------
  const open = () => new Promise((done, fail) => {
    const request = indexedDB.open("schoolresearch", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });
  const store = async (mode, act) => {
    const db = await open();
    return new Promise((done, fail) => {
      const work = db.transaction(STORE, mode);
      const request = act(work.objectStore(STORE));
      work.oncomplete = () => { db.close(); done(request.result); };
      work.onerror = work.onabort = () => { db.close(); fail(work.error); };
    });
  };
  const keep = (row) => store("readwrite", (s) => s.put(row));
  const load = (id) => store("readonly", (s) => s.get(id));
  const drop = (id) => store("readwrite", (s) => s.delete(id));
  const mine = async () => (await store("readonly", (s) => s.getAll()).catch(() => [])).filter((row) => row.owner === owner);
  const idOf = (key) => `${owner}:${key}`;
  const waitingId = (once) => `${owner}:once:${once}`;
  const newKey = () => {
    if (crypto.randomUUID) return crypto.randomUUID(); // only where the address is https or this machine
    const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, "$1-$2-4$3-8$4-$5");
  };

  // What stands in a form -----------------------------------------------------------------------
  const say = (form, word, extra = "") => {
    form.querySelectorAll("[data-draft-state]").forEach((place) => { place.textContent = (words[word] || "") + extra; });
    form.querySelectorAll("[data-offline]").forEach((place) => { place.hidden = word !== "offline"; });
    form.querySelectorAll("[data-expired]").forEach((place) => { place.hidden = word !== "expired"; });
  };
  const plain = (control) => control.name && control.name !== "csrfmiddlewaretoken"
    && !["file", "password", "submit", "button"].includes(control.type) && !control.closest("[data-not-kept]");
  const byName = (form) => [...form.elements].filter(plain)
    .reduce((found, control) => found.set(control.name, [...(found.get(control.name) || []), control]), new Map());
  const valuesOf = (control) => {
    if (control.type === "checkbox" || control.type === "radio") return control.checked ? [control.value] : [];
    if (control.type === "select-multiple") return [...control.selectedOptions].map((option) => option.value);
    return [control.value];
  };
  // What may hold several values is a list: boxes to tick, a choice of several, fields of one name.
  const isMany = ([first, ...others]) => ["checkbox", "select-multiple"].includes(first.type) || (others.length > 0 && first.type !== "radio");
  const read = (form) => {
    const fields = {};
    byName(form).forEach((controls, name) => {
      const values = controls.flatMap(valuesOf);
      if (isMany(controls)) fields[name] = values; else if (values.length) [fields[name]] = values;
    });
    return fields;
  };
  const attach = (form, files) => {
    for (const input of form.querySelectorAll("input[type=file]")) {
      const own = (files || []).filter((file) => file.field === input.name);
      if (!own.length || input.hasAttribute("data-camera")) continue;
      const taken = new DataTransfer();
      own.forEach((file) => taken.items.add(new File([file.body], file.name, { type: file.body.type })));
      input.files = taken.files;
    }
  };
  const write = (form, fields, files) => {
    if (form.hasAttribute("data-redrawn")) { form.dispatchEvent(new CustomEvent("draft:put-back", { detail: fields })); return; }
    byName(form).forEach((controls, name) => {
      const known = name in fields, values = [].concat(fields[name] ?? []);
      controls.forEach((control, place) => {
        if (control.type === "radio") control.checked = values.includes(control.value);
        else if (!known) return;
        else if (control.type === "checkbox") control.checked = values.includes(control.value);
        else if (control.type === "select-multiple") for (const option of control.options) option.selected = values.includes(option.value);
        else if (place < values.length) control.value = values[place];
      });
    });
    attach(form, files);
    form.dispatchEvent(new CustomEvent("draft:restored", { bubbles: true }));
  };
  const content = ({ once, seen, ...fields }) => JSON.stringify(Object.entries(fields).sort());
  const same = (a, b) => content(a) === content(b);
  // "seen" says what a form began with: a version, or a digest of each field. Has it changed since then?
  const changed = (was, now) => {
    try {
      const [before, after] = [JSON.parse(was), JSON.parse(now)];
      if (typeof after === "object") return Object.keys(after).some((name) => name in before && before[name] !== after[name]);
    } catch { /* a version */ }
    return was !== now;
  };
  const files = (form) => [...form.querySelectorAll("input[type=file]")]
    .flatMap((input) => [...input.files].map((file) => ({ field: input.name, name: file.name, body: file })));

  const rowOf = (form, state, submitted = false) => {
    const fields = read(form);
    return {
      id: idOf(state.key), key: state.key, owner, fields, files: files(form), version: state.version,
      address: form.action, page: window.location.pathname, once: fields.once || state.once, queued: false, submitted, at: Date.now(),
    };
  };
  const remember = async (form, state) => {
    state.row = rowOf(form, state);
    await keep(state.row);
  };
  const mark = async (key, submitted) => {
    const row = await load(idOf(key)).catch(() => null);
    if (row) await keep({ ...row, submitted });
  };

  // The draft on the server ---------------------------------------------------------------------
  const sendDraft = async (form, state) => {
    const fields = read(form);
    if (state.busy || (state.sent && same(fields, state.sent))) return;
    let answer;
    try {
      answer = await fetch(state.url, {
        method: "POST", headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
        body: JSON.stringify({ fields, version: state.version }), keepalive: document.hidden,
      });
    } catch { say(form, "offline"); return; }
    if (answer.status === 401 || answer.status === 403) { say(form, "expired"); return; }
    const said = await answer.json().catch(() => ({}));
    if (state.busy) return; // sent off meanwhile
    if (answer.status === 409) { conflict(form, state, said); return; }
    if (!answer.ok) { say(form, "device", said.error || ""); return; }
    state.version = said.version; state.sent = fields;
    say(form, "saved", said.saved_at);
  };

  const propose = (form, text, act, use) => {
    const note = form.querySelector("[data-draft-note]");
    if (!note) return;
    note.hidden = false;
    note.querySelector("[data-draft-text]").textContent = text;
    const button = note.querySelector("[data-draft-use]");
    button.textContent = act;
    button.onclick = () => { note.hidden = true; use(); };
  };
  const conflict = (form, state, newer) => {
    state.version = newer.version;
    propose(form, words.conflict + newer.saved_at, words.other, () => write(form, newer.fields));
  };

  const restore = async (form, state) => {
    const asked = window.location.hash.startsWith("#once=") ? await load(waitingId(window.location.hash.slice(6))).catch(() => null) : null;
    if (asked && asked.key === state.key) { write(form, asked.fields, asked.files); await drop(asked.id); await remember(form, state); return; }
    let here = await load(idOf(state.key)).catch(() => null);
    let there = {};
    try { const answer = await fetch(state.url); if (answer.ok) there = await answer.json(); } catch { /* offline: the device knows */ }
    if (state.typed || state.busy) { state.version = state.version ?? there.version ?? null; return; } // somebody has begun to type
    state.version = there.version ?? null;
    const refused = form.querySelector(REFUSED);
    if (here && refused) { // the page carries what was just sent
      attach(form, here.files);
      state.typed = true;
      await remember(form, state);
      return;
    }
    // The server knew it, or it was sent off, and it is no longer there: it was handed in.
    if (here && there.version === null && (here.version || here.submitted)) { await drop(here.id); here = null; }
    const waits = new Set((await mine()).filter((row) => row.queued).map((row) => row.once));
    const newest = here?.fields || (there.fields?.once && waits.has(there.fields.once) ? null : there.fields);
    if (!newest || (same(newest, read(form)) && !here?.files?.length)) return;
    if (refused) return;
    const before = read(form);
    write(form, newest, here?.files);
    state.typed = true;
    const isEdit = Boolean(before.seen), since = isEdit && changed(newest.seen ?? "", before.seen);
    const [told, back] = isEdit ? [since ? words.meanwhile : words.unsaved, words.stands] : [words.restored, words.afresh];
    propose(form, told, back, async () => {
      form.reset(); write(form, before);
      state.typed = false; state.row = null; state.sent = null; state.version = null;
      await drop(idOf(state.key)); fetch(state.url, { method: "DELETE", headers: { "X-CSRFToken": token() } }).catch(() => {});
    });
  };

  const follow = (form, ready) => {
    const state = { key: form.dataset.draft, url: form.dataset.draftUrl, version: null, sent: null, busy: false, once: newKey() };
    const first = form.dataset.draftBegunIn; // the form of the step before: it is handed in together with this one
    let device, server;
    const still = () => { clearTimeout(device); clearTimeout(server); };
    const typed = () => {
      still();
      state.typed = true;
      if (state.busy) return;
      device = setTimeout(() => remember(form, state).catch(() => say(form, "nowhere")), WAIT_DEVICE);
      server = setTimeout(() => sendDraft(form, state), WAIT_SERVER);
    };
    form.addEventListener("input", typed);
    form.addEventListener("change", typed);
    document.addEventListener("visibilitychange", () => {
      if (document.hidden && state.row && !state.busy) { remember(form, state).catch(() => {}); sendDraft(form, state); }
    });
    window.addEventListener("online", () => { if (state.row) sendDraft(form, state); else say(form, "online"); });
    window.addEventListener("offline", () => say(form, "offline"));
    if (!navigator.onLine) say(form, "offline");
    if (form.hasAttribute("data-once")) {
      // A page from the store of the device would bring the same key twice.
      if (form.elements.once && !form.querySelector(REFUSED)) form.elements.once.value = newKey();
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        still();
        if (!state.busy) sendForm(form, state);
      });
    } else form.addEventListener("submit", (event) => {
      still();
      state.busy = true; // leaving the page is no typing
      setTimeout(() => { state.busy = false; }, 8000);
      const submitted = !event.submitter?.hasAttribute("data-goes-back");
      if (state.typed) keep(rowOf(form, state, submitted)).catch(() => {});
      if (first) mark(first, submitted);
    });
    if (first) mark(first, false);
    ready.then(() => restore(form, state));
  };

  // Sending once --------------------------------------------------------------------------------
  const post = (row, when) => {
    const body = new FormData();
    Object.entries(row.fields).forEach(([name, values]) => [].concat(values).forEach((value) => body.append(name, value)));
    (row.files || []).forEach((file) => body.append(file.field, file.body, file.name));
    body.set("once", row.once);
    body.append("csrfmiddlewaretoken", token());
    return fetch(row.address, {
      method: "POST", body, headers: { "X-Once": when, "X-CSRFToken": token() }, redirect: "manual",
      signal: AbortSignal.timeout?.(TOO_LONG),
    });
  };
  const mustLogIn = (answer) => answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403;
  const WRONG = new Set([400, 404, 405, 413, 422]);

  const lacks = (form) => {
    if (form.checkValidity()) return false;
    const wrong = form.querySelector(":invalid:not(fieldset)");
    form.querySelectorAll(".field-wrong").forEach((field) => field.classList.remove("field-wrong"));
    const field = wrong.closest(".field");
    field?.classList.add("field-wrong");
    wrong.closest("details")?.setAttribute("open", "");
    say(form, "missing");
    (field || form).scrollIntoView({ block: "center" });
    wrong.focus({ preventScroll: true });
    return true;
  };

  const sendForm = async (form, state) => {
    if (lacks(form)) return;
    const button = form.querySelector(".form-actions button");
    const free = (word) => { state.busy = false; button.disabled = false; if (word) say(form, word); };
    state.busy = true; button.disabled = true;
    say(form, "sending");
    await remember(form, state).catch(() => {});
    let answer;
    try { answer = await post(state.row, "now"); } catch {
      await keep({ ...state.row, id: waitingId(state.row.once), queued: true });
      await afresh(form, state);
      free("queued");
      return;
    }
    if (mustLogIn(answer)) { free("expired"); window.location.assign(form.dataset.logIn || `/log-in/?next=${encodeURIComponent(window.location.pathname)}`); return; }
    if (answer.ok) {
      await drop(state.row.id).catch(() => {});
      window.location.assign(answer.headers.get("X-Next") || "/");
      return;
    }
    if (answer.status !== 422) { free("unsent"); return; }
    const text = await answer.text();
    const refused = new DOMParser().parseFromString(text, "text/html").querySelector("form[data-lesson]");
    if (!refused) { document.open(); document.write(text); document.close(); return; }
    const row = state.row;
    form.replaceWith(refused);
    attach(refused, row.files);
    follow(refused, Promise.resolve());
    refused.dispatchEvent(new CustomEvent("draft:restored", { bubbles: true }));
    refused.querySelector("[role=alert]")?.focus();
  };

  // The form is empty again, for the next one; what waits is said at the top of the page.
  const afresh = async (form, state) => {
    await drop(idOf(state.key)).catch(() => {});
    state.row = null; state.sent = null; state.once = newKey();
    form.reset();
    form.querySelectorAll("[data-draft-note]").forEach((note) => { note.hidden = true; });
    if (form.elements.once) form.elements.once.value = newKey();
    form.dispatchEvent(new CustomEvent("draft:restored", { bubbles: true }));
    await tellWaiting();
    window.scrollTo(0, 0);
  };

  const news = (kind, text, address, why = "") => {
    document.querySelector("[data-draft-news]")?.remove();
    if (!text) return;
    const note = document.createElement("div");
    note.className = `note note-${kind}`; note.setAttribute("role", "status"); note.dataset.draftNews = "";
    const said = document.createElement(address ? "a" : "span");
    if (address) said.href = address;
    said.textContent = text;
    note.append(said);
    if (why) note.append(Object.assign(document.createElement("p"), { className: "hint", textContent: why }));
    const head = document.querySelector("main .page-head");
    if (head) head.after(note); else document.querySelector("main")?.prepend(note);
  };
  const tellWaiting = async () => {
    const waits = (await mine()).filter((row) => row.queued).length;
    if (waits) news("warning", words.waiting + waits);
  };

  // What waited for the network goes up once it is back. Two pages may both try: the server records it once.
  let sending = null;
  const sendWaiting = () => { sending ??= sendAll().finally(() => { sending = null; }); return sending; };
  const sendAll = async () => {
    if (!owner) return;
    const rows = (await mine()).filter((row) => row.queued).sort((a, b) => a.at - b.at);
    for (const row of rows) {
      let answer = null;
      if (navigator.onLine) try { answer = await post(row, "later"); } catch { /* still no network */ }
      if (answer?.ok) { await drop(row.id); news("success", words.sent, answer.headers.get("X-Next")); }
      else if (answer && WRONG.has(answer.status)) {
        const page = new DOMParser().parseFromString(await answer.text().catch(() => ""), "text/html");
        const why = [...page.querySelectorAll("[role=alert] :is(li, p:only-child)")].map((line) => line.textContent.trim()).join(" ");
        await keep({ ...row, queued: false, refused: true, why });
      } else { await tellWaiting(); setTimeout(sendWaiting, TRY_AGAIN); return; }
    }
    const stuck = (await mine()).find((row) => row.refused); // said on every page until it is looked at
    if (stuck) news("error", words.refused, `${stuck.address}#once=${stuck.once}`, stuck.why);
  };

  // Without a network --------------------------------------------------------------------------------
  const keepForm = async () => {
    const form = document.querySelector("form[data-worker]");
    if (!form || !navigator.serviceWorker || !window.caches) return;
    await navigator.serviceWorker.register(form.dataset.worker, { scope: "/" });
    const kept = await caches.open(OFFLINE_FORM);
    const parts = [...document.querySelectorAll("link[rel=stylesheet], script[src]")].map((part) => part.href || part.src);
    const known = new Set((await kept.keys()).map((request) => request.url));
    await Promise.all([...known].filter((url) => url.includes("/static/") && !parts.includes(url)).map((url) => kept.delete(url)));
    await kept.addAll(parts.filter((url) => !known.has(url)));
    if (!known.has(window.location.origin + window.location.pathname)) await kept.add(window.location.pathname);
  };
  // The stored page carries colleagues' names: it goes at log-out, and when somebody else comes to this device.
  const forgetForm = () => (window.caches ? caches.delete(OFFLINE_FORM) : Promise.resolve());
  const comeIn = async () => {
    if (!owner) return;
    if (localStorage.getItem("owner") !== owner) { await forgetForm(); localStorage.setItem("owner", owner); }
    await keepForm();
  };
  const goOut = async (form) => {
    for (const row of await mine()) if (!row.queued && row.version) await drop(row.id); // the server has these
    await forgetForm();
    localStorage.removeItem("owner");
    form.submit();
  };

  // At the log-in: is what was typed on the page one comes from still here? Whoever was here last is not logged out,
  // only asked again. A form sent off on the page that led here was not taken; one sent off before it was.
  const tellKept = async (note) => {
    const last = localStorage.getItem("owner"), pathOf = (address) => new URL(address, window.location.href).pathname;
    const page = pathOf(note.dataset.draftBehind), from = document.referrer && pathOf(document.referrer);
    const rows = last ? await store("readonly", (s) => s.getAll()) : [];
    for (const row of rows.filter((one) => one.owner === last && !one.queued)) {
      const own = [row.page, pathOf(row.address)];
      if (!own.includes(page) || (row.submitted && !own.includes(from))) continue;
      if (row.submitted) await keep({ ...row, submitted: false });
      note.hidden = false;
    }
  };

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-draft-behind]").forEach((note) => tellKept(note).catch(() => {}));
    const ready = sendWaiting();
    document.querySelectorAll("form[data-draft]").forEach((form) => follow(form, ready));
    document.querySelectorAll("form[data-log-out]").forEach((form) => form.addEventListener("submit", (event) => {
      event.preventDefault();
      goOut(form).catch(() => form.submit());
    }));
    comeIn().catch(() => {});
  });
  window.addEventListener("online", sendWaiting);
  window.addEventListener("hashchange", () => { if (window.location.hash.startsWith("#once=")) window.location.reload(); });
})();
