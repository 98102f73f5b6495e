"""What happens on which day, and for whom."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q

from apps.activities.models import Activity, Attendance
from apps.calendars.choices import Scope
from apps.credits.models import EntryKind
from apps.groups.models import Group
from apps.schools.models import Holiday, Semester


@dataclass(frozen=True)
class Day:
    date: date
    in_month: bool
    is_today: bool
    activities: list
    holiday: str = ""


@dataclass(frozen=True)
class Chosen:
    """What a calendar is narrowed to: one group that holds the activities, one kind of them."""

    group: Group | None = None
    kind: EntryKind | None = None


@dataclass(frozen=True)
class Week:
    """A week of the semester with its activities; ``holidays`` are the days off that touch it."""

    number: int
    first: date
    last: date
    is_now: bool
    holidays: list[Holiday]
    activities: list


def activities_of(user, scope: str, first: date, last: date, chosen: Chosen | None = None):
    """Activities of these days that the calendar of this scope shows, earliest first.

    Mine are those one is listed for, speaks at, or that one's groups or the whole school hold.
    """
    seat = user.seat
    rows = Activity.objects.visible_to(user).live().filter(date__range=(first, last))
    if scope == Scope.GROUP:
        rows = rows.filter(organiser_id__in=seat.group_ids)
    elif scope == Scope.ME:
        listed = Attendance.objects.filter(activity=OuterRef("pk"), member_id=seat.member_id)
        anyone = Attendance.objects.filter(activity=OuterRef("pk"))
        everybody = Q(organiser=None) & ~Exists(anyone)
        rows = rows.filter(
            Exists(listed) | Q(speaker_id=seat.member_id) | Q(organiser_id__in=seat.group_ids) | everybody
        )
    if chosen and chosen.group:
        rows = rows.filter(organiser=chosen.group)
    if chosen and chosen.kind:
        rows = rows.filter(kind=chosen.kind)
    return rows.select_related("kind", "organiser", "speaker").order_by("date", "starts_at", "pk")


def holidays_of(user, first: date, last: date) -> list[Holiday]:
    """Days off that touch these days."""
    return list(Holiday.objects.visible_to(user).filter(starts_on__lte=last, ends_on__gte=first))


def month_of(user, scope: str, month: date, today: date, chosen: Chosen | None = None) -> list[list[Day]]:
    """The weeks of a month, Monday first, filled up with days of the months around it."""
    weeks = calendar.Calendar(firstweekday=0).monthdatescalendar(month.year, month.month)
    by_day: dict[date, list] = {}
    for activity in activities_of(user, scope, weeks[0][0], weeks[-1][-1], chosen):
        by_day.setdefault(activity.date, []).append(activity)
    off = holidays_of(user, weeks[0][0], weeks[-1][-1])
    return [
        [
            Day(
                d,
                d.month == month.month,
                d == today,
                by_day.get(d, []),
                next((str(h) for h in off if d in h), ""),
            )
            for d in week
        ]
        for week in weeks
    ]


def semester_of(
    user, scope: str, semester: Semester, today: date, chosen: Chosen | None = None
) -> list[Week]:
    """The weeks of a semester, the first one first."""
    activities = list(activities_of(user, scope, semester.starts_on, semester.ends_on, chosen))
    off = holidays_of(user, semester.starts_on, semester.ends_on)
    mondays = [semester.monday + timedelta(weeks=n) for n in range(semester.weeks)]
    return [
        Week(
            number, first, (last := first + timedelta(days=6)), first <= today <= last,
            [h for h in off if h.starts_on <= last and h.ends_on >= first],
            [a for a in activities if first <= a.date <= last],
        )
        for number, first in enumerate(mondays, start=1)
    ]  # fmt: skip


def week_number(semesters: list[Semester], days: list[Day]) -> int | None:
    """The week of its semester these days are; None in the holidays between."""
    found = (semester.week_of(day.date) for day in days for semester in semesters)
    return next((number for number in found if number), None)


def neighbours(month: date) -> tuple[date, date]:
    """First days of the month before and of the month after."""
    first = month.replace(day=1)
    return (first - timedelta(days=1)).replace(day=1), (first + timedelta(days=32)).replace(day=1)
