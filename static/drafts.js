// Nothing typed is lost. A form with data-draft="KEY" is kept on the device as it is typed (IndexedDB), and on
// the server every two seconds. A form with data-once is sent with a key of its own, so that sending it twice
// records it once; without a network it waits on the device and goes up when the network is back.
(() => {
  const STORE = "forms";
  const WAIT_DEVICE = 300, WAIT_SERVER = 2000;
  const words = JSON.parse(document.getElementById("draft-words")?.textContent || "{}");
  const token = () => JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"];
  const owner = document.body.dataset.owner || "";

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
      work.oncomplete = () => done(request.result);
      work.onerror = () => fail(work.error);
    });
  };
  const keep = (row) => store("readwrite", (s) => s.put(row));
  const load = (id) => store("readonly", (s) => s.get(id));
  const drop = (id) => store("readwrite", (s) => s.delete(id));
  const all = () => store("readonly", (s) => s.getAll());
  const idOf = (key) => `${owner}:${key}`;

  const say = (form, word, extra = "") => {
    form.querySelectorAll("[data-draft-state]").forEach((place) => { place.textContent = (words[word] || "") + extra; });
    form.querySelectorAll("[data-offline]").forEach((place) => { place.hidden = word !== "offline" && word !== "queued"; });
  };
  const plain = (control) => control.name && !["csrfmiddlewaretoken", "once"].includes(control.name)
    && !["file", "password", "submit", "button"].includes(control.type);
  const read = (form) => {
    const fields = {};
    for (const control of form.elements) {
      if (!plain(control)) continue;
      if (control.type === "radio") { if (control.checked) fields[control.name] = control.value; continue; }
      if (control.type === "checkbox") { fields[control.name] = control.checked ? "1" : ""; continue; }
      fields[control.name] = control.value;
    }
    return fields;
  };
  const write = (form, fields) => {
    for (const control of form.elements) {
      if (!plain(control) || !(control.name in fields)) continue;
      if (control.type === "radio") control.checked = fields[control.name] === control.value;
      else if (control.type === "checkbox") control.checked = fields[control.name] === "1";
      else control.value = fields[control.name];
    }
    form.dispatchEvent(new CustomEvent("draft:restored", { bubbles: true }));
  };
  const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
  const files = (form) => [...form.querySelectorAll("input[type=file]")]
    .flatMap((input) => [...input.files].map((file) => ({ field: input.name, name: file.name, body: file })));

  const remember = async (form, state) => {
    state.row = {
      id: idOf(state.key), key: state.key, owner, fields: read(form), files: files(form),
      version: state.version, address: form.action, once: form.elements.once?.value || "", queued: false, at: Date.now(),
    };
    await keep(state.row);
  };

  const sendDraft = async (form, state) => {
    const fields = read(form);
    if (state.sent && same(fields, state.sent)) return;
    let answer;
    try {
      answer = await fetch(state.url, {
        method: "POST", headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
        body: JSON.stringify({ fields, version: state.version }),
      });
    } catch { say(form, "offline"); return; }
    if (answer.status === 401 || answer.status === 403) { say(form, "expired"); return; }
    const said = await answer.json().catch(() => ({}));
    if (answer.status === 409) { conflict(form, state, said); return; }
    if (!answer.ok) { say(form, "device", said.error || ""); return; }
    state.version = said.version; state.sent = fields;
    say(form, "saved", said.saved_at);
  };

  const conflict = (form, state, newer) => {
    state.version = newer.version;
    const note = form.querySelector("[data-draft-note]");
    if (!note) return;
    note.hidden = false;
    note.querySelector("[data-draft-text]").textContent = words.conflict + newer.saved_at;
    note.querySelector("[data-draft-use]").onclick = () => { write(form, newer.fields); note.hidden = true; };
  };

  const restore = async (form, state) => {
    let here = await load(idOf(state.key)).catch(() => null);
    let there = {};
    try { const answer = await fetch(state.url); if (answer.ok) there = await answer.json(); } catch { /* offline: the device knows */ }
    state.version = there.version ?? null;
    // The server knew it, or it was sent off, and it is no longer there: it was handed in.
    if (here && !here.queued && there.version === null && (here.version || here.submitted)) {
      await drop(here.id);
      here = null;
    }
    const newest = here && !here.queued ? here.fields : there.fields;
    if (!newest || same(newest, read(form))) return;
    if (form.querySelector(".is-invalid")) return; // the page carries what was just sent and refused
    const before = read(form);
    write(form, newest);
    const note = form.querySelector("[data-draft-note]");
    if (!note) return;
    note.hidden = false;
    note.querySelector("[data-draft-text]").textContent = words.restored;
    note.querySelector("[data-draft-use]").onclick = async () => {
      write(form, before); note.hidden = true;
      await drop(idOf(state.key)); fetch(state.url, { method: "DELETE", headers: { "X-CSRFToken": token() } }).catch(() => {});
    };
  };

  const follow = (form) => {
    const state = { key: form.dataset.draft, url: form.dataset.draftUrl, version: null, sent: null };
    let device, server;
    const typed = () => {
      clearTimeout(device); device = setTimeout(() => remember(form, state).catch(() => say(form, "nowhere")), WAIT_DEVICE);
      clearTimeout(server); server = setTimeout(() => sendDraft(form, state), WAIT_SERVER);
    };
    form.addEventListener("input", typed);
    form.addEventListener("change", typed);
    document.addEventListener("visibilitychange", () => { if (document.hidden && state.row) remember(form, state); });
    window.addEventListener("online", () => sendDraft(form, state));
    window.addEventListener("offline", () => say(form, "offline"));
    if (!navigator.onLine) say(form, "offline");
    if (form.hasAttribute("data-once")) form.addEventListener("submit", (event) => {
      if (event.submitter?.hasAttribute("formaction")) return;
      event.preventDefault();
      clearTimeout(device); clearTimeout(server);
      submitOnce(form, state);
    });
    else form.addEventListener("submit", () => {
      clearTimeout(device); clearTimeout(server);
      if (state.row) keep({ ...state.row, fields: read(form), submitted: true });
    });
    restore(form, state);
  };

  const post = (row, csrf) => {
    const body = new FormData();
    Object.entries(row.fields).forEach(([name, value]) => body.append(name, value));
    (row.files || []).forEach((file) => body.append(file.field, file.body, file.name));
    body.append("once", row.once);
    body.append("csrfmiddlewaretoken", csrf);
    return fetch(row.address, { method: "POST", body, headers: { "X-Once": row.once, "X-CSRFToken": csrf }, redirect: "manual" });
  };

  const submitOnce = async (form, state) => {
    await remember(form, state);
    const button = form.querySelector("button[type=submit], button:not([type])");
    if (button) button.disabled = true;
    let answer;
    try {
      answer = await post(state.row, token());
    } catch {
      state.row.queued = true; await keep(state.row);
      say(form, "queued");
      return;
    }
    if (button) button.disabled = false;
    if (answer.type === "opaqueredirect" || answer.ok) {
      await drop(state.row.id);
      const next = answer.headers.get("X-Next");
      window.location.assign(next || form.dataset.next || "/");
      return;
    }
    if (answer.status === 401 || answer.status === 403) { state.row.queued = true; await keep(state.row); say(form, "expired"); return; }
    if (answer.status === 422) { document.open(); document.write(await answer.text()); document.close(); return; }
    say(form, "device");
  };

  // What waited for the network goes up once it is back, from whichever page is open.
  const sendWaiting = async () => {
    if (!navigator.onLine || !owner) return;
    for (const row of await all().catch(() => [])) {
      if (!row.queued || row.owner !== owner) continue;
      let answer;
      try { answer = await post(row, token()); } catch { return; }
      if (answer.ok) { await drop(row.id); announce(words.sent, answer.headers.get("X-Next")); }
      else if (answer.status === 422) { row.queued = false; await keep(row); announce(words.refused, row.address); }
      else return;
    }
  };
  const announce = (text, address) => {
    const note = document.createElement("div");
    note.className = "note note-success"; note.setAttribute("role", "status");
    const link = document.createElement("a"); link.href = address || "/"; link.textContent = text || "";
    note.append(link);
    document.querySelector("main")?.prepend(note);
  };

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("form[data-draft]").forEach(follow);
    sendWaiting();
  });
  window.addEventListener("online", sendWaiting);
})();
