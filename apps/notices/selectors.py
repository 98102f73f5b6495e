"""Reads of notices and of what is to be mailed."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone

from apps.notices.choices import ASKING, Channel, DeliveryState, Mail
from apps.notices.models import Delivery, Notice, Robot
from apps.staff.models import StaffMember

# The bell says no larger number than this.
MANY = 99
UNREAD_COUNT = (
    "SELECT count(*) FROM notices_notice WHERE member_id = %s AND read_at IS NULL AND done_at IS NULL"
)
# What is not done by then is shown in the app only; news older than a week is none.
REMIND_FOR, NEWS_FOR = timedelta(days=60), timedelta(days=7)


def unread_count(member_id: int | None) -> int:
    """How many notices are unread; one query, none without a member. Asked on every page, so written out."""
    if member_id is None:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(UNREAD_COUNT, [member_id])
        return cursor.fetchone()[0]


def can_be_mailed(day):
    """Staff on the roll who may log in and have an address; nobody while the site has no mail server."""
    if not settings.EMAIL_ENABLED:
        return StaffMember.objects.none()
    return StaffMember.everyone.on_roll(day).filter(user__is_active=True).exclude(user__email="")


def wanting_mail_at_once(member_ids, *, day) -> set[int]:
    """Those of these staff members who want each notice as a mail."""
    rows = can_be_mailed(day).filter(pk__in=member_ids, notice_choice__mail=Mail.AT_ONCE)
    return set(rows.values_list("pk", flat=True))


def open_for_digest(until: datetime):
    """What a daily mail tells: all that is still to be done, and unread news no mail has told yet."""
    asks = Q(kind__in=ASKING, created_at__gte=until - REMIND_FOR)
    news = ~Q(kind__in=ASKING) & Q(read_at=None, mailed_at=None, created_at__gte=until - NEWS_FOR)
    return Notice.objects.filter(asks | news, done_at=None, created_at__lt=until)


def wanting_digest(until: datetime):
    """Staff members whom the daily mail of this morning has something to tell."""
    something = open_for_digest(until).filter(member_id=OuterRef("pk"))
    daily = Q(notice_choice=None) | Q(notice_choice__mail=Mail.DAILY)
    return can_be_mailed(timezone.localdate(until)).filter(daily, Exists(something))


def robots_with_last(user):
    """The robots the user sees, each with state, error and time of its last message."""
    last = Delivery.objects.filter(robot=OuterRef("pk")).order_by("-pk")
    return (
        Robot.objects.visible_to(user)
        .select_related("group")
        .annotate(
            last_state=Subquery(last.values("state")[:1]),
            last_error=Subquery(last.values("error")[:1]),
            last_at=Subquery(last.values("created_at")[:1]),
        )
    )


def last_mail_failure(member_id: int) -> Delivery | None:
    """The member's last mail, when it did not get through."""
    mails = Delivery.objects.filter(
        member_id=member_id, channel__in=[Channel.MAIL, Channel.DIGEST, Channel.CONFIRM]
    )
    last = mails.exclude(state=DeliveryState.DROPPED).order_by(F("ended_at").desc(nulls_last=True)).first()
    return last if last and last.state == DeliveryState.FAILED else None
