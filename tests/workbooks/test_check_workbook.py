"""Every mistake is found at once, in its own cell, and nothing else is."""

from datetime import date

import pytest

from apps.schools.models import School
from tests.workbooks.book import day

WRONG = {
    # sheet, cell, value, where it is reported, code
    "school code missing": ("学校", "B3", "", "B3", "item_empty"),
    "school year": ("学校", "B4", "明年", "B4", "not_a_year"),
    "term": ("学校", "B5", "3", "B5", "not_a_choice"),
    "first day in another year": ("学校", "B6", date(2024, 9, 1), "B6", "semester_other_year"),
    "last day first": ("学校", "B7", date(2025, 8, 1), "B7", "semester_backwards"),
    "semester too long": ("学校", "B7", date(2026, 12, 1), "B7", "semester_too_long"),
    "item twice": ("学校", "A8", "学期", "A8", "item_twice"),
    "item missing": ("学校", "A6", "开学", "A1", "item_missing"),
    "name missing": ("教师", "B3", "", "B3", "missing"),
    "number twice": ("教师", "A5", "T01", "A5", "duplicate"),
    "no such campus": ("教师", "F2", "月球校区", "F2", "unknown_reference"),
    "sex": ("教师", "C2", "猫", "C2", "not_a_choice"),
    "born tomorrow": ("教师", "D2", date(2025, 12, 1), "E2", "born_after_joining"),
    "joined as a child": ("教师", "E3", date(1995, 1, 1), "E3", "born_after_joining"),
    "joined after the end": ("教师", "E4", date(2031, 9, 1), "E4", "after_semester"),
    "leader unknown": ("教研组", "C2", "T99", "C2", "unknown_reference"),
    "member unknown": ("教研组", "D2", "T01、T98", "D2", "unknown_reference"),
    "member twice": ("教研组", "D2", "T01、T03、T01", "D2", "listed_twice"),
    "activity twice": ("活动", "A3", "A01", "A3", "duplicate"),
    "kind missing": ("活动", "C2", "", "C2", "missing"),
    "organiser unknown": ("活动", "D3", "体育组", "D3", "unknown_reference"),
    "activity before the semester": ("活动", "E2", day(8, 31), "E2", "not_a_date"),
    "activity outside": ("活动", "E2", date(2019, 1, 1), "E2", "outside_semester"),
    "ends first": ("活动", "G2", "14:00", "G2", "ends_before_start"),
    "hours below zero": ("活动", "J2", -2, "J2", "below_zero"),
    "hours beyond reason": ("活动", "J2", 2000, "J2", "too_large"),
    "attended what": ("参与", "A2", "A99", "A2", "unknown_reference"),
    "attended who": ("参与", "B2", "T97", "B2", "unknown_reference"),
    "attended twice": ("参与", "B3", "T01", "B3", "duplicate"),
    "state missing": ("参与", "D2", "", "D2", "missing"),
    "state unknown": ("参与", "D2", "飞行", "D2", "not_a_choice"),
    "part unknown": ("参与", "C2", "路过", "C2", "not_a_choice"),
    "own lesson": ("听课", "B2", "T01", "B2", "same_person"),
    "lesson next week": ("听课", "C2", "下周三", "C2", "not_a_date"),
    "lesson after the end": ("听课", "C2", date(2026, 1, 24), "C2", "outside_semester"),
    "period": ("听课", "D2", 13, "D2", "too_large"),
    "score": ("听课", "I2", 101, "I2", "too_large"),
    "mode": ("听课", "H2", "梦里", "H2", "not_a_choice"),
    "plan state": ("教案", "F2", "大概可以", "F2", "not_a_choice"),
    "plan of last year": ("教案", "E2", date(2024, 9, 15), "E2", "outside_semester"),
    "week": ("教案", "D2", 31, "D2", "too_large"),
    "characters": ("成果", "E2", -5, "E2", "below_zero"),
    "level": ("成果", "F2", "宇宙级", "F2", "not_a_choice"),
    "prize without award": ("成果", "G2", "发表", "H2", "prize_without_award"),
    "parent unknown": ("课题", "E3", "K99", "E3", "unknown_reference"),
    "own parent": ("课题", "E2", "K01", "E2", "own_parent"),
    "circle": ("课题", "E2", "K02", "E3", "parent_circle"),
    "registered later": ("课题", "I2", date(2026, 9, 1), "I2", "after_semester"),
    "stage missing": ("课题", "J2", "", "J2", "missing"),
}
WRONG["activity before the semester"] = ("活动", "E2", date(2025, 8, 31), "E2", "outside_semester")


@pytest.mark.parametrize("case", WRONG, ids=str)
def test_a_mistake_is_reported_once_and_alone(book, faults, case):
    sheet, cell, value, reported, code = WRONG[case]
    assert faults(book.put(sheet, cell, value)) == [(sheet, reported, code)]


def test_a_sound_workbook_has_no_mistakes(book, check):
    checked = check(book)
    assert checked.mistakes == []
    assert checked.counts["教师"] == {"new": 4, "changed": 0, "unchanged": 0}
    assert not School.objects.exists(), "a check writes nothing"


def test_all_mistakes_are_told_in_the_order_of_the_workbook(book, faults):
    book.put("课题", "J3", "").put("教师", "B3", "").put("听课", "I4", 300).put("听课", "A4", "T77").put(
        "学校", "B5", ""
    )
    assert [(sheet, cell) for sheet, cell, _code in faults(book)] == [
        ("学校", "B5"), ("教师", "B3"), ("听课", "A4"), ("听课", "I4"), ("课题", "J3"),
    ]  # fmt: skip


def test_a_row_with_a_mistake_still_stands_for_its_number(book, faults):
    """A teacher whose birth date cannot be read is still a teacher others may name."""
    assert faults(book.put("教师", "D2", "很久以前")) == [("教师", "D2", "not_a_date")]


def test_a_number_that_cannot_be_read_is_reported_once_not_wherever_it_is_used(book, faults):
    """T02 stands in five other rows: without its own number these are taken for its."""
    assert faults(book.put("教师", "A3", "")) == [("教师", "A3", "missing")]


def test_a_group_whose_name_is_missing_or_doubled_is_reported_once(book, faults):
    book.put("活动", "D4", "语文组")
    assert faults(book.put("教研组", "A2", "")) == [("教研组", "A2", "missing")]
    assert faults(book.put("教研组", "A2", "数学组")) == [("教研组", "A3", "duplicate")]


def test_a_row_that_stands_there_twice_hides_no_unknown_number(book, faults):
    book["教师"].append(book["教师"][1])
    book.put("参与", "B2", "T99").put("参与", "B6", "T99")
    assert [cell for _sheet, cell, _code in faults(book)] == ["A6", "B2", "B6"]


def test_with_a_number_lost_another_unknown_one_is_still_found(book, faults):
    book.put("教师", "A3", "").put("听课", "A2", "T77")
    assert faults(book) == [("教师", "A3", "missing"), ("听课", "A2", "unknown_reference")]


def test_days_are_not_judged_when_the_semester_cannot_be_read(book, faults):
    assert faults(book.put("学校", "B7", "寒假")) == [("学校", "B7", "not_a_date")]


@pytest.mark.parametrize(
    ("sheet", "cell", "value"),
    [("教案", "E2", date(2025, 8, 20)), ("教案", "E2", date(2026, 2, 1)), ("成果", "D2", date(2025, 7, 20)),
     ("成果", "D2", date(2026, 2, 10)), ("教师", "E4", date(2025, 11, 3)), ("教师", "B5", "单小雨"), ("活动", "J2",
      0),
     ("活动", "D2", "全校"), ("教师", "F2", ""), ("教研组", "C2", ""), ("听课", "D2", ""), ("课题", "I2", date(2019,
      5, 1)),
     ("参与", "D2", "应到"), ("活动", "G2", ""), ("成果", "H2", "—"), ("学校", "B8", ""), ("学校", "A8", "备注")],
)  # fmt: skip
def test_what_offices_really_have_is_not_refused(book, faults, sheet, cell, value):
    assert faults(book.put(sheet, cell, value)) == []


def test_the_message_names_reason_and_remedy_and_the_value(book, check):
    mistake = check(book.put("参与", "D2", " 飞 行 ")).mistakes[0]
    assert mistake.as_report() == {
        "sheet": "参与", "cell": "D2", "value": "飞 行", "code": "not_a_choice",
        "message": "「考勤」没有这种写法。从这些里选一个：出席、迟到、早退、请假、公假、缺席、应到。",
    }  # fmt: skip


def test_days_in_another_semester_of_the_school_are_refused(book, load, faults):
    load(book)
    spring = (
        book.put("学校", "B5", 2).put("学校", "B6", date(2026, 1, 20)).put("学校", "B7", date(2026, 7, 1))
    )
    assert ("学校", "B6", "semester_overlaps") in faults(spring)
