"""A Word document is made into HTML once, and anew when what makes it has changed."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from apps.files import documents, services
from tests.documents import word


@pytest.fixture
def stored(cast):
    return services.store(word("学会画圆"), school=cast.school, actor=cast.teacher.user)


@pytest.fixture
def made(monkeypatch):
    """How often a document was made into HTML."""
    times, real = [], documents.docx_html
    monkeypatch.setattr(documents, "docx_html", lambda body: times.append(1) or real(body))
    return times


def test_opening_makes_nothing_anew(stored, made):
    assert services.shown(stored, "/x/")["html"] == "<p>学会画圆</p>"
    assert services.html_of(stored) == "<p>学会画圆</p>"
    assert made == []


def test_a_change_to_what_makes_it_makes_it_anew_once(stored, made, monkeypatch):
    monkeypatch.setattr(documents, "VERSION", documents.VERSION + 1)
    assert [services.html_of(stored) for _n in range(2)] == ["<p>学会画圆</p>"] * 2
    assert made == [1]


def test_the_sweep_takes_what_something_older_has_made_and_leaves_the_present(stored, monkeypatch):
    old = f"{stored.path}.{documents.VERSION}.html"
    monkeypatch.setattr(documents, "VERSION", documents.VERSION + 1)
    services.html_of(stored)
    later = timezone.now() + timedelta(days=1, minutes=1)
    assert services.sweep(later) == 1
    assert not default_storage.exists(old)
    assert default_storage.exists(f"{stored.path}.{documents.VERSION}.html")
    assert services.read(stored)


def test_the_html_goes_with_its_document(stored, django_capture_on_commit_callbacks):
    folder = stored.path.rpartition("/")[0]
    with django_capture_on_commit_callbacks(execute=True):
        services.discard(stored)
    assert default_storage.listdir(folder) == ([], [])
