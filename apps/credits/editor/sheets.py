"""One form: from data or from what a browser sends, with what was pressed in it, to controls and checked data."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from apps.core.text import whole_number
from apps.credits.editor import labels
from apps.credits.editor.controls import Builder, Control, Fields, Row, Words
from apps.credits.editor.layouts import layout
from apps.credits.editor.posted import ON, Posted, bare, compact
from apps.credits.rules.problems import SAYINGS, Problem
from apps.credits.rules.schema import Flag, Many, Part, items

ADD, DROP = "add", "drop"
NOT_FILLED = ("missing_key", "empty_list", "no_effect")
# Mistakes that name other rows of the document, one after another with an arrow between them.
ABOUT_ROWS, CHAINED = ("units_differ", "circle", "forbidden_fill", "members_of_groups"), " → "
# What a form says in its own words; the rest is said as in a text.
SAYINGS_HERE = {
    "missing_key": _("Fill this in."),
    "no_effect": _("Fill this in."),
    "idle_zero": _("0 changes nothing here: write a number above 0, or leave it empty."),
    "nothing_asked": _("Say how much is asked."),
    "empty_list": _("Fill this in."),
    "text_empty": _("Fill this in."),
    "not_number": _("Write a number, such as 8 or 0.5."),
    "not_whole": _("Write a whole number."),
    "not_share": _("Write a share, such as 1/5 or 20%."),
    "not_month_day": _("Write a day of the year, such as 8-31."),
    "last_tier_open": _("Leave “up to” empty in the last step, and only there."),
    "both_or_none": _("Fill in at least one line."),
    "units_differ": _("“{value}” is counted in something else: say how much of it fills how much here."),
    "cycle_missing": _("First say on the page of the document how many years the cycle lasts and when it begins."),
}  # fmt: skip


@dataclass
class Sheet:
    """The form of one object of a dataclass. ``problems`` have paths that begin at the object."""

    cls: type
    words: Words
    raw: dict
    skip: tuple[str, ...] = ()
    fresh: dict[str, dict[str, str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)  # what has no field of its own
    # (id of the field, its label, what is wrong)
    linked: list[tuple[str, str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)  # why it was not saved although the form itself is right

    @classmethod
    def posted(cls, of: type, words: Words, fields, skip=()) -> "Sheet":
        """What a browser sent; new words in it are known at once."""
        posted = Posted(fields, words.names)
        raw = posted.read(of)
        if posted.fresh:
            words.names = words.names.plus(posted.fresh)
        return cls(of, words, raw, skip, fresh=posted.fresh)

    @property
    def data(self) -> dict:
        """Plain data for the schema, without rows nobody filled in."""
        return bare(self.raw)

    @property
    def rows_named(self) -> dict[str, str]:
        """What the rows of the document are called, by code; the one on the form by what was typed."""
        return self.words.references | {self.words.own: self.raw.get("name", "")}

    def tidy(self) -> None:
        """Let go of rows nobody filled in, so that the places of mistakes are those on the form."""
        self.raw = compact(self.raw)

    def act(self, said: str) -> None:
        """``add tiers`` or ``drop tiers.0``: what was pressed in the form; anything else changes nothing."""
        verb, _space, name = said.partition(" ")
        *way, last = name.split(".")
        holder, kind = self._walk(way)
        if holder is None:
            return
        if verb == ADD and isinstance(holder, dict) and kind is not None and last in items(kind):
            declared = items(kind)[last].metadata["type"]
            if isinstance(declared, Many) and isinstance(declared.of, Part):
                shows = (
                    bool(holder.get(last)) or last in layout(kind).main
                )  # an empty list shows one empty row
                holder[last] = [*(holder.get(last) or ([{}] if shows else [])), {}]
            if isinstance(declared, Flag) and items(kind)[last].default is False:
                holder[last] = "true"  # whoever adds it means it
            holder.setdefault(ON, []).append(last)
        elif verb == DROP and isinstance(holder, list) and (place := place_in(holder, last)) is not None:
            del holder[place]
        elif verb == DROP and isinstance(holder, dict):
            holder.pop(last, None)
            holder[ON] = [key for key in holder.get(ON, ()) if key != last]

    def _walk(self, way: list[str]):
        """The dict or list a name leads to, and the class it is of."""
        holder, kind = self.raw, self.cls
        for step in way:
            if isinstance(holder, list):
                place = place_in(holder, step)
                if place is None:
                    return None, None
                holder = holder[place]
            elif isinstance(holder, dict) and kind is not None and step in items(kind):
                declared = items(kind)[step].metadata["type"]
                many = isinstance(declared, Many)
                inner = declared.of if many else declared
                if not isinstance(inner, Part):
                    return None, None
                kind = inner.kind
                holder = holder.setdefault(step, [] if many else {})
            else:
                return None, None
        return holder, kind

    def fields(self) -> Fields:
        """The controls, each mistake at the nearest of them; what has no place comes into ``errors``."""
        builder = Builder(self.words)
        built = builder.fields(self.cls, self.raw, skip=self.skip)
        self.errors, self.linked = [], []
        for problem in self.problems:
            at, text = nearest(problem, builder.index), said(problem, self.rows_named)
            (at.errors if at is not None else self.errors).append(text)
            if isinstance(at, Control):
                self.linked.append((at.id, at.label, text))
        return built

    def led_to(self, act: str) -> str:
        """The name of the field somebody goes on with after a press: what was added, of a row its first field."""
        name = act.partition(" ")[2]
        builder = Builder(self.words)
        builder.fields(self.cls, self.raw, skip=self.skip)
        at = builder.index.get(name)
        while isinstance(at, Control) and at.rows and at.rows[-1].fields.controls:
            at = at.rows[-1].fields.controls[0]
        return at.name if isinstance(at, Control) else name

    def complaints(self) -> list[str]:
        """Every mistake with the field it is at, for the place beside the form."""
        builder = Builder(self.words)
        builder.fields(self.cls, self.raw, skip=self.skip)
        found = []
        for problem in self.problems:
            at = nearest(problem, builder.index)
            name = at.label if isinstance(at, Control) else ""
            found.append((name, said(problem, self.rows_named)))
        return list(dict.fromkeys(found))


def nearest(problem: Problem, index: dict[str, Control | Row]):
    path = [str(step) for step in problem.path]
    if problem.code == "missing_key":
        path.append(problem.params["key"])
    while True:
        if (name := ".".join(path)) in index:
            return inmost(index[name]) if problem.code in NOT_FILLED else index[name]
        if not path:
            return None
        path.pop()


def inmost(at: Control | Row):
    """Of rows and frames nobody filled in, the first field that must be."""
    inside = at.rows[0].fields if isinstance(at, Control) and at.rows else getattr(at, "fields", None)
    empty = (one for one in inside.controls if one.required and not one.value) if inside else ()
    return next(map(inmost, empty), at)


def place_in(holder: list, step: str) -> int | None:
    """The place in a list that a part of a name says; None when there is none there."""
    place = whole_number(step)
    return place if place is not None and place < len(holder) else None


def said(problem: Problem, rows_named: dict[str, str]) -> str:
    """A mistake in the words of a form: rows of the document by their names, not by their codes."""
    params = {
        key: "、".join(_label_of(part) for part in value.split("、")) if key in ("keys", "key") else value
        for key, value in problem.params.items()
    }
    if problem.code in ABOUT_ROWS:
        params |= {
            key: CHAINED.join(rows_named.get(code) or code for code in params[key].split(CHAINED))
            for key in ("value", "chain")
            if key in params
        }
    if problem.code in SAYINGS_HERE:
        return str(SAYINGS_HERE[problem.code]).format(**params)
    return SAYINGS[problem.code].format(**params) + "。"


def _label_of(key: str) -> str:
    return str(labels.LABELS.get(key, key))
