"""/healthz says the process answers, /readyz that everything behind it does."""

import re

import pytest
from django.db import OperationalError, connection
from redis import Redis

from schoolresearch import heartbeat

QUEUES = ("interactive", "default", "pdf", "notify")


@pytest.fixture
def beating(settings):
    """Signs of life of a worker for every queue, apart from those of any real one."""
    settings.REDIS_URL = re.sub(r"\d+$", "15", settings.REDIS_URL)
    valkey = Redis.from_url(settings.REDIS_URL)
    for queue in QUEUES:
        valkey.set(heartbeat.key(queue), "test", ex=30)
    yield valkey
    valkey.delete(*map(heartbeat.key, QUEUES))


def test_live_needs_nothing(client):
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok")


@pytest.mark.django_db
def test_ready_with_everything(client, beating):
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {"ready": True, "database": "ok", "broker": "ok", "worker": "ok"}


@pytest.mark.django_db
def test_not_ready_while_a_queue_has_no_worker(client, beating):
    beating.delete(heartbeat.key("pdf"))
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["worker"] == "none for pdf"


@pytest.mark.django_db
def test_not_ready_without_a_broker(client, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    response = client.get("/readyz")
    assert response.status_code == 503
    assert (response.json()["broker"], response.json()["worker"]) == ("no answer", "unknown")


@pytest.mark.django_db
def test_not_ready_without_a_database(client, beating, monkeypatch):
    def no_cursor():
        raise OperationalError

    monkeypatch.setattr(connection, "cursor", no_cursor)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["database"] == "no answer"
