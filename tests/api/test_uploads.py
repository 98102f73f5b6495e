"""Files go up beside the fields, as ``multipart/form-data``, and come down as they are."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from apps.credits.choices import Family
from apps.files.models import StoredFile
from apps.lessonplans.models import LessonPlan
from tests import documents, factories
from tests.api.conftest import send

LIES = b"MZ\x90\x00 no document at all"


def post(client, name, fields, *, args=(), **headers):
    return client.post(reverse(f"api:{name}", args=args), fields, headers=headers)


def wrong(name="教案.docx"):
    return SimpleUploadedFile(name, LIES)


def test_a_plan_is_handed_in_as_a_document_and_read_again(cast, program):
    client = program(cast.teacher)
    sent = {"title": "圆的面积", "week": "12", "file": documents.word("先剪拼，再归纳")}
    made = post(client, "lessonplan_list", sent)
    assert made.status_code == 201, made.content.decode()
    plan = client.get(reverse("api:lessonplan_item", args=[made.json()["id"]])).json()
    assert [draft["file_name"] for draft in plan["drafts"]] == ["教案.docx"]
    url = reverse("api:lessonplan_file", args=[plan["id"], 1])
    assert client.get(url).content.startswith(b"PK")
    assert program(cast.stranger).get(url).status_code == 404
    assert client.get(reverse("api:lessonplan_file", args=[plan["id"], 2])).status_code == 404


def test_the_same_document_sent_again_with_its_key_is_one_plan(cast, program):
    client, key = program(cast.teacher), str(uuid4())
    answers = [
        post(
            client,
            "lessonplan_list",
            {"title": "圆", "file": documents.word(text)},
            **{"Idempotency-Key": key},
        )
        for text in ("先剪拼", "先剪拼", "先画圆")
    ]
    assert [answer.status_code for answer in answers] == [201, 200, 409]
    assert LessonPlan.objects.count() == 1


def test_what_is_no_document_is_refused_at_its_field(cast, program):
    answer = post(program(cast.teacher), "lessonplan_list", {"title": "圆", "file": wrong()})
    assert answer.status_code == 400
    assert not LessonPlan.objects.exists()
    assert "教案.docx" in answer.json()["errors"][0]["message"]
    assert not StoredFile.objects.exists()


def test_an_empty_file_and_one_too_large_are_refused(cast, things, program, monkeypatch):
    monkeypatch.setattr("apps.files.validators.MAX_BYTES", 1000)
    client, pk = program(cast.leader), things.keys["activity"]["pk"]
    for body in (b"", b"%PDF-" + b"x" * 1000):
        answer = post(client, "material", {"files": SimpleUploadedFile("a.pdf", body)}, args=[pk])
        assert answer.status_code == 400
        assert "a.pdf" in answer.json()["errors"][0]["message"]


def test_a_work_goes_up_with_its_proof_and_a_returned_one_again(cast, program):
    client, paper = program(cast.teacher), factories.kind_of(cast.school, Family.WORK, "paper")
    sent = {"category": paper.pk, "title": "论估算", "file": documents.word("估算先于精算。"),
            "proof": SimpleUploadedFile("证书.jpg", documents.picture())}  # fmt: skip
    made = post(client, "work_submit", sent)
    assert made.status_code == 201, made.content.decode()
    assert (made.json()["characters"], made.json()["has_proof"]) == (7, True)
    pk = made.json()["id"]
    assert client.get(reverse("api:work_proof", args=[pk]))["Content-Type"] == "image/jpeg"
    back = reverse("api:case_return", args=[made.json()["case_id"]])
    send(program(cast.office), "post", back, {"draft": 1, "opinion": "请补充课例"})
    again = post(client, "work_resubmit", {"file": documents.word("补充了课例，估算先于精算。")}, args=[pk])
    assert [draft["number"] for draft in again.json()["drafts"]] == [1, 2]
    assert client.get(reverse("api:work_file", args=[pk, 2])).status_code == 200


def test_photos_of_an_activity_are_added_listed_read_and_deleted(cast, things, program):
    client, pk = program(cast.leader), things.keys["activity"]["pk"]
    added = post(client, "material", {"files": [documents.photo(), documents.word("分层作业")]}, args=[pk])
    listed = added.json()["material"]
    assert [row["file"]["kind"] for row in listed] == ["image", "image", "docx"]
    file = reverse("api:material_file", args=[pk, listed[-1]["id"]])
    assert client.get(file, headers={"accept": "application/pdf"}).status_code == 200
    gone = send(client, "post", reverse("api:material_delete", args=[pk, listed[-1]["id"]]), {})
    assert len(gone.json()["material"]) == 2
    assert client.get(file).status_code == 404
    assert post(program(cast.teacher), "material", {"files": documents.photo()}, args=[pk]).status_code == 403


def test_photos_need_a_form_with_files(cast, things, program):
    url = reverse("api:material", args=[things.keys["activity"]["pk"]])
    assert send(program(cast.leader), "post", url, {"files": []}).status_code == 415


def test_a_lesson_is_logged_with_pictures_and_one_is_taken_out(cast, program):
    client, kind = program(cast.teacher), factories.kind_of(cast.school, Family.OBSERVATION, "drop_in")
    sent = {"teacher": cast.leader.pk, "date": "2025-11-17", "lesson_type": kind.pk,
            "photos": [documents.photo(), documents.photo()]}  # fmt: skip
    made = post(client, "observation_list", sent)
    assert made.status_code == 201, made.content.decode()
    pk = made.json()["id"]
    seen = client.get(reverse("api:observation_item", args=[pk])).json()
    assert len(seen["photos"]) == 2
    more = post(client, "photo_create", {"photos": documents.photo()}, args=[pk])
    assert len(more.json()["photos"]) == 3
    first = seen["photos"][0]["id"]
    assert client.get(reverse("api:photo_file", args=[pk, first]))["Content-Type"] == "image/jpeg"
    assert program(cast.colleague).get(reverse("api:photo_file", args=[pk, first])).status_code == 404
    left = send(client, "post", reverse("api:photo_delete", args=[pk, first]), {})
    assert len(left.json()["photos"]) == 2
    assert [event["act"] for event in left.json()["events"]] == ["corrected", "corrected"]


@pytest.mark.parametrize("field", ["title", "aims"])
def test_a_text_of_a_form_that_cannot_be_stored_is_refused(cast, program, field):
    answer = post(program(cast.teacher), "lessonplan_list", {"title": "圆", field: "圆\x00"})
    assert answer.status_code == 400


def test_hours_are_declared_with_their_proof_and_returned_ones_again(cast, program):
    client, kind = program(cast.teacher), factories.kind_of(cast.school, Family.OTHER, "training")
    proof = SimpleUploadedFile("证书.jpg", documents.picture())
    sent = {"category": kind.pk, "title": "新课标培训", "starts_on": "2025-11-10", "ends_on": "2025-11-12",
            "hours": "18", "proof": proof}  # fmt: skip
    made = post(client, "declaration_submit", sent)
    assert made.status_code == 201, made.content.decode()
    assert (made.json()["hours"], made.json()["has_proof"], made.json()["state"]) == (
        "18.00",
        True,
        "waiting",
    )
    pk = made.json()["id"]
    assert client.get(reverse("api:declaration_proof", args=[pk]))["Content-Type"] == "image/jpeg"
    back = reverse("api:case_return", args=[made.json()["case_id"]])
    send(program(cast.office), "post", back, {"draft": 1, "opinion": "少写了一天"})
    again = send(client, "post", reverse("api:declaration_resubmit", args=[pk]), {"hours": "24"})
    assert (again.json()["hours"], [draft["number"] for draft in again.json()["drafts"]]) == ("24.00", [1, 2])
    assert client.get(reverse("api:declaration_file", args=[pk, 2])).status_code == 200
    unproved = {k: v for k, v in sent.items() if k != "proof"} | {"title": "另一次培训"}
    answer = send(client, "post", reverse("api:declaration_submit"), unproved)
    assert answer.json()["errors"][0]["field"] == "proof"
