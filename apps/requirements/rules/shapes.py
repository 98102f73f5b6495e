"""Work reduced to what a scheme asks about it. Pieces of work of one shape are answered alike, and looked at once."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from operator import attrgetter

from apps.credits.rules.facts import Fact
from apps.credits.rules.where import ANY, Where
from apps.credits.rules.words import UNITS
from apps.requirements.rules.counting import Counter
from apps.requirements.rules.lines import Lean, Line
from apps.requirements.rules.schemes import Requirement, Scheme

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
# What may be said of a record when its entry stands already: for that, each piece of work must be known by its key.
LATER = frozenset((
    "attended_minutes", "breaks", "content", "course", "days", "evidence", "hours", "minutes", "roll_calls", "scores",
    "session", "signatures", "until",
))  # fmt: skip
ALWAYS = ("aside", "count", "kind")
ANYTHING = ""


@dataclass(frozen=True)
class Look:
    """At which kinds requirements look, and how. A family stands for all its kinds, ``ANYTHING`` for all kinds there
    are. Work without anything of a ``unit`` adds nothing. Looked at ``singly``, work is not summed beforehand: it
    matters in which order it is counted, what lies behind it, or what its record says by now. What is ``lasting`` may
    have begun before the period.
    """

    kinds: frozenset[str]
    unit: str = ""
    singly: bool = False
    lasting: bool = False


@dataclass(frozen=True)
class Asks:
    """What schemes look at: ``fields`` of a fact, besides its day and its amounts; ``amounts`` that are summed; of
    people ``posts``, ``groups``, ``tags``; and at which work.
    """

    fields: tuple[str, ...]
    amounts: frozenset[str]
    people: frozenset[str]
    looks: tuple[Look, ...]


def asks_of(schemes: Iterable[Scheme]) -> Asks:
    fields, amounts, people, looks = set(ALWAYS), set(), set(), defaultdict(set)
    for requirement in (r for scheme in schemes for r in scheme.requirements):
        measures = [requirement.measure, *(offset.measure for offset in requirement.offsets)]
        read = set()
        for measure in measures:
            amounts.add(measure.quantity)
            read.update(SUMMED.get(measure.quantity, ()), [measure.distinct] if measure.distinct else ())
        if requirement.matrix:
            read.update(filter(None, (requirement.matrix.rows, requirement.matrix.columns)))
        people |= requirement.who.asks.union(*(case.who.asks for case in requirement.cases))
        for where in (part.where for part in (*measures, *requirement.of_which)):
            while where is not None:
                read.update(_read_by(where))
                people |= where.who.asks if where.who is not None else frozenset()
                where = where.other_than
        fields |= read
        looks[_way(requirement, read)] |= {
            k for measure in measures for k in measure.where.kinds or (ANYTHING,)
        }
    looked = (Look(frozenset(kinds), *way) for way, kinds in sorted(looks.items()))
    return Asks(tuple(sorted(fields)), frozenset(amounts), frozenset(people), tuple(looked))


def _way(requirement: Requirement, read: set[str]) -> tuple[str, bool, bool]:
    """Of a ``Look`` all but the kinds."""
    quantity, sums = requirement.measure.quantity, Counter(requirement).merges and LATER.isdisjoint(read)
    return quantity if sums and quantity in UNITS else "", not sums, quantity == "cover"


def _read_by(where: Where):
    if where == ANY:
        return
    for name, default in _UNSET:
        if getattr(where, name) != default:
            yield from READS.get(name, (name,))


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
