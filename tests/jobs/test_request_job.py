"""Asking for work writes a row, once; a message only wakes a worker up."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from celery import Celery
from django.conf import settings
from django.db import connections, transaction

from apps.jobs import services
from apps.jobs.choices import JobState
from apps.jobs.models import Job

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_worker_is_woken_only_once_the_transaction_is_committed(ask, messages):
    with transaction.atomic():
        job = ask()
        assert messages() == 0
    assert messages() == 1
    assert (job.state, job.attempts) == (JobState.QUEUED, 0)


def test_a_transaction_that_fails_leaves_neither_job_nor_message(ask, messages):
    with transaction.atomic():
        ask()
        transaction.set_rollback(True)
    assert not Job.objects.exists()
    assert messages() == 0


def test_two_requests_with_one_key_give_one_job(ask, messages):
    assert ask(key="学期").pk == ask(key="学期").pk
    assert ask(key="另一学期").pk != ask(key="学期").pk
    assert Job.objects.count() == 2
    assert messages() == 2


def test_once_a_job_is_over_its_key_is_free_again(ask):
    first = ask()
    services.run(first.pk)
    assert ask().pk != first.pk


def test_sixteen_requests_at_once_give_one_job_with_its_file(cast, messages):
    gate = threading.Barrier(16)

    def request(n):
        try:
            gate.wait(timeout=30)
            return services.request_job(
                school=cast.school, kind="test.count", unique_key="1", params={}, actor=cast.office.user,
                files=[("upload", "表.xlsx", "text/plain", b"1")],
            ).pk  # fmt: skip
        finally:
            connections.close_all()

    with ThreadPoolExecutor(16) as pool:
        assert len(set(pool.map(request, range(16)))) == 1
    assert Job.objects.get().files.count() == 1
    assert messages() == 1


def test_a_broker_that_is_down_does_not_raise_and_loses_nothing(ask, messages, monkeypatch, caplog):
    with monkeypatch.context() as patch:
        patch.setattr(services, "current_app", broken_app())
        started = time.monotonic()
        job = ask()
        assert time.monotonic() - started < 3
    assert Job.objects.get() == job
    assert messages() == 0
    assert cast_names_are_not_in(caplog)
    later = job.created_at + services.WAKE_AGAIN * 2
    assert services.sweep(later) == 1
    assert messages() == 1


def broken_app():
    """A real Celery application whose broker does not answer."""
    app = Celery("broken", broker="redis://127.0.0.1:1/0", set_as_current=False)
    app.conf.task_publish_retry_policy = settings.CELERY_TASK_PUBLISH_RETRY_POLICY
    app.conf.broker_transport_options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    return SimpleNamespace(send_task=app.send_task)


def cast_names_are_not_in(caplog) -> bool:
    return "仇文礼" not in caplog.text and "清溪" not in caplog.text


def test_work_nobody_knows_is_not_taken_on(ask):
    with pytest.raises(KeyError):
        ask(kind="test.unknown")
    assert not Job.objects.exists()
