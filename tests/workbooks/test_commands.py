"""``bin/manage import_workbook`` and ``export_workbook``."""

import json

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from apps.activities.models import Activity
from apps.schools.models import School
from tests.workbooks.book import rows_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(tmp_path, capsys):
    """``run(book, "--json")``: exit status and standard output."""

    def call(book, *options):
        path = tmp_path / "学期.xlsx"
        path.write_bytes(book if isinstance(book, bytes) else book.content())
        status = 0
        try:
            call_command("import_workbook", str(path), *options)
        except SystemExit as end:
            status = end.code
        return status, capsys.readouterr().out

    return call


def test_a_dry_run_reports_and_writes_nothing(run, book):
    status, out = run(book, "--dry-run", "--json")
    report = json.loads(out)
    assert status == 0
    assert list(report) == ["school", "written", "sheets", "errors"]
    assert (report["school"], report["written"], report["errors"]) == ("柳营小学", False, [])
    assert list(report["sheets"]) == [
        "学校",
        "校区",
        "教师",
        "教研组",
        "活动",
        "参与",
        "听课",
        "教案",
        "成果",
        "课题",
    ]
    assert report["sheets"]["听课"] == {"new": 3, "changed": 0, "unchanged": 0}
    assert not School.objects.exists()


def test_an_import_is_written_and_the_second_changes_nothing(run, book):
    assert json.loads(run(book, "--json")[1])["written"] is True
    report = json.loads(run(book, "--json")[1])
    assert all(counts["new"] == counts["changed"] == 0 for counts in report["sheets"].values())
    assert Activity.objects.count() == 3


def test_a_mistake_ends_with_status_1_and_a_report(run, book):
    status, out = run(book.put("教师", "B3", ""), "--json")
    report = json.loads(out)
    assert (status, report["written"]) == (1, False)
    assert report["errors"] == [
        {
            "sheet": "教师",
            "cell": "B3",
            "value": "",
            "code": "missing",
            "message": "「姓名」没有填。填上，或删掉整行。",
        }
    ]
    assert not School.objects.exists()


def test_what_is_no_workbook_is_reported_in_the_same_form(run):
    status, out = run(b"PK nothing", "--json")
    report = json.loads(out)
    assert (status, report["school"], report["written"]) == (1, None, False)
    assert [(e["sheet"], e["cell"], e["code"]) for e in report["errors"]] == [("", "", "damaged")]


def test_without_json_people_can_read_it(run, book):
    status, out = run(book.put("教师", "B3", ""))
    assert status == 1
    assert "教师!B3" in out
    assert "「姓名」没有填" in out


def test_a_file_that_is_not_there_is_named():
    with pytest.raises(CommandError, match=r"nowhere\.xlsx"):
        call_command("import_workbook", "/tmp/nowhere.xlsx")


def test_a_semester_is_exported_to_a_file(run, book, tmp_path):
    run(book)
    out = tmp_path / "new" / "out.xlsx"
    call_command("export_workbook", school="LYXX", year="2025-2026", term=1, out=out)
    assert len(rows_of(out.read_bytes())["参与"]) == 9


def test_a_semester_that_is_not_there_is_said(run, book, tmp_path):
    run(book)
    with pytest.raises(CommandError, match="no semester 2025-2026 term 2"):
        call_command("export_workbook", school="LYXX", year="2025-2026", term=2, out=tmp_path / "x.xlsx")


def test_the_empty_workbook_has_the_sheets_and_lists_to_choose_from(tmp_path, run):
    path = tmp_path / "空白.xlsx"
    call_command("workbook_template", out=path)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [
        "填写说明",
        "学校",
        "校区",
        "教师",
        "教研组",
        "活动",
        "参与",
        "听课",
        "教案",
        "成果",
        "课题",
        "申报",
    ]
    assert [cell.value for cell in book["参与"][1]] == [
        "活动编号", "工号", "角色", "考勤", "缺席分钟", "签到次数", "反思",
    ]  # fmt: skip
    assert [v.formula1 for v in book["参与"].data_validations.dataValidation][
        1
    ] == '"出席,迟到,早退,请假,公假,缺席,应到"'
    status, out = run(path.read_bytes(), "--json")
    codes = {(e["sheet"], e["code"]) for e in json.loads(out)["errors"]}
    assert (status, codes) == (1, {("学校", "item_empty")}), "its headings are found, its values are missing"
