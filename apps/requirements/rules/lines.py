"""What requirements are compared with, and what comes out."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from apps.credits.rules.calendars import Window
from apps.credits.rules.facts import Fact, order_of

NONE = Decimal(0)


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of work and what it was recognised as. ``stopped`` says why it was not recognised at all:
    ``away``, ``need``, ``zero``, ``once``; then it is no work that could be counted either.
    """

    fact: Fact
    hours: Decimal = NONE
    credits: Decimal = NONE
    points: Decimal = NONE
    stopped: str = ""

    @property
    def key(self) -> str:
        return self.fact.key

    @property
    def holder(self) -> str:
        return self.fact.holder

    @property
    def date(self) -> date:
        return self.fact.date

    @property
    def order(self) -> tuple:
        return self.fact.order

    @property
    def count(self) -> Decimal:
        """What was not recognised is no work to be counted."""
        return NONE if self.stopped else Decimal(self.fact.count)

    @property
    def characters(self) -> Decimal:
        return NONE if self.stopped else Decimal(self.fact.characters)

    @property
    def minutes(self) -> Decimal:
        return minutes_of(self)


class Lean(NamedTuple):
    """Work of which no more is known than the schemes ask about, for figures alone: one piece, or all that is alike to
    them, with its first day and the key of one piece. Its fact, which all work of its shape shares, has no key, holder
    or title; amounts are nothing where work was ``stopped``, as those of ``Line``.
    """

    holder: str
    date: date
    key: str
    fact: Fact
    hours: Decimal = NONE
    credits: Decimal = NONE
    points: Decimal = NONE
    count: Decimal = NONE
    characters: Decimal = NONE
    stopped: str = ""

    @property
    def order(self) -> tuple:
        return order_of(self.date, self.key, self.fact.kind)

    @property
    def minutes(self) -> Decimal:
        return minutes_of(self)


def minutes_of(line: Line | Lean) -> Decimal:
    return Decimal(line.fact.attended[0]) if line.fact.minutes and not line.stopped else NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """So much of a requirement borrowed into the period of one day from the period of a later one."""

    holder: str
    requirement: str
    into: date
    out_of: date
    amount: Decimal
    reason: str


@dataclass(frozen=True, slots=True)
class Counted:
    """A line that counts, and how much of it; ``cut`` is what a ceiling left out."""

    key: str
    amount: Decimal
    cut: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Almost:
    """A line that would count but for one thing: a condition of the measure, or ``late``, ``aside``, ``same``,
    ``away``, ``need``, ``zero``, ``once``, ``over``.
    """

    key: str
    reason: str


@dataclass(frozen=True, slots=True)
class PeriodOwed:
    """One week, month … of a requirement that is owed in each of them."""

    window: Window
    done: Decimal
    required: Decimal

    @property
    def missing(self) -> Decimal:
        return max(Decimal(0), self.required - self.done)


@dataclass(frozen=True, slots=True)
class PortionOwed:
    """One portion or one cell of a matrix; ``place`` is (row, column) for a cell."""

    name: str
    done: Decimal
    required: Decimal
    place: tuple[str, str] = ("", "")

    @property
    def missing(self) -> Decimal:
        return max(Decimal(0), self.required - self.done)


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """How somebody stands to one requirement in one period; of all who stand alike it may be the same one.

    ``state``: ``met``; ``open`` (something is missing, there is time); ``missed``; ``over`` (a ceiling was broken);
    ``exempt``; ``unknown`` (a date is not recorded that decides whether it is owed). ``missing`` is what must be
    added at the least; what portions lack is part of it.
    """

    requirement: str
    window: Window
    due: date
    state: str
    done: Decimal = Decimal(0)
    required: Decimal = Decimal(0)
    missing: Decimal = Decimal(0)
    share: Decimal = Decimal(1)
    reasons: tuple[str, ...] = ()
    periods: tuple[PeriodOwed, ...] = ()
    portions: tuple[PortionOwed, ...] = ()
    counted: tuple[Counted, ...] = ()
    almost: tuple[Almost, ...] = ()
    filled: tuple[tuple[str, Decimal], ...] = ()
    closing: tuple[str, ...] = ()
    still_missing: Decimal = Decimal(0)
    band: str = ""
    points: Decimal = Decimal(0)

    @property
    def met(self) -> bool:
        return self.state in ("met", "exempt")
