"""What a template draws: one control for each field that shows, with its value, its choices and what is wrong."""

import re
from dataclasses import MISSING, dataclass, field
from typing import NamedTuple

from django.utils.translation import gettext as _

from apps.credits.editor import labels
from apps.credits.editor.layouts import REFERENCES, layout
from apps.credits.editor.posted import ALL, HOW, MORE, ON, join, writes_more
from apps.credits.rules.schema import (
    Amount,
    Choice,
    Day,
    Flag,
    Many,
    MonthDay,
    Part,
    Share,
    Table,
    Text,
    Whole,
    Word,
    items,
)
from apps.credits.rules.verbs import BY, QUANTITIES
from apps.credits.rules.words import OPEN, UNITS, Names

CHINESE = re.compile("[\u4e00-\u9fff]")
LONG_TEXT, SHORT_TEXT = 200, 10


@dataclass
class Words:
    """What may be chosen: the words of the school and the document, the unit amounts are in, the school's own tags,
    groups … by key, and the other rows of the document by code. ``own`` is the code of the row on the form.
    """

    names: Names
    unit: str = ""
    known: dict[str, list[str]] = field(default_factory=dict)
    references: dict[str, str] = field(default_factory=dict)
    own: str = ""


@dataclass
class Option:
    value: str
    label: str
    chosen: bool = False
    whole: bool = False  # stands for all of its group

    @property
    def chinese(self) -> bool:
        """A word of the rules, which is Chinese whatever the language of the page."""
        return bool(CHINESE.search(str(self.label)))


class Group(NamedTuple):
    """Options under one heading; "" where there is only one group."""

    name: str
    options: list[Option]

    @property
    def chosen(self) -> bool:
        return any(option.chosen for option in self.options)


@dataclass
class Add:
    """A press that makes a field show, or another row."""

    name: str
    label: str


@dataclass
class Control:
    """One field. ``kind`` names its template; a block holds ``fields``, rows hold ``rows`` of them."""

    kind: str
    name: str
    label: str = ""
    help: str = ""
    value: str = ""
    suffix: str = ""
    required: bool = False
    removable: bool = False
    options: list[Group] = field(default_factory=list)
    folded: bool = False  # a long list: only the groups in which something is ticked are open
    families: list[Option] = field(default_factory=list)  # for a new kind of work
    open: bool = False  # other words may be added
    cells: list = field(default_factory=list)  # of a table: (label, name, value); of a grid: (label, cells)
    columns: list[str] = field(default_factory=list)
    more: list[tuple[str, str]] = field(default_factory=list)  # the line for a word not listed: (label, name)
    fields: "Fields | None" = None
    rows: "list[Row]" = field(default_factory=list)
    refresh: bool = False  # what it says changes which fields show
    errors: list[str] = field(default_factory=list)

    @property
    def id(self) -> str:
        return "f-" + re.sub(r"[\s.]", "-", self.name)

    @property
    def template(self) -> str:
        return f"credits/editor/{self.kind}.html"


@dataclass
class Fields:
    """The controls of one object, and what may be added to it."""

    controls: list[Control]
    often: list[Add] = field(default_factory=list)
    rare: list[Add] = field(default_factory=list)


@dataclass
class Row:
    name: str
    number: int
    fields: Fields
    errors: list[str] = field(default_factory=list)


class Builder:
    """Builds the controls of one form; ``index`` finds by its name where a mistake belongs."""

    def __init__(self, words: Words):
        self.words = words
        self.index: dict[str, Control | Row] = {}

    def fields(self, cls: type, raw: dict, name: str = "", skip=()) -> Fields:
        shown, declared, controls = layout(cls), items(cls), []
        on = raw.get(ON, ())
        how = how_of(raw, shown)
        for key in (*shown.main, *shown.often, *shown.rare):
            if key in skip:
                continue
            if key in shown.how_keys:
                if key == shown.how[0][1]:
                    controls += self._how(cls, raw, name, how, shown)
                continue
            extra = key not in shown.main
            if not extra or key in on or raw.get(key) not in (None, "", [], {}):
                controls.append(self.control(cls, key, declared[key], raw, name, removable=extra))
        visible = {control.name for control in controls}
        adds = [
            [
                Add(join(name, key), str(labels.label(cls, key)))
                for key in group
                if join(name, key) not in visible
            ]
            for group in (shown.often, shown.rare)
        ]
        return Fields(controls, *adds)

    def _how(self, cls, raw, name, how, shown) -> list[Control]:
        """The choice of a way, and the one field it means."""
        known = [Option(way, str(labels.WAYS[way]), way == how) for way, _key in shown.how]
        choice = Control(
            "select", join(name, HOW), str(labels.LABELS["how"]), options=[Group("", known)], refresh=True
        )
        key = dict(shown.how)[how]
        meant = self.control(cls, key, items(cls)[key], raw | {"by": how}, name)
        meant.required = True
        self.index[name] = meant if meant.kind != "rows" else choice
        return [choice, meant]

    def control(self, cls, key, declared, raw, name, removable=False) -> Control:
        kind, place = declared.metadata["type"], join(name, key)
        value = raw.get(key)
        control = Control(
            "text", place, str(labels.label(cls, key)), str(labels.help_text(cls, key)),
            required=declared.default is MISSING, removable=removable, suffix=self._suffix(cls, key, raw),
        )  # fmt: skip
        if (cls.__name__, key) in REFERENCES:
            self._references(control, kind, value)
        else:
            self._fill(control, cls, key, kind, value, raw, declared)
        self.index[place] = control
        return control

    def _fill(self, control, cls, key, kind, value, raw, declared):
        if isinstance(kind, Part):
            control.kind = "block"
            control.fields = self.fields(kind.kind, value if isinstance(value, dict) else {}, control.name)
        elif isinstance(kind, Many) and isinstance(kind.of, Part):
            self._rows(control, kind.of, value, declared)
        elif isinstance(kind, Many):
            self._checks(control, cls, key, kind.of, value or [])
        elif isinstance(kind, Table):
            self._table(control, kind, value or {}, raw)
        elif isinstance(kind, Word):
            self._select(control, self.words.names.lists[kind.list].items(), value)
            control.open = kind.list in OPEN
        elif isinstance(kind, Choice):
            words = labels.choice_words(cls, key)
            blank = declared.default in (MISSING, "")
            default = "" if blank else declared.default
            choices = [(code, words.get(code, code)) for code in kind.choices if code]
            self._select(control, choices, value or default, blank=blank)
            control.refresh = key in ("rows", "columns", "quantity", "of") and cls.__name__ in REFRESHING
        elif isinstance(kind, Flag):
            self._flag(control, key, value, declared)
        else:
            self._line(control, kind, value, declared)
            control.refresh = (cls.__name__, key) == ("Measure", "unit")  # it stands behind other fields too

    def _line(self, control, kind, value, declared):
        default = declared.default if declared.default not in (MISSING, None, "") else ""
        if isinstance(kind, MonthDay):
            default, value = "", "" if value in ("start", "end") else value
        control.value = str(value if value not in (None, "") else default)
        if isinstance(kind, Amount | Whole):
            control.kind = "number"
        elif isinstance(kind, Day):
            control.kind = "day"
        elif isinstance(kind, Share | MonthDay):
            control.kind = "short"
        elif isinstance(kind, Text) and kind.limit >= LONG_TEXT:
            control.kind = "long"
        elif isinstance(kind, Text) and kind.limit <= SHORT_TEXT:
            control.kind = "short"

    def _select(self, control, choices, value, blank=True):
        control.kind = "select"
        value = "" if value is None else str(value)
        options = [Option(str(code), str(word), str(code) == value) for code, word in choices]
        if value and not any(option.chosen for option in options):
            options.append(Option(value, value, True))
        if blank:
            options.insert(0, Option("", _("Choose") if control.required else "—", not value))
        control.options = [Group("", options)]

    def _flag(self, control, key, value, declared):
        said = "" if value is None else str(value).lower()
        if declared.default is None:
            yes, no = labels.FLAGS.get(key, (_("yes"), _("no")))
            self._select(control, [("true", yes), ("false", no)], said)
        else:
            control.kind, control.value = "check", "true" if said == "true" else ""

    def _references(self, control, kind, value):
        if isinstance(kind, Many):
            chosen = value or []
            options = [Option(code, word, code in chosen) for code, word in self.words.references.items()]
            control.kind, control.options = "checks", [Group("", options)]
        else:
            self._select(control, self.words.references.items(), value)

    def _checks(self, control, cls, key, kind, value):
        control.kind = "checks"
        chosen = [str(code) for code in value]
        if isinstance(kind, Word):
            control.open = kind.list in OPEN
            if kind.list == "kind":
                self._kinds(control, chosen)
            else:
                words = self.words.names.lists[kind.list]
                control.options = [
                    Group("", [Option(code, word, code in chosen) for code, word in words.items()])
                ]
        elif isinstance(kind, Choice):
            words = labels.choice_words(cls, key)
            control.options = [
                Group("", [Option(code, str(words[code]), code in chosen) for code in kind.choices])
            ]
        else:
            known = [*self.words.known.get(key, ()), *chosen]
            options = [Option(word, word, word in chosen) for word in dict.fromkeys(known)]
            control.options, control.open = [Group("", options)], True
        offered = {option.value for _group, options in control.options for option in options}
        if strange := [code for code in chosen if code not in offered]:
            control.options.append(Group("", [Option(code, code, True) for code in strange]))

    def _kinds(self, control, chosen):
        """Kinds of work by family, each family itself first."""
        names, control.folded = self.words.names.lists, True
        for family, word in names["family"].items():
            whole = Option(family, str(labels.FAMILY_ALL), family in chosen, whole=True)
            kinds = [
                Option(code, said, code in chosen)
                for code, said in names["kind"].items()
                if code.partition("/")[0] == family
            ]
            control.options.append(Group(word, [whole, *kinds]))
            control.families.append(Option(family, word, family == "other"))

    def _table(self, control, kind, value, raw):
        if isinstance(kind.values, Table):
            self._grid(control, value, raw)
            return
        control.kind = "table"
        words = self._keys(raw.get("by"), value)
        control.cells = [(said, f"{control.name}::{code}", str(value.get(code, ""))) for code, said in words]
        control.open = writes_more(raw.get("by"))
        if control.open:
            control.more = [(_("Another one"), f"{control.name}::{MORE}")]

    def _keys(self, by, value) -> list[tuple[str, str]]:
        """The words an amount may be given for; what is in the data comes too."""
        known = self.words.names.lists[BY[by]] if by in BY else {}
        if by == "kind":
            known = self.words.names.lists["family"] | known
        return [*known.items(), *((code, code) for code in value if code not in known and code != ALL)]

    def _grid(self, control, value, raw):
        control.kind = "grid"
        whole = (ALL, _("in all"))
        if not raw.get("rows"):
            return
        lines = [*self._keys(raw["rows"], value), whole]
        inner = {code: "" for line in value.values() for code in line}
        columns = [*(self._keys(raw["columns"], inner) if raw.get("columns") else ()), whole]
        control.columns = [said for _code, said in columns]
        for code, said in lines:
            held = value.get(code, {})
            cells = [
                (f"{said} · {above}", f"{control.name}::{code}::{column}", str(held.get(column, "")))
                for column, above in columns
            ]
            control.cells.append((said, cells))
        control.open = writes_more(raw["rows"])
        if control.open:
            control.more = [
                (f"{_('Another one')} · {above}", f"{control.name}::{MORE}::{column}")
                for column, above in columns
            ]

    def _rows(self, control, kind, value, declared):
        control.kind = "rows"
        rows = list(value or [])
        if not rows:
            rows = [{}]
        for n, raw in enumerate(rows):
            name = f"{control.name}.{n}"
            row = Row(name, n + 1, self.fields(kind.kind, raw if isinstance(raw, dict) else {}, name))
            self.index.setdefault(name, row)
            control.rows.append(row)

    def _suffix(self, cls, key, raw) -> str:
        full = f"{cls.__name__}.{key}"
        if full in labels.IN_UNIT:
            return self.words.unit
        if full in labels.IN_QUANTITY:
            return QUANTITIES.get(raw.get("of", "count"), "")
        if cls.__name__ == "Requirement" and key in ("at_least", "at_most"):
            measure = raw.get("measure") or {}
            quantity = measure.get("quantity", "count")
            return measure.get("unit") or (QUANTITIES | UNITS).get(quantity, "")
        return labels.SUFFIXES.get(full) or labels.SUFFIXES.get(key, "")


REFRESHING = {"Matrix", "Measure", "Source", "Tiers", "Reach"}


def how_of(raw: dict, shown) -> str:
    """The way of saying how much that the data shows, or that was chosen."""
    if not shown.how:
        return ""
    ways = dict(shown.how)
    if raw.get(HOW) in ways:
        return raw[HOW]
    if raw.get("by") in ways:
        return raw["by"]
    return next(
        (way for way, key in shown.how if key != "table" and raw.get(key) not in (None, "", [])),
        shown.how[0][0],
    )
