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
document.querySelector("main form [role=alert][tabindex]")?.focus();

// A list of people: the search box hides those who do not fit, the count says how many are ticked.
document.querySelectorAll("[data-people]").forEach((people) => {
  const rows = [...people.querySelectorAll("[data-search]")];
  const search = people.querySelector("[data-people-search]");
  const count = people.querySelector("[data-people-count]");
  const tally = () => { count.textContent = people.querySelectorAll("input[type=checkbox]:checked").length; };
  people.querySelector("[data-people-head]").hidden = false;
  search.addEventListener("input", () => {
    const words = search.value.toLowerCase().replace(/[·•・‧]/g, "").split(/\s+/);
    rows.forEach((row) => { row.hidden = !words.every((word) => row.dataset.search.includes(word)); });
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

// Filters that are not set stay out of the address, so that it can be read and passed on.
document.addEventListener("htmx:configRequest", (event) => {
  if (!event.target.matches("form.filters")) return;
  const given = event.detail.parameters;
  Object.keys(given).forEach((name) => { if (given[name] === "") delete given[name]; });
});
