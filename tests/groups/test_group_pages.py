from datetime import date
from io import BytesIO

import openpyxl
import pytest

from tests import factories

URL = "/groups/"


def names(response):
    return [row.record.name for row in response.context["table"].rows]


def test_the_list_shows_leader_and_number_of_members_of_today(cast, browse):
    factories.MembershipFactory(group=cast.group, member=cast.colleague, ended_on=date(2025, 11, 17))
    row = browse(cast.teacher).get(URL).context["table"].rows[0].record
    assert (row.leader_name, row.leader_pk, row.member_count) == ("欧阳婧", cast.leader.pk, 2)


def test_a_group_that_has_ended_shows_who_was_in_it_on_its_last_day(cast, browse):
    old = factories.GroupFactory(school=cast.school, name="旧组", ended_on=date(2024, 8, 31))
    factories.MembershipFactory(group=old, member=cast.colleague, role="leader", ended_on=date(2024, 8, 31))
    factories.MembershipFactory(group=old, member=cast.teacher, ended_on=date(2022, 8, 31))
    row = browse(cast.teacher).get(URL, {"state": "ended"}).context["table"].rows[0].record
    assert (row.name, row.leader_name, row.member_count) == ("旧组", "曾一鸣", 1)


def test_groups_of_today_are_listed_unless_others_are_asked_for(cast, browse):
    factories.GroupFactory(school=cast.school, name="旧组", ended_on=date(2025, 11, 17))
    client = browse(cast.teacher)
    assert names(client.get(URL)) == ["数学组"]
    assert names(client.get(URL, {"state": "ended"})) == ["旧组"]
    assert len(names(client.get(URL, {"state": "all"}))) == 2


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"kind": "mentor"}, ["师徒"]),
        ({"q": "数"}, ["数学组"]),
        ({"q": "算术"}, ["数学组"]),
        ({"kind": "grade"}, []),
    ],
)
def test_each_filter_finds_what_it_should_former_names_included(cast, browse, query, found):
    factories.GroupFactory(school=cast.school, name="师徒", kind="mentor")
    for until in (date(2021, 8, 31), date(2022, 8, 31)):
        cast.group.former_names.create(school=cast.school, name="算术组", until=until)
    assert names(browse(cast.teacher).get(URL, query)) == found


def test_the_file_holds_names_not_links(cast, browse):
    content = browse(cast.teacher).get(URL, {"export": "xlsx"}).content
    heading, row = openpyxl.load_workbook(BytesIO(content)).active.iter_rows(values_only=True)
    shown = dict(zip(heading, row, strict=True))
    assert (shown["组长"], shown["人数"]) == ("欧阳婧", 2)


def test_another_school_is_never_listed(cast, browse):
    assert names(browse(cast.stranger).get(URL, {"state": "all"})) == []


def test_three_groups_take_as_many_queries_as_one(cast, browse, django_assert_num_queries):
    client = browse(cast.office)
    client.get(URL)
    with django_assert_num_queries(8):
        client.get(URL)
    for _group in range(2):
        group = factories.GroupFactory(school=cast.school, campus=factories.CampusFactory(school=cast.school))
        factories.MembershipFactory(group=group, role="leader")
    with django_assert_num_queries(8):
        response = client.get(URL)
    assert len(names(response)) == 3


def test_the_page_of_a_group_tells_who_is_who_was_and_who_will_be_in_it(cast, browse):
    factories.MembershipFactory(group=cast.group, member=cast.colleague, ended_on=date(2021, 8, 31))
    factories.MembershipFactory(group=cast.group, member=cast.principal, started_on=date(2025, 12, 1))
    context = browse(cast.leader).get(cast.group.get_absolute_url()).context
    assert [row.member for row in context["leading"]] == [cast.leader]
    assert [row.member for row in context["present"]] == [cast.leader, cast.teacher]
    assert [row.member for row in context["former"]] == [cast.colleague]
    assert [row.member for row in context["coming"]] == [cast.principal]


def test_three_members_take_as_many_queries_as_one(cast, browse, django_assert_num_queries):
    client, url = browse(cast.teacher), cast.group.get_absolute_url()
    client.get(url)
    with django_assert_num_queries(9):
        client.get(url)
    for _member in range(3):
        factories.MembershipFactory(group=cast.group, ended_on=date(2023, 8, 31))
        factories.MembershipFactory(group=cast.group)
        factories.GroupFactory(school=cast.school, ended_on=date(2023, 8, 31), merged_into=cast.group)
    with django_assert_num_queries(9):
        client.get(url)


@pytest.mark.parametrize(
    ("role", "shown"),
    [("office", True), ("principal", True), ("leader", True), ("teacher", False), ("colleague", False)],
)
def test_days_and_former_members_are_for_the_office_and_whoever_leads_it(cast, browse, role, shown):
    gone = factories.StaffFactory(school=cast.school, name="前组员")
    factories.MembershipFactory(
        group=cast.group, member=gone, started_on=date(2019, 9, 3), ended_on=date(2021, 7, 9)
    )
    cast.group.memberships.filter(member=cast.teacher).update(started_on=date(2020, 2, 17))
    text = browse(getattr(cast, role)).get(cast.group.get_absolute_url()).content.decode()
    assert "单小雨" in text
    assert [said in text for said in ("前组员", "2019年9月3日", "2021年7月9日", "2020年2月17日")] == [
        shown
    ] * 4


def test_the_leader_of_another_group_sees_no_days(cast, browse):
    other = factories.GroupFactory(school=cast.school, name="语文组")
    factories.MembershipFactory(group=other, member=cast.colleague, role="leader")
    cast.group.memberships.filter(member=cast.teacher).update(started_on=date(2020, 2, 17))
    assert "2020年2月17日" not in browse(cast.colleague).get(cast.group.get_absolute_url()).content.decode()
