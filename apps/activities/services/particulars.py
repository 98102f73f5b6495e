"""What only rules ask of an activity, and what follows when it changes."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from apps.activities.models import Activity, Attendance
from apps.activities.services.records import save_activities, save_attendance
from apps.credits import services as credits
from apps.credits.services import Settled


def save_particulars(activity: Activity, *, actor) -> Settled:
    """Write level, place, breaks, roll-calls and stamps; what everybody has of it is valued again."""
    return save_activities([activity], actor=actor, reason=_("What rules ask of the activity was changed."))


@transaction.atomic
def note_signatures(activity: Activity, signed: dict[int, int], *, actor) -> Settled:
    """Note how often each of these signed, attendance's key → number; the others stay as they are.

    Raises ValidationError for more signatures than there were roll-calls.
    """
    credits.lock_ledger(activity.school_id)
    if any(not 0 <= many <= activity.roll_calls for many in signed.values()):
        raise ValidationError(_("Nobody signs more often than names were called."))
    rows = Attendance.objects.filter(activity=activity, pk__in=signed).order_by("pk")
    changed = [row for row in rows if row.signatures != signed[row.pk]]
    for row in changed:
        row.activity, row.signatures = activity, signed[row.pk]
    return save_attendance(changed, actor=actor, reason=_("Signatures at the roll-calls were noted."))


@transaction.atomic
def save_reflection(row: Attendance, *, text: str, actor) -> Settled:
    """Keep what somebody took from the activity; an empty text takes it away."""
    credits.lock_ledger(row.school_id)
    fresh = Attendance.objects.select_related("activity__semester").get(pk=row.pk)
    if fresh.reflection == text:
        return credits.NOTHING
    fresh.reflection = text
    return save_attendance([fresh], actor=actor, reason=_("The reflection was written or changed."))
