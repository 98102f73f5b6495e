from datetime import date

import pytest
from django.urls import reverse

from apps.groups.selectors import seat_of
from apps.staff.services import grant_books
from tests import factories

URL = "/groups/switch-school/"


@pytest.fixture
def second(cast):
    """The teacher of the cast is the principal of a second school, with the same log-in."""
    school = factories.SchoolFactory(code="WANGHU", name="望湖小学")
    member = factories.StaffFactory(school=school, number="W01", name="单小雨", user=cast.teacher.user)
    factories.PostFactory(member=member, kind="principal")
    return member


def listed(client):
    return [row.record.number for row in client.get("/staff/").context["table"].rows]


def test_each_school_shows_its_own_people_only(cast, second, browse):
    client = browse(cast.teacher)
    assert listed(client) == ["T001", "T002", "T003", "T004", "T005"]
    assert client.post(URL, {"school": second.school_id}).url == reverse("portal:home")
    assert listed(client) == ["W01"]
    assert client.get(cast.colleague.get_absolute_url()).status_code == 404
    client.post(URL, {"school": cast.school.pk})
    assert listed(client)[0] == "T001"


def test_the_posts_of_one_school_give_no_rights_in_the_other(cast, second, browse):
    client = browse(cast.teacher)
    assert "出生日期" not in client.get("/staff/").content.decode()
    client.post(URL, {"school": second.school_id})
    assert "出生日期" in client.get("/staff/").content.decode()


def test_the_semester_chosen_in_one_school_is_forgotten_in_the_other(cast, second, browse):
    other = factories.SemesterFactory(school=second.school)
    client = browse(cast.teacher)
    client.get("/staff/", {"semester": cast.semester.pk})
    client.post(URL, {"school": second.school_id})
    assert "semester" not in client.session
    assert client.get("/staff/").wsgi_request.semester == other


def test_a_school_one_does_not_belong_to_cannot_be_chosen(cast, second, browse):
    client = browse(cast.teacher)
    for school in (cast.stranger.school_id, "", "x", "0"):
        assert client.post(URL, {"school": school}).status_code == 404
    assert "school" not in client.session


def test_who_left_a_school_yesterday_no_longer_sits_in_it(cast, second, browse):
    client = browse(cast.teacher)
    client.post(URL, {"school": second.school_id})
    both, own = sorted([cast.school, second.school], key=str), [cast.school]
    for left_on, schools in ((date(2025, 11, 18), both), (date(2025, 11, 17), own)):
        second.left_on = left_on
        second.save()
        for url in (URL, reverse("staff:profile")):
            assert sorted(client.get(url).context["schools"], key=str) == schools
    assert listed(client)[0] == "T001"


def test_the_way_to_switch_shows_only_to_those_with_two_schools(cast, second, browse):
    assert URL in browse(cast.teacher).get("/staff/").content.decode()
    assert URL not in browse(cast.colleague).get("/staff/").content.decode()


def test_the_home_page_tells_those_with_two_schools_in_which_one_they_are(cast, second, browse):
    def kicker(member):
        return (
            browse(member).get("/").content.decode().partition('<p class="kicker">')[2].partition("</p>")[0]
        )

    assert kicker(cast.teacher).startswith(f"{cast.school} · {cast.semester} · ")
    assert kicker(cast.colleague).startswith(f"{cast.semester} · ")


def test_who_keeps_the_books_of_a_school_sits_in_its_office(cast, now):
    school = factories.SchoolFactory()
    grant_books(cast.teacher.user, school)
    own = seat_of(cast.teacher.user, today=now.date())
    kept = seat_of(cast.teacher.user, today=now.date(), school_id=school.pk)
    assert (own.school, own.is_office, own.has_others) == (cast.school, False, True)
    assert (kept.school, kept.is_office, kept.member) == (school, True, None)


def test_pages_of_a_seat_without_a_member_open(cast, browse):
    user = factories.UserFactory()
    grant_books(user, cast.school)
    cast.colleague.user = user
    client = browse(cast.colleague)
    for url in ("/staff/", "/account/", "/groups/", cast.teacher.get_absolute_url(), "/staff/log-ins/"):
        assert client.get(url).status_code == 200, url
