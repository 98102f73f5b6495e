"""Write activities and attendance, and propose what they are worth."""

from dataclasses import dataclass, field

from django.db import transaction

from apps.activities.facts import attendance_facts, attendance_key, meeting_facts, meeting_key
from apps.activities.models import Activity, Attendance, Minutes
from apps.credits import services as credits
from apps.credits.selectors import catalogue_of
from apps.credits.services import NOTHING, Settled
from apps.schools.models import Semester


@transaction.atomic
def save_activities(activities: list[Activity], *, actor, reason: str) -> Settled:
    """Write activities of one semester, new and changed; the attendance of changed ones is valued again.

    Raises Conflict when one of them was changed by someone else since it was read.
    """
    if not activities:
        return NOTHING
    credits.lock_ledger(activities[0].school_id)
    credits.refuse_stale(activities)
    known = [a.pk for a in activities if a.pk]
    credits.write_rows(activities)
    by_pk = {a.pk: a for a in activities}
    rows = list(Attendance.objects.filter(activity_id__in=known))
    pairs = [(by_pk[row.activity_id], row) for row in rows]
    return _propose(activities[0].semester, pairs, [], activities, reason, actor)


@transaction.atomic
def save_attendance(rows: list[Attendance], *, removed: list[Attendance] = (), actor, reason: str) -> Settled:
    """Write attendance rows of activities of one semester, new and changed, take out ``removed``; the ledger follows.

    Each row carries its activity. Raises Conflict when a row or its activity was changed by someone else.
    """
    everyone = [*rows, *removed]
    if not everyone:
        return NOTHING
    semester = everyone[0].activity.semester
    credits.lock_ledger(semester.school_id)
    credits.refuse_stale([row.activity for row in everyone])
    credits.refuse_stale(everyone)
    gone = [attendance_key(row) for row in removed]
    Attendance.objects.filter(pk__in=[row.pk for row in removed]).delete()
    if rows:
        credits.write_rows(list(rows))
    touched = {row.activity_id: row.activity for row in everyone}
    return _propose(
        semester, [(row.activity, row) for row in rows], gone, list(touched.values()), reason, actor
    )


@dataclass
class Programme:
    """What changes in the activities of a semester and in who attended them; rows carry their activity.

    ``minutes``: number of one of these activities → what was written of it.
    """

    semester: Semester
    activities: list[Activity] = field(default_factory=list)
    rows: list[Attendance] = field(default_factory=list)
    removed: list[Attendance] = field(default_factory=list)
    withdrawn: list[Activity] = field(default_factory=list)
    minutes: dict[str, str] = field(default_factory=dict)


@transaction.atomic
def save_programme(programme: Programme, *, actor, now, reason: str) -> Settled:
    """Write activities and attendance of a semester together, so that each row is valued once.

    Raises Conflict when one of them was changed by someone else since it was read.
    """
    changed = [*programme.activities, *programme.withdrawn]
    credits.lock_ledger(programme.semester.school_id)
    known = {activity.pk: activity for activity in changed if activity.pk}
    if changed:
        credits.refuse_stale(changed)
        if programme.withdrawn:
            credits.withdraw(programme.withdrawn, actor=actor, now=now, reason=reason)
        credits.write_rows(changed)
        _write_minutes(programme, actor)
    touched = [*programme.rows, *programme.removed]
    if touched:
        credits.refuse_stale(touched)
    gone = [attendance_key(row) for row in programme.removed]
    Attendance.objects.filter(pk__in=[row.pk for row in programme.removed]).delete()
    for row in programme.rows:
        row.activity = row.activity  # its key is known only now
    if programme.rows:
        credits.write_rows(programme.rows)
    written = {row.pk for row in programme.rows}
    others = Attendance.objects.filter(activity_id__in=known).exclude(pk__in=written)
    pairs = [(row.activity, row) for row in programme.rows]
    pairs += [(known[row.activity_id], row) for row in others]
    meetings = known | {row.activity_id: row.activity for row in touched} | {a.pk: a for a in changed}
    return _propose(programme.semester, pairs, gone, list(meetings.values()), reason, actor)


def _write_minutes(programme: Programme, actor) -> None:
    """Before anything is valued, for rules ask whether minutes were written."""
    for activity in programme.activities:
        if text := programme.minutes.get(activity.code):
            said = {"text": text, "written_by": actor, "school_id": activity.school_id}
            Minutes.objects.update_or_create(activity=activity, defaults=said)


def _propose(semester, pairs, gone, activities, reason, actor, *, leave_closed=False) -> Settled:
    """What everybody marked has of it, and what the groups have that held these activities."""
    catalogue = catalogue_of(semester.school_id)
    keys = [*(attendance_key(row) for _, row in pairs), *gone, *(meeting_key(a) for a in activities)]
    return credits.propose(
        semester=semester, source_keys=keys, reason=reason, actor=actor, catalogue=catalogue,
        facts=[*attendance_facts(pairs, catalogue), *meeting_facts(activities, catalogue)],
        leave_closed=leave_closed,
    )  # fmt: skip


def propose_again(activity: Activity, *, reason: str, actor) -> Settled:
    """What is known of the activity has changed, such as that minutes were written; in a closed semester that
    changes nothing any more.
    """
    pairs = [(activity, row) for row in Attendance.objects.filter(activity=activity)]
    return _propose(activity.semester, pairs, [], [activity], reason, actor, leave_closed=True)


@transaction.atomic
def withdraw_activities(activities: list[Activity], *, actor, now, reason: str) -> Settled:
    """Withdraw activities: they stay readable, the hours of everyone are reversed.

    Raises Conflict for one that is withdrawn already.
    """
    credits.withdraw(activities, actor=actor, now=now, reason=reason)
    return save_activities(activities, actor=actor, reason=reason)
