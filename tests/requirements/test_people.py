"""Who owes it, and how much of it when somebody comes, goes, is exempt or changes post in the middle."""

from dataclasses import replace

import pytest

from apps.credits.rules.facts import Holder, OwnTarget, Stay
from apps.requirements.rules.owing import owe
from tests.requirements.makers import (
    CALENDAR,
    ON,
    TODAY,
    day,
    exempt,
    figures,
    line,
    lines,
    member,
    one,
    owed,
    scheme,
)

GROUPS = (
    Stay("语文组", day("2025-09-01"), kind="research", role="member"),
    Stay("领导小组", kind="leading", role="member"),
)


@pytest.mark.parametrize(
    ("who", "fields", "owes"),
    [
        ("{}", {}, True),
        ("{posts: [principal, teacher]}", {}, True),
        ("{posts: [principal]}", {}, False),
        ("{tiers: [leading]}", {"tier": "leading"}, True),
        ("{tiers: [leading]}", {"tier": "emerging"}, False),
        ("{tags: [代课教师, 新教师]}", {"tags": ["新教师"]}, True),
        ("{tags: [代课教师]}", {}, False),
        ("{subjects: [语文]}", {"subject": "语文"}, True),
        ("{campuses: [东校区]}", {"campus": "西校区"}, False),
        ("{titles: [高级教师]}", {"title": "高级教师"}, True),
        ("{groups: [语文组]}", {"groups": GROUPS}, True),
        ("{groups: [语文组], group_roles: [leader]}", {"groups": GROUPS}, False),
        ("{group_kinds: [leading]}", {"groups": GROUPS}, True),
        ("{age_under: 40}", {"born_on": "1985-09-02"}, True),
        ("{age_under: 40}", {"born_on": "1985-09-01"}, False),
        ("{age_from: 40}", {"born_on": "1985-09-01"}, True),
        ("{age_under: 40, age_on: end}", {"born_on": "1986-01-23"}, False),
        ("{age_under: 40, age_on: 08-31}", {"born_on": "1985-09-01"}, True),
        ("{age_under: 40, age_on: 12-31}", {"born_on": "1985-12-31"}, False),
        ("{years_under: 3}", {"joined_on": "2022-09-02"}, True),
        ("{years_under: 3}", {"joined_on": "2022-09-01"}, False),
        ("{years_from: 3}", {"joined_on": "2022-09-01"}, True),
        ("{tags: [新教师], posts: [principal]}", {"tags": ["新教师"]}, False),
        ("{other_than: {tags: [代课教师]}}", {"tags": ["代课教师"]}, False),
        (
            "{years_under: 3, or_else: {tags: [特岗教师]}}",
            {"joined_on": "2000-09-01", "tags": ["特岗教师"]},
            True,
        ),
        ("{of: groups}", {}, False),
    ],
)
def test_a_requirement_holds_for_whom_it_names(who, fields, owes):
    found = owed(scheme(f"who: {who}, at_least: 1"), holder=member(**fields))
    assert [f.state for f in found] == (["open"] if owes else [])


@pytest.mark.parametrize(
    "who", ["{age_under: 40}", "{other_than: {age_from: 48}}", "{tags: [x], or_else: {years_under: 3}}"]
)
def test_without_the_date_it_depends_on_the_answer_is_unknown_rather_than_wrong(who):
    found = one(f"who: {who}, at_least: 1")
    assert (found.state, found.met) == ("unknown", False)


def test_a_case_that_cannot_be_told_makes_the_answer_unknown():
    rule = "at_least: 8, cases: [{who: {posts: [principal]}, at_least: 6}, {who: {years_under: 3}, at_least: 12}]"
    assert one(rule).state == "unknown"
    assert figures(one(rule, holder=member(posts=(Stay("principal"),))))[1] == "6"


def test_a_date_that_decides_nothing_is_not_asked_for():
    assert owed(scheme("who: {age_under: 40, posts: [principal]}, at_least: 1")) == []


@pytest.mark.parametrize(
    ("fields", "required"),
    [
        ({}, "10"),
        ({"first": "2025-09-01"}, "10"),
        ({"first": "2025-11-10"}, "5"),
        ({"first": "2026-01-23"}, "0"),
        ({"last": "2025-11-09"}, "4"),
        ({"first": "2026-02-01"}, None),
        ({"last": "2025-08-31"}, None),
    ],
)
def test_who_comes_or_goes_in_the_middle_owes_a_part_rounded_down(fields, required):
    found = owed(scheme("at_least: 10"), holder=member(**fields))
    assert [figures(f)[1] for f in found] == ([required] if required is not None else [])


@pytest.mark.parametrize(
    ("rule", "required"),
    [
        ("pro_rata: days", "5"), ("pro_rata: none", "10"), ("pro_rata: months", "6"),
        ("rounding: up", "6"), ("rounding: nearest", "6"), ("round_to: 0.5", "5.5"), ("round_to: 0.01", "5.5"),
    ],
)  # fmt: skip
def test_how_the_part_is_reckoned_is_data(rule, required):
    assert figures(one(f"at_least: 10, {rule}", holder=member(first="2025-11-10")))[1] == required


def test_days_of_leave_are_not_answered_for_and_the_reason_is_kept():
    found = one("at_least: 10", holder=member(exemptions=(exempt("2025-09-01", "2025-11-09"),)))
    assert (figures(found)[1], found.reasons) == ("5", ("产假",))
    whole = one("at_least: 10", holder=member(exemptions=(exempt("2025-08-01", "2026-02-28", "病假"),)))
    assert (whole.state, whole.met, whole.reasons, whole.missing) == ("exempt", True, ("病假",), 0)


def test_an_exemption_can_be_from_one_requirement_only():
    holder = member(exemptions=(exempt("2025-09-01", "2026-01-23", "课题组", ["r1"]),))
    assert [f.state for f in owed(scheme("at_least: 1", "at_least: 1"), holder=holder)] == ["exempt", "open"]


def test_a_post_taken_up_in_the_middle_is_owed_for_from_then_on():
    head = member(posts=(Stay("teacher"), Stay("vice_principal", day("2025-11-10"))))
    vice = "{posts: [vice_principal]}"
    made = scheme(f"who: {vice}, at_least: 120", f"who: {{other_than: {vice}}}, at_least: 10")
    assert [figures(f)[1] for f in owed(made, holder=head)] == ["66", "4"]


def test_the_first_case_that_fits_is_taken():
    rule = "at_least: 8, cases: [{who: {years_under: 3}, at_least: 12}, {who: {posts: [principal]}, at_least: 6}]"
    head = member(posts=(Stay("principal"),), joined_on="2000-09-01")
    assert [figures(one(rule, holder=h))[1] for h in (
        member(joined_on="2024-09-01"), head, member(joined_on="2000-09-01"))] == ["12", "6", "8"]  # fmt: skip


def test_whom_no_case_fits_owes_nothing():
    rule = "cases: [{who: {posts: [principal]}, at_least: 6}]"
    assert owed(scheme(rule)) == []


def test_a_target_of_ones_own_is_granted_for_a_period_with_a_reason():
    holder = member(own_targets=(OwnTarget("r1", day("2025-10-01"), 6, "支教"),))
    found = one("at_least: 10", holder=holder, planned=[line(on="2025-12-05")])
    assert (figures(found)[1], found.still_missing, found.reasons) == ("6", 5, ("支教",))
    assert figures(one("at_least: 10", holder=holder, on=day("2026-03-01")))[1] == "10"


def test_groups_owe_too_and_count_the_work_they_hold():
    made = scheme(
        "who: {of: groups, group_kinds: [research]}, measure: {where: {kinds: [activity]}}, at_least: 3"
    )
    group = Holder(key="group:1", of="groups", code="语文组", kind="research", first=day("2025-09-01"))
    grade = Holder(key="group:2", of="groups", code="一年级", kind="grade")
    work = lines(2, kind="activity/preparation", holder="group:1")
    assert figures(one(made, work, group)) == ("2", "3", "1", "open")
    assert owed(made, work, grade) == []


def test_a_group_answers_for_a_share_of_its_members():
    made = scheme("who: {age_under: 48}, at_least: 1", "who: {of: groups}, members: {meet: r1, share: 60%}")
    members = [member(f"member:{n}", born_on="1990-01-01") for n in range(1, 5)]
    members += [member("member:5", born_on="1970-01-01"), member("member:6")]
    group = Holder(key="group:1", of="groups", members=frozenset(f"member:{n}" for n in range(1, 7)))
    found = owe(
        made, [group, *members], [line(1), line(2, holder="member:2")], calendar=CALENDAR, on=ON, today=TODAY
    )
    (answer,) = found["group:1"]
    assert figures(answer) == ("2", "3", "1", "open")
    assert [a.key for a in answer.almost] == ["member:3", "member:4"]


def test_of_a_group_no_more_members_are_asked_for_than_owe_it():
    """Of three one is exempt: two remain, also where four are asked for."""
    made = scheme("at_least: 1", "who: {of: groups}, members: {meet: r1, at_least: 4}")
    leave = exempt("2025-08-01", "2026-02-28", "产假")
    members = [member("member:1"), member("member:2"), member("member:3", exemptions=(leave,))]
    group = Holder(key="group:1", of="groups", members=frozenset(m.key for m in members))
    (answer,) = owe(made, [group, *members], [line(1)], calendar=CALENDAR, on=ON, today=TODAY)["group:1"]
    assert figures(answer) == ("1", "2", "1", "open")
    assert [a.key for a in answer.almost] == ["member:2"]


def test_a_five_year_cycle_can_begin_with_each_person():
    made = scheme("measure: {quantity: hours}, within: cycle, at_least: 360")
    assert one(made).window.first == day("2021-01-01")
    personal = replace(made, cycle=replace(made.cycle, personal=True))
    assert one(personal, holder=member(cycle_starts_on="2023-09-01")).window.first == day("2023-09-01")
