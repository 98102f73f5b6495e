// The form of a rule is drawn anew by the server when a press changes which fields show. What somebody types while
// the answer is on its way stays; and a draft put back (drafts.js) is drawn with all the fields it had.
(() => {
  const form = document.querySelector("form[data-redrawn]");
  const meant = new Map();
  let waiting = 0, saysOld = false, open = [], held = "";
  if (!form) return;
  const ofSheet = (event) => event.detail.target?.id === "sheet";
  const key = (control) => (["checkbox", "radio"].includes(control.type) ? `${control.name}=${control.value}` : control.name);
  const note = (event) => { if (waiting && event.target.name) meant.set(key(event.target), event.target); };
  form.addEventListener("input", note, true);
  form.addEventListener("change", note, true);
  document.addEventListener("htmx:beforeRequest", (event) => { if (ofSheet(event)) waiting += 1; });
  document.addEventListener("htmx:afterRequest", (event) => { if (ofSheet(event)) waiting = Math.max(0, waiting - 1); });
  // Lists that were folded open stay open, with whoever was in them.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!ofSheet(event)) return;
    held = document.activeElement.id;
    open = [...form.querySelectorAll("details[open] > summary[id]")].map((summary) => summary.id);
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (!ofSheet(event)) return;
    open.forEach((id) => document.getElementById(id)?.parentElement.setAttribute("open", ""));
    if (held && document.activeElement === document.body) document.getElementById(held)?.focus();
    const left = [...meant];
    saysOld ||= left.length > 0;
    meant.clear();
    left.forEach(([name, was]) => {
      const now = [...form.elements].find((control) => control.name && key(control) === name);
      if (!now || (now.value === was.value && now.checked === was.checked)) return;
      if ("checked" in now) now.checked = was.checked;
      now.value = was.value;
      now.dispatchEvent(new Event("input", { bubbles: true }));
      now.dispatchEvent(new Event("change", { bubbles: true }));
    });
  });
  // The sentence beside it came with the fields as they were sent: it is asked for again.
  document.addEventListener("htmx:afterSettle", (event) => {
    if (!ofSheet(event) || !saysOld) return;
    saysOld = false;
    form.querySelector("#sheet").dispatchEvent(new Event("input", { bubbles: true }));
  });
  form.addEventListener("draft:put-back", async ({ detail: { seen, ...fields } }) => {
    const values = { ...fields, act: "refresh" };
    await window.htmx.ajax("POST", window.location.pathname, { target: "#sheet", swap: "outerHTML", values });
    form.elements.seen.value = seen ?? ""; // what it was begun with: saving compares
  });
})();
