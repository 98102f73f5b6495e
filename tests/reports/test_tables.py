import io

import openpyxl
import pytest
from django.urls import reverse

from apps.reports import sheets
from apps.reports.selectors import figures
from tests import factories
from tests.reports import made as rows


def open_book(content):
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.fixture
def book(db):
    return open_book(sheets.tables(figures(rows.load().semester, today=rows.LAST_DAY)))


def test_there_is_a_sheet_for_each_table_with_its_title(book):
    assert book.sheetnames == ["学时统计表", "活动汇总表", "成果", "课题"]
    assert book["学时统计表"]["A1"].value == "溪口小学2025—2026 学年第一学期校本研修学时统计表"


def test_sheets_are_made_for_paper(book):
    for sheet in book:
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0  # as many pages as it takes, one page wide
        assert sheet.page_setup.paperSize == 9
        assert sheet.print_title_rows == "$1:$2"
        assert sheet.freeze_panes == "A3"


def test_hours_stand_in_the_table_as_numbers_and_are_summed(book):
    sheet = book["学时统计表"]
    found = {row[1]: row for row in sheet.iter_rows(min_row=3, values_only=True)}
    assert found["T001"][2:] == ("王䶮", "甲组", 3, 3, 0, 1, 7.5, "达标")
    assert found["T005"][8:] == (4.5, "未达标")
    last = [*sheet.iter_rows(values_only=True)][-1]
    assert last[0] == "合计"
    assert last[8] == sum(row[8] for number, row in found.items() if number)


def test_every_activity_work_and_project_is_listed(book):
    assert [row[1] for row in book["活动汇总表"].iter_rows(min_row=3, values_only=True)][:-1] == [
        "A1", "A3", "A2", "A4",
    ]  # fmt: skip
    assert book["成果"].max_row == 2 + len(rows.WORKS)
    assert [row[0] for row in book["课题"].iter_rows(min_row=3, values_only=True)] == ["K1", "K2"]


def test_a_name_that_looks_like_a_formula_is_text(db):
    made = rows.load()
    made.staff["T001"].name = "=1+1"
    made.staff["T001"].save()
    book = open_book(sheets.tables(figures(made.semester, today=rows.LAST_DAY)))
    assert book["学时统计表"]["C3"].value == "=1+1"
    assert book["学时统计表"]["C3"].data_type == "s"


def test_an_empty_semester_has_empty_tables(db):
    book = open_book(sheets.tables(figures(factories.SemesterFactory(), today=rows.LAST_DAY)))
    assert [sheet.max_row for sheet in book] == [2, 2, 2, 2]


def test_the_office_takes_the_tables_at_once_and_a_teacher_does_not(cast, browse):
    address = reverse("reports:summary_tables", args=[cast.semester.pk])
    response = browse(cast.office).get(address)
    assert open_book(response.content).sheetnames[0] == "学时统计表"
    assert browse(cast.teacher).get(address).status_code == 403
    assert browse(cast.stranger).get(address).status_code == 404
