"""The sign-in sheet: who is to come, in two columns, lines for guests."""

from datetime import date, time

import pypdfium2
import pytest
from django.urls import reverse

from apps.reports import attendance
from tests.browser.people import text_of
from tests.factories import ActivityFactory, AttendanceFactory, StaffFactory


@pytest.fixture
def planned(cast):
    activity = ActivityFactory(
        semester=cast.semester, title="集体备课：圆", organiser=cast.group, speaker=cast.leader, place="录播室",
        date=date(2025, 11, 20), starts_at=time(14, 30), ends_at=time(16),
    )  # fmt: skip
    for member in (cast.teacher, cast.leader):
        AttendanceFactory(activity=activity, member=member, state="expected")
    return activity


def address(activity):
    return reverse("reports:sign_in_sheet", args=[activity.pk])


def test_numbers_run_down_the_left_column_and_guests_come_last(planned):
    sheet = attendance.sheet_of(planned)
    (rows,) = sheet.pages
    assert [(a.number, a.name, b.number, b.name) for a, b in rows] == [
        (1, "单小雨", 6, ""), (2, "欧阳婧", 7, ""), (3, "", 8, ""), (4, "", 9, ""), (5, "", 10, ""),
    ]  # fmt: skip
    assert sheet.when == "2025年11月20日（周四）14:30—16:00"


def test_without_a_list_there_are_blank_lines(cast):
    sheet = attendance.sheet_of(ActivityFactory(semester=cast.semester))
    assert (sheet.named, len(sheet.pages[0])) == (0, attendance.BLANK // 2)


def test_fifty_people_sign_on_one_sheet(planned, cast, browse):
    for n in range(48):
        AttendanceFactory(
            activity=planned, member=StaffFactory(school=cast.school, name=f"林老师{n}"), state="expected"
        )
    answer = browse(cast.leader).get(address(planned))
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("inline")
    assert len(pypdfium2.PdfDocument(answer.content)) == 1
    words = text_of(answer.content)
    for said in ("清溪小学", "集体备课：圆", "录播室", "欧阳婧", "单小雨", "林老师47", "14:30"):
        assert said in words


def test_on_two_pages_each_page_is_read_on_its_own(planned, cast):
    for n in range(60):
        AttendanceFactory(
            activity=planned, member=StaffFactory(school=cast.school, name=f"林老师{n}"), state="expected"
        )
    first, second = attendance.sheet_of(planned).pages
    assert [first[0][0].number, first[0][1].number] == [1, attendance.FULL + 1]
    assert first[-1][1].number + 1 == second[0][0].number
    assert second[-1][1].number == 70
    document = pypdfium2.PdfDocument(attendance.print_sheet(planned))
    assert len(document) == 2
    assert "林老师57" not in document[0].get_textpage().get_text_range()


@pytest.mark.parametrize(("role", "status"), [("teacher", 403), ("colleague", 403), ("stranger", 404)])
def test_others_print_no_list_of_names(planned, cast, browse, role, status):
    assert browse(getattr(cast, role)).get(address(planned)).status_code == status
