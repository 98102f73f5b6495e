from io import BytesIO

import openpyxl
import pytest

from apps.staff.models import StaffTag
from tests import factories

URL = "/staff/"
OPEN_COLUMNS = ["姓名", "工号", "校区", "学科", "所在组", "职称"]


def names(response):
    return [row.record.name for row in response.context["table"].rows]


def headings(response):
    return [str(column.header) for column in response.context["table"].columns]


@pytest.fixture
def people(cast):
    """The cast with what can be filtered by: the teacher, at the east campus, is a key teacher of mathematics."""
    cast.teacher.campus = factories.CampusFactory(school=cast.school, name="东校区")
    cast.teacher.subject = factories.SubjectFactory(school=cast.school, name="数学")
    cast.teacher.tier, cast.teacher.sex, cast.teacher.born_on = "leading", "f", "1990-05-04"
    cast.teacher.title = "一级教师"
    cast.teacher.save()
    cast.teacher.tags.add(StaffTag.objects.create(school=cast.school, name="骨干教师"))
    return cast


def test_everybody_on_the_roll_of_ones_own_school_is_listed_by_number(cast, browse):
    response = browse(cast.teacher).get(URL)
    assert names(response) == ["单小雨", "曾一鸣", "欧阳婧", "仇文礼", "解宏远"]


def test_who_has_left_is_listed_only_when_asked_for(cast, browse):
    factories.StaffFactory(school=cast.school, number="T090", name="邹远行", left_on="2025-11-17")
    factories.StaffFactory(school=cast.school, number="T091", name="今日行", left_on="2025-11-18")
    client = browse(cast.office)
    assert "邹远行" not in names(client.get(URL))
    assert "今日行" in names(client.get(URL))
    assert names(client.get(URL, {"state": "left"})) == ["邹远行"]
    assert len(names(client.get(URL, {"state": "all"}))) == 7


@pytest.mark.parametrize("typed", ["oyj", "ouyang", "欧阳", "t003", "婧"])
def test_the_search_box_understands_initials_pinyin_name_and_number(cast, browse, typed):
    assert names(browse(cast.teacher).get(URL, {"q": typed})) == ["欧阳婧"]


def test_each_filter_finds_the_one_it_should(people, browse):
    teacher = people.teacher
    for query in (
        {"campus": teacher.campus_id}, {"subject": teacher.subject_id}, {"tier": "leading"},
        {"tag": teacher.tags.get().pk}, {"post": "teacher", "q": "dxy"}, {"group": people.group.pk, "q": "t001"},
    ):  # fmt: skip
        assert names(browse(people.office).get(URL, query)) == ["单小雨"], query


def test_a_group_is_filtered_by_who_belongs_to_it_today(people, browse):
    former = factories.StaffFactory(school=people.school)
    factories.MembershipFactory(group=people.group, member=former, ended_on="2025-11-17")
    assert names(browse(people.office).get(URL, {"group": people.group.pk})) == ["单小雨", "欧阳婧"]


def test_a_post_is_filtered_by_who_holds_it_today(people, browse):
    factories.PostFactory(member=people.colleague, kind="principal", ended_on="2025-11-17")
    assert names(browse(people.office).get(URL, {"post": "principal"})) == ["解宏远"]


def test_names_sort_by_pinyin(cast, browse):
    response = browse(cast.teacher).get(URL, {"sort": "name"})
    assert names(response) == ["欧阳婧", "仇文礼", "单小雨", "解宏远", "曾一鸣"]


def test_tiers_sort_from_emerging_to_leading(people, browse):
    people.colleague.tier = "emerging"
    people.colleague.save()
    response = browse(people.office).get(URL, {"sort": "tier"})
    assert names(response)[:2] == ["曾一鸣", "单小雨"]


def test_a_colleague_sees_no_personal_column_in_the_page_nor_in_the_file(people, browse):
    for member in (people.teacher, people.leader):
        client = browse(member)
        assert headings(client.get(URL)) == OPEN_COLUMNS
        assert sheet_of(client.get(URL, {"export": "xlsx"}))[0] == OPEN_COLUMNS
        assert "1990" not in client.get(URL, {"state": "all", "sort": "born_on"}).content.decode()


def test_a_colleague_cannot_filter_or_sort_by_what_is_hidden(people, browse):
    client = browse(people.teacher)
    for query in ({"tier": "leading"}, {"tag": people.teacher.tags.get().pk}, {"post": "principal"}):
        assert len(names(client.get(URL, query))) == 5, query
    for sort in ("tier", "-born_on", "tier_rank", "search_text"):
        assert names(client.get(URL, {"sort": sort})) == names(client.get(URL)), sort


@pytest.mark.parametrize("role", ["office", "principal"])
def test_office_and_principal_see_the_personal_columns(people, browse, role):
    response = browse(getattr(people, role)).get(URL)
    assert {"职务", "层级", "身份", "性别", "出生日期", "参加工作日期"} <= set(headings(response))
    assert "优先发展" in response.content.decode()


def sheet_of(response):
    sheet = openpyxl.load_workbook(BytesIO(response.content)).active
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_the_file_holds_what_is_filtered_in_words(people, browse):
    heading, row = sheet_of(browse(people.office).get(URL, {"q": "t001", "export": "xlsx"}))
    shown = dict(zip(heading, row, strict=True))
    assert (shown["姓名"], shown["工号"], shown["校区"], shown["学科"]) == (
        "单小雨",
        "T001",
        "东校区",
        "数学",
    )
    assert (shown["所在组"], shown["层级"], shown["身份"], shown["性别"]) == (
        "数学组",
        "优先发展",
        "骨干教师",
        "女",
    )
    assert f"{shown['出生日期']:%Y-%m-%d}" == "1990-05-04"


def test_another_school_is_never_listed(cast, browse):
    assert names(browse(cast.stranger).get(URL)) == ["查远客"]
    assert names(browse(cast.stranger).get(URL, {"state": "all", "q": "dxy"})) == []


def test_a_person_in_two_groups_is_one_row(cast, browse):
    other = factories.GroupFactory(school=cast.school, name="三年级备课组", position=9)
    factories.MembershipFactory(group=other, member=cast.teacher)
    response = browse(cast.office).get(URL, {"q": "t001"})
    assert [row.record.group_names for row in response.context["table"].rows] == ["数学组、三年级备课组"]


def test_three_people_take_as_many_queries_as_one(cast, browse, django_assert_num_queries):
    client = browse(cast.office)
    first = factories.StaffFactory(school=cast.school, name="辛新一")
    factories.MembershipFactory(group=cast.group, member=first)
    client.get(URL)
    with django_assert_num_queries(11):
        response = client.get(URL, {"q": "xx"})
    assert len(names(response)) == 1
    for name in ("辛新二", "辛新三"):
        campus = factories.CampusFactory(school=cast.school)
        member = factories.StaffFactory(school=cast.school, name=name, campus=campus)
        factories.MembershipFactory(group=cast.group, member=member)
        factories.PostFactory(member=member)
        member.tags.add(StaffTag.objects.create(school=cast.school, name=name))
    with django_assert_num_queries(11):
        response = client.get(URL, {"q": "xx"})
    assert len(names(response)) == 3
