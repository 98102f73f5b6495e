"""Of which: shares, limits, matrices; every month or week of a period."""

from dataclasses import replace

import pytest

from apps.credits.rules.calendars import Span
from apps.requirements.rules.owing import owe
from tests.credits.rules.makers import CALENDAR
from tests.requirements.makers import ON, TODAY, day, exempt, figures, line, lines, member, one, owed, scheme

HOURS = "measure: {quantity: hours}"
MATRIX = (
    "measure: {quantity: credits}, within: cycle, at_least: 36, matrix: {rows: category, columns: level, at_least: "
    "{ethics: {all: 8, city: 2}, practice: {all: 14}, all: {city: 7, county: 10, school: 15}}}"
)


@pytest.mark.parametrize(
    ("rows", "answer"),
    [
        ([("pro", "60"), ("", "30")], ("90", "90", "0", "met")),
        ([("pro", "59"), ("", "31")], ("90", "90", "1", "open")),
        ([("pro", "60"), ("", "100")], ("160", "90", "0", "met")),
        ([("pro", "50"), ("", "20")], ("70", "90", "20", "open")),
        ([("", "90")], ("90", "90", "60", "open")),
    ],
)
def test_two_thirds_of_what_is_required_must_be_professional(rows, answer):
    rule = f"{HOURS}, at_least: 90, of_which: [{{where: {{categories: [pro]}}, share_at_least: 2/3}}]"
    assert figures(one(rule, lines(*({"category": c, "worth": w} for c, w in rows)))) == answer


def test_the_share_can_be_of_what_was_done_instead():
    rule = (
        f"{HOURS}, at_least: 90, of_which: [{{where: {{categories: [pro]}}, share_at_least: 2/3, of: done}}]"
    )
    found = one(rule, lines({"category": "pro", "worth": "60"}, {"worth": "60"}))
    assert (figures(found)[2:], found.portions[0].required) == (("20", "open"), 80)


def test_three_to_five_of_sixteen_are_lessons_of_masters():
    rule = "at_least: 16, of_which: [{name: 名师课, where: {labels: [master]}, at_least: 3, at_most: 5}]"
    for masters, others, answer in [
        (3, 13, ("16", "0")),
        (2, 14, ("16", "1")),
        (7, 11, ("16", "0")),
        (7, 9, ("14", "2")),
    ]:
        found = one(rule, lines(*[{"labels": ["master"]}] * masters, others))
        assert figures(found)[::2] == answer


@pytest.mark.parametrize(("of", "done"), [("required", "14"), ("done", "12")])
def test_a_part_of_the_whole_at_most_may_be_recordings(of, done):
    rule = f"at_least: 16, of_which: [{{where: {{labels: [recording]}}, share_at_most: 1/4, of: {of}}}]"
    assert (
        figures(one(rule, lines(10 if of == "required" else 9, *[{"labels": ["recording"]}] * 6)))[0] == done
    )


def test_of_some_work_only_half_counts():
    rule = f"{HOURS}, at_least: 360, of_which: [{{where: {{labels: [master]}}, counts: 50%}}]"
    found = one(rule, lines({"worth": "301", "labels": ["master"]}, {"worth": "100"}))
    assert (figures(found)[0], found.counted[0].cut) == ("250.5", 150.5)


@pytest.mark.parametrize(
    ("rows", "answer"),
    [
        ([("ethics", "city", 8), ("practice", "county", 14), ("", "school", 15)], ("37", "36", "0", "met")),
        (
            [("ethics", "school", 8), ("practice", "county", 14), ("", "school", 15)],
            ("37", "36", "2", "open"),
        ),
        ([("ethics", "city", 8), ("", "county", 14), ("", "school", 15)], ("37", "36", "14", "open")),
        ([("ethics", "city", 5), ("practice", "county", 10), ("", "school", 15)], ("30", "36", "7", "open")),
        ([], ("0", "36", "36", "open")),
    ],
)
def test_a_matrix_asks_for_every_cell_row_and_column_at_once(rows, answer):
    """At least what all rows, or all columns, lack together is missing."""
    rows = [{"category": c, "level": level, "credits": str(n)} for c, level, n in rows]
    if answer == ("37", "36", "2", "open"):
        rows[2]["level"], rows[2]["credits"] = "city", "5"
        rows.append({"level": "school", "credits": "10"})
    assert figures(one(MATRIX, lines(*rows))) == answer


def test_the_cells_of_a_matrix_are_answered_by_place():
    found = one(MATRIX, lines({"category": "ethics", "level": "city", "credits": "8"}))
    assert [(p.place, p.done, p.required) for p in found.portions][:3] == [
        (("ethics", "all"), 8, 8), (("ethics", "city"), 8, 2), (("practice", "all"), 0, 14),
    ]  # fmt: skip


def test_one_of_each_kind_is_owed():
    rule = "at_least: 2, matrix: {rows: kind, at_least: {work/paper: {all: 1}, work/case: {all: 1}}}"
    assert figures(one(rule, lines({}, {}, kind="work/paper"))) == ("2", "2", "1", "open")


@pytest.mark.parametrize(
    ("months", "answer"),
    [
        ({"2025-09": 8, "2025-10": 8, "2025-11": 8, "2025-12": 8, "2026-01": 6}, ("38", "38", "0", "met")),
        ({"2025-09": 30}, ("8", "38", "30", "missed")),
        ({"2025-09": 8, "2025-10": 8, "2025-11": 8}, ("24", "38", "14", "open")),
    ],
)
def test_eight_each_month_is_not_a_total(months, answer):
    """October is owed in full, of January 17 of 22 working days: six of eight."""
    work = lines(*({"on": f"{month}-15"} for month, many in months.items() for _ in range(many)))
    assert figures(one("each: month, at_least: 8", work)) == answer


def test_each_month_is_answered_for_itself():
    found = one("each: month, at_least: 8", lines(9))
    assert [(p.window.first.month, p.done, p.required, p.missing) for p in found.periods] == [
        (9, 9, 8, 0), (10, 0, 8, 8), (11, 0, 8, 8), (12, 0, 8, 8), (1, 0, 6, 6),
    ]  # fmt: skip


@pytest.mark.parametrize(("first", "weeks"), [("2025-09-01", 21), ("2025-11-10", 11), ("2025-11-12", 10)])
def test_one_each_week_is_not_owed_in_a_week_cut_short(first, weeks):
    assert figures(one("each: week, at_least: 1", holder=member(first=first)))[1] == str(weeks)


def test_one_each_week_is_not_owed_in_a_week_of_holidays():
    week = replace(CALENDAR, holidays=(Span(day("2025-09-29"), day("2025-10-05")),))
    made = scheme("each: week, at_least: 1")
    ((found,),) = owe(made, [member()], [], calendar=week, on=ON, today=TODAY).values()
    assert found.required == 20


def test_weeks_of_leave_are_not_owed():
    holder = member(exemptions=(exempt("2025-11-03", "2025-11-30"),))
    found = one("each: week, at_least: 1", holder=holder)
    assert [p.required for p in found.periods if p.window.first.month == 11] == [0, 0, 0, 0]


def test_an_activity_every_two_weeks_is_counted_from_the_first_week():
    work = [line(n, on=on) for n, on in enumerate(["2025-09-03", "2025-09-12", "2025-09-16"])]
    found = one("each: fortnight, at_least: 1", work, today=day("2025-09-27"))
    assert [(p.window.first.isoformat(), p.done) for p in found.periods[:2]] == [
        ("2025-09-01", 2),
        ("2025-09-15", 1),
    ]


def test_portions_are_owed_in_every_period_too():
    rule = "each: month, at_least: 2, of_which: [{where: {labels: [master]}, at_least: 1}]"
    found = one(rule, lines({"labels": ["master"]}, {"labels": ["master"]}, 1))
    assert (found.portions[0].done, found.portions[0].required) == (1, 4)


@pytest.mark.parametrize(
    ("on", "state", "almost"), [("2025-09-28", "met", []), ("2025-09-29", "missed", ["late"])]
)
def test_a_plan_is_due_in_the_fourth_week(on, state, almost):
    found = one("at_least: 1, due_week: 4", [line(on=on)])
    assert (found.due, found.state, [a.reason for a in found.almost]) == (day("2025-09-28"), state, almost)


def test_a_day_of_the_year_can_be_the_last():
    assert one("at_least: 1, within: school_year, due_on: 12-31").due == day("2025-12-31")
    assert one("at_least: 1, due_on: 03-01").due == day("2026-01-23"), (
        "a day outside the period is its last day"
    )


def test_years_of_a_cycle_are_owed_each():
    made = scheme(
        "measure: {quantity: hours}, within: cycle, each: calendar_year, at_least: 24, at_most: 100"
    )
    (found,) = owed(
        made,
        [line(1, on="2022-05-01", worth="120"), line(2, on="2023-05-01", worth="20")],
        on=day("2023-05-01"),
    )
    assert [(p.window.first.year, p.done, p.missing) for p in found.periods] == [
        (2021, 0, 24), (2022, 100, 0), (2023, 20, 4), (2024, 0, 24), (2025, 0, 24),
    ]  # fmt: skip
