"""What the rules are applied to: recognised work, and who did it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from apps.credits.rules.words import AWAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One piece of recognised work of one holder, as it is known before any rule.

    ``key`` names the record and never changes; key, holder and kind together are valued once. Minutes are minutes of
    the clock, breaks included; ``hours`` are hours somebody declared or certified; a ``session`` is one meeting, a
    ``course`` a series of them; ``content`` tells what is the same paper, lesson or lecture told again.
    """

    key: str
    holder: str
    kind: str
    date: date
    until: date | None = None
    title: str = ""
    minutes: int = 0
    breaks: int = 0
    hours: Decimal | None = None
    days: Decimal | None = None
    count: int = 1
    characters: int = 0
    scores: tuple[Decimal, ...] = ()
    level: str = ""
    part: str = ""
    place: str = ""
    attendance: str = ""
    attended_minutes: int | None = None
    roll_calls: int = 0
    signatures: int = 0
    evidence: frozenset[str] = frozenset()
    stamps: Mapping[str, date] = field(default_factory=dict, hash=False)
    labels: frozenset[str] = frozenset()
    content: str = ""
    session: str = ""
    course: str = ""
    category: str = ""
    aside: bool = False

    @property
    def identity(self) -> tuple:
        return (self.holder, self.key, self.kind)

    @property
    def order(self) -> tuple:
        return order_of(self.date, self.key, self.kind)

    @property
    def there(self) -> bool:
        return self.attendance not in AWAY

    @property
    def score(self) -> Fraction | None:
        """The mean of what the judges gave."""
        return Fraction(sum(self.scores)) / len(self.scores) if self.scores else None

    @property
    def attended(self) -> tuple[int, int]:
        """Minutes one was there, of the minutes there were; work without a duration counts as one."""
        whole = self.minutes or 1
        there = self.attended_minutes if self.attended_minutes is not None else whole if self.there else 0
        return there, whole


def order_of(day: date, key: str, kind: str) -> tuple:
    """Work is counted by date; on one day by the key of its record, numbers by their size."""
    prefix, _, tail = key.rpartition(":")
    return (day, prefix, int(tail) if tail.isdecimal() else 0, key, kind)


@dataclass(frozen=True, slots=True)
class Stay:
    """A post or a membership, from a day to a day."""

    code: str
    first: date = date.min
    last: date = date.max
    kind: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Exemption:
    """Days for which nothing is owed, of some requirements or (empty) of all."""

    first: date
    last: date
    reason: str
    requirements: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class OwnTarget:
    """Another amount than the scheme's, granted to one holder for the period a day lies in."""

    requirement: str
    day: date
    at_least: Decimal
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who did work or owes it: a member of the staff, a group, or the school itself.

    ``joined_on`` is the first day of work as a teacher anywhere; ``first`` and ``last`` are the days at this school.
    For a group ``code`` is its name, ``kind`` its kind and ``members`` those it answers for.
    """

    key: str
    of: str = "staff"
    code: str = ""
    kind: str = ""
    first: date = date.min
    last: date = date.max
    born_on: date | None = None
    joined_on: date | None = None
    tier: str = ""
    title: str = ""
    subject: str = ""
    campus: str = ""
    tags: frozenset[str] = frozenset()
    posts: tuple[Stay, ...] = ()
    groups: tuple[Stay, ...] = ()
    members: frozenset[str] = frozenset()
    exemptions: tuple[Exemption, ...] = ()
    own_targets: tuple[OwnTarget, ...] = ()
    cycle_starts_on: date | None = None
