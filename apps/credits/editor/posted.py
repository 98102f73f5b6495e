"""What a browser sends, as plain data. Blank fields and defaults are left out; nothing is checked here.

Beside the keys of the schema the data carries two of the form's own: ``_on`` names the fields that were asked for
and may still be empty, ``_how`` the way of saying how much. ``bare`` takes them out again.
"""

import re
import unicodedata
from dataclasses import MISSING, dataclass, field

from apps.credits.editor.layouts import layout
from apps.credits.rules.schema import (
    Amount,
    Choice,
    Day,
    Many,
    MonthDay,
    Part,
    Share,
    Table,
    Text,
    Type,
    Variant,
    Whole,
    Word,
    items,
)
from apps.credits.rules.words import OPEN, Names

ON, HOW = "_on", "_how"
ALL = "all"  # a whole row or column of a matrix
MORE = "+"  # stands in the names of a table's fields for the word that is typed beside them
HALF_WIDTH = (Amount, Whole, Share, Day, MonthDay)
MONTH_DAY = re.compile(r"(\d{1,2})[月\-/.](\d{1,2})日?")
SPOKEN_DAYS = {"期初": "start", "期末": "end"}


@dataclass
class Posted:
    """``fields`` is a QueryDict; words nobody knew are gathered in ``fresh``, by list."""

    fields: object
    names: Names
    fresh: dict[str, dict[str, str]] = field(default_factory=dict)

    def read(self, cls: type, name: str = "") -> dict:
        """The data of a class whose fields begin with ``name``."""
        found, shown = {}, layout(cls)
        how = self.text(join(name, HOW)) if shown.how else None
        for key, declared in items(cls).items():
            if shown.how and key in shown.how_keys and not self._wanted(key, how, shown):
                continue
            value = self.value(declared.metadata["type"], join(name, key))
            if value not in (None, "", []) and not same_as_default(value, declared):
                found[key] = value
        if shown.has_table and how and (how, "table") in shown.how:
            found["by"] = how
        if how is not None:
            found[HOW] = how
        on = [key for key in items(cls) if join(name, key) in self.fields.getlist("on")]
        return found | ({ON: on} if on else {})

    def _wanted(self, key, how, shown) -> bool:
        return (how, key) in shown.how

    def text(self, name: str) -> str:
        return self.fields.get(name, "").strip()

    def value(self, kind: Type, name: str):
        if isinstance(kind, Part):
            if name not in self.fields.getlist("block"):
                return None
            return self.read(kind.kind, name)
        if isinstance(kind, Many):
            return self._many(kind.of, name)
        if isinstance(kind, Table):
            return self._table(kind, name)
        if isinstance(kind, Word):
            return next(iter(self._new_words(kind, name)), "") or self._known(kind, self.text(name))
        text = self.text(name)
        return normal(kind, text)

    def _many(self, kind: Type, name: str):
        if isinstance(kind, Part | Variant):
            return [self.read(kind.kind, row) for row in self._rows(name)]
        chosen = [value for value in dict.fromkeys(self.fields.getlist(name)) if value]
        if isinstance(kind, Word):
            chosen = [self._known(kind, code) for code in chosen]
            chosen += [word for word in self._new_words(kind, name) if word not in chosen]
        elif isinstance(kind, Text):
            chosen += [word for word in split(self.text(f"{name}+")) if word not in chosen]
        return chosen

    def _rows(self, name: str) -> list[str]:
        rows = [row for row in self.fields.getlist("row") if row.rpartition(".")[0] == name]
        return list(dict.fromkeys(rows))

    def _table(self, kind: Table, name: str) -> dict:
        found: dict = {}
        for field_name in self.fields:
            if not field_name.startswith(f"{name}::"):
                continue
            *keys, last = field_name[len(name) + 2 :].split("::")
            if (keys or [last])[0] == MORE:
                continue
            inner = kind.values.values if keys else kind.values
            text = normal(inner, self.text(field_name))
            if text:
                (found.setdefault(keys[0], {}) if keys else found)[last] = text
        return found | self._own_lines(kind, name, found)

    def _own_lines(self, kind: Table, name: str, found: dict) -> dict:
        """The line of a table whose word was typed beside it; words of earlier such lines are new still."""
        by = self.text(join(name.rpartition(".")[0], "rows" if isinstance(kind.values, Table) else HOW))
        if not writes_more(by):
            return {}
        for code in found:
            if code != ALL and not self.names.knows(by, code):
                self.fresh.setdefault(by, {})[code] = code
        word, begins = self.text(f"{name}+"), f"{name}::{MORE}"
        if not word:
            return {}
        if not isinstance(kind.values, Table):
            return {self._code(by, word, ""): normal(kind.values, self.text(begins))}
        cells = {
            key.rpartition("::")[2]: text
            for key in self.fields
            if key.startswith(f"{begins}::") and (text := normal(kind.values.values, self.text(key)))
        }
        return {self._code(by, word, ""): cells}

    def _new_words(self, kind: Word, name: str) -> list[str]:
        """Codes of what was typed beside a list: of words it knows, or new ones."""
        if kind.list not in OPEN:
            return []
        family = self.text(f"{name}+family") or "other"
        return [self._code(kind.list, word, family) for word in split(self.text(f"{name}+"))]

    def _known(self, kind: Word, code: str) -> str:
        """A word that was new at an earlier press, and is ticked by now, is new still."""
        if code and kind.list in OPEN and not self.names.knows(kind.list, code):
            family, _slash, word = code.partition("/") if kind.list == "kind" else ("", "", code)
            if word and (not family or family in self.names.lists["family"]):
                self.fresh.setdefault(kind.list, {})[code] = word
        return code

    def _code(self, name: str, word: str, family: str) -> str:
        known = {word: code for code, word in self.names.lists[name].items()}
        if name == "kind":
            known = {
                word: code for code, word in self.names.lists[name].items() if code.startswith(f"{family}/")
            }
        if word in known:
            return known[word]
        code = f"{family}/{word}" if name == "kind" else word
        self.fresh.setdefault(name, {})[code] = word
        return code


def writes_more(by: str | None) -> bool:
    """Whether a table by this takes words nobody listed; a new kind of work would need its family."""
    return by in OPEN and by != "kind"


def join(name: str, key: str) -> str:
    return f"{name}.{key}" if name else key


def split(text: str) -> list[str]:
    """What somebody typed into one line, separated as people do."""
    parts = (part.strip().replace("/", "／") for part in re.split(r"[、,，;；\n]+", text))
    return [part for part in dict.fromkeys(parts) if part]


def normal(kind: Type, text: str) -> str:
    """Full-width digits and Chinese ways of writing a number or a day, as the schema wants them."""
    if isinstance(kind, HALF_WIDTH):
        text = unicodedata.normalize("NFKC", text).replace(" ", "")
    if (
        isinstance(kind, Amount | Whole)
        and text.count(",")
        and re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", text)
    ):
        text = text.replace(",", "")
    if isinstance(kind, MonthDay):
        text = SPOKEN_DAYS.get(text, text)
        if found := MONTH_DAY.fullmatch(text):
            text = f"{int(found[1]):02d}-{int(found[2]):02d}"
    return text


def same_as_default(value, declared) -> bool:
    default = declared.default
    if default is MISSING or default is None:
        return False
    if isinstance(default, bool):
        return value == ("true" if default else "false")
    kind = declared.metadata["type"]
    if isinstance(kind, Choice | Amount | Whole | MonthDay):
        return str(value) == str(default)
    return False


def bare(data):
    """Data for the schema: without the form's own keys, without blocks and rows that are empty."""
    if isinstance(data, list):
        kept = [bare(value) for value in data]
        return [value for value in kept if value != {}]
    if not isinstance(data, dict):
        return data
    kept = {key: bare(value) for key, value in data.items() if key not in (ON, HOW)}
    return {key: value for key, value in kept.items() if value not in ({}, [], "")}


def compact(data):
    """The same data without rows nobody filled in; what is left keeps the form's own keys."""
    if isinstance(data, list):
        return [compact(value) for value in data if bare(value) != {}]
    if isinstance(data, dict):
        return {key: value if key == ON else compact(value) for key, value in data.items()}
    return data
