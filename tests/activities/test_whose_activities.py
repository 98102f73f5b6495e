"""The list of activities opens with what is one's own; everything is one tap away."""

import pytest
from django.urls import reverse

from tests import factories

LIST = reverse("activities:activity_list")


@pytest.fixture
def several(cast):
    common = {"school": cast.school, "semester": cast.semester}
    factories.ActivityFactory(title="算理研讨", organiser=cast.group, **common)
    factories.ActivityFactory(title="全校讲座", speaker=cast.teacher, **common)
    listed = factories.ActivityFactory(title="作文教学", **common)
    factories.AttendanceFactory(activity=listed, member=cast.teacher)
    factories.ActivityFactory(title="与我无关", **common)


def titles(client, **query):
    return {row.record.title for row in client.get(LIST, query).context["table"].rows}


def test_a_teacher_sees_first_what_one_takes_part_in(several, cast, browse):
    client = browse(cast.teacher)
    assert titles(client) == titles(client, side="mine") == {"全校讲座", "作文教学"}
    assert titles(client, side="group") == {"算理研讨"}
    assert len(titles(client, side="all")) == 4


def test_a_leader_sees_first_the_group_and_the_office_everything(several, cast, browse):
    assert titles(browse(cast.leader)) == {"算理研讨"}
    assert len(titles(browse(cast.office))) == 4


def test_a_link_that_narrows_the_list_narrows_everything(several, cast, browse):
    assert titles(browse(cast.teacher), q="与我无关") == {"与我无关"}
    assert titles(browse(cast.teacher), q="与我无关", side="mine") == set()


def test_who_takes_part_in_nothing_is_told_and_led_on(cast, browse):
    factories.ActivityFactory(school=cast.school, semester=cast.semester)
    page = browse(cast.teacher).get(LIST).content.decode()
    assert "这学期还没有你参加的活动" in page
    assert "?side=all" in page
