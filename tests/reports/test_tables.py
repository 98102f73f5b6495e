import io
import re
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse

from apps.reports import sheets
from apps.reports.exhibits import EXHIBITS
from apps.reports.figures import Tally
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
    assert found["T001"][2:10] == ("王䶮", "甲组", 3, 3, 0, 1, 7.5, "达标")
    assert found["T005"][8:10] == (4.5, "未达标")
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


AVERAGES = {"出席率", "人均学时", "人均听课", "所占比例", "结论", "序号", "工号", "编号"}


def test_the_rows_of_every_column_add_up_to_its_total(db):
    made = rows.load()
    common = {"school": made.semester.school, "semester": made.semester}
    subject = factories.SubjectFactory(school=made.semester.school)
    group = made.groups["甲组"]
    group.subject = subject
    group.save()
    preparing = {"school": made.semester.school, "kind": "preparation"}
    within = factories.GroupFactory(**preparing, name="甲组备课", subject=subject)
    alone = factories.GroupFactory(**preparing, name="无学科备课组")
    for organiser in (within, within, alone):
        factories.ActivityFactory(**common, organiser=organiser)
    told = figures(made.semester, today=rows.LAST_DAY)
    assert [g.activities for g in told.real_groups] == [3, 1]
    assert told.other_groups == Tally("备课组（合计）", 1)
    summed = set()
    for key, make in EXHIBITS.items():
        table = make(told).table
        for position, total in enumerate(table.total if table and table.total else []):
            title = table.columns[position].title
            if (
                title in AVERAGES
                or table.columns[position].is_code
                or not re.fullmatch(r"[\d.]+", total.text)
            ):
                continue
            cells = [row[position].text for row in table.rows]
            assert sum(Decimal(cell) for cell in cells if cell != "—") == Decimal(total.text), (key, title)
            summed.add((key, title))
    assert ("groups", "组内活动") in summed
    assert len(summed) > 20


def test_an_empty_semester_has_empty_tables(db):
    book = open_book(sheets.tables(figures(factories.SemesterFactory(), today=rows.LAST_DAY)))
    assert [sheet.max_row for sheet in book] == [2, 2, 2, 2]


def test_the_office_takes_the_tables_at_once_and_a_teacher_does_not(cast, browse):
    address = reverse("reports:summary_tables", args=[cast.semester.pk])
    response = browse(cast.office).get(address)
    assert open_book(response.content).sheetnames[0] == "学时统计表"
    assert browse(cast.teacher).get(address).status_code == 403
    assert browse(cast.stranger).get(address).status_code == 404
