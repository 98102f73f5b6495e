"""What a source is worth, before it is an entry."""

from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
TITLE_LENGTH = 200


@dataclass(frozen=True)
class Posting:
    """What one source is worth to one holder; hours are credit hours.

    Amounts are held as the ledger stores them (hours to two decimals), so that a posting equals the entry it
    became. ``explanation`` holds the ``rule``, its ``inputs`` and the ``steps`` that led to the amounts.
    Raises ValueError for a posting without exactly one holder or without an explanation.
    """

    source_key: str
    kind_id: int
    date: date
    title: str
    member_id: int | None = None
    group_id: int | None = None
    hours: Decimal = Decimal("0")
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
        object.__setattr__(self, "hours", Decimal(self.hours).quantize(CENT, ROUND_HALF_UP))
        object.__setattr__(self, "title", self.title[:TITLE_LENGTH])

    @property
    def key(self):
        """What is posted once: this source, as this kind, for this holder."""
        return (self.source_key, self.kind_id, self.member_id, self.group_id)

    @property
    def worth(self):
        return (self.date, self.hours, self.count, self.characters, self.level, self.role)


@dataclass(frozen=True)
class Settled:
    """How many entries a settlement posted, and how many it reversed."""

    posted: int
    reversed: int


NOTHING = Settled(posted=0, reversed=0)
