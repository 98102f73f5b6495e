// The form for logging a lesson: whom, moments with their time, pictures made small on the device.
(() => {
  const SIDE = 1800, QUALITY = 0.82, SHOWN = 12;

  // Whom: those observed lately as chips; typing a name, pinyin or initials finds the others.
  const whom = (form) => {
    const box = form.querySelector("[data-whom]");
    const search = box.querySelector("[data-whom-search]"), words = box.querySelector("[data-whom-words]");
    const chosen = box.querySelector("[data-whom-chosen]"), none = box.querySelector("[data-whom-none]");
    const rows = [...box.querySelectorAll("[data-search]")];
    const narrow = () => {
      const typed = words.value.trim();
      let shown = 0;
      rows.forEach((row) => {
        const fits = typed ? window.fitsPerson(typed, row.dataset.search) : "recent" in row.dataset;
        row.hidden = !fits || shown >= SHOWN;
        if (!row.hidden) shown += 1;
      });
      box.classList.toggle("whom-short", !typed);
      none.hidden = shown > 0 || !typed;
    };
    const show = (searching) => {
      const input = box.querySelector("input[type=radio]:checked");
      chosen.hidden = !input || searching; search.hidden = !chosen.hidden;
      if (chosen.hidden) return;
      box.classList.remove("field-wrong");
      box.querySelector("[data-whom-initial]").textContent = input.dataset.name.slice(0, 1);
      box.querySelector("[data-whom-name]").textContent = input.dataset.name;
      box.querySelector("[data-whom-note]").textContent = input.dataset.note;
    };
    words.hidden = false;
    words.addEventListener("input", (event) => { event.stopPropagation(); narrow(); });
    words.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      const first = rows.find((row) => !row.hidden);
      if (first && words.value.trim()) first.querySelector("input").click();
    });
    box.addEventListener("change", (event) => {
      if (event.target.type !== "radio") return;
      const subject = form.elements.subject;
      if (!subject.value || subject.dataset.given) { subject.value = event.target.dataset.subject; subject.dataset.given = "1"; }
      words.value = ""; narrow(); show(false);
    });
    form.elements.subject.addEventListener("change", () => { delete form.elements.subject.dataset.given; });
    box.querySelector("[data-whom-change]").addEventListener("click", () => { show(true); words.focus(); });
    narrow(); show(false);
    return () => { words.value = ""; narrow(); show(false); };
  };

  // What is folded away is shown as soon as something stands in it.
  const unfold = (form) => {
    const more = form.querySelector("details.log-more");
    if ([...more.querySelectorAll("input[type=text], input[type=number], textarea")].some((field) => field.value.trim())) more.open = true;
  };

  // A period pressed again is none.
  const periods = (form) => {
    let before = null;
    form.addEventListener("pointerdown", (event) => {
      const input = event.target.closest("label")?.querySelector("input[name=period]");
      before = input?.checked ? input : null;
    });
    form.addEventListener("click", (event) => {
      if (event.target.name !== "period" || event.target !== before) return;
      event.target.checked = false; before = null;
      form.dispatchEvent(new Event("change", { bubbles: true }));
    });
  };

  const moment = (form) => {
    const button = form.querySelector("[data-moment]"), text = document.getElementById(button.dataset.moment);
    button.hidden = false;
    button.addEventListener("click", () => {
      const now = new Date().toTimeString().slice(0, 5);
      text.value = `${text.value.trimEnd()}${text.value.trim() ? "\n" : ""}${now} `;
      text.dispatchEvent(new Event("input", { bubbles: true }));
      text.focus();
      text.setSelectionRange(text.value.length, text.value.length);
      text.scrollTop = text.scrollHeight;
    });
  };

  const grow = (form) => form.querySelectorAll("textarea").forEach((text) => {
    const fit = () => { if (text.scrollHeight > text.clientHeight) text.rows = Math.min(30, text.rows + Math.ceil((text.scrollHeight - text.clientHeight) / 24)); };
    text.addEventListener("input", fit);
    fit();
  });

  // A picture of a few megabytes becomes a few hundred kilobytes, upright and without its place.
  const small = async (file) => {
    try {
      const picture = await createImageBitmap(file);
      const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * scale); canvas.height = Math.round(picture.height * scale);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      const body = await new Promise((done) => { canvas.toBlob(done, "image/jpeg", QUALITY); });
      return body ? new File([body], `${file.name.replace(/\.\w+$/, "")}.jpg`, { type: "image/jpeg" }) : file;
    } catch { return file; } // the server says what is wrong with it
  };
  const thumb = async (file, image) => {
    const picture = await createImageBitmap(file).catch(() => null);
    if (!picture) return;
    const canvas = document.createElement("canvas"), scale = 160 / Math.min(picture.width, picture.height);
    canvas.width = canvas.height = 160;
    const [width, height] = [picture.width * scale, picture.height * scale];
    canvas.getContext("2d").drawImage(picture, (160 - width) / 2, (160 - height) / 2, width, height);
    image.src = canvas.toDataURL("image/jpeg", 0.7);
  };
  const photos = (form) => {
    const album = form.querySelector("[data-album]"), camera = form.querySelector("[data-camera]");
    const strip = form.querySelector("[data-photos]"), full = form.querySelector("[data-photos-full]"), most = Number(album.dataset.most);
    let taken = [...album.files];
    const put = (told) => {
      if (told) full.hidden = taken.length <= most;
      taken = taken.slice(0, most);
      const all = new DataTransfer();
      taken.forEach((file) => all.items.add(file));
      album.files = all.files;
      draw();
      if (told) form.dispatchEvent(new Event("change", { bubbles: true }));
    };
    const draw = () => {
      strip.replaceChildren(...taken.map((file) => {
        const item = document.createElement("li"), image = document.createElement("img"), out = document.createElement("button");
        image.alt = file.name;
        thumb(file, image);
        out.type = "button"; out.textContent = "×"; out.setAttribute("aria-label", album.dataset.remove);
        out.addEventListener("click", () => { taken = taken.filter((one) => one !== file); put(true); });
        item.append(image, out);
        return item;
      }));
    };
    const add = async (event) => {
      event.stopPropagation();
      const chosen = [...event.target.files].slice(0, most + 1);
      if (event.target === camera) camera.value = "";
      put(false); // the browser has put the new choice in the place of the old
      taken = [...taken, ...await Promise.all(chosen.map(small))];
      put(true);
    };
    album.addEventListener("change", add);
    camera.addEventListener("change", add);
    draw();
    return () => { taken = [...album.files]; full.hidden = true; draw(); };
  };

  const refresh = new WeakMap();
  const prepare = (form) => {
    const again = [whom(form), photos(form)];
    periods(form); moment(form); grow(form); unfold(form);
    refresh.set(form, again);
  };
  document.addEventListener("draft:restored", (event) => {
    const form = event.target.closest("form[data-lesson]");
    if (!form) return;
    if (refresh.has(form)) refresh.get(form).forEach((act) => act()); else prepare(form);
    grow(form); unfold(form);
  });
  document.querySelectorAll("form[data-lesson]").forEach(prepare);
})();
