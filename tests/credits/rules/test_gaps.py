"""Rules that never apply, and kinds of work no rule values."""

import pytest

from apps.credits.presets import preset_pack, preset_packs
from apps.credits.rules.gaps import never_reached, never_said, seldom_reached, seldom_said, unvalued
from tests.credits.rules.makers import GROUP, LECTURE, OPEN, fact, pack, worth

COUNT, MINUTES = "from: [{gives: 1}]", "from: [{of: minutes, per: 45, gives: 1}]"
BY_LEVEL = "from: [{by: level, table: {city: 2, county: 1}}]"


def rule(where="", does=COUNT, verb="worth"):
    said = f"where: {{{where}}}, " if where else ""
    return f"- {{type: {verb}, {said}{does}}}"


def kinds(*names, more=""):
    return f"kinds: [{', '.join(names)}]{more}"


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (rule(kinds(LECTURE)), rule(kinds(LECTURE), "from: [{gives: 5}]")),
        (rule(kinds("activity")), rule(kinds(OPEN))),
        (rule(), rule(kinds(OPEN))),
        (rule(kinds(LECTURE, OPEN)), rule(kinds(OPEN, more=", levels: [city]"))),
        (rule(kinds(OPEN, more=", levels: [city, county]")), rule(kinds(OPEN, more=", levels: [city]"))),
        (rule(kinds(OPEN, more=", evidence: [script]")), rule(kinds(OPEN, more=", evidence: [photo, script]"))),
        (rule(kinds(LECTURE), MINUTES), rule(kinds(LECTURE), MINUTES)),
        (rule(kinds(OPEN), BY_LEVEL), rule(kinds(OPEN), "from: [{by: level, table: {city: 9}}]")),
        (rule(kinds(LECTURE)), rule(kinds(LECTURE), "per: semester, tiers: [{each: 1}]", "tiers")),
        (rule(kinds(LECTURE), "hours: 10", "convert"), rule(kinds(LECTURE), "hours: 8", "convert")),
    ],
)  # fmt: skip
def test_a_rule_whose_work_an_earlier_one_takes_is_named_with_it(earlier, later):
    assert never_reached(pack(f"{rule(kinds('work/paper'))}\n{earlier}\n{later}").rules) == [(3, [2])]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (rule(kinds(OPEN)), rule(kinds(LECTURE))),
        (rule(kinds(OPEN)), rule(kinds("activity"))),
        (rule(kinds(OPEN)), rule()),
        (rule(kinds(OPEN, more=", levels: [city]")), rule(kinds(OPEN))),
        (rule(kinds(OPEN, more=", levels: [city]")), rule(kinds(OPEN, more=", levels: [county]"))),
        (rule(kinds(OPEN, more=", evidence: [photo, script]")), rule(kinds(OPEN, more=", evidence: [script]"))),
        # An earlier rule passes on what none of its sources says anything about.
        (rule(kinds(LECTURE), MINUTES), rule(kinds(LECTURE))),
        (rule(kinds(OPEN), BY_LEVEL), rule(kinds(OPEN), "from: [{by: level, table: {province: 9}}]")),
        (rule(kinds(LECTURE), MINUTES), rule(kinds(LECTURE), "per: semester, tiers: [{each: 1}]", "tiers")),
        # Who was away earns only by a rule that names the state.
        (rule(kinds(LECTURE)), rule(kinds(LECTURE, more=", attendance: [official_leave]"))),
        # All caps that fit are applied, and other rules do not stand in the way of a worth.
        (rule(kinds(OPEN), "at_most: 5, per: semester", "cap"), rule(kinds(OPEN), "at_most: 9, per: cycle", "cap")),
        (rule(kinds(LECTURE), "hours: 10", "convert"), rule(kinds(LECTURE))),
    ],
)  # fmt: skip
def test_a_rule_that_some_work_may_reach_is_not_named(earlier, later):
    assert never_reached(pack(f"{earlier}\n{later}").rules) == []


def test_what_is_named_is_true_of_the_work():
    work = [fact(kind=OPEN, level="city")]
    first, second = rule(kinds("activity")), rule(kinds(OPEN), "from: [{gives: 5}]")
    assert worth(f"{first}\n{second}", work) == worth(first, work) == ["1"]
    assert never_said(2, [1]) == "第 2 条规则用不上：它说的工作，都先按第 1 条规则算了。"


def test_of_several_rules_that_take_it_all_are_named():
    rules = [rule(kinds(OPEN)), rule(kinds(LECTURE)), rule(kinds("activity")), rule(kinds(OPEN, LECTURE))]
    assert never_reached(pack("\n".join(rules)).rules) == [(4, [1, 2, 3])]
    apart = [rules[0], rules[1], rules[3]]
    assert never_reached(pack("\n".join(apart)).rules) == [(3, [1, 2])]
    assert never_said(3, [1, 2]).endswith("都先按第 1、2 条规则算了。")


@pytest.mark.parametrize(
    ("earlier", "later", "told"),
    [
        (rule(kinds("activity"), MINUTES), rule(kinds(OPEN)), [(2, [1])]),
        (rule(kinds(OPEN)), rule(kinds("activity"), MINUTES), []),
        (rule(kinds("activity")), rule(kinds(OPEN)), []),  # never reached, which is told already
        (rule(kinds(OPEN), BY_LEVEL), rule(kinds(OPEN)), []),  # for levels the first does not know
        (rule(kinds("work"), "from: [{of: minutes, gives: 1}]"), rule(kinds("work/paper")), []),
    ],
)
def test_a_special_rule_below_the_general_one_is_told(earlier, later, told):
    assert seldom_reached(pack(f"{earlier}\n{later}").rules) == told
    assert "第 1 条规则算，算不出的" in seldom_said(2, [1])


def test_a_rule_that_cannot_be_read_yet_keeps_its_number():
    rules = pack(f"{rule(kinds(OPEN))}\n{rule(kinds(OPEN))}").rules
    assert never_reached([None, *rules]) == [(3, [2])]


@pytest.mark.parametrize("name", preset_packs())
def test_every_rule_of_a_ready_pack_can_apply(name):
    rules = preset_pack(name).rules
    assert never_reached(rules) == seldom_reached(rules) == []


@pytest.mark.parametrize(
    ("rules", "left"),
    [
        ([rule(kinds(LECTURE))], [OPEN, GROUP]),
        ([rule(kinds(LECTURE)), rule(kinds(OPEN), "as: {kind: activity/lecture}", "treat")], [GROUP]),
        ([rule(does="from: [{by: kind, table: {activity/group: 2}}]")], [LECTURE, OPEN]),
        ([rule(kinds(LECTURE)), rule(kinds(OPEN), "at_most: 5, per: semester", "cap")], [OPEN, GROUP]),
        ([rule(kinds("activity"))], []),
        ([rule(kinds(LECTURE)), rule()], []),
        ([rule(kinds("work/paper"))], []),
    ],
)
def test_kinds_of_activity_nobody_gave_a_rule_are_told(rules, left):
    assert unvalued(pack("\n".join(rules)).rules, [LECTURE, OPEN, GROUP]) == left
