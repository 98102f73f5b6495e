import pytest
from django.db import IntegrityError
from django.urls import reverse

from apps.schools.models import Campus, School, Semester
from tests import factories

CATALOGUES = ["campus", "subject", "grade"]


def test_the_schools_page_shows_semesters_and_catalogues(cast, browse):
    factories.CampusFactory(school=cast.school, name="东校区")
    factories.CampusFactory(name="外校区")
    text = browse(cast.teacher).get(reverse("schools:school_detail")).content.decode()
    assert "东校区" in text
    assert "2025-2026 第一学期" in text
    assert "外校区" not in text


def test_the_office_changes_how_long_an_hour_is(cast, browse):
    client, url = browse(cast.office), reverse("schools:school_edit")
    assert client.post(url, {"name": "清溪实验小学", "credit_minutes": 40}).status_code == 302
    assert School.objects.get(pk=cast.school.pk).credit_minutes == 40
    assert School.objects.get(pk=cast.school.pk).code == "QINGXI"


@pytest.mark.parametrize("minutes", ["9", "121", "一"])
def test_an_hour_that_cannot_be_is_said_at_the_field(cast, browse, minutes):
    response = browse(cast.office).post(
        reverse("schools:school_edit"), {"name": "清溪小学", "credit_minutes": minutes}
    )
    assert response.status_code == 422
    assert "credit_minutes" in response.context["form"].errors


@pytest.mark.parametrize("slug", CATALOGUES)
def test_the_office_keeps_each_catalogue(cast, browse, slug):
    client = browse(cast.office)
    assert (
        client.post(reverse(f"schools:{slug}_create"), {"name": " 新　的 ", "position": 2}).status_code == 302
    )
    rows = client.get(reverse(f"schools:{slug}_list")).context["table"].rows
    assert [row.record.name for row in rows] == ["新 的"]
    pk = rows[0].record.pk
    client.post(reverse(f"schools:{slug}_edit", args=[pk]), {"name": "改过的", "position": 1})
    assert client.get(reverse(f"schools:{slug}_list")).context["table"].rows[0].record.name == "改过的"


@pytest.mark.parametrize("slug", CATALOGUES)
def test_a_name_twice_is_said_at_the_field(cast, browse, slug):
    client, url = browse(cast.office), reverse(f"schools:{slug}_create")
    client.post(url, {"name": "同名", "position": 1})
    response = client.post(url, {"name": "同名", "position": 2})
    assert response.status_code == 422
    assert "同名" in response.context["form"].errors["name"][0]


@pytest.mark.parametrize("slug", CATALOGUES)
def test_others_look_and_do_not_change(cast, browse, slug):
    for role in ("teacher", "leader", "principal"):
        client = browse(getattr(cast, role))
        assert client.get(reverse(f"schools:{slug}_list")).status_code == 200
        assert client.post(reverse(f"schools:{slug}_create"), {"name": "x", "position": 1}).status_code == 403


def test_a_semester_that_is_there_already_is_said_at_the_field(cast, browse):
    data = {
        "first_year": 2025, "term": 1, "starts_on": "2026-02-16", "ends_on": "2026-07-03",
        "required_hours": "24", "required_observations": "10",
    }  # fmt: skip
    response = browse(cast.office).post(reverse("schools:semester_create"), data)
    assert response.status_code == 422
    assert "term" in response.context["form"].errors


def test_a_semester_that_ends_before_it_begins_is_said_at_the_field(cast, browse):
    data = {
        "first_year": 2025, "term": 2, "starts_on": "2026-07-03", "ends_on": "2026-02-16",
        "required_hours": "24", "required_observations": "10",
    }  # fmt: skip
    response = browse(cast.office).post(reverse("schools:semester_create"), data)
    assert "ends_on" in response.context["form"].errors


def test_a_chosen_semester_stays_chosen_on_the_next_page(cast, browse):
    year = factories.SchoolYearFactory(school=cast.school, first_year=2024)
    old = factories.SemesterFactory(
        school=cast.school, year=year, starts_on="2024-09-01", ends_on="2025-01-20"
    )
    client = browse(cast.teacher)
    assert client.get("/school/").wsgi_request.semester == cast.semester
    client.get("/school/", {"semester": old.pk})
    assert client.get("/school/").wsgi_request.semester == old
    foreign = factories.SemesterFactory()
    assert client.get("/school/", {"semester": foreign.pk}).wsgi_request.semester == old


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"ends_on": "2025-09-01"}, "semester_ends_after_start"),
        ({"required_hours": -1}, "semester_hours_not_negative"),
        ({"term": 3}, "semester_term_known"),
    ],
)
def test_the_database_refuses_semesters_that_cannot_be(cast, values, name):
    with pytest.raises(IntegrityError, match=name):
        Semester.objects.filter(pk=cast.semester.pk).update(**values)


def test_the_database_refuses_a_second_campus_of_one_name(cast):
    campus = factories.CampusFactory(school=cast.school)
    with pytest.raises(IntegrityError, match="campus_name_once"):
        Campus.objects.bulk_create([Campus(school=cast.school, name=campus.name)])


def test_the_database_refuses_an_hour_of_nine_minutes(cast):
    with pytest.raises(IntegrityError, match="school_credit_minutes"):
        School.objects.filter(pk=cast.school.pk).update(credit_minutes=9)
