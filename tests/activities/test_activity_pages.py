"""Activities: the list, one activity with its attendance."""

import io
from datetime import date

import openpyxl
import pytest
from django.urls import reverse

from apps.activities.services import withdraw_activities
from apps.credits.choices import Family
from apps.credits.models import Entry
from tests.factories import ActivityFactory, AttendanceFactory, GroupFactory, StaffFactory, kind_of

LIST = reverse("activities:activity_list")


def shown(response) -> list[str]:
    return [row.record.title for row in response.context["table"].rows]


def test_the_list_counts_who_was_present_of_those_listed(activity, cast, browse):
    response = browse(cast.colleague).get(LIST)
    assert shown(response) == ["心理健康教育通识"]
    assert "2 / 3" in response.content.decode()


@pytest.fixture
def three(activity, cast):
    salon = kind_of(cast.school, Family.ACTIVITY, "salon")
    ActivityFactory(
        semester=cast.semester, title="读书沙龙", kind=salon, date=date(2025, 10, 8), place="图书馆"
    )
    ActivityFactory(semester=cast.semester, title="期末交流", date=date(2026, 1, 9), code="Z99")
    return salon


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"q": "ouyang"}, {"心理健康教育通识"}), ({"q": "图书馆"}, {"读书沙龙"}), ({"q": "z99"}, {"期末交流"}),
        ({"group": "null"}, {"读书沙龙", "期末交流"}), ({"held": "no"}, {"期末交流"}),
        ({"held": "yes"}, {"心理健康教育通识", "读书沙龙"}), ({"first": "2025-10-01"}, {"读书沙龙", "期末交流"}),
        ({"last": "2025-10-08"}, {"心理健康教育通识", "读书沙龙"}), ({"standing": "withdrawn"}, set()),
    ],
)  # fmt: skip
def test_filters(three, cast, browse, query, titles):
    assert set(shown(browse(cast.office).get(LIST, query))) == titles


def test_filters_by_kind_and_organiser(three, cast, browse):
    client = browse(cast.office)
    assert shown(client.get(LIST, {"kind": three.pk})) == ["读书沙龙"]
    assert shown(client.get(LIST, {"group": cast.group.pk})) == ["心理健康教育通识"]
    other = GroupFactory(school=cast.stranger.school)
    assert shown(client.get(LIST, {"group": other.pk})) == []  # another school's group is no choice


def test_sorting(three, cast, browse):
    client = browse(cast.office)
    assert shown(client.get(LIST, {"sort": "date"}))[0] == "心理健康教育通识"
    assert shown(client.get(LIST, {"sort": "-came"}))[0] == "心理健康教育通识"


def test_the_file_holds_what_is_filtered(three, cast, browse):
    response = browse(cast.office).get(LIST, {"q": "ouyang", "export": "xlsx"})
    rows = list(openpyxl.load_workbook(io.BytesIO(response.content)).active.iter_rows(values_only=True))
    assert len(rows) == 2
    assert {"心理健康教育通识", "数学组", "欧阳婧", 3, "2 / 3"} <= set(rows[1])


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_needs_the_same_queries_for_one_row_and_for_three(
    cast, browse, many, django_assert_num_queries
):
    for n in range(many):
        row = ActivityFactory(
            semester=cast.semester, code=f"A{n}", organiser=cast.group, speaker=cast.leader, date=date(2025, 9, n + 1)
        )  # fmt: skip
        AttendanceFactory(activity=row, member=cast.teacher)
    client = browse(cast.office)
    client.get(LIST)
    with django_assert_num_queries(10):
        assert len(shown(client.get(LIST))) == many


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_needs_the_same_queries_for_one_person_and_for_three(
    activity, cast, browse, many, django_assert_num_queries
):
    activity.attendances.exclude(member=cast.teacher).delete()
    for _n in range(many - 1):
        AttendanceFactory(activity=activity, member=StaffFactory(school=cast.school))
    client = browse(cast.office)
    client.get(activity.get_absolute_url())
    with django_assert_num_queries(14):
        assert len(client.get(activity.get_absolute_url()).context["rows"]) == many


def test_an_empty_list_offers_the_office_the_first_step(cast, browse):
    create = reverse("activities:activity_create")
    assert create in browse(cast.office).get(LIST).content.decode()
    assert create not in browse(cast.teacher).get(LIST).content.decode()


@pytest.mark.parametrize(
    ("role", "people"),
    [("teacher", ["单小雨"]), ("colleague", ["曾一鸣"]), ("leader", ["欧阳婧", "单小雨", "曾一鸣"]),
     ("office", ["欧阳婧", "单小雨", "曾一鸣"]), ("principal", ["欧阳婧", "单小雨", "曾一鸣"])],
)  # fmt: skip
def test_attendance_is_shown_to_oneself_the_leader_of_the_group_and_those_over_the_school(
    activity, cast, browse, role, people
):
    response = browse(getattr(cast, role)).get(activity.get_absolute_url())
    assert [row.member.name for row in response.context["rows"]] == people
    assert (response.context["roll"].came, response.context["roll"].expected) == (2, 3)
    assert response.context["is_partial"] == (len(people) < 3)


def test_hours_in_the_attendance_list_open_to_their_entry(activity, cast, browse):
    text = browse(cast.office).get(activity.get_absolute_url()).content.decode()
    assert Entry.objects.count() == 2
    for entry in Entry.objects.all():
        assert f'<a href="{entry.get_absolute_url()}">3</a>' in text
    assert cast.leader.get_absolute_url() in text


def test_a_withdrawn_activity_is_marked_readable_and_out_of_the_list(activity, cast, browse, now):
    withdraw_activities([activity], actor=cast.office.user, now=now, reason="与 A002 重复")
    client = browse(cast.teacher)
    text = client.get(activity.get_absolute_url()).content.decode()
    assert "与 A002 重复" in text
    assert "仇文礼" in text
    assert shown(client.get(LIST)) == []
    assert shown(client.get(LIST, {"standing": "all"})) == ["心理健康教育通识"]
    office = browse(cast.office)
    assert (
        reverse("activities:activity_edit", args=[activity.pk])
        not in office.get(activity.get_absolute_url()).content.decode()
    )


def test_an_activity_of_another_school_is_not_found(activity, cast, browse):
    client = browse(cast.stranger)
    assert client.get(activity.get_absolute_url()).status_code == 404
    assert shown(client.get(LIST)) == []


def test_a_long_list_is_folded_so_that_minutes_and_photos_stay_near(activity, cast, browse):
    page = reverse("activities:activity_detail", args=[activity.pk])
    assert '<details class="roll">' not in browse(cast.office).get(page).content.decode()
    for number in range(18):
        AttendanceFactory(activity=activity, member=StaffFactory(school=cast.school, number=f"Z{number:03d}"))
    shown_page = browse(cast.office).get(page).content.decode()
    assert "<summary>名单（21 人）</summary>" in shown_page
