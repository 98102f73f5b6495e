"""Each verb by examples from regulations."""

import pytest

from apps.credits.rules.valuing import value
from tests.credits.rules.makers import (
    CALENDAR,
    GROUP,
    LECTURE,
    OBSERVED,
    OPEN,
    PAPER,
    fact,
    facts,
    pack,
    worth,
)

HOUR = "- {type: worth, from: [{of: hours, gives: 1}]}\n"
EACH = "- {type: worth, from: [{of: count, gives: 1}]}\n"


@pytest.mark.parametrize(
    ("source", "fields", "amount"),
    [
        ("{of: minutes, per: 40, gives: 1}", {"minutes": 80}, "2"),
        ("{of: minutes, per: 45, gives: 1}", {"minutes": 90}, "2"),
        ("{of: minutes, per: 45, gives: 1}", {"minutes": 80}, "1.78"),
        ("{of: minutes, per: 60, gives: 1}", {"minutes": 90, "breaks": 15}, "1.25"),
        ("{of: minutes, per: 60, gives: 1, with_breaks: true}", {"minutes": 90, "breaks": 15}, "1.5"),
        ("{of: minutes, per: 45, gives: 1}", {"minutes": 90, "attended_minutes": 45}, "1"),
        ("{of: hours, gives: 1}", {"hours": "12.5"}, "12.5"),
        ("{of: days, gives: 8}", {"days": "2.5"}, "20"),
        ("{of: count, gives: 8}", {"count": 2}, "16"),
        ("{of: characters, per: 1000, gives: 0.5}", {"characters": 2500}, "1.25"),
        ("{of: count, by: level, table: {school: 2, county: 3, city: 3.5}}", {"level": "city"}, "3.5"),
        ("{of: count, by: level, table: {school: 2, county: 3, city: 3.5}}", {"level": "national"}, "0"),
        ("{of: count, by: part, table: {leader: 10, member: 6}}", {"part": "member"}, "6"),
        ("{of: score, bands: [{from: 90, gives: 5}, {from: 80, gives: 4}]}", {"scores": ["92", "88"]}, "5"),
        ("{of: score, bands: [{from: 90, gives: 5}, {from: 80, gives: 4}]}", {"scores": ["91", "88"]}, "4"),
        ("{of: score, bands: [{from: 90, gives: 5}, {from: 80, gives: 4}]}", {"scores": ["70"]}, "0"),
    ],
)  # fmt: skip
def test_work_is_worth_what_its_source_gives(source, fields, amount):
    assert worth(f"- {{type: worth, from: [{source}]}}", [fact(**fields)]) == [amount]


def test_the_first_source_that_is_known_is_taken():
    rule = "- {type: worth, from: [{of: hours, gives: 1}, {of: days, gives: 8}]}"
    assert worth(rule, facts({"hours": "5", "days": "2"}, {"days": "2"}, {})) == ["5", "16", "0"]


def test_of_several_rules_of_worth_the_first_that_fits_is_taken():
    rules = f"- {{type: worth, where: {{kinds: [{OPEN}]}}, from: [{{gives: 8}}]}}\n" + EACH
    assert worth(rules, facts({"kind": OPEN}, {"kind": LECTURE})) == ["8", "1"]


@pytest.mark.parametrize("state", ["absent", "leave", "official_leave", "expected"])
def test_who_was_not_there_earns_nothing_unless_a_rule_names_the_state(state):
    named = f"- {{type: worth, where: {{attendance: [{state}]}}, from: [{{gives: 2}}]}}\n"
    assert worth(EACH, [fact(attendance=state)]) == ["0"]
    assert worth(named + EACH, [fact(attendance=state)]) == ["2"]


def test_the_first_open_lesson_counts_four_further_ones_two():
    rule = f"- {{type: tiers, where: {{kinds: [{OPEN}]}}, per: semester, tiers: [{{up_to: 1, each: 4}}, {{each: 2}}]}}"
    lessons = facts(
        {"day": "2025-09-10"},
        {"day": "2025-10-10"},
        {"day": "2025-11-10", "count": 2},
        {"day": "2026-03-10"},
        kind=OPEN,
    )
    assert worth(rule, lessons) == ["4", "2", "4", "4"]


def test_observations_beyond_ten_count_a_quarter_each():
    rule = "- {type: tiers, per: semester, tiers: [{up_to: 10, each: 0}, {each: 0.25}]}"
    observed = facts({"count": 8}, {"count": 4}, {}, kind=OBSERVED)
    assert worth(rule, observed) == ["0", "0.5", "0.25"]


def test_a_block_counts_once_its_quantity_is_reached():
    rule = "- {type: reach, of: characters, per: semester, rungs: [{at: 3000, gives: 10}, {at: 5000, gives: 20}]}"
    notes = facts(
        {"characters": 2000},
        {"characters": 2000},
        {"characters": 900},
        {"characters": 500},
        {"characters": 9000},
        kind="work/notes",
    )
    assert worth(rule, notes) == ["0", "10", "0", "10", "0"]


@pytest.mark.parametrize(("hours", "kind", "place", "credits"), [
    ("30", LECTURE, "outside", "3"), ("30", LECTURE, "online", "1.5"), ("30", GROUP, "outside", "5"),
    ("7", LECTURE, "", "0.7"),
])  # fmt: skip
def test_hours_are_converted_by_kind_and_place(hours, kind, place, credits):
    rules = (
        HOUR + f"- {{type: convert, where: {{kinds: [{GROUP}]}}, hours: 6}}\n"
        "- {type: convert, where: {places: [online]}, hours: 20}\n- {type: convert, hours: 10}\n"
    )
    assert worth(rules, [fact(kind=kind, hours=hours, place=place)]) == [credits]


def test_parts_multiply_and_what_the_table_leaves_out_stays():
    rules = (
        HOUR + "- {type: multiply, by: part, table: {speaker: 4, participant: 1}}\n"
        "- {type: multiply, where: {labels: [recording]}, factor: 0.5}"
    )
    work = facts(
        {"part": "speaker"},
        {"part": "participant"},
        {"part": "chair"},
        {"part": "speaker", "labels": ["recording"]},
        hours="2",
    )
    assert worth(rules, work) == ["8", "2", "2", "4"]


@pytest.mark.parametrize(
    ("rule", "amounts"),
    [
        ("{type: round, to: 1, mode: down}", ["0", "0", "1"]),
        ("{type: round, to: 0.5, mode: nearest}", ["1", "1", "1"]),
        ("{type: round, to: 1, mode: up}", ["1", "1", "2"]),
        ("{type: round, to: 1, mode: down, per: day}", ["0", "1", "1"]),
    ],
)
def test_each_piece_or_the_sum_of_a_day_is_rounded(rule, amounts):
    work = facts({"minutes": 35}, {"minutes": 34}, {"minutes": 55})
    assert worth(f"- {{type: worth, from: [{{of: minutes, per: 45, gives: 1}}]}}\n- {rule}", work) == amounts


def test_two_pieces_of_a_lesson_make_a_whole_one_without_loss():
    """40 and 50 minutes are two lessons of 45; as decimals they would be 1.99."""
    rules = "- {type: worth, from: [{of: minutes, per: 45, gives: 1}]}\n- {type: round, to: 1, mode: down, per: day}"
    assert worth(rules, facts({"minutes": 40}, {"minutes": 50})) == ["0", "2"]


@pytest.mark.parametrize(
    ("has", "fields", "counts"),
    [
        ("{evidence: [script]}", {"evidence": ["script", "plan"]}, True),
        ("{evidence: [script, reflection]}", {"evidence": ["script"]}, False),
        ("{characters_from: 500}", {"characters": 500}, True),
        ("{characters_from: 500}", {"characters": 499}, False),
        ("{stamps: [school, bureau]}", {"stamps": {"school": fact().date}}, False),
        ("{stamps_before: [plan]}", {"stamps": {"plan": fact(day="2025-09-10").date}}, True),
        ("{stamps_before: [plan]}", {"stamps": {"plan": fact(day="2025-09-11").date}}, False),
        ("{attended_from: 4/5}", {"minutes": 100, "attended_minutes": 80}, True),
        ("{attended_from: 80%}", {"minutes": 100, "attended_minutes": 79}, False),
        ("{hours_from: 90}", {"hours": "90"}, True),
        ("{signed: true}", {"roll_calls": 2, "signatures": 1}, False),
    ],
)
def test_work_without_what_is_needed_is_worth_nothing(has, fields, counts):
    assert worth(EACH + f"- {{type: need, has: {has}}}", [fact(**fields)]) == ["1" if counts else "0"]


def test_what_is_stopped_neither_opens_a_tier_nor_fills_a_rung():
    rules = "- {type: tiers, per: semester, tiers: [{up_to: 1, each: 4}, {each: 2}]}\n"
    rules += "- {type: need, has: {evidence: [script]}}"
    assert worth(rules, facts({}, {"evidence": ["script"]}, {"evidence": ["script"]})) == ["0", "4", "2"]


def test_what_is_stopped_twice_says_the_first_reason():
    rules = pack(
        HOUR + "- {type: need, has: {evidence: [script]}}\n"
        "- {type: zero, per: course, if: [{attendance: [absent], times: 1}]}"
    )
    work = facts({"evidence": ["script"]}, {}, {"attendance": "absent"}, hours="1", course="math")
    stops = [line.steps[-1].name for line in value(rules, work, calendar=CALENDAR)]
    assert stops[:2] == ["zero", "need"]


def test_what_is_stopped_adds_nothing_to_the_sum_that_is_rounded():
    rules = "- {type: worth, from: [{of: minutes, per: 45, gives: 1}]}\n"
    rules += "- {type: round, to: 1, mode: down, per: day}\n- {type: need, has: {evidence: [script]}}"
    assert worth(rules, facts({}, {"evidence": ["script"]}, minutes=35)) == ["0", "0"]


def test_absences_cost_and_the_sum_never_falls_below_nothing():
    rules = HOUR + "- {type: deduct, by: attendance, table: {absent: 1, late: 0.5}, per: semester}"
    states = ["present", "late", "absent", "absent"]
    assert worth(rules, facts(*({"attendance": state} for state in states), hours="1")) == [
        "1",
        "0.5",
        "-1",
        "-0.5",
    ]
    assert worth(rules, facts({"attendance": "absent"}, hours="1")) == ["0"]
    below = rules.replace("per: semester}", "per: semester, below_zero: true}")
    assert worth(below, facts({"attendance": "absent"}, hours="1")) == ["-1"]
    twice = below + "\n- {type: deduct, where: {attendance: [absent]}, amount: 1, per: semester}"
    assert worth(twice, facts({"attendance": "absent"}, hours="1")) == ["-1"], "nothing is left to take"


@pytest.mark.parametrize(
    ("states", "amounts"),
    [
        (["present", "absent", "absent"], ["2", "0", "0"]),
        (["present", "absent", "absent", "absent"], ["0", "0", "0", "0"]),
        (["present"] * 2 + ["leave"] * 4, ["2", "2", "0", "0", "0", "0"]),
        (["present"] * 2 + ["leave"] * 5, ["0"] * 7),
    ],
)
def test_three_absences_or_five_leaves_make_the_course_nothing(states, amounts):
    rules = (
        HOUR
        + "- {type: zero, per: course, if: [{attendance: [absent], times: 3}, {attendance: [leave], times: 5}]}"
    )
    sessions = facts(*({"attendance": state} for state in states), hours="2", course="math")
    assert worth(rules, [*sessions, fact(99, hours="2", course="art")]) == [*amounts, "2"]


@pytest.mark.parametrize(("missed", "amount"), [(19, "1"), (20, "0")])
def test_a_fifth_of_the_time_missed_makes_the_course_nothing(missed, amount):
    rules = EACH + "- {type: zero, per: course, if: [{share: 1/5}]}"
    sessions = facts({"attended_minutes": 50 - missed}, {}, minutes=50, course="math")
    assert worth(rules, sessions) == [amount, amount]


def test_the_same_content_counts_once_at_its_highest_level():
    rules = "- {type: worth, from: [{by: level, table: {county: 2, city: 3, province: 4}}]}\n- {type: once}"
    papers = facts(
        {"level": "city"},
        {"level": "province"},
        {"level": "county"},
        {"level": "city", "content": "b"},
        kind=PAPER,
        content="a",
    )
    assert worth(rules, papers) == ["0", "4", "0", "3"]
    assert worth(rules, facts({"level": "city"}, {"level": "city"}, kind=PAPER)) == ["3", "3"], (
        "no content, nothing is the same"
    )


def test_content_missed_elsewhere_takes_nothing_from_where_one_was_there():
    rules = "- {type: worth, from: [{by: level, table: {school: 1, city: 3}}]}\n- {type: once}"
    lectures = facts({"level": "city", "attendance": "absent"}, {"level": "school"}, content="a")
    assert worth(rules, lectures) == ["0", "1"]


def test_caps_per_item_session_day_and_year_hold_at_once():
    caps = "".join(
        f"- {{type: cap, at_most: {most}, per: {per}}}\n"
        for most, per in [(20, "school_year"), (8, "day"), (6, "session"), (4, "item")]
    )
    days = ["2025-09-12", "2025-09-13", "2026-03-13", "2025-08-31"]
    first = [{"hours": "5", "session": "a"}, {"hours": "3", "session": "a"}, {"hours": "3"}]
    more = [{"hours": "12", "day": "2025-09-11"}, *({"hours": "4", "day": day} for day in days)]
    work = facts(*first, *more)
    assert worth(HOUR + caps, work) == ["4", "2", "2", "4", "4", "4", "0", "4"]


def test_several_kinds_share_one_cap():
    rules = HOUR + f"- {{type: cap, where: {{kinds: [{LECTURE}, {GROUP}]}}, at_most: 5, per: semester}}"
    work = facts(
        {"day": "2025-09-01"},
        {"day": "2025-09-03", "kind": GROUP},
        {"day": "2025-09-02", "kind": OPEN},
        hours="3",
    )
    assert worth(rules, work) == ["3", "2", "3"]


def test_work_that_one_cap_refuses_leaves_room_in_the_others():
    rules = (
        HOUR + f"- {{type: cap, where: {{kinds: [{LECTURE}]}}, at_most: 1, per: day}}\n"
        "- {type: cap, at_most: 4, per: semester}"
    )
    assert worth(rules, facts({}, {}, {"kind": GROUP}, hours="3")) == ["1", "0", "3"]


def test_after_the_caps_only_a_part_counts():
    rules = HOUR + "- {type: cap, at_most: 100, per: cycle}\n- {type: part, share: 50%}"
    assert worth(rules, facts({"hours": "90"}, {"hours": "30"})) == ["45", "5"]


def test_work_is_filed_under_categories_and_taken_for_something_else():
    rules = (
        "- {type: treat, where: {kinds: [activity], signed: false}, as: {attendance: absent}}\n"
        "- {type: treat, where: {attendance: [absent]}, as: {aside: true}}\n" + HOUR
    )
    assert worth(
        rules, facts({"roll_calls": 2, "signatures": 1}, {"roll_calls": 2, "signatures": 2}, {}, hours="2")
    ) == ["0", "2", "2"]


def test_a_fact_outside_the_validity_is_worth_nothing_by_the_pack():
    assert worth(HOUR, [fact(hours="2", day="2020-08-31"), fact(2, hours="2", day="2020-09-01")]) == [
        "0",
        "2",
    ]
