"""How much is owed, how much is done, and what of the work counts."""

from decimal import Decimal

import pytest

from apps.credits.rules.valuing import value
from apps.requirements.rules.checks import problems
from apps.requirements.rules.defaults import semester_scheme
from tests.credits.rules.makers import CALENDAR, facts, pack
from tests.requirements.makers import (
    ON,
    day,
    figures,
    line,
    line_of,
    lines,
    member,
    one,
    owed,
    scheme,
    stopped,
)

OBSERVE = "measure: {where: {kinds: [observation]}, unit: 节}"


@pytest.mark.parametrize(
    ("many", "today", "answer"),
    [
        (0, "2025-12-01", ("0", "10", "10", "open")),
        (9, "2025-12-01", ("9", "10", "1", "open")),
        (10, "2025-12-01", ("10", "10", "0", "met")),
        (12, "2025-12-01", ("12", "10", "0", "met")),
        (9, "2026-01-23", ("9", "10", "1", "open")),
        (9, "2026-01-24", ("9", "10", "1", "missed")),
    ],
)
def test_a_floor_is_met_open_or_missed(many, today, answer):
    assert figures(one(f"{OBSERVE}, at_least: 10", lines(many), today=day(today))) == answer


def test_it_is_due_on_the_last_day_of_the_semester():
    found = one(f"{OBSERVE}, at_least: 10")
    assert (found.window.first, found.due) == (day("2025-09-01"), day("2026-01-23"))


@pytest.mark.parametrize(
    ("quantity", "done"),
    [("count", "3"), ("characters", "5000"), ("hours", "2.5"), ("credits", "0"), ("minutes", "90")],
)
def test_work_is_counted_summed_or_its_characters_and_minutes_are(quantity, done):
    work = lines(
        {"characters": 4000, "worth": "2", "count": 2}, {"characters": 1000, "worth": "0.5", "minutes": 90}
    )
    assert figures(one(f"measure: {{quantity: {quantity}}}, at_least: 99999", work))[0] == done


def test_only_work_of_the_period_and_of_the_holder_counts():
    work = [line(1, on="2025-08-31"), line(2, on="2025-09-01"), line(3, on="2026-02-22"), line(4, on="2026-02-23"),
            line(5, holder="member:2")]  # fmt: skip
    found = one(f"{OBSERVE}, at_least: 10", work)
    assert [c.key for c in found.counted] == ["test:2"]
    assert [(a.key, a.reason) for a in found.almost] == [("test:3", "late")]


@pytest.mark.parametrize(
    ("where", "fields", "reason"),
    [
        ("characters_from: 500", {"characters": 499}, "characters_from"),
        ("level_from: city", {"level": "county"}, "level_from"),
        ("levels: [city]", {}, "levels"),
        ("parts: [speaker]", {"part": "participant"}, "parts"),
        ("evidence: [minutes]", {}, "evidence"),
        ("minutes_from: 120", {"minutes": 119}, "minutes_from"),
        ("labels: [master]", {}, "labels"),
        ("without: [recording]", {"labels": ["recording"]}, "without"),
        ("stamps: [bureau]", {}, "stamps"),
        ("weekdays: [mon]", {}, "weekdays"),
        ("other_than: {labels: [recording]}", {"labels": ["recording"]}, "other_than"),
    ],
)
def test_work_that_almost_counts_says_what_is_in_the_way(where, fields, reason):
    found = one(f"measure: {{where: {{kinds: [observation], {where}}}}}, at_least: 1", [line(**fields)])
    assert (figures(found)[0], [(a.key, a.reason) for a in found.almost]) == ("0", [("test:1", reason)])


def test_work_of_another_kind_or_with_two_things_missing_does_not_almost_count():
    rule = "measure: {where: {kinds: [work], characters_from: 500, level_from: city}}, at_least: 1"
    assert one(rule, [line(1, characters=600, level="city"), line(2, kind="work/paper")]).almost == ()


@pytest.mark.parametrize("reason", ["away", "need", "zero", "once"])
def test_work_that_was_not_recognised_is_no_work_to_be_counted(reason):
    found = one(f"{OBSERVE}, at_least: 1", [stopped(reason)])
    assert (figures(found)[0], found.almost[0].reason) == ("0", reason)


def test_a_deduction_counts_in_the_sum_of_hours_although_the_person_was_away():
    rules = "- {type: worth, from: [{of: hours, gives: 1}]}\n"
    rules += "- {type: deduct, by: attendance, table: {absent: 1}, per: semester}"
    valued = value(pack(rules), facts({"hours": "3"}, {"attendance": "absent"}), calendar=CALENDAR)
    made = scheme("measure: {quantity: hours}, at_least: 3", "at_least: 2")
    assert [figures(found)[:3] for found in owed(made, map(line_of, valued))] == [
        ("2", "3", "1"),
        ("1", "2", "1"),
    ]


def test_a_precondition_holds_for_work_that_is_only_counted_too():
    rules = "- {type: worth, where: {kinds: [work]}, from: [{gives: 1}]}\n"
    rules += "- {type: need, where: {kinds: [observation]}, has: {characters_from: 100}}"
    observed = facts({"characters": 100}, {"characters": 99}, kind="observation/research")
    found = one(f"{OBSERVE}, at_least: 2", map(line_of, value(pack(rules), observed, calendar=CALENDAR)))
    assert (figures(found)[0], [a.reason for a in found.almost]) == ("1", ["need"])


def test_work_a_cap_cut_to_nothing_can_still_be_counted():
    rules = "- {type: worth, from: [{gives: 2}]}\n- {type: cap, at_most: 2, per: semester}"
    valued = value(pack(rules), facts({}, {}), calendar=CALENDAR)
    assert figures(one("at_least: 2", map(line_of, valued)))[3] == "met"


def test_work_set_aside_counts_only_where_it_is_asked_for():
    work = [line(1, aside=True), line(2)]
    assert [figures(f)[0] for f in owed(scheme("at_least: 5", "at_least: 5, aside: true"), work)] == [
        "1",
        "2",
    ]


def test_what_exceeds_the_ceiling_is_not_counted_and_said():
    found = one(
        "measure: {quantity: hours}, at_least: 48, at_most: 144",
        lines({"worth": "100"}, {"worth": "60"}, {"worth": "5"}),
    )
    assert figures(found)[:2] == ("144", "48")
    assert [(c.key, c.cut) for c in found.counted] == [("test:1", 0), ("test:2", 16)]
    assert [(a.key, a.reason) for a in found.almost] == [("test:3", "over")]


def test_a_ceiling_can_also_be_broken():
    assert figures(one("at_most: 2, over: breach", lines(3))) == ("3", "0", "0", "over")
    assert figures(one("at_most: 2, over: breach", lines(2)))[3] == "met"


def test_the_same_book_read_twice_is_one_book():
    rule = "measure: {where: {kinds: [work/notes]}, distinct: content}, at_least: 2"
    found = one(rule, lines({"content": "a"}, {"content": "a"}, {}, kind="work/notes"))
    assert (figures(found)[0], [a.reason for a in found.almost]) == ("2", ["same"])


def test_a_score_is_the_mean_and_earns_a_band():
    bands = "[{from: 90, name: 优, points: 5}, {from: 80, name: 良, points: 4}]"
    rule = f"measure: {{quantity: score}}, at_least: 60, bands: {bands}"
    found = one(rule, lines({"scores": ["90", "80"]}, {"scores": ["89"]}))
    assert (figures(found)[0], found.band, found.points) == ("87", "良", 4)


def test_what_must_always_be_in_force_counts_the_days_without_it():
    rule = "who: {years_under: 3}, measure: {quantity: cover, where: {kinds: [project]}}, within: school_year"
    new = member(joined_on="2025-08-01")
    pairs = [
        line(1, "project/project", "2025-09-11", until=day("2025-10-10")),
        line(2, "project/project", "2025-10-05"),
    ]
    assert figures(one(rule, pairs, new, today=day("2025-11-30"))) == ("81", "91", "10", "missed")
    early = [line(1, "project/project", "2025-01-01")]
    assert figures(one(rule, early, new))[3] == "met"
    assert owed(scheme(rule), early, member(joined_on="2020-08-01")) == []


def test_every_holder_gets_an_answer_for_what_is_owed_only():
    made = scheme("at_least: 1", "who: {posts: [principal]}, at_least: 6", "who: {of: groups}, at_least: 3")
    assert [(f.requirement, f.window.first) for f in owed(made)] == [("r1", day("2025-09-01"))]


def test_the_semester_asked_about_is_the_one_of_the_day():
    assert one("at_least: 1", on=day("2026-03-01")).window.first == day("2026-02-23")
    assert day("2026-02-23") > ON


def test_before_a_school_has_a_scheme_the_semester_itself_asks_for_hours_and_observations():
    made = semester_scheme(
        hours=Decimal("24"), observations=10, first=day("2025-09-01"), last=day("2026-01-23")
    )
    assert problems(made) == []
    newcomer = member(first="2026-01-05")
    found = owed(made, lines({"worth": "20"}, 4), newcomer)
    assert [(f.requirement, *figures(f)[:3]) for f in found] == [
        ("credit-hours", "20", "24", "4"),
        ("observations", "5", "10", "5"),
    ]
