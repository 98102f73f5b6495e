"""Grant exceptions and take them back."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.errors import Conflict
from apps.notices import services as notices
from apps.notices.choices import NoticeKind
from apps.requirements.models import Exemption, Grant, OwnTarget, Transfer

TOLD = {
    Exemption: gettext_lazy("You have been exempted from requirements for some time"),
    OwnTarget: gettext_lazy("A target of your own has been set"),
    Transfer: gettext_lazy("You may borrow from a later period"),
}
TAKEN_BACK = gettext_lazy("An exception granted to you has been taken back")


def check_grant(grant: Grant) -> None:
    """Raise ValidationError, by field, for a grant without exactly one holder or with days in the wrong order."""
    if (grant.member is None) == (grant.group is None):
        raise ValidationError({"member": _("Choose one staff member or one group.")})
    if isinstance(grant, Exemption) and grant.ended_on and grant.ended_on < grant.started_on:
        raise ValidationError({"ended_on": _("The last day lies before the first.")})
    if isinstance(grant, Transfer) and grant.out_of <= grant.into:
        raise ValidationError({"out_of": _("It is paid back in a later period: choose a later day.")})


@transaction.atomic
def save_grant(grant: Grant, *, actor, now: datetime) -> Grant:
    """Write an exception and tell the person. Raises ValidationError by field."""
    check_grant(grant)
    grant.granted_by = actor
    grant.save(force_insert=True)
    tell(grant, TOLD[type(grant)], "granted", grant.reason, actor, now)
    return grant


@transaction.atomic
def withdraw_grant(grant: Grant, *, reason: str, actor, now: datetime) -> None:
    """Take an exception back: it stays readable and holds no more.

    Raises ValidationError without a reason, Conflict when it was taken back already.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is taken back, in a few words.")})
    fresh = type(grant).objects.select_for_update().get(pk=grant.pk)
    if fresh.withdrawn_at is not None:
        raise Conflict(_("This has been taken back already."))
    fresh.withdrawn_at, fresh.withdrawn_by, fresh.withdrawal_reason = now, actor, reason.strip()
    fresh.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason", "updated_at"])
    tell(fresh, TAKEN_BACK, "withdrawn", fresh.withdrawal_reason, actor, now)


def tell(grant: Grant, title, what: str, why: str, actor, now: datetime) -> None:
    if grant.member_id:
        notices.notify(
            members=[grant.member], kind=NoticeKind.NEWS, title=title, body=why, now=now, actor=actor,
            url=reverse("requirements:owed"), key=f"requirements.{grant._meta.model_name}:{grant.pk}:{what}",
        )  # fmt: skip
