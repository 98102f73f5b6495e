"""Reads a page as a browser and a screen reader would, and says what is wrong with it."""

from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# Text of these is not read; attributes below are read out or shown.
SILENT = {"script", "style", "template"}
SPOKEN = ("aria-label", "title", "placeholder", "alt", "data-label")
UNLABELLED = {"hidden", "submit", "button", "reset", "image"}


class Markup(HTMLParser):
    """``faults`` in words; ``texts`` as (language, text) of everything a person reads, ornaments having none."""

    def __init__(self, html: str):
        super().__init__()
        self.faults, self.texts = [], []
        self.h1 = 0
        self.lang = None
        self._open = []  # (tag, language, is a label)
        self._ids, self._targets, self._controls = set(), set(), []
        self.feed(html)
        self._judge()

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        language = found.get("lang") or (self._open[-1][1] if self._open else None)
        if found.get("aria-hidden") == "true":
            language = "none"
        if tag == "html":
            self.lang = found.get("lang")
        self.h1 += tag == "h1"
        self._look_for_script_and_style(tag, found)
        self._note_id(found.get("id"))
        if tag == "label":
            self._targets.add(found.get("for"))
        if tag in ("select", "textarea") or (tag == "input" and found.get("type") not in UNLABELLED):
            self._controls.append((found, any(label for _, _, label in self._open)))
        if tag == "img" and "alt" not in found:
            self.faults.append("a picture without words")
        self.texts += [(language, found[name]) for name in SPOKEN if found.get(name)]
        if tag not in VOID:
            self._open.append((tag, language, tag == "label"))

    def handle_endtag(self, tag):
        while self._open and tag in {name for name, _, _ in self._open}:
            if self._open.pop()[0] == tag:
                return

    def handle_data(self, data):
        if data.strip() and self._open and self._open[-1][0] not in SILENT:
            self.texts.append((self._open[-1][1], " ".join(data.split())))

    def _look_for_script_and_style(self, tag, found):
        if tag == "style" or "style" in found:
            self.faults.append(f"style inside the page: <{tag}>")
        data_for_scripts = found.get("type") == "application/json"
        if tag == "script" and "src" not in found and not data_for_scripts:
            self.faults.append("script inside the page")
        self.faults += [f"script in an attribute: {name}" for name in found if name.startswith("on")]
        if str(found.get("href", "")).startswith("javascript:"):
            self.faults.append("script in a link")

    def _note_id(self, name):
        if name and name in self._ids:
            self.faults.append(f"id used twice: {name}")
        self._ids.add(name)

    def _judge(self):
        if self.h1 != 1:
            self.faults.append(f"{self.h1} <h1>")
        if not self.lang:
            self.faults.append("no language")
        for found, inside_label in self._controls:
            named = inside_label or found.get("aria-label") or found.get("aria-labelledby")
            if not named and (not found.get("id") or found["id"] not in self._targets):
                self.faults.append(f"no label: {found.get('name')}")
