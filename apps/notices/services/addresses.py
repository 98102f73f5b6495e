"""Each person's choice, and the address mails go to."""

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from apps.notices.choices import Channel
from apps.notices.models import Delivery, NoticeChoice
from apps.notices.services.letters import confirmation_key
from apps.notices.services.outbox import queue
from apps.staff.models import StaffMember
from apps.staff.services import set_email

# How long the link in a confirmation holds, and how many may be asked for in a day.
# The same address is asked again only after a while.
VALID, A_DAY, AGAIN = timedelta(days=3), 5, timedelta(minutes=10)


@transaction.atomic
def save_choice(*, member: StaffMember, mail: str, address: str, now: datetime) -> NoticeChoice:
    """Note how the member wants to be told. A new address gets a mail and counts once its link was opened.

    An empty address takes the present one away. Raises ValidationError when too many confirmations were
    asked for, or the site sends no mail.
    """
    if not settings.EMAIL_ENABLED:
        raise ValidationError(_("This site has no mail server set up."))
    choice, _created = NoticeChoice.objects.select_for_update().get_or_create(
        member=member, defaults={"school_id": member.school_id}
    )
    choice.mail = mail
    if not address or address.lower() == member.user.email.lower():
        choice.new_address = choice.code = ""
    elif address.lower() != choice.new_address.lower() or choice.asked_at < now - AGAIN:
        _ask(choice, address, now)
    choice.save()
    if not address and member.user.email:
        set_email(member.user, "")
    return choice


def _ask(choice: NoticeChoice, address: str, now: datetime) -> None:
    asked = Delivery.objects.filter(
        member_id=choice.member_id, channel=Channel.CONFIRM, due_at__gt=now - timedelta(days=1)
    )
    if asked.count() >= A_DAY:
        raise ValidationError(
            {
                "address": _("You have changed the address %(n)d times today. Try again tomorrow.")
                % {"n": A_DAY}
            }
        )
    choice.new_address, choice.code, choice.asked_at = address, secrets.token_urlsafe(24), now
    queue([
        Delivery(
            school_id=choice.school_id, channel=Channel.CONFIRM, member_id=choice.member_id,
            unique_key=confirmation_key(choice), due_at=now,
        )
    ])  # fmt: skip


@transaction.atomic
def confirm_address(choice: NoticeChoice, *, now: datetime) -> None:
    """The link was opened: from now on mails go to the new address, which is also a log-in name.

    Raises ValidationError when the link is too old, or somebody else has this address.
    """
    choice = (
        NoticeChoice.objects.select_for_update(of=("self",)).select_related("member__user").get(pk=choice.pk)
    )
    if not choice.code or choice.asked_at < now - VALID:
        raise ValidationError(_("This link is too old. Enter the address once more."))
    try:
        set_email(choice.member.user, choice.new_address)
    except ValidationError as taken:
        raise ValidationError(
            _("Another account already has this address. Ask the office, or take another address.")
        ) from taken
    choice.new_address = choice.code = ""
    choice.save()
