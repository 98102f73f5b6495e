import contextlib
import threading

import pytest
from celery import current_app
from django.db import connections

from apps.jobs import services
from apps.jobs.models import Job
from tests.jobs import works


@pytest.fixture(autouse=True)
def known_works():
    before = works.register()
    yield
    works.unregister(before)


@pytest.fixture
def messages():
    """``messages()``: how many wake-up calls wait in the queue of the tests."""

    def waiting():
        with current_app.connection_for_write() as broker:
            return broker.default_channel.client.llen(works.QUEUE)

    def empty():
        with current_app.connection_for_write() as broker:
            broker.default_channel.client.delete(works.QUEUE)

    empty()
    yield waiting
    empty()


@pytest.fixture
def ask(cast, django_capture_on_commit_callbacks):
    """``ask("test.count", slow=2)``: a job the office has asked for."""

    def request(kind="test.count", key="1", files=(), actor=None, **params) -> Job:
        return services.request_job(
            school=cast.school, kind=kind, unique_key=key, params=params, files=files,
            actor=actor or cast.office.user,
        )  # fmt: skip

    return request


@pytest.fixture
def worker():
    """``with worker(job): …``: the job is run beside the test, on a connection of its own."""

    @contextlib.contextmanager
    def beside(job):
        def work():
            try:
                services.run(job.pk)
            finally:
                connections.close_all()

        thread = threading.Thread(target=work)
        thread.start()
        try:
            yield
        finally:
            thread.join(timeout=30)
            assert not thread.is_alive()

    return beside
