// Marking attendance: one tap for everybody, a tap for each exception, a search box, the count always in sight.
document.querySelectorAll("[data-marking]").forEach((form) => {
  const lines = [...form.querySelectorAll(".marks-list > li")];
  const others = form.querySelector("[data-mark-others]");
  const search = form.querySelector("[data-mark-search]");
  const isListed = (line) => line.querySelector("input[type=hidden]") !== null;
  const state = (line) => line.querySelector("input[type=radio]:checked")?.value || "";

  const tally = () => {
    const counts = {};
    lines.forEach((line) => {
      const now = state(line);
      if (now || isListed(line)) counts[now] = (counts[now] || 0) + 1;
      line.classList.toggle("mark-open", !now && isListed(line));
    });
    form.querySelectorAll("[data-count]").forEach((place) => {
      const many = counts[place.dataset.count] || 0;
      place.textContent = many;
      place.parentElement.hidden = !many;
    });
  };

  // Only who has no mark yet: an exception that was tapped before stays.
  form.querySelector("[data-mark-all]").addEventListener("click", (event) => {
    event.preventDefault();
    const value = event.target.dataset.markAll;
    lines.filter((line) => isListed(line) && !state(line)).forEach((line) => {
      line.querySelector(`input[value="${value}"]`).checked = true;
    });
    form.dispatchEvent(new Event("input", { bubbles: true }));
  });

  search.hidden = false;
  search.addEventListener("input", () => {
    const typed = search.value.trim() !== "";
    lines.forEach((line) => { line.hidden = !window.fitsPerson(search.value, line.dataset.search); });
    form.querySelectorAll("[data-mark-group]").forEach((group) => { group.hidden = !group.querySelector("li:not([hidden])"); });
    if (others && typed) others.open = Boolean(others.querySelector("li:not([hidden])"));
  });
  // Enter in a line to type in sends nothing: whoever saves presses the button.
  form.addEventListener("keydown", (event) => { if (event.key === "Enter" && event.target.matches("[type=search], [type=number]")) event.preventDefault(); });

  form.querySelector("[data-mark-count]").hidden = false;
  form.addEventListener("input", tally);
  form.addEventListener("change", tally);
  form.addEventListener("draft:restored", tally);
  tally();
});
