"""Close a semester, so that its totals stay as they are, and open it again."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.core.errors import Conflict
from apps.credits.models import LedgerHead, SealedTotal, SemesterSeal
from apps.credits.selectors import totals_of
from apps.credits.services.ledger import lock_ledger
from apps.credits.services.revaluing import is_revaluing, owed_revaluing
from apps.schools.models import Semester


@transaction.atomic
def close_semester(semester: Semester, *, actor, now: datetime) -> SemesterSeal:
    """From now on the semester's ledger takes no entries; what everybody has of every kind is written down.

    Raises Conflict when it is closed already, while work is being valued anew, and when that was not finished.
    """
    lock_ledger(semester.school_id)
    if mixed := said_mixed(semester.school_id):
        raise Conflict(mixed)
    if SemesterSeal.objects.filter(semester=semester).unbroken().exists():
        raise Conflict(_("%(semester)s is closed already.") % {"semester": semester})
    last = LedgerHead.objects.filter(semester=semester).values_list("last_number", flat=True).first()
    seal = SemesterSeal.objects.create(
        school_id=semester.school_id, semester=semester, closed_at=now, closed_by=actor, last_number=last or 0
    )
    SealedTotal.objects.bulk_create(
        (
            SealedTotal(seal=seal, school_id=semester.school_id, **total.as_columns())
            for total in totals_of(semester)
        ),
        batch_size=2000,
    )
    return seal


def said_mixed(school_id: int) -> str:
    """Why nothing is closed now, as some people stand as before and some as they will; empty when nothing is mixed."""
    owed = owed_revaluing(school_id)
    if owed is None:
        return ""
    if is_revaluing(school_id):
        return _("Work is still being valued anew. Close the semester when that is done.")
    return _(
        "On %(day)s work was to be valued anew (%(reason)s), and that did not come to an end: some figures may be old. "
        "Let the office value everything again first; then close the semester."
    ) % {"day": f"{timezone.localdate(owed.updated_at):%Y-%m-%d}", "reason": owed.reason}  # fmt: skip


@transaction.atomic
def reopen_semester(seal: SemesterSeal, *, reason: str, actor, now: datetime) -> SemesterSeal:
    """Break the seal: the semester takes entries again. The closing and its totals stay written down.

    Raises ValidationError without a reason, Conflict when it is open already.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the semester is opened again, in a few words.")})
    lock_ledger(seal.school_id)
    found = SemesterSeal.objects.select_related("semester__year").get(pk=seal.pk)
    if found.reopened_at is not None:
        raise Conflict(_("%(semester)s is open already.") % {"semester": found.semester})
    found.reopened_at, found.reopened_by, found.reopening_reason = now, actor, reason.strip()
    found.save(update_fields=["reopened_at", "reopened_by", "reopening_reason", "updated_at"])
    return found
