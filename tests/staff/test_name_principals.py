"""Who gives and takes the posts of principals."""

from datetime import date

import pytest
from django.urls import reverse

from apps.staff.models import Post, User

TODAY = date(2025, 11, 18)


@pytest.fixture
def edit(cast, browse):
    """``edit(who, member, posts)``: status of saving the page of the member with these posts from today on."""

    def save(who, member, posts, on=TODAY):
        sent = {"number": member.number, "name": member.name, "posts": posts, "posts_on": on}
        return browse(who).post(reverse("staff:staffmember_edit", args=[member.pk]), sent)

    return save


def is_principal(member):
    return Post.objects.filter(
        member=member, kind__in=["principal", "vice_principal"], ended_on=None
    ).exists()


@pytest.mark.parametrize("kind", ["principal", "vice_principal"])
def test_the_office_cannot_make_itself_principal(cast, edit, kind):
    response = edit(cast.office, cast.office, ["teaching_affairs", kind])
    assert response.status_code == 422
    assert "posts" in response.context["form"].errors
    assert not is_principal(cast.office)


@pytest.mark.parametrize("on", [TODAY, date(2019, 9, 1), date(2026, 9, 1)])
def test_the_office_cannot_take_a_principals_post(cast, edit, on):
    assert edit(cast.office, cast.principal, ["teacher"], on).status_code == 422
    assert is_principal(cast.principal)


def test_a_principal_who_has_left_leaves_the_post_to_nobody_in_the_office(cast, browse, edit):
    leave = reverse("staff:staffmember_leave", args=[cast.principal.pk])
    assert browse(cast.office).post(leave, {"on": "2025-11-17"}).status_code == 302
    assert edit(cast.office, cast.office, ["teaching_affairs", "principal"]).status_code == 422


def test_the_office_goes_on_keeping_all_the_rest_of_a_principal(cast, edit):
    assert edit(cast.office, cast.principal, ["principal", "teacher"]).status_code == 302
    assert is_principal(cast.principal)


def test_an_administrator_in_the_office_names_principals(cast, edit):
    User.objects.filter(pk=cast.office.user_id).update(may_open_schools=True)
    assert edit(cast.office, cast.colleague, ["vice_principal"]).status_code == 302
    assert is_principal(cast.colleague)


def test_the_office_sets_a_school_up_until_a_principal_has_a_log_in(cast, edit):
    User.objects.filter(pk=cast.principal.user_id).delete()
    assert edit(cast.office, cast.colleague, ["vice_principal"]).status_code == 302
    assert edit(cast.office, cast.leader, ["principal"]).status_code == 422, "the vice-principal has one"
