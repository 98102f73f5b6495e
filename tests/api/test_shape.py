"""What is the same at every address: scopes, sight, errors, languages, pages, sorting, the semester."""

import pytest
from django.test import Client
from django.urls import reverse

from apps.core.rest.lists import MOST
from apps.core.rest.views import Endpoint
from tests import factories
from tests.api.conftest import send
from tests.project import rows
from tests.project.test_permission_table import addresses


def test_a_token_does_only_what_its_scopes_say(cast, program):
    client = program(cast.office, "school:read")
    refused = client.get(reverse("api:activity_list"))
    assert refused.status_code == 403
    assert "activities:read" in refused.json()["errors"][0]["message"]
    assert client.get(reverse("api:semester_list")).status_code == 200


def test_every_address_asks_for_the_scope_of_its_area():
    """Without an area any token would do, whatever it was made for; so it is only for telling whose token it is."""
    views = {name: getattr(view, "view_class", None) for name, view in addresses().items()}
    free = {n for n, view in views.items() if issubclass(view or object, Endpoint) and not view.area}
    assert free == {"api:me", "api:nowhere"}


def test_who_may_read_may_not_write_without_the_scope(cast, program):
    client = program(cast.office, "projects:read")
    assert send(client, "post", reverse("api:project_list"), {}).status_code == 403


def test_a_scope_gives_nobody_more_than_their_own_rights(cast, program):
    client = program(cast.teacher)
    assert send(client, "post", reverse("api:work_list"), {"title": "x"}).status_code == 403
    assert client.get(reverse("api:summary", args=[cast.semester.pk])).status_code == 403


def test_out_of_sight_is_404_and_in_sight_but_forbidden_403(cast, things, program):
    client = program(cast.teacher)
    hidden = reverse("api:observation_item", kwargs=things.keys["colleague_observation"])
    seen = reverse("api:work_item", kwargs=things.keys["work"])
    assert client.get(hidden).status_code == 404
    assert client.get(seen).status_code == 200
    assert send(client, "patch", seen, {"title": "改"}, **{"If-Match": "*"}).status_code == 403
    assert program(cast.stranger).get(seen).status_code == 404
    said = {client.get(reverse("api:risk")).json()["errors"][0]["message"]}
    said.add(send(client, "patch", seen, {"title": "改"}, **{"If-Match": "*"}).json()["errors"][0]["message"])
    assert [text[:19] for text in sorted(said)] == ["You may see this, b", "Your posts do not i"]


def test_answers_are_kept_by_nobody_on_the_way(cast, program):
    assert program(cast.teacher).get(reverse("api:me"))["Cache-Control"] == "private, no-store"


def test_errors_have_one_shape_and_name_the_field(cast, program):
    client = program(cast.office)
    answer = send(client, "post", reverse("api:project_list"), {"code": "K1", "leader": "somebody"})
    assert answer.status_code == 400
    found = {line["field"]: line["code"] for line in answer.json()["errors"]}
    assert found == {"title": "required", "leader": "invalid"}


def test_errors_speak_the_language_asked_for(cast, program):
    said = {
        language: send(program(cast.office, language=language), "post", reverse("api:project_list"), {"code": "K"})
        .json()["errors"][0]["message"]
        for language in ("en", "zh-hans")
    }  # fmt: skip
    assert said["en"].isascii()
    assert not said["zh-hans"].isascii()


@pytest.mark.parametrize("body", ["{", "[1]", '{"title": "\\u0000"}', '{"title": "\\ud800"}', '"text"'])
def test_what_cannot_be_read_or_stored_is_refused(cast, program, body):
    answer = send(program(cast.office), "post", reverse("api:project_list"), body)
    assert answer.status_code == 400
    assert answer.json()["errors"]


def test_another_content_type_is_refused(cast, program):
    answer = program(cast.office).post(reverse("api:project_list"), {"title": "x"})
    assert answer.status_code == 415


@pytest.mark.parametrize("path", ["nothing/", "activities/abc/", "activities/-1/", "activities"])
def test_an_address_that_is_none_answers_in_the_same_shape(db, now, path):
    answer = Client().get(f"/api/v1/{path}")
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/json"
    assert answer.json()["errors"][0]["code"] == "not_found"


@pytest.mark.parametrize("method", ["delete", "options", "put"])
def test_other_methods_are_refused(cast, program, method):
    answer = getattr(program(cast.office), method)(reverse("api:activity_list"))
    assert answer.status_code == 405
    assert answer.json()["errors"]


def test_lists_come_in_pages_with_a_limit(cast, program):
    for _n in range(3):
        factories.SubjectFactory(school=cast.school)
    client, url = program(cast.teacher), reverse("api:subject_list")
    first = client.get(url, {"limit": 2}).json()
    assert (first["count"], len(first["results"]), first["previous"]) == (3, 2, None)
    assert len(client.get(first["next"]).json()["results"]) == 1
    assert client.get(url, {"page": 9}).status_code == 404
    assert client.get(url, {"limit": 10 * MOST}).status_code == 200


def test_lists_are_sorted_by_the_names_told(cast, program):
    for n in (2, 1, 3):
        factories.SubjectFactory(school=cast.school, name=f"学科{n}")
    client, url = program(cast.teacher), reverse("api:subject_list")
    names = [row["name"] for row in client.get(url, {"sort": "-name"}).json()["results"]]
    assert names == ["学科3", "学科2", "学科1"]
    refused = client.get(url, {"sort": "school__code"})
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["field"] == "sort"


def test_a_filter_that_cannot_be_read_is_refused_by_name(cast, program):
    answer = program(cast.office).get(reverse("api:activity_list"), {"first": "tomorrow", "kind": "9999"})
    assert {line["field"] for line in answer.json()["errors"]} == {"first", "kind"}


def test_lists_of_a_semester_show_today_s_unless_another_is_named(cast, things, program):
    rows.semester(things, 1)
    client, url = program(cast.office), reverse("api:entry_list")
    older = client.get(reverse("api:semester_list"), {"sort": "starts_on"}).json()["results"][0]
    assert client.get(url).json()["count"] > 0
    assert client.get(url, {"semester": older["id"]}).json()["count"] == 0
    assert client.get(url, {"semester": 999999}).status_code == 400


def test_decimals_are_texts_and_days_are_iso(cast, things, program):
    found = program(cast.office).get(reverse("api:activity_item", kwargs=things.keys["activity"])).json()
    assert isinstance(found["hours"], str)
    assert found["date"].count("-") == 2


def test_personal_dates_are_for_oneself_and_those_who_see_the_school(cast, things, program):
    url = reverse("api:staffmember_item", args=[cast.teacher.pk])
    assert program(cast.teacher).get(url).json()["personal"]["born_on"] == "1990-05-04"
    assert program(cast.office).get(url).json()["personal"]["sex"] == "f"
    assert program(cast.leader).get(url).json()["personal"] is None
