"""Packs that follow each other, semesters that are closed, cycles that begin with each person."""

from datetime import date
from decimal import Decimal

import pytest

from apps.credits.rules.calendars import DAY, Calendar, Cycle, SemesterDays, Window
from apps.credits.rules.facts import Holder, Stay
from apps.credits.rules.valuing import Held, value, value_by
from tests.credits.rules.makers import CALENDAR, HEAD, OPEN, PAPER, fact, facts, pack, worth

CYCLE, VALID = "2021-01-01}", "2020-09-01}"
HOUR = "- {type: worth, from: [{of: hours, gives: 1}]}\n"


def day(text):
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("period", "on", "first", "last", "due"),
    [
        ("week", "2025-09-10", "2025-09-08", "2025-09-14", "2025-09-14"),
        ("fortnight", "2025-09-20", "2025-09-15", "2025-09-28", "2025-09-28"),
        ("month", "2025-12-31", "2025-12-01", "2025-12-31", "2025-12-31"),
        ("semester", "2025-09-10", "2025-09-01", "2026-02-22", "2026-01-23"),
        ("semester", "2026-02-01", "2025-09-01", "2026-02-22", "2026-01-23"),
        ("semester", "2025-08-01", "2025-02-17", "2025-08-31", "2025-07-04"),
        ("semester", "2026-07-20", "2026-02-23", "9999-12-31", "2026-07-03"),
        ("semester", "2024-12-01", "0001-01-01", "2025-02-16", "2025-02-16"),
        ("school_year", "2026-03-01", "2025-09-01", "9999-12-31", "2026-07-03"),
        ("calendar_year", "2026-03-01", "2026-01-01", "2026-12-31", "2026-12-31"),
        ("cycle", "2026-03-01", "2026-01-01", "2030-12-31", "2030-12-31"),
        ("cycle", "2020-12-31", "2016-01-01", "2020-12-31", "2020-12-31"),
    ],
)
def test_a_day_lies_in_its_period(period, on, first, last, due):
    cycle = Cycle(years=5, starts=date(2021, 1, 1))
    assert CALENDAR.window(period, day(on), cycle) == Window(day(first), day(last), day(due))


# Starts in the middle of a week, so the fortnight before it is cut short in the middle of one.
MIDWEEK = Calendar(
    semesters=(
        SemesterDays(2024, 2, date(2025, 2, 19), date(2025, 7, 4)),
        SemesterDays(2025, 1, date(2025, 9, 3), date(2026, 1, 23)),
    )
)


@pytest.mark.parametrize("calendar", [CALENDAR, MIDWEEK, Calendar()])
@pytest.mark.parametrize(
    "each", ["day", "week", "fortnight", "month", "semester", "school_year", "calendar_year"]
)
@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_the_periods_of_a_window_follow_one_another_without_gaps_and_each_day_lies_in_its_own(
    calendar, each, year
):
    window = Window(date(year, 1, 1), date(year, 12, 31), date(year, 12, 31))
    found = list(calendar.periods(each, window))
    assert (found[0].first, found[-1].last) == (window.first, window.last)
    assert [after.first for after in found[1:]] == [one.last + DAY for one in found[:-1]]
    for one in found:
        for inside in (one.first, one.last):
            whole = calendar.window(each, inside)
            assert (max(whole.first, window.first), min(whole.last, window.last)) == (one.first, one.last)


def test_what_a_year_asks_is_not_due_with_its_first_semester_while_the_second_is_unknown():
    begun = Calendar(semesters=tuple(s for s in CALENDAR.semesters if (s.year, s.term) <= (2025, 1)))
    assert begun.window("school_year", day("2025-10-01")).due == day("2026-06-30")
    assert begun.window("semester", day("2025-10-01")).due == day("2026-01-23")
    assert begun.window("school_year", day("2025-03-01")) == CALENDAR.window("school_year", day("2025-03-01"))


def test_a_cycle_can_begin_with_each_person():
    rules = pack(
        HOUR + "- {type: cap, at_most: 10, per: cycle}", HEAD.replace(CYCLE, "2021-01-01, personal: true}")
    )
    work = [fact(n, hours="8", day=on, holder=who) for n, (who, on) in enumerate(
        [("a", "2025-09-01"), ("a", "2026-03-01"), ("b", "2025-09-01"), ("b", "2026-03-01")])]  # fmt: skip
    holders = [Holder(key="a", cycle_starts_on=date(2022, 9, 1)), Holder(key="b")]
    assert worth(rules, work, holders=holders) == ["8", "2", "8", "8"]


def test_each_fact_is_valued_by_the_pack_of_its_day_and_caps_are_carried_over():
    ending = HEAD.replace(VALID, "2020-09-01, until: 2025-12-31}")
    old = pack(HOUR + "- {type: cap, at_most: 10, per: school_year}", ending)
    new = pack(
        "- {type: worth, from: [{of: hours, gives: 2}]}\n- {type: cap, at_most: 15, per: school_year}",
        HEAD.replace("from: 2020-09-01", "from: 2026-01-01"),
    )
    work = facts({"day": "2025-10-01"}, {"day": "2025-11-01"}, {"day": "2026-03-01"}, hours="6")
    found = value_by([new, old], work, calendar=CALENDAR)
    assert [line.amount for line in found] == [Decimal(6), Decimal(4), Decimal(5)]


def test_work_of_a_closed_semester_stays_and_uses_up_cap_and_tier():
    tiers = "tiers: [{up_to: 1, each: 4}, {each: 2}]"
    rules = pack(
        f"- {{type: tiers, where: {{kinds: [{OPEN}]}}, per: school_year, {tiers}}}\n"
        "- {type: cap, at_most: 5, per: school_year}"
    )
    later = [fact(2, kind=OPEN, day="2026-03-01")]
    closed = [Held(fact(1, kind=OPEN), Decimal(4))]
    assert worth(rules, later, held=closed) == ["1"]
    nothing = [Held(fact(1, kind=OPEN), Decimal(0))]
    assert worth(rules, later, held=nothing) == ["4"], "what was stopped opens no tier"
    cost = [Held(fact(1, kind=OPEN), Decimal(-2))]
    capped = HOUR + "- {type: cap, at_most: 5, per: school_year}"
    assert worth(capped, [fact(2, hours="9", day="2026-03-01")], held=cost) == ["5"], "a cap never grows"


def test_of_content_counted_in_a_closed_semester_only_the_surplus_counts():
    rules = "- {type: worth, from: [{by: level, table: {county: 2, province: 4}}]}\n- {type: once}"
    closed = [Held(fact(1, kind=PAPER, content="a", level="county"), Decimal(2))]
    levels = [{"level": "county"}, {"level": "province"}, {"level": "province", "content": "b"}]
    later = facts(*({"content": "a", **fields} for fields in levels), kind=PAPER, day="2026-03-01")
    assert worth(rules, later, held=closed) == ["0", "2", "4"]


def test_rules_may_hold_for_some_people_only():
    rules = HOUR + "- {type: part, where: {who: {posts: [principal], years_under: 1}}, share: 50%}"
    new = Holder(key="member:1", joined_on=date(2025, 3, 1), posts=(), of="staff")
    assert worth(rules, [fact(hours="8")], holders=[new]) == ["8"]
    head = Holder(key="member:1", joined_on=date(2025, 3, 1), posts=(Stay("principal", date(2025, 9, 1)),))
    assert worth(rules, [fact(hours="8"), fact(2, hours="8", day="2025-08-01")], holders=[head]) == ["4", "8"]


def test_two_different_facts_of_one_identity_are_an_error():
    with pytest.raises(ValueError, match="test:1"):
        value(pack(HOUR), [fact(hours="1"), fact(hours="2")], calendar=CALENDAR)
