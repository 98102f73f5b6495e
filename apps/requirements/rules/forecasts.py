"""Where somebody will stand when a requirement is due, from the pace so far and what is scheduled."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from apps.credits.rules.calendars import DAY, Calendar
from apps.credits.rules.numbers import posted
from apps.requirements.rules.lines import Owed

NONE = Decimal(0)


@dataclass(frozen=True)
class Forecast:
    """``certain`` is what is done and scheduled; ``expected`` is that, or where the pace so far leads if that is more.

    ``outlook``: ``met``; ``safe`` (what is scheduled suffices); ``likely`` (the pace suffices); ``at_risk``; ``lost``
    (the day has passed, or a week or month that is over stays short).
    """

    certain: Decimal
    expected: Decimal
    required: Decimal
    outlook: str

    @property
    def short(self) -> Decimal:
        return max(NONE, self.required - self.expected)


def forecast(owed: Owed, *, begun: date, today: date, calendar: Calendar) -> Forecast:
    """Carry the pace of the working days from ``begun`` to today on to the day it is due."""
    if owed.met:
        return Forecast(owed.done, owed.done, owed.required, "met")
    scheduled = owed.missing - owed.still_missing
    certain = owed.done + scheduled
    passed = calendar.working_days(begun, min(today, owed.due))
    left = calendar.working_days(today + DAY, owed.due)
    pace = Fraction(owed.done) / passed if passed else Fraction(0)
    expected = max(certain, posted(Fraction(owed.done) + pace * left))
    if owed.state in ("missed", "over"):
        return Forecast(certain, expected, owed.required, "lost")
    if not owed.still_missing:
        return Forecast(certain, expected, owed.required, "safe")
    # What is missing in a portion only is not made good by pace alone.
    whole_only = owed.missing <= owed.required - owed.done
    outlook = "likely" if expected >= owed.required and whole_only else "at_risk"
    return Forecast(certain, expected, owed.required, outlook)
