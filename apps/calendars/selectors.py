"""What happens on which day, and for whom."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q

from apps.activities.models import Activity, Attendance
from apps.calendars.choices import Scope


@dataclass(frozen=True)
class Day:
    date: date
    in_month: bool
    is_today: bool
    activities: list


def activities_of(user, scope: str, first: date, last: date):
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
    return rows.select_related("kind", "organiser", "speaker").order_by("date", "starts_at", "pk")


def month_of(user, scope: str, month: date, today: date) -> list[list[Day]]:
    """The weeks of a month, Monday first, filled up with days of the months around it."""
    weeks = calendar.Calendar(firstweekday=0).monthdatescalendar(month.year, month.month)
    by_day: dict[date, list] = {}
    for activity in activities_of(user, scope, weeks[0][0], weeks[-1][-1]):
        by_day.setdefault(activity.date, []).append(activity)
    return [[Day(d, d.month == month.month, d == today, by_day.get(d, [])) for d in week] for week in weeks]


def neighbours(month: date) -> tuple[date, date]:
    """First days of the month before and of the month after."""
    first = month.replace(day=1)
    return (first - timedelta(days=1)).replace(day=1), (first + timedelta(days=32)).replace(day=1)
