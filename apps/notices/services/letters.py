"""The words of what goes out. Subjects and robots' texts hold counts, never a name or a title."""

from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from apps.notices import rules, selectors
from apps.notices.choices import SENTENCES, Channel, Mail, Topic
from apps.notices.models import Delivery, Notice, NoticeChoice

# A longer daily mail names the rest by their number.
LINES = 30


@dataclass
class Letter:
    message: EmailMessage
    told: list = field(default_factory=list)  # the notices it tells of


def letter_of(delivery: Delivery, *, now: datetime) -> Letter | None:
    """The mail, in the site's language; None when it is no longer needed."""
    write = {Channel.MAIL: _about_one, Channel.DIGEST: _daily, Channel.CONFIRM: _confirmation}
    with translation.override(settings.LANGUAGE_CODE):
        return write[Channel(delivery.channel)](delivery, now)


def robot_text(delivery: Delivery) -> str:
    """What a robot writes: the product's name, one sentence with a count, a link."""
    with translation.override(settings.LANGUAGE_CODE):
        sentence = SENTENCES[Topic(delivery.topic)]
        if delivery.topic != Topic.TEST:
            sentence = sentence % {"n": delivery.count}
        lines = [_headed(sentence)]
        if delivery.url and settings.SITE_ADDRESS:
            lines.append(link(delivery.url))
        return "\n".join(lines)


def _headed(text: str) -> str:
    """The product's name in front; a group may make it the robot's keyword."""
    return _("School research: %(text)s") % {"text": text}


def link(path: str) -> str:
    """A path of this site as a whole address."""
    return f"{settings.SITE_ADDRESS}{path}"


def _about_one(delivery: Delivery, now: datetime) -> Letter | None:
    notice = delivery.notice
    if not notice.is_unread or _choice(delivery) != Mail.AT_ONCE:
        return None
    subject = _("You are asked for something") if notice.asks else _("There is a notice for you")
    return _letter(delivery, subject, [notice], now)


def _daily(delivery: Delivery, now: datetime) -> Letter | None:
    """What was open at seven of the day it was made for; nothing the day after."""
    seven = rules.morning(timezone.localtime(delivery.created_at))
    if _choice(delivery) != Mail.DAILY or seven.date() != timezone.localdate(now):
        return None
    notices = list(
        selectors.open_for_digest(seven).filter(member_id=delivery.member_id).order_by("created_at")
    )
    if not notices:
        return None
    asked = sum(notice.asks for notice in notices)
    return _letter(delivery, _summary(asked, len(notices) - asked), notices, now)


def _summary(asked: int, news: int) -> str:
    """``3 things to do, 2 notices``."""
    parts = []
    if asked:
        parts.append(ngettext("%(n)d thing waits for you", "%(n)d things wait for you", asked) % {"n": asked})
    if news:
        parts.append(ngettext("%(n)d notice", "%(n)d notices", news) % {"n": news})
    return pgettext("between two counts", ", ").join(parts)


def _choice(delivery: Delivery) -> str:
    found = NoticeChoice.objects.filter(member_id=delivery.member_id).values_list("mail", flat=True)
    return found.first() or Mail.DAILY


def _letter(delivery: Delivery, subject: str, notices: list[Notice], now: datetime) -> Letter | None:
    """None when the recipient has left, may not log in, or has no address any more."""
    member = selectors.can_be_mailed(timezone.localdate(now)).filter(pk=delivery.member_id).first()
    if member is None:
        return None
    shown = sorted(notices, key=lambda notice: not notice.asks)[:LINES]
    body = render_to_string(
        "notices/mail.txt",
        {
            "asked": [(n, link(n.get_absolute_url())) for n in shown if n.asks],
            "told": [(n, link(n.get_absolute_url())) for n in shown if not n.asks],
            "more": max(0, len(notices) - LINES),
            "list_link": link(reverse("notices:notice_list")),
            "choice_link": link(reverse("notices:choice_edit")),
        },
    )
    return Letter(_message(delivery, subject, body, member.user.email), [n.pk for n in notices])


def confirmation_key(choice: NoticeChoice) -> str:
    return f"confirm:{choice.code}"


def _confirmation(delivery: Delivery, now: datetime) -> Letter | None:
    """To the new address; None when another one was entered meanwhile."""
    choice = NoticeChoice.objects.filter(member_id=delivery.member_id).exclude(code="").first()
    if choice is None or delivery.unique_key != confirmation_key(choice) or not settings.EMAIL_ENABLED:
        return None
    body = render_to_string(
        "notices/mail_confirm.txt", {"link": link(reverse("notices:address_confirm", args=[choice.code]))}
    )
    return Letter(_message(delivery, _("Please confirm your address"), body, choice.new_address))


def _message(delivery: Delivery, subject: str, body: str, address: str) -> EmailMessage:
    """The same message has the same number, however often a server passes it on."""
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    headers = {"Message-ID": f"<delivery-{delivery.pk}@{host}>", "Auto-Submitted": "auto-generated"}
    return EmailMessage(_headed(subject), body, to=[address], headers=headers)
