from datetime import date

import pytest
from django.db import IntegrityError
from django.urls import reverse

from apps.schools.models import Semester
from tests.factories import SemesterFactory

NEW = {"first_year": 2025, "term": 2, "starts_on": "2026-02-16", "ends_on": "2026-07-03",
       "required_hours": "24", "required_observations": "10"}  # fmt: skip


def test_a_week_begins_on_monday_and_the_first_day_lies_in_week_one(cast):
    semester = cast.semester
    assert semester.week_of(date(2025, 9, 1)) == 1
    assert semester.week_of(date(2025, 9, 7)) == 1
    assert semester.week_of(date(2025, 9, 8)) == 2
    assert semester.week_of(date(2026, 1, 24)) is None
    assert semester.weeks == 21


def test_the_office_adds_a_semester(cast, browse):
    response = browse(cast.office).post(reverse("schools:semester_create"), NEW, follow=True)
    assert response.status_code == 200
    added = Semester.objects.get(school=cast.school, term=2)
    assert str(added.year) == "2025-2026"


def test_days_that_overlap_another_semester_are_refused_at_the_field(cast, browse):
    response = browse(cast.office).post(reverse("schools:semester_create"), NEW | {"starts_on": "2026-01-20"})
    assert response.status_code == 422
    assert "2026-01-23" in response.context["form"].errors["starts_on"][0]
    assert not Semester.objects.filter(term=2).exists()


def test_the_database_refuses_overlapping_semesters_too(cast):
    with pytest.raises(IntegrityError):
        SemesterFactory(school=cast.school, year=cast.semester.year, term=2, starts_on=date(2026, 1, 20))


def test_a_teacher_may_look_but_not_change(cast, browse):
    client = browse(cast.teacher)
    assert client.get(reverse("schools:semester_list")).status_code == 200
    assert client.get(reverse("schools:semester_edit", args=[cast.semester.pk])).status_code == 403


def test_a_semester_of_another_school_is_not_found(cast, browse):
    assert (
        browse(cast.stranger).get(reverse("schools:semester_edit", args=[cast.semester.pk])).status_code
        == 404
    )


def test_a_semester_named_in_a_link_stays_and_every_page_says_so_and_leads_back_at_once(cast, browse):
    present, days = cast.semester, {"starts_on": date(2026, 2, 16), "ends_on": date(2026, 7, 3)}
    other = SemesterFactory(school=cast.school, year=present.year, term=2, **days)
    client, works = browse(cast.teacher), reverse("portfolio:work_list")
    back = f'<a class="btn" href="?q=%E5%8D%95&amp;semester={present.pk}">回到本学期</a>'

    def shown(**query):
        page = client.get(works, query)
        text = page.content.decode()
        assert ("非本学期" in text) == ("回到本学期" in text)
        return page.wsgi_request.semester, "非本学期" in text

    assert shown() == (present, False)
    client.get(reverse("credits:entry_list"), {"semester": other.pk})
    assert shown() == (other, True)
    assert back in client.get(works, {"q": "单"}).content.decode()
    assert shown(semester=present.pk) == (present, False)
    assert shown() == (present, False)
