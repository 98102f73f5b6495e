"""A scheme of requirements (考核评价方案): who owes how much of what, in which period."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from apps.credits.rules.calendars import Cycle
from apps.credits.rules.numbers import MODES
from apps.credits.rules.packs import Document, Validity, Words
from apps.credits.rules.people import Who
from apps.credits.rules.schema import (
    Amount,
    Choice,
    Code,
    Flag,
    Many,
    MonthDay,
    Part,
    Share,
    Table,
    Text,
    Whole,
    item,
)
from apps.credits.rules.verbs import BY, SAME
from apps.credits.rules.where import ANY, Where
from apps.credits.rules.words import NAMES, UNITS, Names

# What can be summed, with the word that follows a number of it.
QUANTITIES = {
    **UNITS, "count": "次", "characters": "字", "minutes": "分钟", "score": "分", "cover": "天",
}  # fmt: skip
WITHIN = ("week", "fortnight", "month", "semester", "school_year", "calendar_year", "cycle")
EACH = ("week", "fortnight", "month", "semester", "school_year", "calendar_year")
PRO_RATA = ("days", "months", "none")
ALL = "all"
ABOVE_ZERO = Decimal("0.01")
NUMBER = Amount(Decimal(0), Decimal(9999999))


@dataclass(frozen=True, kw_only=True)
class Measure:
    """What is summed, of which work. ``unit`` is the word after a count (篇, 节), ``distinct`` counts the same once.

    ``score`` is the mean of the scores; ``cover`` is the number of days on which something was in force.
    """

    quantity: str = item(Choice(tuple(QUANTITIES)), "count")
    where: Where = item(Part(Where), ANY)
    unit: str = item(Text(4), "")
    distinct: str = item(Choice(tuple(SAME)), "")

    @property
    def word(self) -> str:
        return self.unit or QUANTITIES[self.quantity]


@dataclass(frozen=True, kw_only=True)
class Case:
    """Other amounts for some of those who owe; the first case that fits is taken."""

    who: Who = item(Part(Who))
    at_least: Decimal | None = item(NUMBER, None)
    at_most: Decimal | None = item(NUMBER, None)


@dataclass(frozen=True, kw_only=True)
class Portion:
    """其中: of the work that counts, such work at least, or no more than, so much or such a share of what is required.

    ``of: done`` takes the share of what was done instead. What exceeds ``at_most`` is not counted; of ``counts: 50%``
    half counts.
    """

    name: str = item(Text(40), "")
    where: Where = item(Part(Where))
    at_least: Decimal | None = item(NUMBER, None)
    at_most: Decimal | None = item(NUMBER, None)
    share_at_least: Fraction | None = item(Share(), None)
    share_at_most: Fraction | None = item(Share(), None)
    counts: Fraction | None = item(Share(), None)
    of: str = item(Choice(("required", "done")), "required")


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """Minima for each row × column at once; ``all`` stands for a whole row or column."""

    rows: str = item(Choice(tuple(BY)))
    columns: str = item(Choice(tuple(BY)), "")
    at_least: tuple = item(Table(Text(60), Table(Text(60), NUMBER)))

    def cells(self) -> list[tuple[str, str, Decimal]]:
        """(row, column, minimum)."""
        return [(row, column, least) for row, line in self.at_least for column, least in line]

    def where(self, row: str, column: str) -> Where:
        lists = {"level": "levels", "part": "parts", "place": "places", "attendance": "attendance", "kind": "kinds",
                 "category": "categories"}  # fmt: skip
        wanted = [(self.rows, row), (self.columns, column)]
        return Where(**{lists[by]: (code,) for by, code in wanted if by and code != ALL})


@dataclass(frozen=True, kw_only=True)
class Offset:
    """顶替: other work counts here too, ``gives`` for each ``per`` of it, up to ``at_most``."""

    measure: Measure = item(Part(Measure))
    per: Decimal = item(Amount(ABOVE_ZERO), Decimal(1))
    gives: Decimal = item(Amount(ABOVE_ZERO), Decimal(1))
    at_most: Decimal | None = item(NUMBER, None)


@dataclass(frozen=True, kw_only=True)
class Fill:
    """补足: what another requirement has too much of fills what is missing here, ``gives`` for each ``per``."""

    source: str = item(Code(), key="from")
    per: Decimal | None = item(Amount(ABOVE_ZERO), None)
    gives: Decimal | None = item(Amount(ABOVE_ZERO), None)
    at_most: Decimal | None = item(NUMBER, None)


@dataclass(frozen=True, kw_only=True)
class Borrow:
    """预支: at most so much may be borrowed from a later period, which then owes it in addition."""

    at_most: Decimal = item(NUMBER)


@dataclass(frozen=True, kw_only=True)
class Members:
    """A group answers for its members: a share, or a number, of those who owe a requirement have met it."""

    meet: str = item(Code())
    share: Fraction | None = item(Share(), None)
    at_least: int | None = item(Whole(), None)


@dataclass(frozen=True, kw_only=True)
class Grade:
    """From this amount (or share of what is required) on: a word and points."""

    least: Decimal = item(NUMBER, key="from")
    name: str = item(Text(20), "")
    points: Decimal | None = item(NUMBER, None)


@dataclass(frozen=True, kw_only=True)
class Points:
    """For the appraisal: so much when met, so much for each unit done, at most so much together."""

    met: Decimal = item(NUMBER, Decimal(0))
    each: Decimal = item(NUMBER, Decimal(0))
    at_most: Decimal | None = item(NUMBER, None)


@dataclass(frozen=True, kw_only=True)
class Requirement:
    """One thing owed. Without ``each`` the amount is owed once in the period ``within``, with it in every week,
    month … of it. With ``weekly`` the amounts are those of a week, owed in the period for each of its weeks together.
    What exceeds ``at_most`` is not counted, or breaks the rule (``over: breach``).
    """

    code: str = item(Code())
    name: str = item(Text(60))
    clause: str = item(Text(300), "")
    who: Who = item(Part(Who), Who())
    measure: Measure = item(Part(Measure), Measure())
    within: str = item(Choice(WITHIN), "semester")
    each: str = item(Choice(EACH), "")
    at_least: Decimal | None = item(NUMBER, None)
    at_most: Decimal | None = item(NUMBER, None)
    weekly: bool = item(Flag(), False)
    over: str = item(Choice(("ignored", "breach")), "ignored")
    cases: tuple[Case, ...] = item(Many(Part(Case)), ())
    of_which: tuple[Portion, ...] = item(Many(Part(Portion)), ())
    matrix: Matrix | None = item(Part(Matrix), None)
    offsets: tuple[Offset, ...] = item(Many(Part(Offset)), ())
    fills: tuple[Fill, ...] = item(Many(Part(Fill)), ())
    never_from: tuple[str, ...] = item(Many(Code()), ())
    members: Members | None = item(Part(Members), None)
    due_week: int | None = item(Whole(1, 60), None)
    due_on: str = item(MonthDay(), "end")
    pro_rata: str = item(Choice(PRO_RATA), "days")
    round_to: Decimal = item(Amount(ABOVE_ZERO), Decimal(1))
    rounding: str = item(Choice(tuple(MODES)), "down")
    aside: bool = item(Flag(), False)
    borrow: Borrow | None = item(Part(Borrow), None)
    veto: bool = item(Flag(), False)
    points: Points | None = item(Part(Points), None)
    bands: tuple[Grade, ...] = item(Many(Part(Grade)), ())
    bands_of: str = item(Choice(("done", "rate")), "done")

    @property
    def word(self) -> str:
        """The word after its amounts; who answers for members is asked for so many of them."""
        return "人" if self.members else self.measure.word


@dataclass(frozen=True, kw_only=True)
class Scheme:
    """Requirements that hold together for a time; ``bands`` judge the sum of their points."""

    code: str = item(Code())
    name: str = item(Text(80))
    version: int = item(Whole(1, 9999), 1)
    valid: Validity = item(Part(Validity))
    document: Document | None = item(Part(Document), None)
    author: str = item(Text(60), "")
    note: str = item(Text(500), "")
    cycle: Cycle | None = item(Part(Cycle), None)
    names: tuple = item(Words(), ())
    bands: tuple[Grade, ...] = item(Many(Part(Grade)), ())
    requirements: tuple[Requirement, ...] = item(Many(Part(Requirement)))

    @property
    def words(self) -> Names:
        return NAMES.plus({name: dict(table) for name, table in self.names})
