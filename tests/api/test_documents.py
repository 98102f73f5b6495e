"""Rule packs and schemes over the API: written as YAML, published, ended, tried on a semester."""

import pytest
from django.urls import reverse

from apps.credits.models import RulePack
from apps.jobs.models import Job
from apps.requirements.models import Scheme
from tests.api.test_office_acts import post

BOTH = [("rulepack", "county-hours", RulePack), ("scheme", "township", Scheme)]


@pytest.mark.parametrize(("stem", "ready", "model"), BOTH, ids=["pack", "scheme"])
def test_a_ready_document_is_taken_published_and_ended(cast, program, stem, ready, model):
    office = program(cast.office)
    draft = post(office, f"{stem}_preset", {}, ready).json()
    assert (draft["state"], len(draft["rules"]) > 0) == ("draft", True)
    assert (
        post(program(cast.principal), f"{stem}_publish", {"first": "2026-02-01"}, draft["id"]).status_code
        == 403
    )
    held = post(office, f"{stem}_publish", {"first": "2026-02-01"}, draft["id"])
    assert (held.status_code, held.json()["valid_from"]) == (200, "2026-02-01"), held.content.decode()
    assert post(office, f"{stem}_delete", {}, draft["id"]).status_code == 403
    ended = post(office, f"{stem}_end", {"last": "2026-06-30"}, draft["id"])
    assert ended.json()["valid_until"] == "2026-06-30"
    again = post(office, f"{stem}_version", {}, draft["id"]).json()
    assert (again["state"], again["version"]) == ("draft", 2)
    assert post(office, f"{stem}_version", {}, draft["id"]).json()["id"] == again["id"]
    assert post(office, f"{stem}_delete", {}, again["id"]).status_code == 200
    assert model.objects.filter(school=cast.school, code=draft["code"]).count() == 1
    assert post(office, f"{stem}_preset", {}, "no-such").status_code == 404


@pytest.mark.parametrize(("stem", "ready", "model"), BOTH, ids=["pack", "scheme"])
def test_a_document_is_read_as_yaml_changed_and_written_anew(cast, program, stem, ready, model):
    office = program(cast.office)
    first = post(office, f"{stem}_preset", {}, ready).json()
    text = office.get(reverse(f"api:{stem}_yaml", args=[first["id"]])).content.decode()
    assert f"name: {first['name']}" in text
    changed = text.replace(f"name: {first['name']}", "name: 新办法")
    made = post(office, f"{stem}_write", {"text": changed})
    assert (made.status_code, made.json()["name"], made.json()["version"]) == (200, "新办法", 2), (
        made.content.decode()
    )
    wrong = post(office, f"{stem}_write", {"text": "name: 只有名字"})
    assert wrong.status_code == 400
    assert "missing_key" in {line["code"] for line in wrong.json()["errors"]}
    assert post(program(cast.teacher), f"{stem}_write", {"text": text}).status_code == 403


@pytest.mark.parametrize(("stem", "ready", "model"), BOTH, ids=["pack", "scheme"])
def test_a_draft_is_tried_on_a_semester_without_anything_written(cast, program, stem, ready, model):
    office = program(cast.office)
    draft = post(office, f"{stem}_preset", {}, ready).json()
    job = post(office, f"{stem}_try", {"semester": cast.semester.pk}, draft["id"])
    assert (job.status_code, job.json()["state"]) == (200, "queued"), job.content.decode()
    assert Job.objects.get(pk=job.json()["id"]).params["document"] == draft["id"]
    assert post(office, f"{stem}_try", {"semester": 999_999}, draft["id"]).status_code == 400
    assert (
        post(program(cast.leader), f"{stem}_try", {"semester": cast.semester.pk}, draft["id"]).status_code
        == 404
    )
