"""Whose work counts for a group: everybody's for one teaching-research group, the one they end in."""

from datetime import date

import pytest
from django.urls import reverse

from apps.groups.selectors import counted_for
from tests.factories import GroupFactory, MembershipFactory


@pytest.fixture
def moved(cast):
    """The teacher moved from the group of the cast to another in October."""
    cast.teacher.memberships.update(ended_on=date(2025, 9, 30))
    other = GroupFactory(school=cast.school, name="科学组")
    MembershipFactory(group=other, member=cast.teacher, started_on=date(2025, 10, 1))
    return other


def test_who_moved_counts_for_the_later_group_alone(cast, moved):
    assert list(counted_for(cast.group, cast.semester)) == [cast.leader.pk]
    assert list(counted_for(moved, cast.semester)) == [cast.teacher.pk]


def test_a_group_of_another_kind_counts_everybody_who_belonged(cast):
    grade = GroupFactory(school=cast.school, kind="grade")
    MembershipFactory(group=grade, member=cast.colleague, ended_on=date(2025, 10, 1))
    assert [row["member"] for row in counted_for(grade, cast.semester)] == [cast.colleague.pk]


def test_the_bar_of_a_group_opens_the_people_it_counts(cast, moved, browse):
    client = browse(cast.principal)
    bars = {bar.row.group: bar.row for bar in client.get("/").context["group_bars"]}
    for group in (cast.group, moved):
        rows = client.get(reverse("credits:hours"), {"group": group.pk}).context["table"].rows
        assert len(rows) == bars[group].people == 1
