"""Headings are found wherever people put them."""

import pytest

from apps.workbooks.validators.messages import NotAWorkbook
from apps.workbooks.validators.workbook import read_workbook
from tests.workbooks.book import content


def told(file: bytes) -> list[tuple]:
    with pytest.raises(NotAWorkbook) as refusal:
        read_workbook(file)
    return [(m.code, m.sheet, m.params) for m in refusal.value.mistakes]


def names(file: bytes) -> list[str]:
    return [row.values["姓名"] for row in read_workbook(file).rows("教师")]


ALL = ["单小雨", "仇文礼", "古丽娜尔·买买提", "王䶮"]


def test_a_merged_title_and_a_note_may_stand_above_the_headings(book):
    book.sheets["教师"] = [["", ""], ["", ""], ["", ""], *book["教师"]]
    file = content(
        book.sheets,
        lambda _book, pages: pages["教师"].merge_range("A1:K2", "柳营小学教师名册（2025学年第一学期）", None),
    )
    reading = read_workbook(file)
    assert [row.values["姓名"] for row in reading.rows("教师")] == ALL
    assert reading.sheets["教师"].raw.address("姓名", reading.rows("教师")[0].number) == "B5"


def test_columns_may_stand_in_another_order_with_others_between_them(book):
    rows = book["教师"]
    book.sheets["教师"] = [["序号", *row[1:3], "备注", row[0], *row[3:]] for row in rows]
    reading = read_workbook(book.content())
    assert [(row.values["工号"], row.values["姓名"]) for row in reading.rows("教师")] == [
        (f"T0{n + 1}", name) for n, name in enumerate(ALL)
    ]
    assert reading.mistakes == []


def test_a_wrong_cell_is_named_by_where_it_really_stands(book):
    book.sheets["教师"] = [["", "", ""], *([f"甲{n}", *row] for n, row in enumerate(book["教师"]))]
    book.put("教师", "E5", "不知道")
    assert [(m.cell, m.code) for m in read_workbook(book.content()).mistakes] == [("E5", "not_a_date")]


def test_headings_may_carry_spaces_stars_and_a_unit(book):
    book["活动"][0] = [
        "编 号",
        "名称*",
        "类型：",
        "组织",
        "日期（年月日）",
        "开始",
        "结束",
        "地点",
        "主讲工号",
        " 学时(节) ",
    ]
    assert read_workbook(book.content()).mistakes == []


def test_blank_rows_are_left_out(book):
    book["教师"].insert(2, ["", "　", " ", "\u200b"])
    book["教师"].extend([[""] * 11] * 5)
    assert names(book.content()) == ALL


def test_hidden_columns_are_read_and_hidden_extra_columns_do_no_harm(book):
    for row in book["教师"]:
        row.append("旧工号" if row[0] == "工号" else "9")

    def hide(_book, pages):
        pages["教师"].set_column(1, 1, None, None, {"hidden": True})
        pages["教师"].set_column(11, 11, None, None, {"hidden": True})

    assert names(content(book.sheets, hide)) == ALL


def test_of_two_columns_with_one_heading_the_one_that_is_seen_counts(book):
    for row in book["教师"]:
        row.append("姓名" if row[0] == "工号" else "旧名")
    file = content(
        book.sheets, lambda _b, pages: pages["教师"].set_column(11, 11, None, None, {"hidden": True})
    )
    assert names(file) == ALL


def test_two_columns_with_one_heading_are_refused_by_name(book):
    for row in book["教师"]:
        row.append("姓名" if row[0] == "工号" else "另一个")
    assert told(book.content()) == [("heading_twice", "教师", {"heading": "姓名", "sheet": "教师"})]


def test_every_missing_sheet_and_heading_is_named_at_once(book):
    del book.sheets["课题"]
    book.put("教师", "B1", "名字").put("成果", "H1", "奖")
    assert told(book.content()) == [
        ("missing_sheet", "课题", {"sheet": "课题"}),
        ("missing_heading", "教师", {"heading": "姓名", "sheet": "教师"}),
        ("missing_heading", "成果", {"heading": "等次", "sheet": "成果"}),
    ]


def test_an_empty_sheet_lacks_all_its_headings(book):
    book.sheets["校区"] = []
    assert told(book.content()) == [("missing_heading", "校区", {"heading": "名称", "sheet": "校区"})]


def test_sheet_names_may_carry_spaces_and_other_sheets_may_be_there(book):
    sheets = {
        "说明": [["随便写"]],
        **{f" {name}　" if name == "教师" else name: rows for name, rows in book.sheets.items()},
    }
    assert names(content(sheets)) == ALL


def test_results_of_formulas_are_read(book):
    def add(_book, pages):
        pages["活动"].write_formula("J2", "=1+2", None, 3)
        pages["教师"].write_formula("B2", '="单"&"小雨"', None, "单小雨")
        pages["活动"].write_formula(
            "E2", "=DATE(2025,9,12)", _book.add_format({"num_format": "yyyy-mm-dd"}), 45912
        )

    reading = read_workbook(content(book.sheets, add))
    assert reading.mistakes == []
    first = reading.rows("活动")[0].values
    assert (first["学时"], str(first["日期"])) == (3, "2025-09-12")


def test_a_formula_with_an_error_or_without_a_result_is_told_from_an_empty_cell(book):
    def add(_book, pages):
        pages["听课"].write_formula("I2", "=1/0", None, "#DIV/0!")
        pages["听课"].write_formula("I3", "=1+1", None, "")

    found = [(m.cell, m.code) for m in read_workbook(content(book.sheets, add)).mistakes]
    assert found == [("I2", "formula_error"), ("I3", "formula_without_result")]


def test_a_sheet_without_rows_is_fine(book):
    for name in ("教案", "成果", "课题", "听课", "校区"):
        book.sheets[name] = book[name][:1]
    for row in book["教师"][1:]:
        row[5] = ""
    for row in book["教研组"][1:]:
        row[1] = ""
    assert read_workbook(book.content()).mistakes == []
