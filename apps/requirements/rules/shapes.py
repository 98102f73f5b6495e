"""Work reduced to what a scheme asks about it. Pieces of work of one shape are answered alike, and looked at once."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter

from apps.credits.rules.facts import Fact
from apps.credits.rules.people import Who
from apps.credits.rules.where import Where
from apps.credits.rules.words import UNITS
from apps.requirements.rules.counting import Counter
from apps.requirements.rules.lines import Lean, Line
from apps.requirements.rules.schemes import Measure, Requirement, Scheme

# What a condition looks at; a condition of another name looks at the field of its own name.
READS = {
    "kinds": (), "categories": ("category",), "levels": ("level",), "level_from": ("level",),
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
    """How the requirement at one ``place``, among all that are asked, looks at work: at that of ``holders`` (staff or
    groups), of which kinds, and at which fields of it. A family stands for all its kinds, ``ANYTHING`` for all kinds
    there are; ``named`` are the kinds and families its conditions tell apart. Work without anything of a ``unit`` adds
    nothing. Looked at ``singly``, work is not summed beforehand: it matters in which order it is counted, what lies
    behind it, or what its record says by now. What is ``lasting`` may have begun before the period.
    """

    place: int
    holders: frozenset[str]
    kinds: frozenset[str]
    named: frozenset[str]
    fields: frozenset[str]
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
    requirements = [requirement for scheme in schemes for requirement in scheme.requirements]
    people = frozenset[str]().union(*(whom.asks for r in requirements for whom in _people(r)))
    # What is asked of members looks at their answers, not at work.
    asked = [
        (place, requirement) for place, requirement in enumerate(requirements) if not requirement.members
    ]
    looks = tuple(_look(place, requirement) for place, requirement in asked)
    fields = {*ALWAYS}.union(*(look.fields for look in looks))
    amounts = {measure.quantity for _place, r in asked for measure in _measures(r)}
    return Asks(tuple(sorted(fields)), frozenset(amounts), people, looks)


def _look(place: int, requirement: Requirement) -> Look:
    wheres = list(_wheres(requirement))
    fields = {name for where in wheres for name in _read_by(where)}
    for measure in _measures(requirement):
        fields.update(SUMMED.get(measure.quantity, ()), [measure.distinct] if measure.distinct else ())
    if requirement.matrix:
        fields.update(filter(None, (requirement.matrix.rows, requirement.matrix.columns)))
    quantity, counter = requirement.measure.quantity, Counter(requirement)
    sums = counter.merges and LATER.isdisjoint(fields)
    return Look(
        place,
        holders=frozenset(who.of for who in _chain(requirement.who)),
        kinds=frozenset(k for m in _measures(requirement) for k in m.where.kinds or (ANYTHING,)),
        named=frozenset(kind for where in wheres for kind in where.kinds),
        fields=frozenset(fields),
        unit=quantity if sums and quantity in UNITS else "",
        singly=not sums,
        lasting=quantity == "cover",
    )


def _measures(requirement: Requirement) -> list[Measure]:
    return [requirement.measure, *(offset.measure for offset in requirement.offsets)]


def _wheres(requirement: Requirement) -> Iterator[Where]:
    """All conditions on work, and what these leave out."""
    for part in (*_measures(requirement), *requirement.of_which):
        where = part.where
        while where is not None:
            yield where
            where = where.other_than


def _people(requirement: Requirement) -> Iterator[Who]:
    yield requirement.who
    yield from (case.who for case in requirement.cases)
    if not requirement.members:
        yield from (where.who for where in _wheres(requirement) if where.who is not None)


def _chain(who: Who | None) -> Iterator[Who]:
    while who is not None:
        yield who
        who = who.or_else


def _read_by(where: Where) -> Iterator[str]:
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
