"""Every rule and every step in plain words."""

import pytest

from apps.credits.presets import preset_pack, preset_packs, standard_names
from apps.credits.rules.explaining import steps_said, why_not_more
from apps.credits.rules.sentences import sentence, sentences
from apps.credits.rules.valuing import value
from tests.credits.rules.makers import CALENDAR, LECTURE, OPEN, fact, facts, pack

NAMES = standard_names()


# A rule, and below it what it says.
SAID = """
{type: treat, where: {kinds: [activity/lecture], signed: false}, as: {attendance: absent}}
专题讲座（点名时未签到）视为缺席。
{type: treat, as: {aside: true}}
各项工作只作记录，不计入周期。
{type: worth, where: {kinds: [activity/lecture]}, from: [{of: minutes, per: 45, gives: 1}]}
专题讲座，每45分钟计1学时。
{type: worth, from: [{of: hours, gives: 1}, {of: days, gives: 8}]}
各项工作，按活动、申报或证书写明的学时计；没有写明的，每天计8学时。
{type: worth, where: {kinds: [activity/open_lesson]}, from: [{by: level, table: {school: 2, city: 3.5}}]}
公开课，按级别每次计：校级2、市级3.5学时。
{type: tiers, where: {kinds: [activity/open_lesson]}, per: semester, tiers: [{up_to: 1, each: 4}, {each: 2}]}
公开课每学期前1次每次计4学时，以后每次计2学时。
{type: reach, where: {kinds: [observation]}, per: school_year, rungs: [{at: 20, gives: 20}]}
听课每学年满20次共计20学时，不满20次不计。
{type: convert, where: {places: [online]}, hours: 20}
网络的各项工作每20学时折算1学时。
{type: multiply, where: {kinds: [activity/lecture]}, by: part, table: {speaker: 4, participant: 1}}
专题讲座按身份乘以倍数：主讲4倍、参加1倍。
{type: round, to: 0.5, mode: down}
各项工作每项以0.5学时为单位，零头舍去。
{type: need, where: {kinds: [activity/lecture], parts: [speaker]}, has: {evidence: [script]}}
专题讲座（主讲）须满足：附讲稿，否则不计。
{type: zero, per: course, if: [{attendance: [absent], times: 3}, {share: 1/5}]}
各项工作每门课程缺席满3次，或缺勤的时间达到20%的，全部清零。
{type: once, where: {kinds: [work/paper]}}
同一内容的论文只计一次，取级别最高的一项。
{type: cap, where: {kinds: [activity/lecture, activity/group]}, at_most: 24, per: school_year}
专题讲座、小组活动每学年合计最多计24学时。
{type: cap, where: {level_from: city, who: {age_under: 40}}, at_most: 4, per: item}
未满40周岁的教职工的市级及以上的各项工作每项最多计4学时。
{type: part, where: {places: [outside]}, share: 50%}
校外的各项工作封顶之后按50%计入。
{type: deduct, by: attendance, table: {absent: 1, late: 0.5}, per: course}
各项工作缺席每次扣1学时、迟到每次扣0.5学时，每门课程扣完为止。
"""
LINES = SAID.strip().splitlines()


@pytest.mark.parametrize(("rule", "said"), list(zip(LINES[::2], LINES[1::2], strict=True)))
def test_a_rule_says_itself_in_one_sentence(rule, said):
    made = pack(f"- {rule}")
    assert sentence(made.rules[0], made, NAMES) == said


@pytest.mark.parametrize("name", preset_packs())
def test_every_rule_of_every_preset_is_said_without_codes_and_differently(name):
    made = preset_pack(name)
    said = sentences(made, NAMES.plus({key: dict(words) for key, words in made.names}))
    assert len(set(said)) == len(made.rules)
    assert not [text for text in said if any("a" <= letter <= "z" for letter in text) or "{" in text]


def test_steps_say_how_the_value_arose_and_what_was_cut():
    made = pack(
        "- {type: worth, from: [{of: minutes, per: 45, gives: 1}]}\n"
        "- {type: multiply, by: part, table: {speaker: 4}}\n- {type: cap, at_most: 10, per: semester}"
    )
    _first, second = value(made, facts({"part": "speaker"}, {}, minutes=90), calendar=CALENDAR)
    assert steps_said(_first.steps, made, NAMES) == [
        "90分钟，每45分钟计1学时，得2学时。", "主讲，乘以4，得8学时。",
    ]  # fmt: skip
    assert why_not_more(_first.steps, made, NAMES) == []
    made = pack("- {type: worth, from: [{of: hours, gives: 1}]}\n- {type: cap, at_most: 10, per: semester}")
    _first, second = value(made, facts({"hours": "8"}, {"hours": "5"}), calendar=CALENDAR)
    assert why_not_more(second.steps, made, NAMES) == ["每学期最多计10学时，此前已计8，得2学时，少计3学时。"]


@pytest.mark.parametrize(
    ("rules", "work", "reason"),
    [
        (
            "- {type: need, has: {characters_from: 500}}", [{"characters": 480}],
            "没有满足：不少于500字，不计，少计2学时。",
        ),
        (
            "- {type: zero, per: course, if: [{attendance: [late], times: 2}]}",
            [{"attendance": "late"}] * 2, "每门课程迟到2次，满2次，全部清零，少计2学时。",
        ),
        (
            "- {type: once}", [{"content": "a", "level": "city"}, {"content": "a"}],
            "同一内容只计一次，已另计一项，少计2学时。",
        ),
        ("- {type: part, share: 1/2}", [{}], "封顶之后按50%计入，得1学时，少计1学时。"),
        ("- {type: deduct, amount: 0.5, per: semester}", [{}], "扣0.5学时，得1.5学时，少计0.5学时。"),
    ],
)  # fmt: skip
def test_why_not_more_names_what_was_cut_and_by_what(rules, work, reason):
    made = pack("- {type: worth, from: [{gives: 2}]}\n" + rules)
    lines = value(made, facts(*work, course="c"), calendar=CALENDAR)
    assert why_not_more(lines[-1].steps, made, NAMES) == [reason]


def test_what_narrow_caps_cut_is_said_before_what_wide_ones_cut():
    made = pack(
        "- {type: worth, from: [{of: hours, gives: 1}]}\n"
        "- {type: cap, at_most: 3, per: semester}\n- {type: cap, at_most: 5, per: day}"
    )
    (line,) = value(made, [fact(hours="9")], calendar=CALENDAR)
    assert [(cut.rule, cut.amount) for cut in line.cuts] == [("cap-3", 4), ("cap-2", 2)]


def test_work_worth_nothing_says_why():
    made = pack(f"- {{type: worth, where: {{kinds: [{OPEN}]}}, from: [{{gives: 2}}]}}")
    lines = value(made, [fact(1), fact(2, kind=OPEN, attendance="leave")], calendar=CALENDAR)
    assert [steps_said(line.steps, made, NAMES) for line in lines] == [
        ["没有规则给这项工作计值。"],
        ["没有到场，不计。"],
    ]


def by_level(where="", source="gives: 2"):
    return f"- {{type: worth, where: {{kinds: [{OPEN}]{where}}}, from: [{{{source}}}]}}"


@pytest.mark.parametrize(
    "rule",
    [
        by_level(source="by: level, table: {city: 2}"),
        by_level(", levels: [city]"),
        by_level(", level_from: city"),
    ],
)
def test_work_valued_by_its_level_says_when_nobody_filled_it_in(rule):
    made = pack(rule)
    work = facts({"level": ""}, {"level": "school"}, {"level": "", "kind": LECTURE}, kind=OPEN)
    lines = value(made, work, calendar=CALENDAR)
    none = ["没有规则给这项工作计值。"]
    assert [steps_said(n.steps, made, NAMES) for n in lines] == [["没有写明级别，无法计值。"], none, none]


def test_the_level_is_not_blamed_for_what_another_condition_keeps_out():
    made = pack(by_level(", levels: [city], evidence: [script]"))
    (line,) = value(made, [fact(kind=OPEN)], calendar=CALENDAR)
    assert steps_said(line.steps, made, NAMES) == ["没有规则给这项工作计值。"]
