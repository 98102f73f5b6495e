"""How many came, on which days a series meets."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

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


@dataclass(frozen=True)
class Meeting:
    """One day of a series; ``holiday`` names the days off it would fall on, and then it is left out."""

    date: date
    holiday: str = ""


def meetings(
    first: date, last: date, weeks: int, holidays: Iterable[tuple[str, date, date]]
) -> list[Meeting]:
    """Every ``weeks`` weeks from ``first`` to ``last``, both included.

    ``holidays`` are (name, first day, last day). The rhythm goes on behind a holiday as if there had been none.
    """
    days = [first + timedelta(weeks=weeks * n) for n in range((last - first).days // (7 * weeks) + 1)]
    off = list(holidays)
    return [Meeting(day, next((name for name, a, b in off if a <= day <= b), "")) for day in days]
