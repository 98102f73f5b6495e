"""What attendance is worth before a school has rules of its own."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from apps.activities.choices import CAME, MARKED, Attended


@dataclass(frozen=True)
class Roll:
    """Attendance counted: of one activity by person, of several by person and activity.

    ``pending`` are on a list without a mark yet and count for nothing.
    """

    present: int = 0
    late: int = 0
    left_early: int = 0
    leave: int = 0
    absent: int = 0
    pending: int = 0

    @classmethod
    def of(cls, states: Iterable[str]) -> "Roll":
        counted = Counter(states)
        return cls(*(counted[state] for state in MARKED), pending=counted[Attended.EXPECTED])

    @property
    def came(self) -> int:
        """实到"""
        return sum(getattr(self, state) for state in CAME)

    @property
    def expected(self) -> int:
        """应到"""
        return sum(getattr(self, state) for state in MARKED)

    @property
    def listed(self) -> int:
        return self.expected + self.pending


def value_attendance(hours: Decimal, state: str) -> Decimal | None:
    """The activity's hours for whoever was present, whatever the part played; None when it counts for nothing."""
    return hours if state == Attended.PRESENT else None
