"""What is looked at while requirements are compared: the desk, the shelf of a holder's work, the draft of an answer."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from apps.credits.rules.calendars import Calendar, Window
from apps.credits.rules.facts import Holder
from apps.requirements.rules.counting import NONE, Counter
from apps.requirements.rules.lines import Almost, Counted, Line, PeriodOwed, PortionOwed, Transfer
from apps.requirements.rules.schemes import Requirement, Scheme
from apps.requirements.rules.shares import Belonging, share_of


class Shelf:
    """The work of one holder in the order it is counted in, to be taken by kind."""

    def __init__(self, lines: Iterable[Line] = ()):
        self.lines = sorted(lines, key=lambda line: line.fact.order)
        self.by_kind: dict[str, list[Line]] = defaultdict(list)
        for line in self.lines:
            self.by_kind[line.fact.kind].append(line)

    def of(self, kinds: tuple[str, ...]) -> list[Line]:
        """Lines of some kinds or families, all lines for none."""
        if not kinds:
            return self.lines
        if len(kinds) == 1 and "/" in kinds[0]:
            return self.by_kind.get(kinds[0], [])
        wanted = {kind for kind in self.by_kind if kind in kinds or kind.partition("/")[0] in kinds}
        return [line for line in self.lines if line.fact.kind in wanted]


def split(lines: list[Line], parts: list[Window]) -> list[list[Line]]:
    """Lines in order, those of each period together."""
    days = [line.fact.date for line in lines]
    return [lines[bisect_left(days, part.first) : bisect_right(days, part.last)] for part in parts]


@dataclass(frozen=True)
class Desk:
    """What a comparison needs to know besides the holder: ``on`` is a day of the period asked about."""

    scheme: Scheme
    calendar: Calendar
    on: date
    today: date
    transfers: tuple[Transfer, ...] = ()
    details: bool = True
    counters: dict[str, Counter] = field(default_factory=dict)
    windows: dict = field(default_factory=dict)
    shares: dict = field(default_factory=dict)
    whos: dict[str, int] = field(default_factory=dict)

    def __post_init__(self):
        """Requirements that hold for the same people are looked up under one number."""
        same: dict = {}
        for requirement in self.scheme.requirements:
            self.counters[requirement.code] = Counter(requirement)
            self.whos[requirement.code] = same.setdefault(requirement.who, len(same))

    def window(self, period: str, day: date, holder: Holder) -> Window:
        key = (period, day, holder.cycle_starts_on)
        if key not in self.windows:
            self.windows[key] = self.calendar.window(period, day, self.scheme.cycle, holder.cycle_starts_on)
        return self.windows[key]

    def parts(self, requirement: Requirement, window: Window, holder: Holder) -> list[tuple[Window, Window]]:
        """The periods a requirement is owed in, each as far as it lies in the window, and as it is by nature."""
        if not requirement.each:
            return [(window, window)]
        key = (requirement.each, window, holder.cycle_starts_on)
        if key not in self.windows:
            parts = self.calendar.periods(requirement.each, window, self.scheme.cycle, holder.cycle_starts_on)
            self.windows[key] = [
                (part, self.calendar.window(requirement.each, part.first, self.scheme.cycle))
                for part in parts
            ]
        return self.windows[key]

    def share(self, requirement: Requirement, held: Belonging, part: Window, whole: Window) -> Fraction:
        """The part of a period somebody answers for; most people answer for the same days."""
        key = (held.spans, part, whole, requirement.pro_rata, requirement.each or requirement.within)
        if key not in self.shares:
            self.shares[key] = share_of(
                held.spans, part, whole, basis=requirement.pro_rata, period=key[-1], calendar=self.calendar
            )
        return self.shares[key]


@dataclass
class Draft:
    """One requirement for one holder while it is worked on."""

    requirement: Requirement
    holder: Holder
    window: Window
    due: date
    held: Belonging
    least: Decimal = NONE
    most: Decimal | None = None
    share: Fraction = Fraction(1)
    done: Decimal = NONE
    required: Decimal = NONE
    missing: Decimal = NONE
    periods: list[PeriodOwed] = field(default_factory=list)
    portions: list[PortionOwed] = field(default_factory=list)
    counted: list[Counted] = field(default_factory=list)
    almost: list[Almost] = field(default_factory=list)
    filled: list[tuple[str, Decimal]] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    closing: list[str] = field(default_factory=list)
    still_missing: Decimal = NONE
    given: Decimal = NONE
    short: Decimal = NONE
    over: bool = False
    lost: bool = False

    def settle(self) -> None:
        """What is missing: the gap of the whole, or what its portions lack, whichever is more."""
        self.missing = self.still_missing = max(NONE, self.required - self.done, self.short)
