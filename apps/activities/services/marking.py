"""Mark who came, and take a marking back."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.activities.choices import MARKED, OFFICIAL, Attended
from apps.activities.facts import minutes_of
from apps.activities.models import Activity, Attendance, Marking
from apps.activities.selectors import attendance_version, list_of, mark_of
from apps.activities.services.records import save_attendance
from apps.core.errors import Conflict
from apps.credits import services as credits
from apps.credits.services import NOTHING, Settled

# What can be known only once the activity has begun.
BY_THE_DAY = set(MARKED) - {Attended.LEAVE}


@transaction.atomic
def mark_attendance(
    activity: Activity, marks: dict[int, tuple], *, seen: str, actor, now: datetime, reason: str
) -> Settled:
    """Who was listed and who came: exactly ``marks``, staff member's key → (part, state) or (part, state, more):
    of who came late or left early the minutes missed, of leave OFFICIAL.

    Whoever is left out is taken off the list. ``seen`` is the ``attendance_version`` the page was opened with;
    raises Conflict when the list or the activity was changed by someone else since. The same marks sent a
    second time, as after a lost answer, change nothing and are no conflict. Raises ValidationError at ``marks``.
    """
    after = {str(pk): mark_of(*mark) for pk, mark in marks.items()}
    _refuse_too_early(activity, after, now)
    _refuse_too_long(activity, after)
    credits.lock_ledger(activity.school_id)
    credits.refuse_stale([activity])
    before = list_of(activity)
    if attendance_version(activity) != seen:
        if before == after:
            return NOTHING
        raise Conflict(
            _(
                "Someone else has marked attendance here meanwhile. Your marks are kept: compare, then save again."
            )
        )
    return _write(activity, before, after, actor=actor, now=now, reason=reason)


def _refuse_too_early(activity: Activity, marks: dict, now: datetime) -> None:
    """Before the day nobody has come; leave may be noted."""
    if activity.date > timezone.localdate(now) and {mark[1] for mark in marks.values()} & BY_THE_DAY:
        raise ValidationError(
            {
                "marks": _("It takes place on %(day)s: until then only leave can be marked.")
                % {"day": activity.date}
            }
        )


def _refuse_too_long(activity: Activity, marks: dict) -> None:
    """Who came has not missed all of it."""
    whole = minutes_of(activity)
    if whole and any(
        more != OFFICIAL and more >= whole for _part, _state, *noted in marks.values() for more in noted
    ):
        raise ValidationError(
            {"marks": _("It lasts %(n)s minutes: whoever missed all of them was absent.") % {"n": whole}}
        )


@transaction.atomic
def undo_marking(marking: Marking, *, actor, now: datetime) -> Settled:
    """Put the list back as it was before; what was posted is reversed, what was reversed is posted again.

    Raises Conflict when the list has changed since.
    """
    activity = marking.activity
    credits.lock_ledger(activity.school_id)
    credits.refuse_stale([activity])
    if activity.withdrawn_at or list_of(activity) != marking.after:
        raise Conflict(_("The list has changed since: open the attendance and correct it there."))
    return _write(
        activity, marking.after, marking.before, actor=actor, now=now, is_undo=True,
        reason=_("The marking of attendance was taken back."),
    )  # fmt: skip


def _write(
    activity: Activity, before: dict, after: dict, *, actor, now: datetime, reason: str, is_undo=False
) -> Settled:
    """Bring the rows from one list to the other, settle, and note the marking."""
    if before == after:
        return NOTHING
    listed = {str(row.member_id): row for row in Attendance.objects.filter(activity=activity)}
    changed = []
    for key, mark in after.items():
        if before.get(key) != mark:
            row = listed.get(key) or Attendance(school_id=activity.school_id, member_id=int(key))
            row.activity = activity
            row.take_mark(*mark)
            changed.append(row)
    removed = [row for key, row in listed.items() if key not in after]
    for row in removed:
        row.activity = activity
    settled = save_attendance(changed, removed=removed, actor=actor, reason=reason)
    Marking.objects.create(
        school_id=activity.school_id, activity=activity, actor=actor, at=now, before=before, after=after,
        posted=settled.posted, reversed=settled.reversed, is_undo=is_undo,
    )  # fmt: skip
    return settled
