"""The outbox: write, claim, send once, note what came of it."""

import logging
import time
import uuid
from datetime import datetime, timedelta

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from apps.notices import rules, selectors
from apps.notices.choices import ASKED_FOR, BY_MAIL, PAUSES, Channel, DeliveryState
from apps.notices.models import Delivery, Notice
from apps.notices.services import letters, webhooks
from apps.notices.services.transport import Mailbox, NotAccepted, Uncertain

log = logging.getLogger("notices")
QUEUE = "notify"
LEASE = timedelta(minutes=2)
# One run of a worker: no more messages, and none begun after so many seconds.
BATCH, SECONDS = 200, 45
KEEP_DELIVERIES, KEEP_NOTICES = timedelta(days=90), timedelta(days=400)


def queue(deliveries: list[Delivery]) -> None:
    """Write outbox rows, but none with a key that is there already; wake a worker after the commit."""
    if deliveries:
        Delivery.objects.bulk_create(deliveries, ignore_conflicts=True)
        transaction.on_commit(wake)


def wake() -> None:
    """Make a worker look into the outbox. With the broker down, the clock's next call does it."""
    try:
        current_app.send_task("apps.notices.tasks.send_due", queue=QUEUE)
    except Exception:  # any failure of the broker
        log.warning("broker unreachable, messages wait for the clock")


def build_digests(now: datetime) -> int:
    """Queue the daily mails of today, once a person; answers how many are new.

    A mail tells what was open at seven. By day only: a clock that stood still at seven makes up for it.
    """
    local = timezone.localtime(now)
    if not settings.EMAIL_ENABLED or rules.is_quiet(local):
        return 0
    seven = rules.morning(local)
    keys = {f"digest:{m.pk}:{local.date()}": m for m in selectors.wanting_digest(seven)}
    schools = {m.school_id for m in keys.values()}
    made = Delivery.objects.filter(school_id__in=schools, unique_key__in=keys)
    known = set(made.values_list("unique_key", flat=True))
    rows = [
        Delivery(school_id=m.school_id, channel=Channel.DIGEST, member=m, unique_key=key, due_at=seven)
        for key, m in keys.items() if key not in known
    ]  # fmt: skip
    queue(rows)
    return len(rows)


def send_due(now: datetime) -> int:
    """Send what is due, each message once; answers how many were dealt with. Safe to run in several workers.

    When there is more than one run can do, the next one is called.
    """
    give_up_on_lost(now)
    due = list(_due(now).values_list("pk", "channel")[: BATCH + 1])
    done, begun = 0, time.monotonic()
    with Mailbox() as mailbox:
        for pk, channel in due[:BATCH]:
            if time.monotonic() - begun > SECONDS:
                break
            if not (mailbox.is_down and channel in BY_MAIL):
                done += deliver(pk, now, mailbox)
    if len(due) > BATCH or time.monotonic() - begun > SECONDS:
        wake()
    return done


def _due(now: datetime):
    rows = Delivery.objects.waiting().filter(due_at__lte=now).order_by("due_at", "pk")
    if rules.is_quiet(timezone.localtime(now)):
        rows = rows.filter(channel__in=ASKED_FOR)
    return rows


def give_up_on_lost(now: datetime) -> int:
    """Messages whose worker died while sending: they may have arrived, so they are not sent again."""
    lost = Delivery.objects.filter(state=DeliveryState.SENDING, lease_until__lt=now)
    return lost.update(state=DeliveryState.UNCERTAIN, error="lease", ended_at=now)


def deliver(pk: int, now: datetime, mailbox: Mailbox) -> bool:
    """Claim one message, send it, note the outcome; False when another worker has it."""
    delivery = claim(pk, now)
    if delivery is None:
        return False
    try:
        _end(delivery, DeliveryState.SENT if _send(delivery, now, mailbox) else DeliveryState.DROPPED)
    except NotAccepted as refusal:
        _refused(delivery, refusal, now)
    except Uncertain as doubt:
        _end(delivery, DeliveryState.UNCERTAIN, doubt.code)
    except Exception:
        log.exception("delivery %s broke off", pk)
        _end(delivery, DeliveryState.UNCERTAIN, "error")
    return True


def claim(pk: int, now: datetime) -> Delivery | None:
    """Take a waiting message for this worker; None when it is no longer waiting or not yet due."""
    mark = uuid.uuid4()
    taken = Delivery.objects.waiting().filter(pk=pk, due_at__lte=now).update(
        state=DeliveryState.SENDING, claim=mark, lease_until=timezone.now() + LEASE, attempts=F("attempts") + 1
    )  # fmt: skip
    if not taken:
        return None
    return Delivery.objects.select_related("notice", "robot__school", "member__user").get(pk=pk, claim=mark)


def _send(delivery: Delivery, now: datetime, mailbox: Mailbox) -> bool:
    """Hand the message over; False when it is no longer needed."""
    if delivery.channel not in BY_MAIL:
        webhooks.post(delivery.robot, letters.robot_text(delivery), now=now)
        return True
    letter = letters.letter_of(delivery, now=now)
    if letter is None:
        return False
    mailbox.send(letter.message)
    Notice.objects.filter(pk__in=letter.told, mailed_at=None).update(mailed_at=now)
    return True


def _refused(delivery: Delivery, refusal: NotAccepted, now: datetime) -> None:
    """Back into the outbox when it may pass, for another time by day; else it has failed."""
    log.warning("delivery %s not accepted: %s", delivery.pk, refusal.code)
    if not refusal.may_pass or delivery.attempts > len(PAUSES):
        _end(delivery, DeliveryState.FAILED, refusal.code)
        return
    due = timezone.localtime(now + PAUSES[delivery.attempts - 1])
    _held(delivery).update(
        state=DeliveryState.WAITING, claim=None, lease_until=None, error=refusal.code,
        due_at=due if delivery.channel in ASKED_FOR else rules.next_loud(due),
    )  # fmt: skip


def _end(delivery: Delivery, state: str, error: str = "") -> None:
    _held(delivery).update(state=state, error=error, lease_until=None, ended_at=timezone.now())


def _held(delivery: Delivery):
    return Delivery.objects.filter(pk=delivery.pk, claim=delivery.claim, state=DeliveryState.SENDING)


def tidy(now: datetime) -> int:
    """Remove messages that ended 90 days ago and notices older than 400 days; answers how many."""
    ended, _of_each = Delivery.objects.filter(ended_at__lt=now - KEEP_DELIVERIES).delete()
    old, _of_each = Notice.objects.filter(created_at__lt=now - KEEP_NOTICES).delete()
    return ended + old
