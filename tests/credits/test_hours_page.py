"""Hours by teacher: every number is a sum and opens to its entries."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse

from apps.credits.choices import Family
from tests.credits.ledger import posting, settled
from tests.factories import SemesterFactory, StaffFactory, kind_of

HOURS, LIST = reverse("credits:hours"), reverse("credits:entry_list")


@pytest.fixture
def recognised(cast):
    """The teacher: 26 hours in two activities, one lesson observed, a paper; the leader: 3 hours."""
    seen = kind_of(cast.school, Family.OBSERVATION, "research")
    paper = kind_of(cast.school, Family.WORK, "paper")
    settled(
        cast, posting(cast, "activities.attendance:1", "20"), posting(cast, "activities.attendance:2", "6"),
        posting(cast, "observations.observation:1", "0", kind_id=seen.pk),
        posting(cast, "portfolio.work:1", "0", kind_id=paper.pk, characters=2300),
        posting(cast, "activities.attendance:3", "3", member_id=cast.leader.pk),
    )  # fmt: skip


def rows(response) -> dict:
    return {row.record.name: row.record for row in response.context["table"].rows}


def test_totals_are_those_of_the_ledger(recognised, cast, browse):
    found = rows(browse(cast.office).get(HOURS))
    assert len(found) == 5
    one = found["单小雨"]
    assert (one.hours, one.activity, one.observation, one.lesson_plan, one.work, one.characters) == (
        Decimal(26), 2, 1, 0, 1, 2300,
    )  # fmt: skip
    assert one.group_names == "数学组"
    assert (found["欧阳婧"].hours, found["曾一鸣"].hours) == (3, 0)


def test_a_reversal_takes_the_hours_off(recognised, cast, browse):
    settled(cast, keys=["activities.attendance:1"], reason="误")
    one = rows(browse(cast.office).get(HOURS))["单小雨"]
    assert (one.hours, one.activity) == (Decimal(6), 1)


def test_what_belongs_to_another_semester_is_not_counted(recognised, cast, browse):
    later = SemesterFactory(
        school=cast.school, year=cast.semester.year, term=2, starts_on=date(2026, 2, 16), ends_on=date(2026, 7, 3)
    )  # fmt: skip
    found = rows(browse(cast.office).get(HOURS, {"semester": later.pk}))
    assert found["单小雨"].hours == 0


@pytest.mark.parametrize("family", ["", "activity", "observation", "work"])
def test_each_number_opens_to_entries_that_sum_to_it(recognised, cast, browse, family):
    client = browse(cast.office)
    query = f"member={cast.teacher.pk}&amp;semester={cast.semester.pk}" + (
        f"&amp;family={family}&amp;unit=count" if family else ""
    )
    page = client.get(HOURS)
    assert f'href="{LIST}?{query}"' in page.content.decode()
    opened = client.get(f"{LIST}?{query.replace('&amp;', '&')}")
    one = rows(page)["单小雨"]
    hours, count = (entry["value"] for entry in opened.context["sums"][:2])
    assert hours == "26" if family in ("", "activity") else hours == "0"
    if family:
        assert count == getattr(one, family)


@pytest.mark.parametrize(
    ("role", "names"),
    [("teacher", {"单小雨"}), ("leader", {"单小雨", "欧阳婧"}), ("colleague", {"曾一鸣"}),
     ("principal", {"单小雨", "欧阳婧", "曾一鸣", "仇文礼", "解宏远"}), ("stranger", {"查远客"})],
)  # fmt: skip
def test_who_sees_whose_hours(recognised, cast, browse, role, names):
    if role == "stranger":
        SemesterFactory(school=cast.stranger.school)
    assert set(rows(browse(getattr(cast, role)).get(HOURS))) == names


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"state": "met"}, {"单小雨"}),
        ({"state": "short", "q": "oyj"}, {"欧阳婧"}),
        ({"q": "T002"}, {"曾一鸣"}),
    ],
)
def test_filters(recognised, cast, browse, query, names):
    assert set(rows(browse(cast.office).get(HOURS, query))) == names


def test_filters_by_group_and_sums_what_is_filtered(recognised, cast, browse):
    response = browse(cast.office).get(HOURS, {"group": cast.group.pk})
    assert set(rows(response)) == {"单小雨", "欧阳婧"}
    total, mean, reached = response.context["sums"]
    assert (total["value"], mean["value"], reached["value"].split()[0]) == ("29", "14.5", "1")
    opened = browse(cast.office).get(total["url"])
    assert opened.context["sums"][0]["value"] == "29"
    assert len(browse(cast.teacher).get(HOURS).context["sums"]) == 1  # no average over one person


def test_sorting_by_any_number(recognised, cast, browse):
    client = browse(cast.office)
    assert next(iter(rows(client.get(HOURS, {"sort": "-hours"})))) == "单小雨"
    assert next(iter(rows(client.get(HOURS, {"sort": "-characters"})))) == "单小雨"
    assert list(rows(client.get(HOURS, {"sort": "hours"})))[-1] == "单小雨"


def test_who_left_before_the_semester_is_not_listed(cast, browse):
    StaffFactory(school=cast.school, name="早离开", left_on=date(2025, 8, 31))
    StaffFactory(school=cast.school, name="期中走", left_on=date(2025, 10, 31))
    found = rows(browse(cast.office).get(HOURS))
    assert "早离开" not in found
    assert "期中走" in found


def test_the_file_holds_numbers(recognised, cast, browse):
    response = browse(cast.office).get(HOURS, {"q": "shan", "export": "xlsx"})
    _heading, row = openpyxl.load_workbook(io.BytesIO(response.content)).active.iter_rows(values_only=True)
    assert row[:4] == ("单小雨", "T001", "数学组", 26)
    assert row[5:10] == (2, 1, 0, 1, 2300)


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_needs_the_same_queries_for_one_row_and_for_three(
    recognised, cast, browse, many, django_assert_num_queries
):
    words = {1: "T001", 3: "小学"}[many]
    for n in range(3):
        StaffFactory(school=cast.school, name=f"小学{n}", number=f"X{n}")
    client = browse(cast.office)
    client.get(HOURS)
    with django_assert_num_queries(12):
        assert len(rows(client.get(HOURS, {"q": words}))) == many


def test_who_has_the_fewest_hours_comes_first(recognised, cast, browse):
    shown = list(rows(browse(cast.office).get(HOURS)).values())
    assert [one.hours for one in shown] == [0, 0, 0, 3, 26]
