"""What a source is worth, before it is an entry."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from apps.credits.rules.facts import Fact
from apps.credits.rules.keeping import kept
from apps.credits.rules.steps import cuts, step_from_json
from apps.credits.rules.valuing import Valued

CENT = Decimal("0.01")
NONE = Decimal("0.00")
TITLE_LENGTH, ROLE_LENGTH, LEVEL_LENGTH, CATEGORY_LENGTH = 200, 20, 10, 40
# Steps after which work is worth nothing, and so counts for nothing.
STOPPING = ("nothing", "need", "zero", "once")


@dataclass(frozen=True)
class Posting:
    """What one source is worth to one holder; hours are credit hours.

    Amounts are held as the ledger stores them (two decimals), so that a posting equals the entry it became.
    ``explanation`` holds the ``rule``, its ``unit``, the ``steps`` that led to the amount and the ``fact`` as the
    rules took it. Raises ValueError for a posting without exactly one holder or without an explanation.
    """

    source_key: str
    kind_id: int
    date: date
    title: str
    member_id: int | None = None
    group_id: int | None = None
    hours: Decimal = NONE
    credits: Decimal = NONE
    points: Decimal = NONE
    category: str = ""
    count: int = 1
    characters: int = 0
    level: str = ""
    role: str = ""
    explanation: dict = field(default_factory=dict, compare=False)

    def __post_init__(self):
        if (self.member_id is None) == (self.group_id is None):
            raise ValueError(f"{self.source_key}: a posting has one holder, a staff member or a group")
        if not self.explanation:
            raise ValueError(f"{self.source_key}: a posting explains itself")
        for unit in ("hours", "credits", "points"):
            object.__setattr__(self, unit, Decimal(getattr(self, unit)).quantize(CENT, ROUND_HALF_UP))
        object.__setattr__(self, "title", self.title[:TITLE_LENGTH])

    @property
    def key(self):
        """What is posted once: this source, as this kind, for this holder."""
        return (self.source_key, self.kind_id, self.member_id, self.group_id)

    @property
    def worth(self):
        return worth(self)


def worth(row) -> tuple:
    """Everything that makes two entries of one source differ in worth."""
    return (
        row.date, row.hours, row.credits, row.points, row.category, row.count, row.characters, row.level, row.role,
    )  # fmt: skip


def marks(explanation: dict) -> tuple | None:
    """What requirements may ask of the work and no column shows; None for an entry that does not say.

    Evidence, minutes and titles are left out: minutes written after a meeting are no reason to reverse everybody's
    entry. They count as soon as they change what the work is worth.
    """
    fact = explanation.get("fact")
    if fact is None:
        return None
    treated = any(
        step["step"] == "treat" and step["inputs"]["key"] == "kind" for step in explanation["steps"]
    )
    return (
        fact["kind"] if treated else "", fact.get("place", ""), fact.get("attendance", ""), fact.get("labels", []),
        fact.get("stamps", {}), fact.get("aside", False),
    )  # fmt: skip


def taken_off(explanation: dict) -> list[tuple]:
    """What rules took from the work: (code of the pack, rule, amount) of each cut."""
    parts = [part for part in (explanation, *explanation.get("also", ())) if "steps" in part]
    return [
        (part["rule"].rpartition(" v")[0], cut.rule, cut.amount)
        for part in parts
        for cut in cuts(step_from_json(step) for step in part["steps"])
    ]


def stopped(line: Valued) -> str:
    """Why the work counts for nothing: ``away``, ``need``, ``zero``, ``once``; empty for work that counts.

    Work no rule values still counts: it only has no amount.
    """
    stop = next((step for step in reversed(line.steps) if step.name in STOPPING), None)
    if stop is None or stop.value:
        return ""
    why = stop.inputs["why"] if stop.name == "nothing" else stop.name
    return "" if why in ("no_rule", "validity") else why


# What a pack takes work for that packs of other units leave as it is. Who was there is said by the first unit alone.
FILED = ("kind", "category", "level", "part", "place", "aside")


def taken_together(lines: Sequence[Valued]) -> Fact:
    """The work as the packs of all units took it: what the pack of one unit files it under holds for the entry, unless
    that of a unit before it has said otherwise.
    """
    found = lines[0].taken
    for line in lines[1:]:
        said = {name: getattr(line.taken, name) for name in FILED}
        free = {name for name in FILED if getattr(found, name) == getattr(line.fact, name)}
        more = {n: said[n] for n in free if said[n] != getattr(found, n)}
        found = replace(found, **more) if more else found
    return found


def posting_of(work, lines: Iterable[Valued]) -> Posting | None:
    """What one proposal is worth by the packs of all units; None when there is nothing to enter.

    Whoever was away has no entry, unless it costs or earns something. What is stopped has one that is worth nothing
    and counts nothing, to say why. So has what costs something, which keeps its amount.
    """
    lines = list(lines)
    if not lines:
        return None
    amounts = {line.unit: line.amount for line in lines}
    stops = [stopped(line) for line in lines]
    if all(stop == "away" for stop in stops) and not any(amounts.values()):
        return None
    below = min(amounts.values()) < 0
    counts = not below and ("" in stops or max(amounts.values()) > 0)
    taken = taken_together(lines)
    return Posting(
        source_key=work.source_key, kind_id=work.kind_id, member_id=work.member_id, group_id=work.group_id,
        date=work.date, title=work.title, **amounts, count=taken.count if counts else 0,
        characters=taken.characters if counts else 0, level=taken.level[:LEVEL_LENGTH],
        role=taken.part[:ROLE_LENGTH],
        category=taken.category[:CATEGORY_LENGTH],
        explanation=explained(lines, taken, "" if counts else next(filter(None, stops), "")),
    )  # fmt: skip


def explained(lines: list[Valued], taken: Fact, stop: str) -> dict:
    """How the amounts came about: by the first pack, ``also`` by those of other units, and of which work."""
    said = lines[0].explanation()
    if len(lines) > 1:
        said["also"] = [line.explanation() for line in lines[1:]]
    if stop:
        said["stopped"] = stop
    fact = kept(taken)
    del fact["key"], fact["holder"]
    return said | {"fact": fact}


@dataclass(frozen=True)
class Settled:
    """How many entries a settlement posted, and how many it reversed."""

    posted: int
    reversed: int


NOTHING = Settled(posted=0, reversed=0)
