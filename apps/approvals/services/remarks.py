"""Comments at a place, and what their reader makes of them."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from apps.approvals import rules
from apps.approvals.choices import CaseState
from apps.approvals.models import Case, Remark
from apps.core.errors import Conflict

QUOTE = 200


@transaction.atomic
def add_remark(case: Case, *, actor, text: str, draft: int, place: str = "", quote: str = "") -> Remark:
    """Comment on a draft that waits, at a place of it such as ``aims-2`` or on the whole.

    Raises ValidationError for an empty comment, Conflict when the draft no longer waits.
    """
    if not text.strip():
        raise ValidationError({"text": _("Write the comment first.")})
    fresh = Case.objects.select_for_update().get(pk=case.pk)
    if fresh.state != CaseState.WAITING or fresh.draft_number != draft:
        raise Conflict(
            _("“%(title)s” no longer waits as you read it. Open it again.") % {"title": fresh.title}
        )
    part, paragraph = rules.read_place(place)
    return Remark.objects.create(
        school_id=fresh.school_id, case=fresh, draft_number=draft, position=fresh.position, part=part,
        paragraph=paragraph, quote=quote.strip()[:QUOTE], text=text.strip(), author=actor,
    )  # fmt: skip


@transaction.atomic
def delete_remark(remark: Remark, *, actor) -> None:
    """Take back one's own comment. Raises Conflict once it was decided, for then it has been read."""
    case = Case.objects.select_for_update().get(pk=remark.case_id)
    waits = case.state == CaseState.WAITING
    here = (case.draft_number, case.position) == (remark.draft_number, remark.position)
    if not (waits and here) or remark.author_id != actor.pk:
        raise Conflict(_("The comment has gone to the author already and stays."))
    remark.delete()


def answer_remark(remark: Remark, *, answer: str, done: bool, now: datetime) -> Remark:
    """The author of the thing answers a comment, and ticks it off or opens it again."""
    remark.answer = answer.strip()
    remark.done_at = (remark.done_at or now) if done else None
    remark.save(update_fields=["answer", "done_at", "updated_at"])
    return remark
