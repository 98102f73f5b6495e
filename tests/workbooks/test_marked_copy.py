"""The user's own workbook, with the wrong cells marked."""

import io

import openpyxl
import pytest

from apps.workbooks.services.marking import mark_mistakes
from tests.workbooks.book import content


@pytest.fixture
def marked(check):
    def run(file):
        copy = mark_mistakes(file, check(file).mistakes)
        return openpyxl.load_workbook(io.BytesIO(copy))

    return run


def test_wrong_cells_are_filled_and_say_why(book, marked):
    found = marked(book.put("教师", "B3", "").put("活动", "J2", -2).content())
    cell = found["活动"]["J2"]
    assert (cell.value, cell.fill.start_color.rgb[-6:]) == (-2, "F6C9BF")
    assert cell.comment.text == "「学时」不能小于 0。填 0 或更大的数。"
    assert found["教师"]["B3"].comment.text.startswith("「姓名」没有填")
    assert found["活动"]["J3"].comment is None


def test_a_list_of_all_mistakes_stands_in_front(book, marked):
    found = marked(book.put("教师", "B3", "").put("活动", "J2", "=太多").content())
    rows = list(found["错误清单"].iter_rows(values_only=True))
    assert found.sheetnames[0] == "错误清单"
    assert [row[:2] for row in rows] == [("表", "单元格"), ("教师", "B3"), ("活动", "J2")]
    assert rows[2][2] == "'=太多", "what was typed is no formula in the list"


@pytest.mark.parametrize("typed", ["=1+1", '=1*HYPERLINK("http://example.org")', "+太多", "@太多"])
def test_nothing_typed_is_a_formula_in_the_list(book, marked, typed):
    cell = marked(book.put("活动", "J2", typed).content())["错误清单"]["C2"]
    assert (cell.data_type, cell.value) == ("s", f"'{typed}")


def test_what_else_is_in_the_file_stays(book, marked):
    def add(made, pages):
        pages["教师"].write_comment("A2", "去年的备注")
        pages["教师"].write_formula("M2", "=1+1", None, 2)
        made.add_worksheet("草稿").write(0, 0, "自己的")

    found = marked(content(book.put("教师", "A2", "　").sheets, add))
    assert found["草稿"]["A1"].value == "自己的"
    assert found["教师"]["M2"].value == "=1+1"
    assert found["教师"]["A2"].comment.text.endswith("去年的备注")


def test_a_cell_inside_merged_ones_is_marked_at_their_corner(book, marked):
    file = content(
        book.put("教师", "B3", "").sheets,
        lambda _made, pages: pages["教师"].merge_range("A3:B3", "T02", None),
    )
    assert marked(file)["教师"]["A3"].comment.text.startswith("「姓名」没有填")


def test_when_nothing_can_be_marked_the_mistakes_are_listed(check):
    copy = mark_mistakes(b"no workbook", check(b"no workbook").mistakes)
    rows = list(openpyxl.load_workbook(io.BytesIO(copy)).active.iter_rows(values_only=True))
    assert rows[1][3].startswith("这不是 Excel 工作簿")


def test_the_marked_copy_can_be_corrected_and_uploaded(book, marked, check):
    found = marked(book.put("活动", "J2", -2).content())
    found["活动"]["J2"].value = 2
    buffer = io.BytesIO()
    found.save(buffer)
    assert check(buffer.getvalue()).mistakes == []
