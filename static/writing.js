// Counts the characters of a text as it is typed, by the rule of apps/core/text.py: a Chinese character or
// punctuation mark is one, and so is a run of anything else between spaces.
(() => {
  const WIDE = /[\u2e80-\u2fff\u3001-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}“”‘’—…·]/gu;
  const count = (text) => (text.match(WIDE) || []).length + (text.replace(WIDE, " ").match(/\S+/g) || []).length;
  document.querySelectorAll("textarea[data-count]").forEach((field) => {
    const place = document.getElementById(field.dataset.count);
    const show = () => { place.textContent = count(field.value); };
    field.addEventListener("input", show);
    field.form.addEventListener("draft:restored", show);
    show();
  });
})();
