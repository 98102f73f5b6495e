"""The comparison: what each holder owes in a semester, and in the year and cycle around it.

A constant number of queries, whatever the size of the school (``tests/requirements/test_evaluate.py``).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property, partial
from typing import NamedTuple

from apps.core.garbage import uncollected
from apps.credits.holders import calendar_of
from apps.credits.rules.calendars import DAY, Calendar, Window
from apps.credits.rules.facts import Holder
from apps.requirements.rules.desk import due_day
from apps.requirements.rules.forecasts import Forecast, forecast
from apps.requirements.rules.lines import Line, Owed
from apps.requirements.rules.owing import owe
from apps.requirements.rules.schemes import Requirement, Scheme
from apps.requirements.rules.shapes import asks_of
from apps.requirements.selectors.holders import EVERYBODY, Whom, holders_of, transfers_of
from apps.requirements.selectors.lines import MENTORING, Kinds, held_by_groups, mentored, planned
from apps.requirements.selectors.reading import closely, leanly
from apps.requirements.selectors.recorded import as_recorded
from apps.requirements.selectors.schemes import schemes_of
from apps.schools.models import Semester

# From this week of the semester on the pace so far says something.
FORECAST_WEEK = 10
# How far back something that is still in force may have begun.
IN_FORCE = timedelta(days=3653)
# From school, first and last day, the schemes' own kinds and whom it is about to lines of work.
Ledger = Callable[[int, date, date, Kinds, Whom], list[Line]]


@dataclass(frozen=True)
class Pace:
    """What forecasts start from: the first day the school knows, today, the calendar. Where those who stand alike are
    led is worked out once.
    """

    begun: date
    today: date
    calendar: Calendar
    told: dict[tuple[int, date], tuple[Owed, Forecast]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def of(self, owed: Owed, holder: Holder) -> Forecast:
        since = max(self.begun, owed.window.first, holder.first)
        found = self.told.get((id(owed), since))
        if found is None:
            told = forecast(owed, begun=since, today=self.today, calendar=self.calendar)
            found = self.told[id(owed), since] = owed, told
        return found[1]


class Answer(NamedTuple):
    """One requirement, one holder, and how they stand to each other. ``pace`` from the tenth week on."""

    scheme: Scheme
    requirement: Requirement
    holder: Holder
    owed: Owed
    pace: Pace | None = None

    @property
    def forecast(self) -> Forecast | None:
        """Where the pace leads; None while it is too early to say."""
        return self.pace.of(self.owed, self.holder) if self.pace else None

    @property
    def outlook(self) -> str:
        """``met``, ``likely``, ``at_risk``, ``lost``, ``open`` (too early to say), ``exempt``, ``unknown``."""
        state = self.owed.state
        if state in ("exempt", "unknown", "met"):
            return state
        if state in ("missed", "over"):
            return "lost"
        forecast = self.forecast
        if forecast is None:
            return "open"
        return "likely" if forecast.outlook in ("safe", "likely") else forecast.outlook


# What is open, what asks most for something first; what cannot be made up asks for nothing.
OPEN = ("at_risk", "open", "likely", "unknown", "lost")


def urgency(outlook: str, due: date | None) -> tuple:
    """To sort by: what is open first, then by the day it is due, then by how likely it is to fail."""
    is_open = outlook in OPEN
    return (not is_open, due, OPEN.index(outlook) if is_open else 0)


@dataclass(frozen=True)
class Evaluation:
    """All answers about a semester, by holder and in the order of the schemes, with the work they rest on."""

    semester: Semester
    on: date
    today: date
    calendar: Calendar
    schemes: list[Scheme]
    holders: dict[str, Holder]
    answers: list[Answer]
    lines: list[Line] = field(repr=False)
    coming: list[Line] = field(repr=False)

    @cached_property
    def by_holder(self) -> dict[str, list[Answer]]:
        found = defaultdict(list)
        for answer in self.answers:
            found[answer.holder.key].append(answer)
        return found

    @cached_property
    def work(self) -> dict[tuple[str, str], Line]:
        """(holder, source) → the line; of one source of several kinds the first."""
        found: dict[tuple[str, str], Line] = {}
        for line in [*self.lines, *self.coming]:
            found.setdefault((line.holder, line.key), line)
        return found


def day_of(semester: Semester, today: date) -> date:
    """The day whose semester, year and cycle are asked about: today, or of a semester that is over or to come its
    first.
    """
    return today if semester.starts_on <= today <= semester.ends_on else semester.starts_on


@uncollected()
def evaluate(
    semester: Semester, *, today: date, schemes: list[Scheme] | None = None, whom: Whom = EVERYBODY,
    details: bool = True, ahead: bool | None = None, ledger: Ledger | None = None,
) -> Evaluation:  # fmt: skip
    """Compare what was done with the schemes that hold (or with the given ones).

    Without ``details`` there are figures only, not which work counts and which nearly does. ``ahead`` looks at what is
    scheduled too: with details, unless told otherwise. ``ledger`` reads the work in the place of the one there is
    (``reading.closely``), for a dry run.
    """
    on, school = day_of(semester, today), semester.school_id
    calendar = calendar_of(school)
    schemes = schemes_of(semester, on) if schemes is None else schemes
    asks, mentoring = asks_of(schemes), mentoring_kinds(schemes)
    people = asks.people | {"groups"} if mentoring else asks.people
    holders, whom = holders_of(school, semester.starts_on, semester.ends_on, whom, asking=people)
    asked = [(scheme, requirement) for scheme in schemes for requirement in scheme.requirements]
    windows, own = windows_of(asked, holders, calendar, on), own_kinds(schemes)
    first, last = days_of(asked, windows, on)
    read = ledger or partial(closely if details else leanly, asks, [cuts_of(some) for some in windows])
    lines = as_recorded(read(school, first, last, own, whom), asks, school, first, last, whom)
    of_groups = [(scheme, r) for scheme, r in asked if r.who.of == "groups" and not r.members]
    if of_groups and not whom.no_groups:
        begun, ended = days_of(of_groups, windows_of(of_groups, holders, calendar, on), on)
        lines += held_by_groups(school, begun, min(ended, today), own, whom)
    for kind in mentoring:
        lines += mentored(holders, kind)
    ahead = details if ahead is None else ahead
    coming = planned(school, today, own, whom=whom) if ahead and today <= last else []
    transfers = transfers_of(school) if any(r.borrow for s in schemes for r in s.requirements) else []
    pace = pace_of(semester, calendar, today)
    each = [
        (scheme, {r.code: r for r in scheme.requirements}, owe(
            scheme, holders, lines, calendar=calendar, on=on, today=today, planned=coming, transfers=transfers,
            details=details,
        ))
        for scheme in schemes
    ]  # fmt: skip
    answers = [
        Answer(scheme, by_code[one.requirement], holder, one, pace)
        for holder in holders
        for scheme, by_code, found in each
        for one in found[holder.key]
    ]
    known = {holder.key: holder for holder in holders}
    return Evaluation(semester, on, today, calendar, schemes, known, answers, lines, coming)


def owed_by_member(semester: Semester, member_id: int, *, today: date) -> list[Answer]:
    """What one staff member owes, in figures, for a home page: nothing is read of anybody else."""
    whom = Whom(frozenset([member_id]), frozenset())
    return evaluate(semester, today=today, whom=whom, details=False).answers


def pace_of(semester: Semester, calendar: Calendar, today: date) -> Pace | None:
    """What a forecast starts from; None while it is too early for one, and outside the semester."""
    week = semester.week_of(today)
    if not week or week < FORECAST_WEEK:
        return None
    return Pace(calendar.semesters[0].first if calendar.semesters else semester.starts_on, today, calendar)


def windows_of(
    asked: Iterable[tuple[Scheme, Requirement]], holders: Iterable[Holder], calendar: Calendar, on: date
) -> list[set[Window]]:  # fmt: skip
    """The periods each of these requirements asks about, and those within them that something is owed in each of."""
    found, starts = [], {holder.cycle_starts_on for holder in holders}
    for scheme, requirement in asked:
        personal = requirement.within == "cycle" and scheme.cycle and scheme.cycle.personal
        own = {
            calendar.window(requirement.within, on, scheme.cycle, start)
            for start in (starts if personal else {None})
        } or {Window(on, on, on)}  # cycles of one's own, and nobody to have one
        found.append(own | {replace(window, due=due_day(requirement, window)) for window in own})
        if requirement.each:
            whole = Window(min(w.first for w in own), max(w.last for w in own), max(w.due for w in own))
            found[-1].update(calendar.periods(requirement.each, whole, scheme.cycle))
    return found


def cuts_of(windows: Iterable[Window]) -> list[date]:
    """The days on which a period begins or has ended the day before: between two of them all days are alike."""
    ends = {end + DAY for window in windows for end in (window.last, window.due) if end < date.max}
    return sorted({window.first for window in windows} | ends)


def days_of(
    asked: Iterable[tuple[Scheme, Requirement]], windows: Iterable[set[Window]], on: date
) -> tuple[date, date]:
    """First and last day of all periods that are asked about, today where nothing is; what was in force before may
    still be.
    """
    every = set().union(*windows)
    first = min((window.first for window in every), default=on)
    last = max((window.last for window in every), default=on)
    covering = any(requirement.measure.quantity == "cover" for _scheme, requirement in asked)
    return min(first, on - IN_FORCE) if covering else first, last


def own_kinds(schemes: Iterable[Scheme]) -> Kinds:
    """(family, name) → the code under which a scheme names a kind of the school's own."""
    found = {}
    for scheme in schemes:
        for code, name in dict(scheme.names).get("kind", ()):
            found[code.partition("/")[0], name] = code
    return found


def mentoring_kinds(schemes: Iterable[Scheme]) -> set[str]:
    """What the schemes call having a mentor; empty when none asks for it."""
    named = {kind for s in schemes for r in s.requirements for kind in r.measure.where.kinds}
    return named & set(MENTORING)
