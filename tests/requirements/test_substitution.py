"""What may stand in for what; borrowing; forecast; points and veto."""

from decimal import Decimal

import pytest

from apps.requirements.rules.forecasts import forecast
from apps.requirements.rules.judging import verdicts
from apps.requirements.rules.lines import Transfer
from tests.credits.rules.makers import CALENDAR
from tests.requirements.makers import HEAD, TODAY, day, figures, line, lines, one, owed, scheme

OBSERVE = "measure: {where: {kinds: [observation]}}"
SELF_STUDY = (
    "{measure: {quantity: hours, where: {kinds: [activity/self_study]}}, per: 20, gives: 1, at_most: 3}"
)


@pytest.mark.parametrize(("hours", "done"), [("19", "2"), ("20", "3"), ("59", "4"), ("200", "5")])
def test_other_work_offsets_at_its_rate_up_to_its_limit(hours, done):
    rule = f"{OBSERVE}, at_least: 10, offsets: [{SELF_STUDY}]"
    found = one(rule, lines(2, {"kind": "activity/self_study", "worth": hours}))
    assert figures(found)[0] == done
    assert ("test:3" in [c.key for c in found.counted]) == (done != "2")


def test_without_being_said_nothing_stands_in_for_anything():
    made = scheme(f"{OBSERVE}, at_least: 1", "measure: {where: {kinds: [work]}}, at_least: 1")
    assert [f.missing for f in owed(made, lines(5))] == [0, 1]


@pytest.mark.parametrize(
    ("observed", "works", "missing"),
    [(14, 0, [0, 0]), (13, 0, [0, 1]), (16, 0, [0, 0]), (10, 0, [0, 4]), (9, 9, [1, 0])],
)
def test_surplus_of_one_requirement_fills_another(observed, works, missing):
    made = scheme(
        f"{OBSERVE}, at_least: 10",
        "measure: {where: {kinds: [work]}}, at_least: 4, fills: [{from: r1, at_most: 4}]",
    )
    assert [f.missing for f in owed(made, lines(observed, *[{"kind": "work/paper"}] * works))] == missing


def test_a_surplus_is_given_once_and_in_the_order_of_the_scheme():
    fill = "measure: {where: {kinds: [%s]}}, at_least: 2, fills: [{from: r1}]"
    made = scheme(f"{OBSERVE}, at_least: 1", fill % "work", fill % "project")
    found = owed(made, lines(4))
    assert [f.missing for f in found] == [0, 0, 1]
    assert found[1].filled == (("r1", Decimal(2)),)


def test_surplus_travels_along_a_chain_at_its_rate():
    made = scheme(
        "measure: {where: {kinds: [project]}}, at_least: 3, fills: [{from: r2, per: 2, gives: 1}]",
        "measure: {where: {kinds: [work]}}, at_most: 99, fills: [{from: r3}]",
        f"{OBSERVE}, at_least: 1",
    )
    assert [f.missing for f in owed(made, lines(5))] == [3, 0, 0], (
        "nothing is missing in the second, so it takes nothing"
    )
    assert [f.missing for f in owed(made, lines(*[{"kind": "work/paper"}] * 4))] == [1, 0, 1]


def test_a_surplus_is_worth_no_more_than_its_rate_says_and_nothing_while_its_own_parts_are_missing():
    hours = "measure: {quantity: hours, where: {kinds: [%s]}}, at_least: %s"
    fills = ", fills: [{from: r1, per: 3, gives: 1}]"
    made = scheme(hours % ("activity/lecture", 2), hours % ("activity/salon", 5) + fills)
    found = owed(made, [line(1, "activity/lecture", worth="12")])
    assert (found[1].done, found[1].missing) == (Decimal("3.33"), Decimal("1.67"))
    part = ", of_which: [{where: {kinds: [observation/research]}, at_least: 1}]"
    made = scheme(
        f"{OBSERVE}, at_least: 1{part}", "measure: {where: {kinds: [work]}}, at_least: 2, fills: [{from: r1}]"
    )
    assert [f.missing for f in owed(made, lines(5, kind="observation/drop_in"))] == [1, 2]


YEAR = "measure: {quantity: credits}, within: calendar_year, at_least: 72, borrow: {at_most: 24}"


@pytest.mark.parametrize(
    ("on", "answer"), [("2025-10-01", ("72", "72", "0")), ("2026-03-01", ("72", "94", "22"))]
)
def test_what_is_borrowed_is_owed_again(on, answer):
    work = [line(1, on="2025-10-01", credits="50"), line(2, on="2026-03-01", credits="72")]
    moved = [
        Transfer(
            holder="member:1",
            requirement="r1",
            into=day("2025-12-31"),
            out_of=day("2026-01-01"),
            amount=Decimal(22),
            reason="援藏",
        )
    ]
    assert figures(one(YEAR, work, on=day(on), transfers=moved))[:3] == answer


def test_no_more_is_lent_than_may_be_borrowed_and_no_more_owed_back():
    moved = [
        Transfer(
            holder="member:1",
            requirement="r1",
            into=day("2025-12-31"),
            out_of=day("2026-01-01"),
            amount=Decimal(20),
            reason="x",
        )
    ] * 2
    assert figures(one(YEAR, on=day("2025-10-01"), transfers=moved))[0] == "24"
    assert figures(one(YEAR, on=day("2026-10-01"), transfers=moved))[1] == "96"


PLANNED = [
    line(101, "activity/lecture", "2025-11-30"), line(102, "activity/lecture", "2025-12-05"),
    line(103, "activity/salon", "2025-12-06"), line(104, "activity/lecture", "2025-12-20"),
    line(105, "activity/lecture", "2026-01-10"), line(106, "activity/lecture", "2026-02-01"),
]  # fmt: skip
LECTURES = "measure: {where: {kinds: [activity/lecture]}}"


@pytest.mark.parametrize(
    ("least", "closing", "still"), [(1, [102], 0), (3, [102, 104, 105], 0), (4, [102, 104, 105], 1)]
)
def test_scheduled_work_that_would_close_the_gap_is_named(least, closing, still):
    found = one(f"{LECTURES}, at_least: {least}", planned=PLANNED)
    assert (found.closing, found.still_missing) == (tuple(f"test:{n}" for n in closing), still)


def test_scheduled_work_is_named_for_the_portion_it_helps():
    portion = "[{where: {kinds: [activity/salon]}, at_least: 1}]"
    rule = f"measure: {{where: {{kinds: [activity]}}}}, at_least: 2, of_which: {portion}"
    found = one(rule, lines(2, kind="activity/lecture"), planned=PLANNED)
    assert (found.closing, found.still_missing) == (("test:103",), 0)


@pytest.mark.parametrize(
    ("done", "least", "planned", "outlook", "expected"),
    [
        (10, 10, (), "met", 10), (6, 8, PLANNED, "safe", 9.6), (6, 9, (), "likely", 9.6), (6, 12, (), "at_risk", 9.6),
        (0, 3, PLANNED, "safe", 3), (0, 4, PLANNED, "at_risk", 3), (0, 1, (), "at_risk", 0),
    ],
)  # fmt: skip
def test_a_forecast_carries_on_the_pace_or_what_is_scheduled(done, least, planned, outlook, expected):
    """61 of 100 working days have passed on 1 December."""
    found = one(f"{LECTURES}, at_least: {least}", lines(done, kind="activity/lecture"), planned=planned)
    said = forecast(found, begun=found.window.first, today=TODAY, calendar=CALENDAR)
    assert (said.outlook, float(said.expected)) == (outlook, pytest.approx(expected, abs=0.3))


def test_nothing_can_be_expected_once_the_day_has_passed():
    found = one(f"{LECTURES}, at_least: 1", today=day("2026-01-30"))
    assert (
        forecast(found, begun=found.window.first, today=day("2026-01-30"), calendar=CALENDAR).outlook
        == "lost"
    )


def test_points_bands_and_the_veto():
    head = HEAD.replace(
        "requirements:",
        "bands: [{from: 9, name: 优}, {from: 5, name: 合格}, {from: 0, name: 待提高}]\nrequirements:",
    )
    made = scheme(
        f"{OBSERVE}, at_least: 2, points: {{met: 3, each: 1, at_most: 6}}",
        "measure: {where: {kinds: [work]}}, at_least: 1, veto: true, points: {met: 4}",
        "measure: {where: {kinds: [work]}}, at_least: 2, bands_of: rate, bands: "
        "[{from: 90, name: 优, points: 2}, {from: 50, name: 良, points: 1}]",
        head=head,
    )
    (verdict,) = verdicts(made, {"member:1": owed(made, lines(5, {"kind": "work/paper"}))})
    assert (verdict.points, verdict.band, verdict.passed, verdict.missing) == (11, "优", True, ("r3",))
    (verdict,) = verdicts(made, {"member:1": owed(made, lines(9))})
    assert (verdict.points, verdict.band, verdict.passed, verdict.vetoed_by) == (6, "待提高", False, ("r2",))


def test_without_bands_everything_must_be_met():
    made = scheme(f"{OBSERVE}, at_least: 1", "at_least: 2")
    assert [v.passed for v in verdicts(made, {"member:1": owed(made, lines(2))})] == [True]
    assert [v.passed for v in verdicts(made, {"member:1": owed(made, lines(1))})] == [False]
