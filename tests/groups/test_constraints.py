"""What must never be false in the tables, tried by going round ``save()`` and the forms."""

from datetime import date

import pytest
from django.db import IntegrityError

from apps.groups.models import Group, Membership
from tests import factories


def refused(name):
    return pytest.raises(IntegrityError, match=name)


def belong(cast, **values):
    row = {
        "school": cast.school,
        "group": cast.group,
        "role": "member",
        "started_on": date(2025, 9, 1),
    } | values
    return Membership.objects.bulk_create([Membership(**row)])


def test_two_living_groups_do_not_bear_one_name(cast):
    factories.GroupFactory(school=cast.school, name="科学组")
    with refused("group_name_once"):
        Group.objects.filter(name="科学组").update(name="数学组")


def test_a_group_does_not_end_before_it_begins(cast):
    with refused("group_ends_after_start"):
        Group.objects.filter(pk=cast.group.pk).update(ended_on=date(2020, 8, 31))


def test_a_group_that_lives_is_not_merged(cast):
    with refused("group_merged_has_ended"):
        Group.objects.filter(pk=cast.group.pk).update(merged_into=factories.GroupFactory(school=cast.school))


def test_a_group_is_not_merged_into_itself(cast):
    with refused("group_not_merged_into_itself"):
        Group.objects.filter(pk=cast.group.pk).update(ended_on=date(2025, 1, 1), merged_into=cast.group)


def test_nobody_belongs_twice_on_one_day(cast):
    with refused("member_of_a_group_once_at_a_time"):
        belong(cast, member=cast.teacher, role="deputy")


def test_nobody_leaves_a_group_before_joining(cast):
    with refused("membership_ends_after_start"):
        belong(cast, member=cast.colleague, ended_on=date(2025, 8, 31))


def test_a_group_has_one_leader_on_each_day(cast):
    with refused("one_leader_of_a_group_at_a_time"):
        belong(cast, member=cast.colleague, role="leader")


def test_the_next_leader_may_begin_the_day_after(cast):
    Membership.objects.filter(member=cast.leader).update(ended_on=date(2025, 8, 31))
    assert belong(cast, member=cast.colleague, role="leader")
