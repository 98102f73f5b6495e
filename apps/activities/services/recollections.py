"""Minutes, photos and documents of an activity."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from apps.activities.models import Activity, Material, Minutes
from apps.core.errors import Conflict
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
        return None
    row = known or Minutes(school_id=activity.school_id, activity=activity)
    row.text, row.written_by = text, actor
    row.save()
    return row


@transaction.atomic
def add_material(activity: Activity, uploads: list, *, actor) -> list[Material]:
    """Keep photos and documents, all or none. Raises ValidationError, naming the file that cannot be used."""
    _lock(activity)
    if activity.materials.count() + len(uploads) > MOST_FILES:
        raise ValidationError(
            {
                "files": _("An activity takes at most %(n)s files. Delete some, or choose fewer.")
                % {"n": MOST_FILES}
            }
        )
    stored = [files.store(upload, school=activity.school, actor=actor, field="files") for upload in uploads]
    return Material.objects.bulk_create(
        Material(school_id=activity.school_id, activity=activity, file=file) for file in stored
    )


def _lock(activity: Activity) -> None:
    """Until the transaction ends nobody else writes minutes of it or adds to its files."""
    Activity.objects.select_for_update(of=("self",), no_key=True).get(pk=activity.pk)


def delete_material(material: Material) -> None:
    """Take a photo or document off the activity."""
    material.delete()
