// The review page: comment where one has marked or tapped, judge by keys. Everything is there as a button too.
(() => {
  const typing = (target) => target.closest("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]");
  const doc = document.querySelector("[data-doc]");
  const comment = document.querySelector("[data-comment]");
  const judge = document.getElementById("judge");
  const narrow = window.matchMedia("(max-width: 991px)");
  const at = (place) => doc && place ? doc.querySelector(`[data-place="${place}"]`) : null;

  // Comments stand beside the draft; on a phone, and for its author, right under the words they are about.
  const place = () => {
    if (!doc) return;
    doc.querySelectorAll(".has-remark").forEach((line) => line.classList.remove("has-remark"));
    document.querySelectorAll(".remark[data-at]").forEach((remark) => {
      const line = at(remark.dataset.at);
      if (!line) return;
      line.classList.add("has-remark");
      if (narrow.matches || remark.closest("[data-inline]")) line.after(remark);
    });
    document.querySelectorAll("[data-inline]").forEach((card) => { card.hidden = !card.querySelector(".remark"); });
  };
  document.addEventListener("click", (event) => {
    const remark = event.target.closest(".remarks .remark[data-at]");
    const line = remark && !event.target.closest("a, button, summary, form") && at(remark.dataset.at);
    if (line) line.scrollIntoView({ block: "center" });
  });

  // Where the comment goes.
  const choose = (line, words = "") => {
    if (!comment || !line) return;
    const form = comment.querySelector("form");
    form.elements.place.value = line.dataset.place;
    form.elements.quote.value = words;
    doc.querySelectorAll(".chosen").forEach((other) => other.classList.remove("chosen"));
    line.classList.add("chosen");
  };
  const open = () => {
    if (!comment) return;
    comment.open = true;
    comment.querySelector("textarea").focus();
    comment.scrollIntoView({ block: "nearest" });
  };
  if (doc && comment) {
    doc.addEventListener("mouseup", () => setTimeout(() => {
      const selection = window.getSelection();
      const words = selection.toString().trim();
      const line = words && selection.anchorNode?.parentElement?.closest("[data-place]");
      if (line && doc.contains(line)) choose(line, line.textContent.includes(words) ? words : "");
    }));
    doc.addEventListener("click", (event) => {
      const line = event.target.closest("[data-place]");
      if (!line || event.target.closest("a, .remark") || window.getSelection().toString().trim()) return;
      choose(line);
      open();
    });
    comment.querySelector("form").elements.place.addEventListener("change", (event) => {
      const line = at(event.target.value);
      comment.querySelector("form").elements.quote.value = "";
      doc.querySelectorAll(".chosen").forEach((other) => other.classList.remove("chosen"));
      if (line) { line.classList.add("chosen"); line.scrollIntoView({ block: "center" }); }
    });
  }
  document.addEventListener("htmx:afterRequest", (event) => {
    if (!comment || event.target !== comment.querySelector("form") || !event.detail.successful) return;
    document.querySelectorAll("[data-doc] .remark").forEach((old) => old.remove());
    if (!document.querySelector("#remarks [role=alert]")) {
      comment.querySelector("form").reset();
      comment.open = false;
      doc?.querySelectorAll(".chosen").forEach((other) => other.classList.remove("chosen"));
    }
    place();
  });
  document.querySelector("[data-open-comment]")?.addEventListener("click", (event) => { event.preventDefault(); open(); });

  // A phrase is added to what is written already.
  document.querySelectorAll("[data-phrase]").forEach((chip) => chip.addEventListener("click", () => {
    const field = judge.elements.opinion;
    field.value = field.value.trim() ? `${field.value.trim()}\n${chip.textContent}` : chip.textContent;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }));
  // A return needs words: say so at the field, before anything is sent.
  judge?.addEventListener("submit", (event) => {
    const returns = event.submitter?.hasAttribute("formaction");
    const need = judge.querySelector("[data-need]");
    need.hidden = !(returns && !judge.elements.opinion.value.trim());
    if (!need.hidden) { event.preventDefault(); event.stopImmediatePropagation(); judge.elements.opinion.focus(); }
  }, true);

  const keys = document.getElementById("keys");
  document.querySelector("[data-keys]")?.addEventListener("click", () => keys.showModal());
  document.addEventListener("keydown", (event) => {
    const field = typing(event.target);
    if (event.key === "Escape" && field) { field.blur(); return; }
    if (field || event.ctrlKey || event.metaKey || event.altKey || keys?.open) return;
    if (event.key.toLowerCase() === "c" && comment) { event.preventDefault(); open(); return; }
    const button = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (button) { event.preventDefault(); button.click(); }
  });

  // On a phone the queue is folded away; on a desk the one that is open is in sight.
  if (narrow.matches) document.querySelectorAll("[data-fold]").forEach((fold) => { fold.open = false; });
  const list = document.querySelector(".rv-list");
  const current = list?.querySelector("[aria-current]");
  if (current && !narrow.matches) list.scrollTop = current.offsetTop - list.offsetTop - 60;
  place();

  // What is still to be dealt with in a part stands above its field too, where the page has no room for both columns.
  const again = document.querySelector(".handing-in-again > form");
  document.querySelectorAll(".handing-in-again .remark[data-at]:not(.remark-done)").forEach((remark) => {
    const field = again.elements.namedItem(remark.dataset.at.replace(/-\d+$/, ""));
    if (!field) return;
    const near = remark.cloneNode(true);
    near.querySelectorAll("form, .remark-acts").forEach((act) => act.remove());
    ["id", "data-at"].forEach((name) => near.removeAttribute(name));
    near.classList.add("remark-near");
    field.before(near);
  });

  const all = document.querySelector("[data-tick-all]");
  if (all) {
    all.hidden = false;
    all.addEventListener("click", () => {
      const ticks = [...document.querySelectorAll("input[name=case]")];
      const on = ticks.some((tick) => !tick.checked);
      ticks.forEach((tick) => { tick.checked = on; });
    });
  }
})();
