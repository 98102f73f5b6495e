"""Attendance as the rules know it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import TimeField

from apps.activities.choices import Attended
from apps.activities.models import Activity, Attendance, Material, Minutes
from apps.activities.selectors import SOURCE
from apps.credits.choices import OUTSIDE
from apps.credits.holders import member_key
from apps.credits.rules.facts import Fact
from apps.credits.selectors import Catalogue
from apps.credits.sources import source_key
from apps.schools.models import Semester

Pair = tuple[Activity, Attendance]
# Of an activity just written the time may still be text, as a workbook has it.
MOMENT = TimeField()


def attendance_key(attendance: Attendance) -> str:
    return source_key(SOURCE, attendance.pk)


def attendance_facts(pairs: Iterable[Pair], catalogue: Catalogue) -> list[Fact]:
    """A fact for each mark at an activity that stands, absences too; who is only expected has done nothing yet.

    Two queries, for what was written and kept of the activities.
    """
    marked = [(a, row) for a, row in pairs if row.state != Attended.EXPECTED and a.withdrawn_at is None]
    evidence = _evidence({activity.pk for activity, _row in marked})
    shared = {activity.pk: _of_activity(activity, catalogue) for activity, _row in marked}
    return [
        Fact(
            key=attendance_key(row), holder=member_key(row.member_id), part=row.part, attendance=row.state,
            evidence=evidence.get(activity.pk, SIGNED), **shared[activity.pk],
        )
        for activity, row in marked
    ]  # fmt: skip


def records_of(semester: Semester, catalogue: Catalogue) -> tuple[list[str], list[Fact]]:
    """Source keys of all attendance of a semester, and what the marks are known as."""
    rows = Attendance.objects.filter(school_id=semester.school_id, activity__semester=semester)
    pairs = [(row.activity, row) for row in rows.select_related("activity").order_by("pk")]
    return [attendance_key(row) for _activity, row in pairs], attendance_facts(pairs, catalogue)


# Whoever is marked stands on the attendance list.
SIGNED = frozenset({"sign_in"})


def _of_activity(activity: Activity, catalogue: Catalogue) -> dict:
    """What is the same for everybody who was there. The same title is taken for the same content."""
    kind = catalogue.names[activity.kind_id]
    return {
        "kind": kind, "date": activity.date, "title": activity.title, "minutes": minutes_of(activity),
        "hours": activity.hours, "place": "outside" if kind == OUTSIDE else "inside",
        "content": activity.title.strip(), "session": f"activity:{activity.pk}",
        "course": f"series:{activity.series_id}" if activity.series_id else "",
    }  # fmt: skip


def minutes_of(activity: Activity) -> int:
    """How long it lasted; 0 when its times are not fixed."""
    begun, ended = (MOMENT.to_python(at) for at in (activity.starts_at, activity.ends_at))
    if begun is None or ended is None:
        return 0
    day = activity.date
    return (datetime.combine(day, ended) - datetime.combine(day, begun)) // timedelta(minutes=1)


def _evidence(activities: set[int]) -> dict[int, frozenset[str]]:
    """What is kept of each activity besides the attendance list."""
    if not activities:
        return {}
    minutes = set(Minutes.objects.filter(activity__in=activities).values_list("activity_id", flat=True))
    kept = Material.objects.filter(activity__in=activities).order_by().values_list("activity_id", flat=True)
    materials = set(kept.distinct())
    return {
        pk: SIGNED | ({"minutes"} if pk in minutes else set()) | ({"material"} if pk in materials else set())
        for pk in minutes | materials
    }
