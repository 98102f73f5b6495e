"""Periods: in which week, semester, year or cycle a day lies, and how many days of it one has to answer for."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from apps.credits.rules.schema import Day, Flag, Whole, item

# Narrow to wide: caps are applied in this order.
PERIODS = {
    "item": "每项", "session": "每场", "course": "每门课程", "day": "每天", "week": "每周", "fortnight": "每两周",
    "month": "每月", "semester": "每学期", "school_year": "每学年", "calendar_year": "每年度", "cycle": "每周期",
    "ever": "历年",
}  # fmt: skip
OF_WORK = ("item", "session", "course")
OF_TIME = tuple(period for period in PERIODS if period not in OF_WORK)
DAY = timedelta(days=1)
# Fortnights before the first semester that is known are counted from here.
MONDAY = date(2001, 1, 1)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Days from first to last, both included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """A period: work dated from first to last belongs to it; ``due`` is the last day to do what it asks.

    Holidays after a semester belong to it, but what is owed is due on its last day of teaching.
    """

    first: date
    last: date
    due: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class SemesterDays:
    """A semester of the school year that began in ``year``."""

    year: int
    term: int
    first: date
    last: date


@dataclass(frozen=True, kw_only=True)
class Cycle:
    """Several years counted together, for all from one day, or for each person from a day of their own."""

    years: int = item(Whole(1, 20))
    starts: date = item(Day())
    personal: bool = item(Flag(), False)


@dataclass(frozen=True)
class Calendar:
    """The semesters a school knows, in order, and its holidays inside them."""

    semesters: tuple[SemesterDays, ...] = ()
    holidays: tuple[Span, ...] = ()

    @cached_property
    def days_off(self) -> frozenset[date]:
        return frozenset(
            span.first + DAY * n for span in self.holidays for n in range((span.last - span.first).days + 1)
        )

    def window(
        self, period: str, day: date, cycle: Cycle | None = None, starts: date | None = None
    ) -> Window:
        """The period of time a day lies in; ``starts`` is when the holder's own cycle began, if it has one.

        Raises ValueError for a period that is no period of time, and for a cycle nobody has described.
        """
        if period == "day":
            return Window(day, day, day)
        if period == "week":
            return _of(day - DAY * day.weekday(), 7)
        if period == "fortnight":
            return self._fortnight(day)
        if period == "month":
            first = day.replace(day=1)
            return _of(first, ((first + DAY * 31).replace(day=1) - first).days)
        if period == "calendar_year":
            return Window(date(day.year, 1, 1), date(day.year, 12, 31), date(day.year, 12, 31))
        if period == "semester":
            return self._semesters(day, lambda s: (s.year, s.term))
        if period == "school_year":
            return self._school_year(day)
        if period == "cycle" and cycle is not None:
            return _cycle(day, cycle.years, (starts if cycle.personal else None) or cycle.starts)
        if period == "ever":
            return Window(date.min, date.max, date.max)
        raise ValueError(f"{period}: not a period of time here")

    def _fortnight(self, day: date) -> Window:
        """Two weeks, counted from the first week of the semester; the last before the next semester may be shorter."""
        begun = max((monday for monday in self._first_mondays if monday <= day), default=MONDAY)
        first = begun + timedelta(days=(day - begun).days // 14 * 14)
        following = min((monday for monday in self._first_mondays if monday > day), default=date.max)
        last = min(first + DAY * 13, following - DAY)
        return Window(first, last, last)

    @cached_property
    def _first_mondays(self) -> list[date]:
        """The Monday of the first week of each semester."""
        begun: dict[tuple[int, int], date] = {}
        for s in self.semesters:
            begun[s.year, s.term] = min(s.first, begun.get((s.year, s.term), s.first))
        return [first - DAY * first.weekday() for first in begun.values()]

    def _semesters(self, day: date, name) -> Window:
        """All semesters of one name together, up to the day before the next name begins."""
        begun = [s for s in self.semesters if s.first <= day]
        if not begun:
            first = min((s.first for s in self.semesters), default=date.max)
            last = first - DAY if first < date.max else first
            return Window(date.min, last, last)
        same = [s for s in self.semesters if name(s) == name(begun[-1])]
        later = [s.first for s in self.semesters if s.first > same[-1].last]
        return Window(same[0].first, min(later) - DAY if later else date.max, same[-1].last)

    def _school_year(self, day: date) -> Window:
        """Both semesters. As long as only the first is known, what the year asks for is not due with it but in June,
        before any second semester ends.
        """
        window = self._semesters(day, lambda s: s.year)
        newest = self.semesters[-1] if self.semesters else None
        if newest is None or newest.first != window.first or newest.term != 1:
            return window
        return replace(window, due=max(window.due, date(newest.year + 1, 6, 30)))

    def periods(self, each: str, window: Window, cycle: Cycle | None = None, starts=None) -> Iterator[Window]:
        """The periods of one length that lie in a window, whole or in part, up to the day it is due."""
        day = window.first
        while day <= window.due:
            found = self.window(each, day, cycle, starts)
            yield Window(
                max(found.first, window.first), min(found.last, window.due), min(found.due, window.due)
            )
            if found.last >= window.due:
                return
            day = found.last + DAY

    @cached_property
    def counted(self) -> dict[tuple[date, date], int]:
        """Working days that have been counted before."""
        return {}

    def working_days(self, first: date, last: date) -> int:
        """Days from Monday to Friday that are no holidays, both ends included."""
        if (first, last) not in self.counted:
            self.counted[first, last] = self._working_days(first, last)
        return self.counted[first, last]

    def _working_days(self, first: date, last: date) -> int:
        if last < first:
            return 0
        days = (last - first).days + 1
        weeks, rest = divmod(days, 7)
        count = weeks * 5 + sum((first + DAY * n).weekday() < 5 for n in range(rest))
        return count - sum(first <= day <= last and day.weekday() < 5 for day in self.days_off)


def _of(first: date, days: int) -> Window:
    last = first + timedelta(days=days - 1)
    return Window(first, last, last)


def years_after(day: date, years: int) -> date:
    """The same day of another year; 29 February becomes 28 February where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def whole_years(since: date, day: date) -> int:
    """Whole years that have passed on a day: age, or years of service."""
    return day.year - since.year - ((day.month, day.day) < (since.month, since.day))


def _cycle(day: date, years: int, starts: date) -> Window:
    passed = whole_years(starts, day) // years * years
    last = years_after(starts, passed + years) - DAY
    return Window(years_after(starts, passed), last, last)
