from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import openpyxl
import pytest
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import connections
from django.urls import reverse

from apps.staff.models import SchoolGrant, User
from apps.staff.services import issue_password, issue_passwords, login_of
from tests import factories
from tests.staff.conftest import PASSWORD


@pytest.fixture
def newcomer(cast):
    """On the staff, but without a log-in."""
    return factories.StaffFactory(school=cast.school, number="T010", name="覃新来", user=None)


def test_a_newcomer_gets_a_log_in_name_and_a_password_to_be_changed(newcomer, now):
    issued = issue_password(newcomer, today=now.date())
    newcomer.refresh_from_db()
    assert (issued.login, newcomer.user.login, newcomer.user.name) == ("QINGXI-T010", "QINGXI-T010", "覃新来")
    assert newcomer.user.check_password(issued.password)
    assert newcomer.user.must_change_password
    assert len(issued.password) == 12


def test_a_new_password_ends_the_old_one_and_every_session(cast, now, browse):
    client = browse(cast.teacher)
    issue_password(cast.teacher, today=now.date())
    assert not User.objects.get(pk=cast.teacher.user_id).check_password(PASSWORD)
    assert client.get(reverse("staff:profile")).status_code == 302


def test_no_two_passwords_are_alike(cast, now):
    assert len({issue_password(cast.teacher, today=now.date()).password for _time in range(5)}) == 5


def test_who_has_left_gets_none(newcomer, now):
    newcomer.left_on = "2025-11-17"
    newcomer.save()
    with pytest.raises(ValidationError):
        issue_password(newcomer, today=now.date())
    newcomer.refresh_from_db()
    assert newcomer.user is None


def test_who_leaves_today_still_gets_one(newcomer, now):
    newcomer.left_on = now.date()
    newcomer.save()
    assert issue_password(newcomer, today=now.date()).password


@pytest.mark.django_db(transaction=True)
def test_of_two_issues_at_once_one_password_is_valid(newcomer, now):
    def issue():
        try:
            return issue_password(newcomer, today=now.date()).password
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        passwords = [job.result() for job in [pool.submit(issue) for _time in range(4)]]
    user = User.objects.get(login="QINGXI-T010")
    assert sum(user.check_password(password) for password in passwords) == 1
    newcomer.refresh_from_db()
    assert newcomer.user == user


def test_the_page_shows_it_once_and_keeps_it_nowhere(newcomer, cast, browse):
    client = browse(cast.office)
    url = reverse("staff:password_issue", args=[newcomer.pk])
    assert client.get(url).status_code == 200
    response = client.post(url)
    password = response.context["issued"].password
    assert password in response.content.decode()
    assert "no-store" in response.headers["Cache-Control"]
    assert password not in str([session.get_decoded() for session in Session.objects.all()])
    assert password not in client.get(newcomer.get_absolute_url()).content.decode()


def test_looking_at_the_question_changes_nothing(cast, browse):
    browse(cast.office).get(reverse("staff:password_issue", args=[cast.teacher.pk]))
    assert User.objects.get(pk=cast.teacher.user_id).check_password(PASSWORD)


@pytest.mark.parametrize(
    ("role", "status"), [("teacher", 403), ("leader", 403), ("principal", 403), ("stranger", 404)]
)
def test_only_the_office_of_the_school_gives_out_passwords(cast, browse, role, status):
    client, url = browse(getattr(cast, role)), reverse("staff:password_issue", args=[cast.colleague.pk])
    assert client.post(url).status_code == status
    assert User.objects.get(pk=cast.colleague.user_id).check_password(PASSWORD)


def sheet_of(response):
    book = openpyxl.load_workbook(BytesIO(response.content))
    return [list(row) for row in book.active.iter_rows(values_only=True)]


def test_all_without_a_log_in_are_ticked_and_come_as_a_file(newcomer, cast, browse):
    client = browse(cast.office)
    url = reverse("staff:password_issue_many")
    ticked = client.get(url).context["form"].initial["members"]
    assert ticked == [newcomer.pk]
    heading, row = sheet_of(client.post(url, {"members": ticked}))
    assert heading == ["工号", "姓名", "校区", "登录名", "一次性密码"]
    assert row[:4] == ["T010", "覃新来", None, "QINGXI-T010"]
    newcomer.refresh_from_db()
    assert newcomer.user.check_password(row[4])


def test_several_ticked_get_new_ones_and_nobody_else(newcomer, cast, browse):
    response = browse(cast.office).post(
        reverse("staff:password_issue_many"), {"members": [newcomer.pk, cast.teacher.pk]}
    )
    assert [row[0] for row in sheet_of(response)[1:]] == ["T001", "T010"]
    assert "no-store" in response.headers["Cache-Control"]
    assert User.objects.get(pk=cast.leader.user_id).check_password(PASSWORD)


def test_nobody_ticked_is_said_at_the_field(cast, browse):
    response = browse(cast.office).post(reverse("staff:password_issue_many"), {})
    assert response.status_code == 422
    assert "members" in response.context["form"].errors


def test_people_of_another_school_cannot_be_ticked(cast, browse):
    response = browse(cast.office).post(reverse("staff:password_issue_many"), {"members": [cast.stranger.pk]})
    assert response.status_code == 422
    assert User.objects.get(pk=cast.stranger.user_id).check_password(PASSWORD)


def test_for_many_it_is_all_or_none(newcomer, cast, now):
    cast.colleague.left_on = "2025-11-01"
    cast.colleague.save()
    with pytest.raises(ValidationError):
        issue_passwords([newcomer, cast.colleague], today=now.date())
    newcomer.refresh_from_db()
    assert newcomer.user is None


def test_the_questions_asked_of_the_database_do_not_grow_with_the_people_shown(
    cast, browse, django_assert_num_queries
):
    client, url = browse(cast.office), reverse("staff:password_issue_many")
    client.get(url)
    with django_assert_num_queries(10):
        client.get(url)
    for n in range(3):
        factories.StaffFactory(school=cast.school, number=f"T02{n}", user=None)
    with django_assert_num_queries(10):
        client.get(url)


class TestALogInThatServesTwoSchools:
    """An office disposes of the log-ins of its own school only."""

    @pytest.fixture
    def shared(self, cast):
        """The teacher is on the staff of another school too, with the log-in of this one."""
        return factories.StaffFactory(number="B07", name="单小雨", user=cast.teacher.user)

    def test_stays_as_it_is_at_the_other_school(self, cast, shared, now):
        issued = issue_password(shared, today=now.date())
        shared.refresh_from_db()
        assert shared.user.login == issued.login == login_of(shared)
        assert shared.user != cast.teacher.user
        assert User.objects.get(pk=cast.teacher.user_id).check_password(PASSWORD)

    def test_takes_the_name_of_the_other_school_when_its_own_is_needed(self, cast, shared, now):
        issued = issue_password(cast.teacher, today=now.date())
        assert issued.login == "QINGXI-T001"
        other = User.objects.get(login=login_of(shared))
        assert other.check_password(PASSWORD)
        assert list(other.members.all()) == [shared]

    def test_is_not_touched_when_it_keeps_books_elsewhere_under_this_name(self, cast, now):
        SchoolGrant.objects.create(user=cast.teacher.user, school=cast.stranger.school)
        with pytest.raises(ValidationError):
            issue_password(cast.teacher, today=now.date())
        assert User.objects.get(pk=cast.teacher.user_id).check_password(PASSWORD)
