"""Work reduced to what a scheme asks about it. Pieces of work of one shape are answered alike, and looked at once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from operator import attrgetter

from apps.credits.rules.facts import Fact
from apps.credits.rules.packs import walk
from apps.credits.rules.where import Where
from apps.requirements.rules.lines import Lean, Line
from apps.requirements.rules.schemes import Matrix, Measure, Scheme

# What a condition looks at; a condition of another name looks at the field of its own name.
READS = {
    "kinds": ("kind",), "categories": ("category",), "levels": ("level",), "level_from": ("level",),
    "parts": ("part",), "places": ("place",), "without": ("labels",), "stamps_before": ("stamps", "date"),
    "characters_from": ("characters",), "minutes_from": ("minutes",), "hours_from": ("hours",),
    "score_from": ("scores",), "attended_from": ("attended_minutes", "minutes", "attendance"),
    "signed": ("roll_calls", "signatures"), "weekdays": ("date",), "first": ("date",), "last": ("date",),
    "who": ("date",), "other_than": (),
}  # fmt: skip
# The same of what is summed.
SUMMED = {
    "minutes": ("attended_minutes", "minutes", "attendance"), "score": ("scores",), "cover": ("until",),
}  # fmt: skip
ALWAYS = ("aside", "kind")


def fields_asked(schemes: Iterable[Scheme]) -> tuple[str, ...]:
    """The fields of a fact on which anything depends, but for its day and its amounts."""
    found = set(ALWAYS)
    for scheme in schemes:
        for requirement in scheme.requirements:
            for _path, part in walk(requirement):
                found.update(_fields_of(part))
    return tuple(sorted(found))


def _fields_of(part):
    if isinstance(part, Where):
        for name, default in _UNSET:
            if getattr(part, name) != default:
                yield from READS.get(name, (name,))
    elif isinstance(part, Measure):
        yield from SUMMED.get(part.quantity, ())
        yield from [part.distinct] if part.distinct else ()
    elif isinstance(part, Matrix):
        yield from filter(None, (part.rows, part.columns))


_UNSET = tuple((name, declared.default) for name, declared in Where.__dataclass_fields__.items())


@dataclass(slots=True)
class Shape:
    """What is known of all work of one shape: the requirements it counts for, by their place in the scheme, and those
    it would count for but for one condition, with that condition.
    """

    fact: Fact
    fits: list[int]
    near: list[tuple[int, str]]


class Shapes:
    """The shapes that have been met; ``look`` finds what a new one fits and what it nearly fits."""

    def __init__(self, fields: tuple[str, ...], look: Callable[[Fact], Shape]):
        self.look, self.found = look, {}
        self.plain = attrgetter(*(name for name in fields if name != "stamps"))
        self.stamped = "stamps" in fields

    def of(self, line: Line | Lean) -> Shape:
        """Lean lines of one shape share their fact, others are told by what their facts say."""
        fact = line.fact
        if type(line) is Lean:
            key = id(fact)
        else:
            key = (self.plain(fact), tuple(sorted(fact.stamps.items())) if self.stamped else ())
        shape = self.found.get(key)
        if shape is None:
            shape = self.found[key] = self.look(fact)
        return shape
