"""What people type into cells, and what it means."""

import contextlib
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.workbooks.choices.layout import BY_NAME, ITEMS
from apps.workbooks.rules.cells import SERIALS, Unreadable, read_cell, read_date, read_time, shown

HOURS = BY_NAME["活动"].by_heading["学时"]
PERIOD = BY_NAME["听课"].by_heading["节次"]
SCORE = BY_NAME["听课"].by_heading["评分"]
NUMBER = BY_NAME["教师"].by_heading["工号"]
NAME = BY_NAME["教师"].by_heading["姓名"]
TITLE = BY_NAME["教师"].by_heading["职称"]
POSTS = BY_NAME["教师"].by_heading["职务"]
MEMBERS = BY_NAME["教研组"].by_heading["成员工号"]
STATE = BY_NAME["参与"].by_heading["考勤"]
RESULT = BY_NAME["成果"].by_heading["结果"]
YEAR = next(item.column for item in ITEMS if item.heading == "学年")


def refused(raw, column) -> str:
    with pytest.raises(Unreadable) as wrong:
        read_cell(raw, column)
    return wrong.value.code


DAYS = st.dates(date(1927, 6, 1), date(2099, 12, 31))


@given(DAYS, st.sampled_from(["{y}年{m}月{d}日", "{y}.{m}.{d}", "{y}/{m}/{d}", "{y}-{m}-{d}",
 "{y}-{m:02}-{d:02} 00:00:00",
                              " {y} 年 {m} 月 {d} 日　", "{y}{m:02}{d:02}", "{y}-{m}-{d}（周五）",
                               "{y}年{m}月{d}号"]))  # fmt: skip
def test_a_day_is_read_however_it_is_written(day, form):
    assert read_date(form.format(y=day.year, m=day.month, d=day.day)) == day


@given(DAYS)
def test_a_day_in_full_width_digits_is_read(day):
    wide = f"{day:%Y-%m-%d}".translate(
        {ord(str(n)): chr(ord("０") + n) for n in range(10)} | {ord("-"): "－"}
    )
    assert read_date(wide) == day


@given(DAYS, st.floats(0, 0.99))
def test_excels_number_of_a_day_is_that_day(day, part):
    serial = (day - date(1899, 12, 30)).days
    assert SERIALS[0] <= serial < SERIALS[1]
    assert read_date(serial + part) == read_date(str(serial)) == day


@given(st.datetimes(datetime(1927, 6, 1), datetime(2099, 12, 31)))  # noqa: DTZ001 a moment on paper
def test_of_a_day_with_a_time_the_day_counts(moment):
    assert read_date(moment) == read_date(f"{moment:%Y-%m-%d %H:%M:%S}") == moment.date()


@given(st.text(max_size=12))
def test_no_text_makes_the_reader_of_dates_stumble(text):
    with contextlib.suppress(Unreadable):
        assert isinstance(read_date(text), date)


@pytest.mark.parametrize(
    "text", ["1985-13-40", "下周三", "2025.9", "9月5日", "2025-2-30", "25-9-1", "二〇二五年九月一日", "-1"]
)
def test_what_is_no_day_is_refused(text):
    with pytest.raises(Unreadable, match="not_a_date"):
        read_date(text)


@pytest.mark.parametrize("raw", [2025.9, 3, True, time(8, 0), timedelta(days=1)])
def test_a_number_too_small_for_a_day_is_no_date(raw):
    with pytest.raises(Unreadable, match="not_a_date"):
        read_date(raw)


def test_a_day_of_the_middle_ages_is_refused():
    with pytest.raises(Unreadable, match="date_far_off"):
        read_date("1025-9-1")


@given(st.times())
def test_a_clock_time_is_read_to_the_minute(moment):
    minute = moment.replace(second=0, microsecond=0)
    part = (minute.hour * 60 + minute.minute) / 1440
    for raw in (
        minute,
        f"{minute:%H:%M}",
        f"{minute:%H：%M}",
        f"{minute.hour}点{minute.minute}分",
        part,
        timedelta(days=part),
    ):
        assert read_time(raw) == minute


@pytest.mark.parametrize(
    ("text", "meant"),
    [("下午2:30", time(14, 30)), ("上午 8：05", time(8, 5)), ("下午2点", time(14)), ("2点半", time(2, 30)),
     ("14时30分", time(14, 30)), ("2:30PM", time(14, 30)), ("14:30:00", time(14, 30)), ("中午12:10", time(12, 10))],
)  # fmt: skip
def test_the_time_of_day_is_understood(text, meant):
    assert read_time(text) == meant


@pytest.mark.parametrize("raw", ["25:00", "14:61", "下午", "14:30-16:00", 1.5, -0.1, True, "第3节"])
def test_what_is_no_time_is_refused(raw):
    with pytest.raises(Unreadable, match="not_a_time"):
        read_time(raw)


@given(st.decimals(0, 200, places=2))
def test_hours_are_read_with_and_without_their_unit(hours):
    for raw in (float(hours), str(hours), f" {hours} 学时", f"{hours}课时", f"　{hours}"):
        assert read_cell(raw, HOURS) == hours


@pytest.mark.parametrize(
    ("raw", "meant"),
    [("２", "2"), ("２．５学时", "2.5"), ("3.0", "3"), (2.0, "2"), (2.0000000001, "2"), (100 / 45, "2.22"),
     ("两学时", "2"),
     ("1.", "1"), (".5", "0.5"), ("0", "0")],
)  # fmt: skip
def test_numbers_are_read_as_meant(raw, meant):
    assert read_cell(raw, HOURS) == Decimal(meant)


@pytest.mark.parametrize(
    ("raw", "meant"),
    [("第3节", 3), ("第十二节", 12), (4.0, 4), ("5课", 5), ("十", 10), ("", None), ("—", None)],
)
def test_whole_numbers_are_read_as_meant(raw, meant):
    assert read_cell(raw, PERIOD) == meant


@pytest.mark.parametrize(
    ("raw", "column", "code"),
    [(-2.0, HOURS, "below_zero"), ("-2", HOURS, "below_zero"), (201, HOURS, "too_large"), ("很多", HOURS,
     "not_a_number"),
     ("3-4", PERIOD, "not_a_number"), (2.5, PERIOD, "not_whole"), (0, PERIOD, "too_small"), (13, PERIOD, "too_large"),
     (150, SCORE, "too_large"), ("95%", SCORE, "not_a_number"), (True, HOURS, "not_a_number"), (date(2025, 9, 1),
      HOURS, "not_a_number"),
     ("", HOURS, "missing"), ("　", NUMBER, "missing"), ("\u200b", NAME, "missing"), ("不知道", STATE,
      "not_a_choice"),
     (date(2025, 3, 2), NAME, "date_in_text"), ("长" * 61, NAME, "too_long"), ("T01、T01", MEMBERS, "listed_twice"),
     ("2025-2027", YEAR, "not_a_year"), ("去年", YEAR, "not_a_year"), ("1e400", HOURS, "not_a_number")],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused(raw, column, code):
    assert refused(raw, column) == code


@given(st.one_of(st.text(), st.floats(), st.integers(), st.booleans(), st.none()))
def test_nothing_makes_a_reader_stumble(raw):
    for column in (HOURS, PERIOD, NUMBER, NAME, POSTS, MEMBERS, STATE, YEAR):
        with contextlib.suppress(Unreadable):
            read_cell(raw, column)


@pytest.mark.parametrize(
    ("raw", "column", "meant"),
    [("Ｔ０３９", NUMBER, "T039"), (" t 039 ", NUMBER, "T039"), (1001.0, NUMBER, "1001"), ("  曾敏行　", NAME,
     "曾敏行"),
     ("古丽娜尔·买买提", NAME, "古丽娜尔·买买提"), ("王\u200b䶮", NAME, "王䶮"), ("—", TITLE, ""), ("无", TITLE, ""),
     ("出席 ", STATE, "present"), ("√", STATE, "present"), ("病假", STATE, "leave"), ("无", RESULT, ""), ("—",
      RESULT, ""),
     ("Ｔ01、T02，T03 T04;T05", MEMBERS, ("T01", "T02", "T03", "T04", "T05")), ("", MEMBERS, ()),
     ("教导主任、教师", POSTS, ("teaching_affairs", "teacher")), ("教师、总务主任", POSTS, ("teacher", "总务主任")),
     ("2025—2026学年", YEAR, 2025), (2025.0, YEAR, 2025), ("2025/26", YEAR, 2025)],
)  # fmt: skip
def test_words_are_read_as_meant(raw, column, meant):
    assert read_cell(raw, column) == meant


@pytest.mark.parametrize(
    "column", [c for sheet in BY_NAME.values() for c in sheet.columns if c.words], ids=lambda c: c.heading
)
def test_every_word_we_write_is_read_as_the_same(column):
    for value in column.words.meanings:
        many = column.kind.value == "posts"
        assert read_cell(shown((value,) if many else value, column), column) == ((value,) if many else value)
