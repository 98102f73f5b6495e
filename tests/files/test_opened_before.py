"""What takes long with a file is done before a transaction begins: no connection is held in one meanwhile."""

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from apps.declarations.models import Declaration
from apps.files import documents, services
from apps.files.choices import FileKind
from apps.tokens.services import issue_token
from tests.documents import pdf, word
from tests.factories import kind_of

BODY = Path(__file__).with_name("phone.heic").read_bytes()


def heic():
    return SimpleUploadedFile("证书.HEIC", BODY)


@pytest.fixture
def deep(monkeypatch):
    """How many transactions lay one in another whenever a file was opened, beside the test's own."""
    seen, apart = [], documents.apart
    before = len(connection.savepoint_ids)

    def noted(act, body):
        seen.append(len(connection.savepoint_ids) - before)
        return apart(act, body)

    monkeypatch.setattr(documents, "apart", noted)
    return seen


@pytest.fixture
def said(cast):
    return {
        "category": kind_of(cast.school, "other", "training").pk, "title": "新课标培训", "starts_on": "2025-11-10",
        "ends_on": "2025-11-12", "hours": "18",
    }  # fmt: skip


def test_on_a_page_that_hands_something_in(cast, browse, said, deep):
    answer = browse(cast.teacher).post(reverse("declarations:declaration_submit"), said | {"proof": heic()})
    assert answer.status_code == 302
    assert Declaration.objects.get().proof.kind == FileKind.IMAGE
    assert deep == [0]


def test_on_a_page_that_corrects_something(cast, browse, said, deep):
    office = browse(cast.office)
    paper = said | {"author": cast.teacher.pk, "proof": pdf("证书")}
    office.post(reverse("declarations:declaration_create"), paper)
    row = Declaration.objects.get()
    again = paper | {"proof": heic(), "version": row.updated_at.isoformat()}
    assert office.post(reverse("declarations:declaration_edit", args=[row.pk]), again).status_code == 302
    row.refresh_from_db()
    assert row.proof.kind == FileKind.IMAGE
    assert deep == [0, 0]


def test_over_the_api(cast, client, seated, said, deep, now):
    token = {"user": seated(cast.office), "name": "program", "scopes": ["declarations:write"], "days": 30}
    secret = issue_token(**token, today=now.date())[1]
    headers = {"Authorization": f"Bearer {secret}", "Idempotency-Key": "7d4f0c1e-2b1a-4c55-9a57-0d8f6f0f3a11"}
    sent = said | {"author": cast.teacher.pk, "proof": heic()}
    made = client.post(reverse("api:declaration_record"), sent, headers=headers)
    assert made.status_code == 201, made.content.decode()
    assert deep == [0]


def test_a_file_is_opened_once_and_its_fault_is_told_at_its_field(cast, deep):
    broken = SimpleUploadedFile("证书.HEIC", BODY[:200])
    for _attempt in range(2):
        with pytest.raises(ValidationError) as refusal:
            services.store(broken, school=cast.school, actor=None, field="proof")
        assert list(refusal.value.message_dict) == ["proof"]
    assert deep == [0]


def test_what_was_opened_is_kept_as_it_was_sent(cast):
    for upload in (pdf("学会画圆"), word("学会画圆")):
        body = upload.read()
        upload.seek(0)
        stored = services.store(upload, school=cast.school, actor=None)
        assert services.read(stored) == body
        assert (stored.text, stored.size) == ("学会画圆", len(body))


def test_words_of_a_stored_document_are_made_outside_of_a_transaction(cast, monkeypatch):
    stored = services.store(word("学会画圆"), school=cast.school, actor=None)
    monkeypatch.setattr(documents, "VERSION", documents.VERSION + 1)
    before, seen, docx_html = len(connection.savepoint_ids), [], documents.docx_html

    def noted(body):
        seen.append(len(connection.savepoint_ids) - before)
        return docx_html(body)

    monkeypatch.setattr(documents, "docx_html", noted)
    assert "学会画圆" in services.html_of(stored)
    assert seen == [0]
