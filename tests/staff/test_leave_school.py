from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from apps.staff.models import StaffMember
from apps.staff.services import leave_school, return_to_school
from tests import factories

LAST = date(2025, 11, 14)


def test_the_office_says_which_day_was_the_last(cast, browse):
    url = reverse("staff:staffmember_leave", args=[cast.teacher.pk])
    assert browse(cast.office).post(url, {"on": "2025-11-14"}).url == cast.teacher.get_absolute_url()
    assert StaffMember.objects.get(pk=cast.teacher.pk).left_on == LAST


def test_posts_and_groups_end_with_that_day_and_what_was_before_stays(cast):
    old = factories.PostFactory(member=cast.teacher, kind="research", ended_on=date(2023, 8, 31))
    factories.PostFactory(member=cast.teacher, kind="principal", started_on=date(2025, 12, 1))
    leave_school(cast.teacher, on=LAST)
    assert {(p.kind, p.ended_on) for p in cast.teacher.posts.all()} == {
        ("teacher", LAST),
        ("research", old.ended_on),
    }
    assert [m.ended_on for m in cast.teacher.memberships.all()] == [LAST]


def test_a_membership_that_was_to_begin_later_never_comes_to_be(cast):
    later = factories.GroupFactory(school=cast.school)
    factories.MembershipFactory(group=later, member=cast.teacher, started_on=date(2025, 12, 1))
    leave_school(cast.teacher, on=LAST)
    assert not later.memberships.exists()


def test_nothing_of_the_school_opens_any_longer_but_up_to_the_last_day_it_does(cast, browse):
    client = browse(cast.teacher)
    leave_school(cast.teacher, on=date(2025, 11, 18))
    assert client.get("/staff/").status_code == 200
    leave_school(cast.teacher, on=date(2025, 11, 17))
    assert client.get("/staff/").status_code == 403


def test_a_last_day_before_the_day_of_arrival_is_said_at_the_field(cast, browse):
    cast.teacher.entered_on = date(2025, 9, 1)
    cast.teacher.save()
    response = browse(cast.office).post(
        reverse("staff:staffmember_leave", args=[cast.teacher.pk]), {"on": "2025-08-31"}
    )
    assert response.status_code == 422
    assert "2025年9月1日" in response.content.decode()
    assert StaffMember.objects.get(pk=cast.teacher.pk).left_on is None


def test_one_who_comes_back_is_on_the_roll_again_without_posts(cast, browse):
    leave_school(cast.teacher, on=LAST)
    response = browse(cast.office).post(reverse("staff:staffmember_return", args=[cast.teacher.pk]))
    assert response.url == cast.teacher.get_absolute_url()
    member = StaffMember.objects.get(pk=cast.teacher.pk)
    assert member.left_on is None
    assert not member.posts.held_on(date(2025, 11, 18)).exists()


def test_who_never_left_cannot_come_back(cast):
    with pytest.raises(ValidationError):
        return_to_school(cast.teacher)
