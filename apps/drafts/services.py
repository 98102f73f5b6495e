"""Keep, and let go of, what someone is typing."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from apps.core.errors import Conflict
from apps.drafts.models import Draft

MAX_CHARACTERS = 200_000


@transaction.atomic
def save_draft(*, user, key: str, fields: dict[str, str], version: int | None) -> Draft:
    """Keep the fields of a form; ``version`` is the one the device last knew, None for its first save.

    Raises Conflict when another device has saved since; ValidationError for more than 200,000 characters.
    """
    if sum(len(str(value)) for value in fields.values()) > MAX_CHARACTERS:
        raise ValidationError(
            _("The draft is longer than 200,000 characters; it is kept on this device only.")
        )
    draft, created = Draft.objects.select_for_update().get_or_create(
        school=user.seat.school, user=user, key=key, defaults={"fields": fields}
    )
    if created:
        return draft
    if draft.version != version and draft.fields != fields:
        raise Conflict(_("Another device has saved this form meanwhile."))
    draft.fields, draft.version = fields, draft.version + 1
    draft.save()
    return draft


def discard_draft(*, user, key: str, once: str | None = None) -> None:
    """Let go of a draft: it was handed in, or is not wanted.

    With the key of a sending only the draft of that sending: what came late may meet the draft of the next one.
    """
    drafts = Draft.objects.visible_to(user).filter(key=key)
    (drafts.filter(fields__once=once) if once else drafts).delete()
