from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from apps.groups.models import Group
from apps.groups.selectors import home_groups
from apps.groups.services import merge_groups
from tests import factories

ON = date(2025, 11, 1)


@pytest.fixture
def sources(cast):
    """Two groups to merge into the mathematics group: the colleague leads one, the teacher is in the other too."""
    science = factories.GroupFactory(school=cast.school, name="科学组")
    physics = factories.GroupFactory(school=cast.school, name="综合组")
    factories.MembershipFactory(group=science, member=cast.colleague, role="leader")
    factories.MembershipFactory(group=physics, member=cast.teacher)
    return [science, physics]


def test_the_office_merges_several_into_one(cast, sources, browse):
    response = browse(cast.office).post(
        reverse("groups:group_merge", args=[cast.group.pk]),
        {"sources": [group.pk for group in sources], "on": "2025-11-01"},
    )
    assert response.url == cast.group.get_absolute_url()
    for group in Group.objects.filter(pk__in=[group.pk for group in sources]):
        assert (group.ended_on, group.merged_into) == (date(2025, 10, 31), cast.group)


def test_people_move_over_once_as_members_and_the_leader_stays(cast, sources):
    merge_groups(sources, into=cast.group, on=ON)
    now = cast.group.memberships.between(ON).order_by("member__number")
    assert [(m.member.number, m.role, m.started_on) for m in now] == [
        ("T001", "member", date(2020, 9, 1)), ("T002", "member", ON), ("T003", "leader", date(2020, 9, 1)),
    ]  # fmt: skip


def test_the_history_of_each_group_stays_its_own(cast, sources):
    science = sources[0]
    merge_groups(sources, into=cast.group, on=ON)
    spell = science.memberships.get()
    assert (spell.member, spell.role, spell.ended_on) == (cast.colleague, "leader", date(2025, 10, 31))
    before = home_groups(cast.school, date(2025, 10, 1), date(2025, 10, 31))
    after = home_groups(cast.school, ON, ON)
    assert before[cast.colleague.pk] == science.pk
    assert after[cast.colleague.pk] == cast.group.pk


def test_both_pages_tell_of_it(cast, sources, browse):
    merge_groups(sources, into=cast.group, on=ON)
    client = browse(cast.office)
    assert "科学组" in client.get(cast.group.get_absolute_url()).content.decode()
    page = client.get(sources[0].get_absolute_url()).content.decode()
    assert cast.group.get_absolute_url() in page
    assert "曾一鸣" in page


def test_only_living_groups_of_the_same_kind_are_offered(cast, sources, browse):
    factories.GroupFactory(school=cast.school, kind="grade", name="三年级")
    factories.GroupFactory(school=cast.school, name="旧组", ended_on=date(2024, 8, 31))
    factories.GroupFactory(name="外校组")
    page = browse(cast.office).get(reverse("groups:group_merge", args=[cast.group.pk]))
    assert list(page.context["form"].fields["sources"].queryset) == sources


def test_a_group_does_not_merge_into_itself(cast):
    with pytest.raises(ValidationError):
        merge_groups([cast.group], into=cast.group, on=ON)


def test_nothing_merges_before_it_was_founded_or_after_it_ended(cast, sources):
    with pytest.raises(ValidationError):
        merge_groups(sources, into=cast.group, on=date(2020, 9, 1))
    cast.group.ended_on = date(2025, 10, 1)
    cast.group.save()
    with pytest.raises(ValidationError):
        merge_groups(sources, into=cast.group, on=ON)
    assert not Group.objects.filter(merged_into=cast.group).exists()


def test_one_that_cannot_be_merged_keeps_all_as_they_were(cast, sources):
    sources[1].ended_on = date(2025, 10, 1)
    sources[1].save()
    with pytest.raises(ValidationError):
        merge_groups(sources, into=cast.group, on=ON)
    sources[0].refresh_from_db()
    assert sources[0].ended_on is None
    assert cast.group.memberships.count() == 2
