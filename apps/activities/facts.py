"""Attendance as the rules know it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import TimeField

from apps.activities.choices import CAME, Attended, Setting
from apps.activities.models import Activity, Attendance, Material, Minutes
from apps.activities.selectors import SOURCE
from apps.credits.choices import OUTSIDE
from apps.credits.holders import group_key, member_key
from apps.credits.rules.facts import Fact
from apps.credits.selectors import Catalogue
from apps.credits.sources import source_key
from apps.files.choices import FileKind
from apps.schools.models import Semester

Pair = tuple[Activity, Attendance]
# What a group's own part in an activity is called, as a source.
HELD = "activities.activity"
# Of an activity just written the time may still be text, as a workbook has it.
MOMENT = TimeField()


def attendance_key(attendance: Attendance) -> str:
    return source_key(SOURCE, attendance.pk)


def meeting_key(activity: Activity) -> str:
    return source_key(HELD, activity.pk)


def attendance_facts(pairs: Iterable[Pair], catalogue: Catalogue) -> list[Fact]:
    """A fact for each mark at an activity that stands, absences too; who is only expected has done nothing yet.

    Two queries, for what was written and kept of the activities.
    """
    marked = [(a, row) for a, row in pairs if row.state != Attended.EXPECTED and a.withdrawn_at is None]
    evidence = evidence_of({activity.pk for activity, _row in marked})
    shared = {
        activity.pk: of_activity(activity, catalogue.names[activity.kind_id]) for activity, _row in marked
    }
    return [
        Fact(
            key=attendance_key(row), holder=member_key(row.member_id), part=row.part, attendance=row.attended,
            attended_minutes=attended_of(activity, row),
            roll_calls=activity.roll_calls, signatures=signatures_of(activity, row),
            evidence=evidence.get(activity.pk, SIGNED) | (REFLECTED if row.reflection else NOTHING),
            **shared[activity.pk],
        )
        for activity, row in marked
    ]  # fmt: skip


def signatures_of(activity: Activity, row: Attendance) -> int:
    """At how many roll-calls somebody signed; whoever came and of whom nothing else is noted, at all."""
    if row.signatures is None:
        return activity.roll_calls if row.state in CAME else 0
    return min(row.signatures, activity.roll_calls)


def attended_of(activity: Activity, row: Attendance) -> int | None:
    """For how many minutes somebody was there, breaks included; None where nothing else is noted than how they came,
    or the activity has no times.
    """
    whole = minutes_of(activity)
    return max(0, whole - row.missed_minutes) if whole and row.missed_minutes else None


def meeting_facts(activities: Iterable[Activity], catalogue: Catalogue) -> list[Fact]:
    """What a group held: each of its activities to which somebody came, for the group. Three queries."""
    held = [a for a in activities if a.organiser_id and a.withdrawn_at is None]
    came = Attendance.objects.filter(activity__in=[a.pk for a in held], state__in=CAME) if held else ()
    there = set(came.values_list("activity_id", flat=True)) if held else set()
    evidence = evidence_of(there)
    return [
        Fact(
            key=meeting_key(activity), holder=group_key(activity.organiser_id), part="organiser",
            attendance=Attended.PRESENT.value, evidence=evidence.get(activity.pk, SIGNED),
            **of_activity(activity, catalogue.names[activity.kind_id]),
        )
        for activity in held if activity.pk in there
    ]  # fmt: skip


def records_of(semester: Semester, catalogue: Catalogue) -> tuple[list[str], list[Fact]]:
    """Source keys of all attendance of a semester, and what the marks are known as."""
    rows = Attendance.objects.filter(school_id=semester.school_id, activity__semester=semester)
    pairs = [(row.activity, row) for row in rows.select_related("activity").order_by("pk")]
    return [attendance_key(row) for _activity, row in pairs], attendance_facts(pairs, catalogue)


def meetings_of(semester: Semester, catalogue: Catalogue) -> tuple[list[str], list[Fact]]:
    """Source keys of all activities of a semester, and what their groups are known for."""
    rows = list(Activity.objects.filter(school_id=semester.school_id, semester=semester).order_by("pk"))
    return [meeting_key(activity) for activity in rows], meeting_facts(rows, catalogue)


# Whoever is marked stands on the attendance list.
SIGNED, REFLECTED, NOTHING = frozenset({"sign_in"}), frozenset({"reflection"}), frozenset()


def of_activity(activity: Activity, kind: str) -> dict:
    """What is the same for everybody who was there. The same title is taken for the same content; away from the
    school one is there for a day, and hours count only where some are set.
    """
    away = kind == OUTSIDE
    return {
        "kind": kind, "date": activity.date, "title": activity.title, "minutes": minutes_of(activity),
        "breaks": activity.breaks, "hours": None if away and not activity.hours else activity.hours,
        "days": Decimal(1) if away else None, "level": activity.level,
        "place": activity.setting or (Setting.OUTSIDE if away else Setting.INSIDE).value,
        "labels": frozenset(activity.labels), "stamps": activity.paper_stamps(),
        "content": activity.title.strip(),
        "session": f"activity:{activity.pk}",
        "course": f"series:{activity.series_id}" if activity.series_id else "",
    }  # fmt: skip


def minutes_of(activity: Activity) -> int:
    """How long it lasted; 0 when its times are not fixed."""
    begun, ended = (MOMENT.to_python(at) for at in (activity.starts_at, activity.ends_at))
    if begun is None or ended is None:
        return 0
    day = activity.date
    return (datetime.combine(day, ended) - datetime.combine(day, begun)) // timedelta(minutes=1)


def evidence_of(activities: Collection[int]) -> dict[int, frozenset[str]]:
    """What is kept of each activity besides the attendance list: minutes, photos, and what its files are said to be."""
    if not activities:
        return {}
    found: dict[int, set[str]] = defaultdict(set)
    for activity in Minutes.objects.filter(activity__in=activities).values_list("activity_id", flat=True):
        found[activity].add("minutes")
    files = Material.objects.filter(activity__in=activities).order_by()
    for activity, proves, sort in files.values_list("activity_id", "evidence", "file__kind").distinct():
        found[activity] |= {"material", proves, "photo" if sort == FileKind.IMAGE else ""} - {""}
    return {activity: SIGNED | kept for activity, kept in found.items()}
