import threading
import uuid
from datetime import timedelta

import pytest
from celery import current_app
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from apps.notices import services, tasks
from apps.notices.choices import PAUSES
from apps.notices.models import Delivery, Notice
from apps.notices.services import outbox
from tests import factories


@pytest.fixture
def queue(monkeypatch):
    """The messages in the broker, in a queue of this test alone."""
    name = f"notify-{uuid.uuid4()}"
    monkeypatch.setattr(outbox, "QUEUE", name)
    with current_app.connection_for_read() as broker:
        valkey = broker.default_channel.client
        yield lambda: valkey.lrange(name, 0, -1)
        valkey.delete(name)


@pytest.fixture
def waiting(cast, tell, mailed, mail_server):
    """One mail in the outbox."""
    tell(mailed(cast.teacher))
    return Delivery.objects.get()


def run(after=timedelta(0)):
    return services.send_due(timezone.now() + after)


def state(delivery):
    delivery.refresh_from_db()
    return delivery.state, delivery.error


@pytest.mark.django_db(transaction=True)
def test_a_worker_is_woken_after_the_commit_and_not_before(cast, tell, mailed, mail_server, queue):
    mailed(cast.teacher)
    with transaction.atomic():
        tell(cast.teacher)
        assert queue() == []
    (message,) = queue()
    assert b"apps.notices.tasks.send_due" in message
    assert tasks.send_due() == 1
    assert len(mail_server.letters) == 1


@pytest.mark.django_db(transaction=True)
def test_several_workers_at_once_send_each_mail_once(cast, tell, mailed, mail_server, queue):
    people = [mailed(factories.StaffFactory(school=cast.school)) for _ in range(12)]
    tell(*people)
    mail_server.pause = 0.03
    start, done = threading.Barrier(4), []

    def work():
        start.wait()
        done.append(services.send_due(timezone.now()))
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(letter["To"] for letter in mail_server.letters) == sorted(p.user.email for p in people)
    assert sum(done) == 12
    assert len([n for n in done if n]) > 1
    assert set(Delivery.objects.values_list("state", "attempts")) == {("sent", 1)}


def test_a_broker_that_is_down_does_not_stop_the_act(
    cast, tell, mailed, mail_server, monkeypatch, django_capture_on_commit_callbacks
):
    def down(*args, **kwargs):
        raise ConnectionError

    monkeypatch.setattr(current_app._get_current_object(), "send_task", down)
    mailed(cast.teacher)
    with django_capture_on_commit_callbacks(execute=True):
        tell(cast.teacher)
    assert run() == 1
    assert len(mail_server.letters) == 1


def test_a_mail_another_worker_holds_is_left_alone(waiting, mail_server):
    assert outbox.claim(waiting.pk, timezone.now()) is not None
    assert outbox.claim(waiting.pk, timezone.now()) is None
    assert run() == 0
    assert mail_server.letters == []


def test_a_mail_whose_worker_died_is_uncertain_and_never_sent_again(waiting, mail_server):
    outbox.claim(waiting.pk, timezone.now())
    run(outbox.LEASE + timedelta(seconds=1))
    assert state(waiting) == ("uncertain", "lease")
    assert run(timedelta(days=2)) == 0
    assert mail_server.letters == []


def test_a_worker_that_wakes_up_late_changes_nothing(waiting):
    held = outbox.claim(waiting.pk, timezone.now())
    outbox.give_up_on_lost(timezone.now() + outbox.LEASE + timedelta(seconds=1))
    outbox._end(held, "sent")
    assert state(waiting) == ("uncertain", "lease")


def test_a_server_that_cannot_be_reached_is_tried_again_later(waiting, mail_server, settings):
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    run()
    assert state(waiting) == ("waiting", "connect")
    assert run(timedelta(seconds=30)) == 0
    settings.EMAIL_PORT = port
    assert run(timedelta(minutes=2)) == 1
    assert state(waiting) == ("sent", "")
    assert len(mail_server.letters) == 1


def test_one_that_cannot_be_reached_holds_up_no_one_else(cast, tell, mailed, mail_server, settings):
    tell(mailed(cast.teacher), mailed(cast.leader), mailed(cast.office))
    settings.EMAIL_PORT = 1
    assert run() == 1
    assert sorted(Delivery.objects.values_list("attempts", flat=True)) == [0, 0, 1]


def test_in_the_end_it_has_failed(waiting, mail_server):
    mail_server.answers["RCPT"] = "450 busy"
    now = timezone.now()
    for _ in range(len(PAUSES)):
        assert services.send_due(now) == 1
        assert state(waiting) == ("waiting", "smtp_450")
        now = waiting.due_at
    services.send_due(now)
    assert state(waiting) == ("failed", "smtp_450")
    assert services.send_due(now + timedelta(days=1)) == 0


def test_a_second_attempt_does_not_fall_into_the_night(waiting, mail_server):
    mail_server.answers["RCPT"] = "450 busy"
    evening = timezone.localtime().replace(hour=20, minute=59, second=30)
    services.send_due(evening)
    waiting.refresh_from_db()
    local = timezone.localtime(waiting.due_at)
    assert (local.hour, local.minute, local.date() - evening.date()) == (7, 0, timedelta(days=1))


def test_an_address_the_server_does_not_know_has_failed_at_once(waiting, mail_server):
    mail_server.answers["RCPT"] = "550 no such user"
    run()
    assert state(waiting) == ("failed", "smtp_550")
    assert "邮箱" in waiting.explanation


def test_a_text_the_server_refuses_has_failed_at_once(waiting, mail_server):
    mail_server.answers["DATA_END"] = "554 spam"
    run()
    assert state(waiting) == ("failed", "smtp_554")


def test_a_line_that_breaks_after_the_text_leaves_it_uncertain(waiting, mail_server):
    mail_server.hang_up_on.add("DATA_END")
    run()
    assert state(waiting) == ("uncertain", "timeout")
    mail_server.hang_up_on.clear()
    assert run(timedelta(hours=3)) == 0
    assert len(mail_server.letters) == 1


def test_a_server_that_hangs_up_between_two_mails_loses_none(cast, tell, mailed, mail_server):
    tell(mailed(cast.teacher), mailed(cast.leader))
    mail_server.hang_up_on.add("NOOP")
    run()
    assert len(mail_server.letters) == 2
    assert mail_server.connections == 2
    assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}


def test_a_log_in_the_server_refuses_is_named(waiting, mail_server, settings):
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "research", "wrong-password"
    mail_server.answers["EHLO"] = "250-ok\r\n250 AUTH PLAIN"
    mail_server.answers["AUTH"] = "535 no"
    run()
    assert state(waiting) == ("waiting", "smtp_535")


def test_more_than_one_run_can_do_calls_the_next(cast, tell, mailed, mail_server, queue, monkeypatch):
    monkeypatch.setattr(outbox, "BATCH", 2)
    tell(mailed(cast.teacher), mailed(cast.leader), mailed(cast.office))
    assert run() == 2
    assert len(queue()) == 1
    assert run() == 1
    assert len(queue()) == 1


def test_neither_log_nor_outbox_holds_an_address_or_a_title(waiting, mail_server, caplog):
    mail_server.answers["RCPT"] = "550 t001@school.example.cn unknown"
    run()
    waiting.refresh_from_db()
    row = str({f.name: f.value_from_object(waiting) for f in Delivery._meta.concrete_fields})
    for text in (caplog.text, row):
        assert "school.example.cn" not in text
        assert "分数" not in text


def test_the_database_refuses_a_message_without_its_target(cast):
    base = {"school": cast.school, "unique_key": "x", "due_at": timezone.now()}
    for fields in (
        {"channel": "mail", "member": cast.teacher},
        {"channel": "digest"},
        {"channel": "robot", "member": cast.teacher},
    ):
        with pytest.raises(IntegrityError, match="delivery_has_its_target"), transaction.atomic():
            Delivery.objects.create(**base | fields)


def test_the_database_refuses_sending_without_a_claim_and_the_same_key_twice(waiting):
    with pytest.raises(IntegrityError, match="delivery_sending_is_claimed"), transaction.atomic():
        Delivery.objects.update(state="sending")
    with pytest.raises(IntegrityError, match="delivery_once"), transaction.atomic():
        Delivery.objects.create(
            school=waiting.school, unique_key=waiting.unique_key, due_at=timezone.now(),
            channel="digest", member=waiting.member,
        )  # fmt: skip


def test_what_is_long_over_is_tidied_away(waiting, tell, cast):
    run()
    assert tasks.tidy() == 0
    assert services.tidy(timezone.now() + timedelta(days=91)) == 1
    assert Notice.objects.count() == 1
    assert services.tidy(timezone.now() + timedelta(days=401)) == 1
    assert Notice.objects.count() == 0
