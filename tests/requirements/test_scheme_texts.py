"""Schemes as YAML and in sentences: what is refused, with line, key and reason; what each requirement says."""

import json
from decimal import Decimal

import pytest

from apps.credits.presets import standard_names
from apps.credits.rules.problems import Refused
from apps.credits.rules.schema import plain
from apps.credits.rules.texts import write_document
from apps.requirements.presets import preset_scheme, preset_schemes
from apps.requirements.rules.sentences import almost_said, sentence, sentences
from apps.requirements.rules.texts import read_scheme, scheme_of
from tests.requirements.makers import HEAD, scheme

NAMES = standard_names()


def refused(*requirements):
    with pytest.raises(Refused) as caught:
        scheme(*requirements)
    before = HEAD.count("\n")
    return [(p.line - before, p.key, p.code) for p in caught.value.problems]


@pytest.mark.parametrize("name", preset_schemes())
def test_every_preset_reads_back_the_same(name):
    found = preset_scheme(name)
    assert read_scheme(write_document(found), NAMES) == found
    assert scheme_of(json.loads(json.dumps(plain(found), default=str)), NAMES) == found


# Lines count from the first requirement on, one line each.
@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        (["at_least: -1"], (1, "requirements[1].at_least", "too_small")),
        (["{}"], (1, "requirements[1]", "not_scalar")),
        (["veto: true"], (1, "requirements[1]", "nothing_asked")),
        (["at_least: 9, at_most: 8"], (1, "requirements[1].at_least", "least_over_most")),
        (["at_least: 1, cases: [{who: {}, at_least: 3, at_most: 2}]"],
         (1, "requirements[1].cases[1].at_least", "least_over_most")),
        (["at_least: 1, of_which: [{where: {}}]"], (1, "requirements[1].of_which[1]", "nothing_asked")),
        (["at_least: 1, of_which: [{where: {}, share_at_least: 120%}]"],
         (1, "requirements[1].of_which[1].share_at_least", "share_over_one")),
        (["at_most: 5, of_which: [{where: {}, at_least: 6}]"],
         (1, "requirements[1].of_which[1].at_least", "parts_over_total")),
        (["at_least: 1, each: semester"], (1, "requirements[1].each", "period_order")),
        (["at_least: 1, each: month, within: week"], (1, "requirements[1].each", "period_order")),
        (["at_least: 1, each: month, due_week: 2"], (1, "requirements[1].due_week", "only_one")),
        (["at_least: 1, each: month, weekly: true, at_most: 9"], (1, "requirements[1].weekly", "only_one")),
        (["at_least: 1, weekly: true, of_which: [{where: {}, at_least: 1}]"],
         (1, "requirements[1].weekly", "only_one")),
        (["measure: {quantity: cover}, weekly: true"], (1, "requirements[1].weekly", "one_quantity")),
        (["at_least: 1, bands: [{from: 60}, {from: 90}]"], (1, "requirements[1].bands", "not_falling")),
        (["at_least: 1, measure: {quantity: score}, of_which: [{where: {}, at_least: 1}]"],
         (1, "requirements[1].of_which", "one_quantity")),
        (["at_least: 1, each: month, measure: {quantity: score}"], (1, "requirements[1].each", "one_quantity")),
        (["matrix: {rows: level, at_least: {town: {all: 1}}}"],
         (1, "requirements[1].matrix.at_least.town", "unknown_word")),
        (["at_most: 5, matrix: {rows: level, columns: category, at_least: {city: {pro: 3, ethics: 3}}}"],
         (1, "requirements[1].matrix", "parts_over_total")),
        (["at_least: 1, fills: [{from: r1}]"], (1, "requirements[1].fills[1].from", "fills_itself")),
        (["at_least: 1, fills: [{from: r9}]"], (1, "requirements[1].fills[1].from", "unknown_requirement")),
        (["at_least: 1, fills: [{from: r2}]", "measure: {quantity: hours}, at_least: 1"],
         (1, "requirements[1].fills[1].from", "units_differ")),
        (["at_least: 1, fills: [{from: r2}]", "at_least: 1, fills: [{from: r1}]"],
         (2, "requirements[2].fills[1].from", "circle")),
        (["at_least: 1, fills: [{from: r2}]", "at_least: 1, fills: [{from: r3}]", "at_least: 1, fills: [{from: r1}]"],
         (3, "requirements[3].fills[1].from", "circle")),
        (["at_least: 1, never_from: [r3], fills: [{from: r2}]", "at_least: 1, fills: [{from: r3}]", "at_least: 1"],
         (1, "requirements[1].never_from[1]", "forbidden_fill")),
        (["at_least: 1", "who: {of: staff}, members: {meet: r1, share: 1/2}"],
         (2, "requirements[2].members", "members_of_staff")),
        (["who: {of: groups}, members: {meet: r9, share: 1/2}"],
         (1, "requirements[1].members.meet", "unknown_requirement")),
        (["who: {of: groups}, at_least: 1", "who: {of: groups}, members: {meet: r1, share: 1/2}"],
         (2, "requirements[2].members.meet", "members_of_groups")),
        (["measure: {where: {kinds: [observation/researh]}}, at_least: 1"],
         (1, "requirements[1].measure.where.kinds[1]", "unknown_word")),
        (["who: {age: 40}, at_least: 1"], (1, "requirements[1].who.age", "unknown_key")),
        (["who: {age_under: young}, at_least: 1"], (1, "requirements[1].who.age_under", "not_number")),
        (["who: {age_under: 40.5}, at_least: 1"], (1, "requirements[1].who.age_under", "not_whole")),
        (["at_least: 0"], (1, "requirements[1].at_least", "idle_zero")),
        (["at_least: 9, of_which: [{where: {kinds: [work]}, share_at_least: 0%}]"],
         (1, "requirements[1].of_which[1].share_at_least", "idle_zero")),
        (["at_least: 9, matrix: {rows: level, at_least: {city: {all: 0}}}"],
         (1, "requirements[1].matrix.at_least.city", "idle_zero")),
        (["at_least: 9, borrow: {at_most: 0}"], (1, "requirements[1].borrow.at_most", "idle_zero")),
    ],
)  # fmt: skip
def test_a_mistake_is_named_by_line_key_and_reason(rows, problem):
    assert problem in refused(*rows)


def test_whoever_is_asked_for_nothing_is_told_so():
    said = scheme("at_least: 9, cases: [{who: {tags: [代课教师]}, at_least: 0}]")
    assert sentence(said.requirements[0], said) == "教职工每学期各项工作至少9次；代课教师不作要求。"


def test_what_was_published_with_a_nought_is_read_still():
    row = {"code": "r1", "name": "旧", "at_least": "0"}
    data = {"code": "t", "name": "旧", "valid": {"from": "2020-01-01"}, "requirements": [row]}
    assert scheme_of(data).requirements[0].at_least == 0


def test_a_circle_names_its_way_round():
    with pytest.raises(Refused, match="r1 → r2 → r1"):
        scheme("at_least: 1, fills: [{from: r2}]", "at_least: 1, fills: [{from: r1}]")


def test_a_cycle_must_be_described():
    with pytest.raises(Refused) as caught:
        scheme(
            "within: cycle, at_least: 1", head="code: t\nname: t\nvalid: {from: 2020-01-01}\nrequirements:\n"
        )
    assert [p.code for p in caught.value.problems] == ["cycle_missing"]


def test_versions_of_one_scheme_never_hold_on_the_same_day():
    text = write_document(preset_scheme("nine-year"))
    with pytest.raises(Refused) as caught:
        read_scheme(text, NAMES, [preset_scheme("nine-year")])
    assert [(p.key, p.code) for p in caught.value.problems] == [("valid", "overlap")]
    assert read_scheme(text, NAMES, [preset_scheme("township")]) == preset_scheme("nine-year")


def test_numbers_stay_exact():
    assert scheme("measure: {quantity: hours}, at_least: 0.1").requirements[0].at_least == Decimal("0.1")


# Requirements, each with what it says in the line below.
SAID = """
who: {age_under: 40}, measure: {where: {kinds: [observation]}, unit: 节}, at_least: 16,
of_which: [{where: {labels: [master]}, name: 名师课, at_least: 3, at_most: 5}]
未满40周岁的教职工每学期听课至少16节；其中名师课至少3节，最多计5节。

each: month, weekly: true, at_least: 1, cases: [{who: {subjects: [语文]}, at_least: 2}],
measure: {where: {kinds: [lesson_plan]}, unit: 份}
教职工每学期内，每月教案平均每周至少1份；语文的教职工平均每周至少2份。

each: month, cases: [{who: {years_under: 3}, at_least: 12}, {who: {posts: [teacher]}, at_least: 8}],
measure: {where: {kinds: [observation]}, unit: 节}
教职工每学期内，每月听课按下列要求：教龄未满3年的教职工至少12节；教师至少8节。

who: {of: groups, group_kinds: [research]}, each: fortnight, at_least: 1,
measure: {where: {kinds: [activity/group], minutes_from: 120, evidence: [minutes]}}
教研组每学期内，每两周小组活动（附活动记录，不少于120分钟）至少1次。

measure: {quantity: hours}, within: calendar_year, at_least: 90, of_which: [{where: {categories: [pro]},
share_at_least: 2/3}]
教职工每年度至少90学时；其中专业不少于要求的2/3。

measure: {quantity: credits}, within: cycle, at_least: 36, matrix: {rows: category, columns: level,
at_least: {ethics: {all: 8, city: 2}, all: {city: 7}}}
教职工每5年至少36学分；其中师德至少8学分（市级2学分），各类合计市级至少7学分。

measure: {quantity: cover, where: {kinds: [project]}}, who: {tags: [新教师]}, veto: true
新教师每学期始终要有课题；未达到的一票否决。

at_least: 10, measure: {where: {kinds: [observation]}, unit: 节}, offsets: [{measure: {quantity: hours,
where: {kinds: [activity/self_study]}}, per: 20, gives: 1, at_most: 3}]
教职工每学期听课至少10节；自主研修每20学时可顶1节，最多顶3节。

at_least: 4, due_week: 4, pro_rata: none, measure: {where: {kinds: [work/paper]}, unit: 篇}
教职工每学期论文至少4篇；第4周前完成；中途到校或离校的不折算。

measure: {quantity: hours}, at_least: 48, at_most: 144
教职工每学期至少48学时，最多计144学时。

measure: {where: {kinds: [work]}}, at_most: 3, over: breach
教职工每学期成果不得超过3次。

measure: {quantity: hours}, within: school_year, at_least: 72, borrow: {at_most: 24}
教职工每学年至少72学时；可以从以后的时段预支，最多24学时，以后补还。

measure: {where: {kinds: [observation]}}, at_least: 1, points: {met: 3, each: 0.5, at_most: 6}
教职工每学期听课至少1次；达到的得3分，每次得0.5分，最多6分。
"""
BLOCKS = [block.strip().rsplit("\n", 1) for block in SAID.split("\n\n")]


@pytest.mark.parametrize(("row", "said"), BLOCKS)
def test_a_requirement_says_itself_in_one_sentence(row, said):
    made = scheme(row.replace("\n", " "))
    assert sentence(made.requirements[0], made, NAMES.plus({k: dict(v) for k, v in made.names})) == said


@pytest.mark.parametrize("name", preset_schemes())
def test_every_requirement_of_every_preset_is_said_without_codes_and_differently(name):
    made = preset_scheme(name)
    said = sentences(made, NAMES.plus({k: dict(v) for k, v in made.names}))
    assert len(set(said)) == len(made.requirements)
    assert not [text for text in said if any("a" <= letter <= "z" for letter in text)]


@pytest.mark.parametrize(
    ("where", "reason", "said"),
    [
        ("{characters_from: 500}", "characters_from", "要求不少于500字"),
        ("{level_from: city}", "level_from", "要求市级及以上"),
        ("{parts: [speaker, chair]}", "parts", "要求主讲或主持"),
        ("{}", "late", "超过了截止日期"),
        ("{}", "over", "超过上限，不再计"),
    ],
)
def test_why_work_almost_counts_is_said_plainly(where, reason, said):
    assert (
        almost_said(reason, scheme(f"measure: {{where: {where}}}, at_least: 1").requirements[0], NAMES)
        == said
    )
