"""Acts on activities and attendance."""

from django.db import transaction

from apps.activities.models import Activity, Attendance
from apps.activities.rules import DEFAULT_RULE, value_attendance
from apps.credits.services import Posting, Settled, settle, write_rows
from apps.credits.sources import source_key

SOURCE = "activities.attendance"


def attendance_key(attendance: Attendance) -> str:
    return source_key(SOURCE, attendance.pk)


def attendance_posting(activity: Activity, attendance: Attendance) -> Posting | None:
    """What being at the activity is worth to the person, with the steps that led there."""
    hours = value_attendance(activity.hours, attendance.state)
    if hours is None or activity.withdrawn_at:
        return None
    return Posting(
        source_key=attendance_key(attendance), kind_id=activity.kind_id, member_id=attendance.member_id,
        date=activity.date, hours=hours, role=attendance.part, title=activity.title,
        explanation={
            "rule": DEFAULT_RULE,
            "inputs": {"activity_hours": str(activity.hours), "state": attendance.state, "part": attendance.part},
            "steps": [{"step": "base", "hours": str(hours)}],
        },
    )  # fmt: skip


@transaction.atomic
def save_activities(activities: list[Activity], *, actor, reason: str) -> Settled:
    """Write activities of one semester, new and changed; the attendance of changed ones is valued again."""
    if not activities:
        return Settled(0, 0)
    known = [a.pk for a in activities if a.pk]
    write_rows(activities)
    by_pk = {a.pk: a for a in activities}
    rows = list(Attendance.objects.filter(activity_id__in=known))
    return _settle(activities[0].semester, [(by_pk[r.activity_id], r) for r in rows], [], reason, actor)


@transaction.atomic
def save_attendance(rows: list[Attendance], *, removed: list[Attendance] = (), actor, reason: str) -> Settled:
    """Write attendance rows of activities of one semester, new and changed, take out ``removed``, and settle.

    Each row carries its activity.
    """
    everyone = [*rows, *removed]
    if not everyone:
        return Settled(0, 0)
    semester = everyone[0].activity.semester
    gone = [attendance_key(row) for row in removed]
    Attendance.objects.filter(pk__in=[row.pk for row in removed]).delete()
    if rows:
        write_rows(list(rows))
    return _settle(semester, [(row.activity, row) for row in rows], gone, reason, actor)


def _settle(semester, pairs, gone, reason, actor) -> Settled:
    postings = (attendance_posting(activity, row) for activity, row in pairs)
    return settle(
        semester=semester, source_keys=[*(attendance_key(row) for _, row in pairs), *gone],
        postings=[p for p in postings if p], reason=reason, actor=actor,
    )  # fmt: skip


@transaction.atomic
def withdraw_activities(activities: list[Activity], *, actor, now, reason: str) -> Settled:
    """Withdraw activities: they stay readable, the hours of everyone are reversed."""
    for activity in activities:
        activity.withdrawn_at = now
    return save_activities(activities, actor=actor, reason=reason)
