"""How many came of those expected is the same number wherever it is told."""

import io

import openpyxl
import pytest
from django.urls import reverse

from apps.activities.choices import Attended
from apps.activities.models import Activity
from apps.activities.rules import Roll
from apps.activities.selectors import with_attendance
from apps.reports.selectors import figures
from apps.reports.sheets import tables
from tests.factories import ActivityFactory, AttendanceFactory, StaffFactory

LIST = reverse("activities:activity_list")


def test_who_came_late_or_left_early_came_and_who_is_not_marked_was_not_expected():
    roll = Roll.of([*Attended.values, Attended.LATE])
    assert (roll.came, roll.expected, roll.pending, roll.listed) == (4, 6, 1, 7)


def attended(cast, states, **fields):
    activity = ActivityFactory(semester=cast.semester, **fields)
    for state in states:
        AttendanceFactory(activity=activity, member=StaffFactory(school=cast.school), state=state)
    return activity


def test_list_page_home_summary_and_file_tell_the_same(cast, browse, now):
    activity = attended(
        cast, ["present", "late", "left_early", "leave", "absent", "expected"], title="读书沙龙"
    )
    office = browse(cast.office)
    assert "3 / 5" in office.get(LIST).content.decode()
    assert "应到 5 人，实到 3 人" in office.get(activity.get_absolute_url()).content.decode()
    assert "3 / 5" in browse(cast.principal).get("/").content.decode()
    told = figures(cast.semester, today=now.date())
    [row] = told.activities
    assert (row.roll.came, row.roll.expected) == (3, 5)
    book = openpyxl.load_workbook(io.BytesIO(tables(told)))
    assert (5, 3, 60) in [line[-3:] for line in book["活动汇总表"].iter_rows(values_only=True)]


@pytest.mark.parametrize("states", [["expected"], ["expected", "expected", "expected"]])
def test_where_nobody_is_marked_yet_no_number_is_told(cast, browse, states):
    activity = attended(cast, states, date=cast.semester.ends_on)
    page = browse(cast.office).get(activity.get_absolute_url()).content.decode()
    assert "尚未登记" in page
    assert "实到" not in page
    listed = browse(cast.office).get(LIST).context["table"].rows[0].get_cell("came")
    assert listed == "尚未登记"


def test_an_activity_without_a_list_says_nothing(cast):
    ActivityFactory(semester=cast.semester)
    assert with_attendance(Activity.objects.all()).get().turnout == "—"
