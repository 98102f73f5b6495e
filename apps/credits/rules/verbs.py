"""The thirteen things a rule of a pack can do. Each is data: which work (``where``), and what happens to it."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from apps.credits.rules.calendars import OF_TIME, PERIODS
from apps.credits.rules.numbers import MODES
from apps.credits.rules.schema import (
    Amount,
    Choice,
    Code,
    Flag,
    Many,
    Part,
    Share,
    Table,
    Text,
    Whole,
    Word,
    item,
)
from apps.credits.rules.where import ANY, Where

QUANTITIES = {
    "minutes": "分钟", "hours": "申报学时", "days": "天", "count": "次", "characters": "字", "score": "分",
}  # fmt: skip
RUNNING = ("count", "characters", "minutes", "hours")
# What a table can be looked up by: field of the work -> list of names.
BY = {"level": "level", "part": "part", "place": "place", "attendance": "attendance", "kind": "kind",
      "category": "category"}  # fmt: skip
ATTRIBUTES = (*BY, "aside")
SAME = {"content": "同一内容", "session": "同一场", "course": "同一门课程"}
ABOVE_ZERO = Decimal("0.01")
PER = Choice(tuple(PERIODS))
TABLE = Table(Text(60), Amount())


@dataclass(frozen=True, kw_only=True)
class Rule:
    """``code`` names the rule in explanations, ``clause`` the sentence of the regulation it comes from."""

    code: str = item(Code(), "")
    clause: str = item(Text(300), "")
    where: Where = item(Part(Where), ANY)


@dataclass(frozen=True, kw_only=True)
class TakenFor:
    """What work is taken for; each thing that is set replaces what was recorded."""

    kind: str = item(Word("kind"), "")
    category: str = item(Word("category"), "")
    level: str = item(Word("level"), "")
    part: str = item(Word("part"), "")
    place: str = item(Word("place"), "")
    attendance: str = item(Word("attendance"), "")
    aside: bool | None = item(Flag(), None)


@dataclass(frozen=True, kw_only=True)
class Treat(Rule):
    """视为: such work is taken for something else, filed under a category, or set aside from the cycle."""

    to: TakenFor = item(Part(TakenFor), key="as")


@dataclass(frozen=True, kw_only=True)
class Band:
    """From this score on (and below the next band) so much."""

    least: Decimal = item(Amount(), key="from")
    gives: Decimal = item(Amount())


@dataclass(frozen=True, kw_only=True)
class Source:
    """``gives`` for each ``per`` of a quantity, or what a table says for each, or what the band of a score says."""

    of: str = item(Choice(tuple(QUANTITIES)), "count")
    per: Decimal = item(Amount(ABOVE_ZERO), Decimal(1))
    with_breaks: bool = item(Flag(), False)
    gives: Decimal | None = item(Amount(), None)
    by: str = item(Choice(tuple(BY)), "")
    table: tuple[tuple[str, Decimal], ...] = item(TABLE, ())
    bands: tuple[Band, ...] = item(Many(Part(Band)), ())


@dataclass(frozen=True, kw_only=True)
class Worth(Rule):
    """计值: what one piece of work is worth, from the first of the sources that is known of it."""

    sources: tuple[Source, ...] = item(Many(Part(Source)), key="from")


@dataclass(frozen=True, kw_only=True)
class Tier:
    """Up to so many, so much each; the last tier has no end."""

    up_to: Decimal | None = item(Amount(ABOVE_ZERO), None)
    each: Decimal = item(Amount())


@dataclass(frozen=True, kw_only=True)
class Tiers(Rule):
    """分段: the first n at a, each beyond at b."""

    of: str = item(Choice(RUNNING), "count")
    per: str = item(PER)
    tiers: tuple[Tier, ...] = item(Many(Part(Tier)))


@dataclass(frozen=True, kw_only=True)
class Rung:
    """Once so much has been reached, so much in all."""

    at: Decimal = item(Amount(ABOVE_ZERO))
    gives: Decimal = item(Amount())


@dataclass(frozen=True, kw_only=True)
class Reach(Rule):
    """达量: nothing until a quantity is reached together, then a fixed value for all of it."""

    of: str = item(Choice(RUNNING), "count")
    per: str = item(PER)
    rungs: tuple[Rung, ...] = item(Many(Part(Rung)))


@dataclass(frozen=True, kw_only=True)
class Convert(Rule):
    """折算: so many hours make so many credits."""

    hours: Decimal = item(Amount(ABOVE_ZERO))
    gives: Decimal = item(Amount(ABOVE_ZERO), Decimal(1))


@dataclass(frozen=True, kw_only=True)
class Multiply(Rule):
    """乘: by one factor, or by the factor a table has for the part, the level …; what the table leaves out stays."""

    factor: Decimal | None = item(Amount(places=4), None)
    by: str = item(Choice(tuple(BY)), "")
    table: tuple[tuple[str, Decimal], ...] = item(TABLE, ())


@dataclass(frozen=True, kw_only=True)
class Round(Rule):
    """取整: each piece of work, or the sum of a day, a session …, to a multiple of ``to``."""

    to: Decimal = item(Amount(ABOVE_ZERO))
    mode: str = item(Choice(tuple(MODES)), "nearest")
    per: str = item(PER, "item")


@dataclass(frozen=True, kw_only=True)
class Need(Rule):
    """前提: such work counts only if it also fits ``has``."""

    has: Where = item(Part(Where))


@dataclass(frozen=True, kw_only=True)
class Trigger:
    """So many times in one of these states, or so large a share of the time missed."""

    attendance: tuple[str, ...] = item(Many(Word("attendance")), ())
    times: int | None = item(Whole(1), None)
    share: Fraction | None = item(Share(), None)


@dataclass(frozen=True, kw_only=True)
class Zero(Rule):
    """清零: once any of the triggers is reached in the period, all such work of the period is worth nothing."""

    per: str = item(PER)
    when: tuple[Trigger, ...] = item(Many(Part(Trigger)), key="if")


@dataclass(frozen=True, kw_only=True)
class Once(Rule):
    """只计一次: of the same content only the work of the highest level (or value) counts."""

    same: str = item(Choice(tuple(SAME)), "content")
    keep: str = item(Choice(("level", "value")), "level")
    per: str = item(Choice(OF_TIME), "ever")


@dataclass(frozen=True, kw_only=True)
class Cap(Rule):
    """封顶: all such work together counts at most so much in the period."""

    at_most: Decimal = item(Amount())
    per: str = item(PER)


@dataclass(frozen=True, kw_only=True)
class CountPart(Rule):
    """按比例计入: after the caps, only this share of it counts."""

    share: Fraction = item(Share())


@dataclass(frozen=True, kw_only=True)
class Deduct(Rule):
    """扣减: such work costs something; what remains in the period never falls below nothing, unless ``below_zero``."""

    amount: Decimal | None = item(Amount(), None)
    by: str = item(Choice(tuple(BY)), "")
    table: tuple[tuple[str, Decimal], ...] = item(TABLE, ())
    per: str = item(PER)
    below_zero: bool = item(Flag(), False)


# In the order in which they are applied; among rules of one type see docs/rules.md.
VERBS: dict[str, type[Rule]] = {
    "treat": Treat, "worth": Worth, "tiers": Tiers, "reach": Reach, "convert": Convert, "multiply": Multiply,
    "round": Round, "need": Need, "zero": Zero, "once": Once, "cap": Cap, "part": CountPart, "deduct": Deduct,
}  # fmt: skip
VALUING = (Worth, Tiers, Reach)


def verb(rule: Rule) -> str:
    """The type of a rule as YAML has it."""
    return next(name for name, cls in VERBS.items() if type(rule) is cls)
