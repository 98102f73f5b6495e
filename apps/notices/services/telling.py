"""Tell people something, and stop when it is done."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from apps.core.text import clean_name
from apps.notices import rules, selectors
from apps.notices.choices import Channel
from apps.notices.models import Delivery, Notice
from apps.notices.services.outbox import queue
from apps.notices.validators import check_path
from apps.staff.models import StaffMember

TITLE, BODY = 160, 500


@transaction.atomic
def notify(
    *,
    members: Iterable[StaffMember],
    kind: str,
    title,
    key: str,
    now: datetime,
    url: str = "",
    body="",
    actor=None,
) -> int:
    """Tell staff members of one school something; answers how many had not been told yet.

    ``key`` names the thing and the occasion, such as ``approvals.case:12:draft:2``: with the same key nobody
    is told twice. The texts are written in the site's language: give lazy ones (``gettext_lazy``,
    ``format_lazy``), or they come in the language of whoever acts. ``url`` is a path of this site. The
    ``actor``, a user, is not told of an act of their own. Mails wait in the outbox until the transaction is
    committed. Raises ValueError for members of several schools and for a ``url`` that leads elsewhere.
    """
    if url:
        check_path(url)
    told = {member.pk: member for member in members if actor is None or member.user_id != actor.pk}
    schools = {member.school_id for member in told.values()}
    if len(schools) > 1:
        raise ValueError("the recipients of a notice are of one school")
    if not told:
        return 0
    with translation.override(settings.LANGUAGE_CODE):
        texts = {"title": _line(title, TITLE), "body": _line(body, BODY)}
    school_id = schools.pop()
    rows = [
        Notice(school_id=school_id, member_id=pk, kind=kind, url=url, key=key, **texts) for pk in sorted(told)
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    new = Notice.objects.filter(pk__in=[row.pk for row in rows]).values_list("pk", "member_id")
    written = dict(new.order_by())
    _queue_mails(written, school_id, now)
    return len(written)


def _line(text, limit: int) -> str:
    """The text on one line, cut to what fits; a long title never stops an act."""
    line = clean_name(str(text))
    return line if len(line) <= limit else f"{line[: limit - 1]}…"


def _queue_mails(written: dict, school_id: int, now: datetime) -> None:
    """One mail for each new notice of those who want it at once; at seven if it is night."""
    if not (settings.EMAIL_ENABLED and written):
        return
    local = timezone.localtime(now)
    at_once = selectors.wanting_mail_at_once(written.values(), day=local.date())
    queue([
        Delivery(
            school_id=school_id, channel=Channel.MAIL, member_id=member_id, notice_id=pk,
            unique_key=f"mail:{pk}", due_at=rules.next_loud(local),
        )
        for pk, member_id in written.items() if member_id in at_once
    ])  # fmt: skip


def mark_read(notice: Notice, *, now: datetime) -> None:
    """Note that the recipient has opened it; the first time counts."""
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=now)


def mark_all_read(member: StaffMember, *, until: datetime, now: datetime) -> int:
    """Mark what the member had before them at ``until`` as read; what came in later stays unread."""
    return Notice.objects.filter(member=member, created_at__lte=until).unread().update(read_at=now)


def finish(*, school, key: str, now: datetime, members: Iterable[StaffMember] | None = None) -> int:
    """The thing is done: no mail and no reminder about it goes out any more. Answers how many notices closed.

    ``key`` closes itself and all keys below it (``approvals.case:12`` also ``approvals.case:12:draft:2``).
    With ``members`` only theirs are closed.
    """
    rows = Notice.objects.filter(school=school, done_at=None).about(key)
    if members is not None:
        rows = rows.filter(member__in=list(members))
    return rows.update(done_at=now)
