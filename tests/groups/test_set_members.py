from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connections
from django.urls import reverse

from apps.groups.models import Membership
from apps.groups.services import set_members
from tests import factories

ON = date(2025, 11, 1)


def spells(group):
    rows = group.memberships.order_by("member__number", "started_on")
    return [(row.member.number, row.role, row.started_on, row.ended_on) for row in rows]


@pytest.fixture
def post(cast, browse):
    """``post({member: role})``: the office sends the page of the members."""

    def send(roles, on="2025-11-01", group=cast.group):
        ticked = {f"people-{member.pk}": role for member, role in roles.items()}
        data = {"on": on, "people": [member.pk for member in roles], **ticked}
        return browse(cast.office).post(reverse("groups:group_members", args=[group.pk]), data)

    return send


def test_who_stays_keeps_the_day_who_goes_ends_the_day_before_who_comes_begins(cast, post):
    assert post({cast.leader: "leader", cast.colleague: "member"}).url == cast.group.get_absolute_url()
    assert spells(cast.group) == [
        ("T001", "member", date(2020, 9, 1), date(2025, 10, 31)),
        ("T002", "member", ON, None),
        ("T003", "leader", date(2020, 9, 1), None),
    ]


def test_a_new_leader_takes_over_and_the_old_one_goes_on_as_a_member(cast, post):
    post({cast.teacher: "leader", cast.leader: "deputy"})
    assert spells(cast.group) == [
        ("T001", "member", date(2020, 9, 1), date(2025, 10, 31)),
        ("T001", "leader", ON, None),
        ("T003", "leader", date(2020, 9, 1), date(2025, 10, 31)),
        ("T003", "deputy", ON, None),
    ]


def test_the_new_leader_sees_what_the_old_one_saw(cast, seated):
    set_members(cast.group, {cast.teacher: "leader", cast.leader: "member"}, on=ON)
    assert seated(cast.teacher).seat.led_group_ids == {cast.group.pk}
    assert seated(cast.leader).seat.led_group_ids == set()


def test_the_page_opens_with_who_belongs_to_it_the_leader_first(cast, browse):
    response = browse(cast.office).get(reverse("groups:group_members", args=[cast.group.pk]))
    held = response.context["form"].initial["people"]
    assert held == {str(cast.teacher.pk): "member", str(cast.leader.pk): "leader"}
    page = response.content.decode()
    assert page.index("欧阳婧") < page.index("单小雨") < page.index("曾一鸣")


def test_sending_it_unchanged_changes_nothing(cast, post):
    before = spells(cast.group)
    post({cast.teacher: "member", cast.leader: "leader"})
    assert spells(cast.group) == before


def test_two_leaders_are_refused_and_the_ticks_are_not_lost(cast, post):
    response = post({cast.teacher: "leader", cast.leader: "leader", cast.colleague: "member"})
    assert response.status_code == 422
    assert "people" in response.context["form"].errors
    assert response.content.decode().count(" checked") == 3
    assert len(spells(cast.group)) == 2


def test_a_day_before_the_group_was_founded_is_refused(cast, post):
    response = post({cast.teacher: "member"}, on="2019-01-01")
    assert "on" in response.context["form"].errors


def test_somebody_of_another_school_cannot_belong(cast, post):
    assert post({cast.stranger: "member"}).status_code == 422
    with pytest.raises(ValidationError):
        set_members(cast.group, {cast.stranger: "member"}, on=ON)


def test_a_role_of_another_kind_of_group_is_refused(cast):
    with pytest.raises(ValidationError):
        set_members(cast.group, {cast.teacher: "mentor"}, on=ON)


class TestAMentorPair:
    @pytest.fixture
    def pair(self, cast):
        return factories.GroupFactory(school=cast.school, kind="mentor", name="师徒一组")

    def test_has_a_mentor_who_leads_and_an_apprentice(self, cast, pair, post, seated):
        assert post({cast.leader: "mentor", cast.teacher: "apprentice"}, group=pair).status_code == 302
        assert pair.pk in seated(cast.leader).seat.led_group_ids
        assert cast.teacher.pk in seated(cast.leader).seat.led_member_ids

    def test_has_one_mentor(self, cast, pair, post):
        assert post({cast.leader: "mentor", cast.teacher: "mentor"}, group=pair).status_code == 422


def test_a_leading_group_reads_the_school(cast, seated):
    group = factories.GroupFactory(school=cast.school, kind="leading", name="领导小组")
    assert not seated(cast.colleague).seat.sees_school
    set_members(group, {cast.colleague: "deputy"}, on=ON)
    assert seated(cast.colleague).seat.sees_school


def test_a_group_that_has_ended_takes_nobody(cast):
    cast.group.ended_on = date(2025, 10, 31)
    cast.group.save()
    with pytest.raises(ValidationError):
        set_members(cast.group, {cast.colleague: "member"}, on=ON)


@pytest.mark.django_db(transaction=True)
def test_two_who_save_at_once_leave_one_of_the_two_states(cast):
    def save(role):
        try:
            set_members(cast.group, {cast.colleague: role, cast.leader: "leader"}, on=ON)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(save, role) for role in ("member", "deputy")]:
            done.result()
    now = Membership.objects.filter(group=cast.group).between(ON)
    assert sorted(now.values_list("member__number", flat=True)) == ["T002", "T003"]


def test_the_questions_asked_of_the_database_do_not_grow_with_the_people(
    cast, browse, django_assert_num_queries
):
    client, url = browse(cast.office), reverse("groups:group_members", args=[cast.group.pk])
    client.get(url)
    with django_assert_num_queries(8):
        client.get(url)
    for _person in range(3):
        factories.StaffFactory(school=cast.school, campus=factories.CampusFactory(school=cast.school))
    with django_assert_num_queries(8):
        client.get(url)
