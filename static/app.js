// The little script the pages share. Everything works without it; this saves a click.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-autosubmit]");
  if (form) form.requestSubmit();
});

// One open menu at a time; Escape and a click elsewhere close it.
function menus() { return document.querySelectorAll("details[data-menu][open]"); }
document.addEventListener("click", (event) => {
  menus().forEach((menu) => {
    const whole = menu.classList.contains("side-menu") ? menu.parentElement : menu; // its entries lie beside it
    if (!whole.contains(event.target)) menu.removeAttribute("open");
  });
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    menus().forEach((menu) => { menu.removeAttribute("open"); menu.querySelector("summary").focus(); });
  }
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing) {
    const search = document.querySelector("input[type=search]");
    if (search) { event.preventDefault(); search.focus(); }
  }
});

// What is there to be copied: a tap on it selects all of it; the button also copies, without https too.
document.addEventListener("focusin", (event) => {
  if (event.target.matches("input[readonly]")) event.target.select();
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  document.getElementById(button.dataset.copy).select();
  if (document.execCommand("copy")) button.textContent = button.dataset.copied;
});
document.querySelectorAll("[data-copy]").forEach((button) => { button.hidden = false; });

// A form is sent once: a second press while the first is under way does nothing.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method.toLowerCase() !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "1";
  setTimeout(() => delete form.dataset.sent, 8000);
});
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
});

// A form that comes back refused: reading aloud and the keyboard begin where it says what is wrong.
// (In a block: a page that is written anew into its window, see drafts.js, runs this file a second time.)
{
  const refused = document.querySelector("main form [role=alert][tabindex]");
  refused?.focus();
  // An address that still names the main part, from the link that skips the menu, would take the focus afterwards.
  if (refused && location.hash) window.addEventListener("load", () => setTimeout(() => refused.focus()));
}

// One search for people: 张伟 = zhangwei = zw = zhangw = zwei = 张w = number, by the rule of apps/core/names.py.
window.fitsPerson = (typed, text) => {
  const pairs = () => text.split(" ").flatMap((word, place, all) => (/^[a-z]+$/.test(word) && all[place + 1] ? [[word, all[place + 1]]] : []));
  const partly = (run) => pairs().some(([initials, full]) => [...run].some((letter, cut) => {
    const head = run.slice(0, cut), tail = run.slice(cut);
    return cut > 0 && ((full.startsWith(head + letter) && initials.indexOf(tail, 1) > 0)
      || (initials.startsWith(head + letter) && full.indexOf(tail, 1) > 0));
  }));
  const runs = (word) => (/[a-z][\u2e80-\uffff]|[\u2e80-\uffff][a-z]/.test(word) ? word.match(/[a-z]+|[^a-z]+/g) : [word]);
  return typed.normalize("NFKC").toLowerCase().replace(/[·•・‧]/g, "").split(/\s+/).filter(Boolean).flatMap(runs)
    .every((run) => text.includes(run) || (/^[a-z]{3,30}$/.test(run) && partly(run)));
};

// A choice of one person: what is typed above it leaves those who fit; the only one left is chosen.
document.querySelectorAll("select[data-person]").forEach((choice) => {
  const all = [...choice.options], blank = all.find((option) => !option.value), unsaid = blank?.textContent;
  if (all.length < 8 || choice.disabled) return;
  const search = Object.assign(document.createElement("input"), {
    type: "search", className: "form-control person-search", placeholder: choice.dataset.person, autocomplete: "off",
  });
  search.setAttribute("aria-label", choice.dataset.person);
  choice.before(search);
  search.addEventListener("input", (event) => {
    event.stopPropagation();
    const chosen = choice.value;
    const fit = all.filter((option) => search.value.trim() === "" || !option.value
      || window.fitsPerson(search.value, option.dataset.search || option.textContent.toLowerCase()));
    choice.replaceChildren(...fit);
    const people = fit.filter((option) => option.value);
    if (blank) blank.textContent = !search.value.trim() ? unsaid : people.length ? `${people.length} ${choice.dataset.some}` : choice.dataset.none;
    const one = search.value.trim() && people.length === 1 ? people[0].value : chosen;
    choice.value = fit.some((option) => option.value === one) ? one : "";
    if (choice.value !== chosen) choice.dispatchEvent(new Event("change", { bubbles: true }));
  });
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const first = [...choice.options].find((option) => option.value);
    if (!search.value.trim() || !first) return;
    choice.value = first.value;
    choice.dispatchEvent(new Event("change", { bubbles: true }));
    choice.focus();
  });
  choice.form?.addEventListener("draft:restored", () => { search.value = ""; });
});

// A list of people: the search box hides those who do not fit, the count says how many are ticked.
document.querySelectorAll("[data-people]").forEach((people) => {
  const rows = [...people.querySelectorAll("[data-search]")];
  const search = people.querySelector("[data-people-search]");
  const count = people.querySelector("[data-people-count]");
  const tally = () => { count.textContent = people.querySelectorAll("input[type=checkbox]:checked").length; };
  people.querySelector("[data-people-head]").hidden = false;
  search.addEventListener("input", () => {
    rows.forEach((row) => { row.hidden = !window.fitsPerson(search.value, row.dataset.search); });
  });
  search.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  people.querySelectorAll("[data-people-all]").forEach((button) => button.addEventListener("click", () => {
    rows.filter((row) => !row.hidden).forEach((row) => {
      row.querySelector("input[type=checkbox]").checked = Boolean(button.dataset.peopleAll);
    });
    tally();
  }));
  people.addEventListener("change", tally);
  people.closest("form")?.addEventListener("draft:restored", () => {
    tally();
    const fold = people.closest("details");
    if (fold && people.querySelector("input:checked")) fold.open = true;
  });
  tally();
});

// What a part of the page says anew is read aloud: how many rows a filter leaves, what a job is at. Never twice.
document.addEventListener("htmx:afterSettle", () => {
  const heard = document.querySelector("[data-heard]"), said = document.querySelector("main [data-said]");
  const text = said?.firstChild?.textContent.replace("·", "").trim() ?? "";
  if (heard && text && heard.textContent !== text) heard.textContent = text;
});

// Filters that are not set stay out of the address, so that it can be read and passed on.
document.addEventListener("htmx:configRequest", (event) => {
  if (!event.target.matches("form.filters")) return;
  const given = event.detail.parameters;
  Object.keys(given).forEach((name) => { if (given[name] === "") delete given[name]; });
});
