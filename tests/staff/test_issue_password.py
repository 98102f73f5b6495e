from concurrent.futures import ThreadPoolExecutor
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connections
from django.urls import reverse

from apps.staff.models import SchoolGrant, User
from apps.staff.services import issue_password, issue_passwords, login_of, save_staff_member
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
    with django_assert_num_queries(7):
        client.get(url)
    for n in range(3):
        factories.StaffFactory(school=cast.school, number=f"T02{n}", user=None)
    with django_assert_num_queries(7):
        client.get(url)


def change(member, **fields):
    User.objects.filter(pk=member.user_id).update(**fields)


class TestALogInThatCanDoMoreThanTheOffice:
    """Whoever makes a password can log in with it."""

    @pytest.fixture
    def deputy(self, cast):
        user = factories.UserFactory(login="QINGXI-T006", name="郝副校")
        member = factories.StaffFactory(school=cast.school, number="T006", name="郝副校", user=user)
        factories.PostFactory(member=member, kind="vice_principal")
        return member

    def issue(self, browse, by, of):
        return browse(by).post(reverse("staff:password_issue", args=[of.pk])).status_code

    def test_a_principals_is_not_the_offices_to_make(self, cast, browse, deputy):
        assert self.issue(browse, cast.office, cast.principal) == 403
        assert self.issue(browse, cast.office, deputy) == 403
        assert User.objects.get(pk=cast.principal.user_id).check_password(PASSWORD)

    def test_one_principal_makes_that_of_another(self, cast, browse, deputy):
        assert self.issue(browse, deputy, cast.principal) == 200

    def test_a_principal_makes_no_others(self, cast, browse):
        for member in (cast.teacher, cast.leader, cast.office):
            assert self.issue(browse, cast.principal, member) == 403

    def test_one_who_is_to_be_principal_gets_the_first_from_the_office(self, cast, browse, newcomer):
        factories.PostFactory(member=newcomer, kind="principal")
        assert self.issue(browse, cast.office, newcomer) == 200

    def test_a_former_principals_is_the_offices_again(self, cast, browse, deputy):
        deputy.posts.update(started_on="2020-09-01", ended_on="2025-11-17")
        assert self.issue(browse, cast.office, deputy) == 200

    def test_an_administrators_is_made_by_an_administrator_of_the_office(self, cast, browse):
        change(cast.teacher, may_open_schools=True)
        assert self.issue(browse, cast.office, cast.teacher) == 403
        assert self.issue(browse, cast.principal, cast.teacher) == 403
        change(cast.office, may_open_schools=True)
        assert self.issue(browse, cast.office, cast.teacher) == 200

    def test_an_administrator_of_the_office_makes_a_principals(self, cast, browse):
        cast.office.user.may_open_schools = True
        cast.office.user.save()
        assert self.issue(browse, cast.office, cast.principal) == 200

    def test_an_administrator_elsewhere_loses_nothing_of_it_here(self, cast, browse):
        change(cast.teacher, may_open_schools=True)
        factories.StaffFactory(number="B07", user=cast.teacher.user)
        assert self.issue(browse, cast.office, cast.teacher) == 200
        cast.teacher.refresh_from_db()
        assert not cast.teacher.user.may_open_schools

    def test_the_office_offices_and_leaders(self, cast, browse):
        assert self.issue(browse, cast.office, cast.leader) == 200
        assert self.issue(browse, cast.office, cast.office) == 200

    def test_the_page_says_who_makes_it_instead_of_offering_it(self, cast, browse):
        page = browse(cast.office).get(cast.principal.get_absolute_url())
        assert reverse("staff:password_issue", args=[cast.principal.pk]) not in page.content.decode()
        assert "由另一位校长" in page.content.decode()
        own = browse(cast.office).get(cast.teacher.get_absolute_url()).content.decode()
        assert "由另一位校长" not in own
        assert reverse("staff:password_issue", args=[cast.teacher.pk]) in own

    def test_none_of_them_comes_with_the_file_for_many(self, cast, browse, newcomer, deputy):
        change(cast.leader, may_open_schools=True)
        factories.StaffFactory(number="B07", user=cast.teacher.user)
        client, url = browse(cast.office), reverse("staff:password_issue_many")
        listed = set(client.get(url).context["form"].fields["members"].queryset)
        assert listed == {cast.colleague, cast.office, newcomer}
        response = client.post(url, {"members": [newcomer.pk, cast.principal.pk]})
        assert response.status_code == 422


class TestALogInNameThatIsTaken:
    """Somebody took QINGXI-T010 along to another school; the number was given to a newcomer."""

    @pytest.fixture
    def taken(self, newcomer):
        return factories.UserFactory(login="QINGXI-T010")

    def test_the_page_says_so_in_plain_words(self, cast, browse, newcomer, taken):
        response = browse(cast.office).post(reverse("staff:password_issue", args=[newcomer.pk]), follow=True)
        assert response.status_code == 200
        assert "QINGXI-T010" in str(list(response.context["messages"])[0])
        newcomer.refresh_from_db()
        assert newcomer.user is None

    def test_so_does_the_file_for_many(self, cast, browse, newcomer, taken):
        response = browse(cast.office).post(reverse("staff:password_issue_many"), {"members": [newcomer.pk]})
        assert response.status_code == 422
        assert "QINGXI-T010" in response.context["form"].non_field_errors()[0]

    def test_so_does_the_form_that_changes_the_number(self, cast, taken):
        cast.teacher.number = "T010B"
        User.objects.filter(pk=taken.pk).update(login="QINGXI-T010B")
        with pytest.raises(ValidationError, match="QINGXI-T010B"):
            save_staff_member(cast.teacher)


class TestTheCommand:
    def run(self, *words):
        out = StringIO()
        call_command("issue_password", *words, stdout=out)
        return out.getvalue().split()

    def test_prints_log_in_and_password(self, newcomer):
        login, password = self.run("qingxi-t010")
        assert login == "QINGXI-T010"
        assert User.objects.get(login=login).check_password(password)
        assert not User.objects.get(login=login).may_open_schools

    def test_makes_an_administrator_when_told(self, newcomer):
        login, _password = self.run("QINGXI-T010", "--administrator")
        assert User.objects.get(login=login).may_open_schools

    def test_says_when_there_is_nobody(self, cast):
        with pytest.raises(CommandError, match="QINGXI-T999"):
            self.run("QINGXI-T999")


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
