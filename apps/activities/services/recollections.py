"""Minutes, photos and documents of an activity."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from apps.activities.models import Activity, Material, Minutes
from apps.activities.services.records import propose_again
from apps.core.errors import Conflict
from apps.credits.services import lock_ledger
from apps.files import services as files

MOST_FILES = 60


@transaction.atomic
def save_minutes(activity: Activity, *, text: str, seen: str, actor) -> Minutes | None:
    """Keep the minutes; an empty text takes them away.

    ``seen`` is the ``version`` the page was opened with, empty for none yet. Raises Conflict when somebody else has
    written meanwhile.
    """
    _lock(activity)
    known = Minutes.objects.filter(activity=activity).first()
    if known and known.text == text:
        return known
    if (known.version if known else "") != seen:
        raise Conflict(
            _(
                "Someone else has written these minutes meanwhile. Your words are kept: compare, then save again."
            )
        )
    if not text:
        if known:
            known.delete()
            propose_again(activity, reason=_("The minutes were taken away."), actor=actor)
        return None
    row = known or Minutes(school_id=activity.school_id, activity=activity)
    row.text, row.written_by = text, actor
    row.save()
    if known is None:
        propose_again(activity, reason=_("The minutes were written."), actor=actor)
    return row


@transaction.atomic
def add_material(activity: Activity, uploads: list, *, actor, evidence: str = "") -> list[Material]:
    """Keep photos and documents, all or none; ``evidence`` says what they are to the rules.

    Raises ValidationError, naming the file that cannot be used.
    """
    _lock(activity)
    before = activity.materials.count()
    if before + len(uploads) > MOST_FILES:
        raise ValidationError(
            {
                "files": _("An activity takes at most %(n)s files. Delete some, or choose fewer.")
                % {"n": MOST_FILES}
            }
        )
    stored = [files.store(upload, school=activity.school, actor=actor, field="files") for upload in uploads]
    kept = Material.objects.bulk_create(
        Material(school_id=activity.school_id, activity=activity, file=file, evidence=evidence)
        for file in stored
    )
    if kept:
        propose_again(activity, reason=_("Photos or documents were added."), actor=actor)
    return kept


def _lock(activity: Activity) -> None:
    """Until the transaction ends nobody else writes minutes of it or adds to its files, nor writes to the ledger."""
    lock_ledger(activity.school_id)
    Activity.objects.select_for_update(of=("self",), no_key=True).get(pk=activity.pk)


@transaction.atomic
def delete_material(material: Material, *, actor) -> None:
    """Take a photo or document off the activity."""
    activity = material.activity
    lock_ledger(activity.school_id)
    material.delete()
    propose_again(activity, reason=_("Photos or documents were taken away."), actor=actor)
