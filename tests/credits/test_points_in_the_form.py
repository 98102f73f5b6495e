"""Each of the twenty-one things rules must be able to say, written in the form of the browser: what the form sends back
is what was meant, and it says itself as a sentence.
"""

import pytest

from apps.credits.editor import Sheet, Words
from apps.credits.editor.posted import Posted, bare
from apps.credits.presets import standard_names
from apps.credits.rules.schema import plain
from apps.credits.rules.sentences import sentences as rules_said
from apps.credits.rules.texts import read_pack
from apps.requirements.rules.sentences import sentences as requirements_said
from apps.requirements.rules.texts import read_scheme
from tests.credits.test_editor import as_text, browser_sends

HEAD = """
code: points
name: 各项
valid: {from: 2025-09-01}
cycle: {years: 5, starts: 2021-01-01, personal: true}
names: {category: {pro: 专业, ethics: 师德}, label: {block: 集中}}
"""
RULES = """
1  {type: worth, where: {kinds: [activity]}, from: [{of: minutes, per: 45, gives: 1}]}
1  {type: round, to: 1, mode: down, per: day}
1  {type: cap, where: {kinds: [activity]}, at_most: 8, per: day}
2  {type: convert, where: {kinds: [other], places: [online]}, hours: 20, gives: 1}
3  {type: multiply, where: {kinds: [activity]}, by: part, table: {speaker: 4, participant: 1, chair: 2, mentor: 1, apprentice: 1}}
4  {type: tiers, where: {kinds: [observation]}, per: semester, tiers: [{up_to: 10, each: 0}, {each: 0.25}]}
5  {type: worth, where: {kinds: [activity/open_lesson]}, from: [{of: count, by: level, table: {school: 2, county: 3, city: 3.5, province: 4, national: 5}}]}
6  {type: need, where: {kinds: [work]}, has: {evidence: [certificate], characters_from: 500, stamps: [school], attended_from: 4/5}}
7  {type: cap, where: {kinds: [activity/lecture, activity/group]}, at_most: 24, per: cycle}
7  {type: cap, at_most: 3, per: session}
11 {type: deduct, where: {kinds: [activity]}, by: attendance, table: {absent: 1, late: 0.5}, per: semester}
11 {type: zero, where: {kinds: [activity]}, per: course, if: [{attendance: [absent], times: 3}, {share: 1/5}]}
12 {type: once, where: {kinds: [work/paper]}, same: content, keep: level, per: ever}
15 {type: part, where: {places: [outside]}, share: 50%}
15 {type: treat, where: {kinds: [other]}, as: {aside: true}}
17 {type: need, where: {kinds: [activity]}, has: {stamps_before: [plan]}}
18 {type: worth, where: {kinds: [observation]}, from: [{of: score, bands: [{from: 90, gives: 5}, {from: 80, gives: 4}, {from: 70, gives: 3}, {from: 60, gives: 2}, {from: 0, gives: 1}]}]}
"""  # noqa: E501 a line is a rule
REQUIREMENTS = """
8  {measure: {quantity: hours}, within: calendar_year, at_least: 48, at_most: 144, of_which: [{where: {categories: [pro]}, share_at_least: 2/3}]}
9  {measure: {quantity: credits}, within: cycle, at_least: 36, matrix: {rows: category, columns: level, at_least: {ethics: {all: 8, city: 2}, all: {city: 7, school: 15}}}}
10 {measure: {where: {kinds: [observation]}}, at_least: 10, offsets: [{measure: {quantity: hours, where: {kinds: [activity]}}, per: 20, gives: 1, at_most: 3}]}
10 {measure: {quantity: hours}, at_least: 10, fills: [{from: r1, at_most: 5}], never_from: [r2], within: calendar_year}
13 {who: {posts: [teacher], tags: [骨干], subjects: [语文], campuses: [东校区], age_under: 48, years_from: 3, age_on: 08-31, other_than: {tiers: [leading]}}, at_least: 1, pro_rata: months}
14 {measure: {quantity: hours}, within: cycle, at_least: 360, due_on: 12-31}
15 {measure: {quantity: hours}, at_least: 300, of_which: [{where: {labels: [block]}, at_least: 90, counts: 50%}], aside: true}
18 {measure: {quantity: points}, at_least: 60, bands_of: rate, bands: [{from: 90, name: 优, points: 4}, {from: 80, name: 良, points: 3}, {from: 70, name: 合格, points: 2}, {from: 60, name: 待提高, points: 1}]}
19 {measure: {where: {kinds: [observation]}}, each: month, at_least: 8}
19 {measure: {where: {kinds: [work]}}, each: week, at_least: 1}
19 {measure: {where: {kinds: [other]}}, each: month, weekly: true, at_least: 2}
20 {who: {of: groups, group_kinds: [research]}, measure: {where: {kinds: [activity/group], minutes_from: 120, evidence: [minutes]}}, each: fortnight, at_least: 1}
20 {who: {of: groups}, members: {meet: r1, share: 60%}}
21 {measure: {quantity: hours}, at_least: 24, veto: true}
"""  # noqa: E501 a line is a rule
NAMES = standard_names()
POINTS = [(int(line[:2]), line[3:]) for line in (RULES + REQUIREMENTS).strip().splitlines() if line]


def document_of(text: str):
    """A document with this rule alone, or with this requirement after two it may speak of."""
    if "type:" in text:
        pack = read_pack(f"{HEAD}gives: hours\nrules:\n  - {text}\n", NAMES)
        return pack, pack.rules[0], rules_said(pack)[0]
    rows = [
        "measure: {quantity: hours}, within: calendar_year, at_least: 1",
        "at_least: 1",
        text.strip()[1:-1],
    ]
    rows = "".join(f"  - {{code: r{n}, name: 要求{n}, {row}}}\n" for n, row in enumerate(rows, 1))
    scheme = read_scheme(f"{HEAD}requirements:\n{rows}", NAMES)
    return scheme, scheme.requirements[2], requirements_said(scheme)[2]


@pytest.mark.parametrize(("number", "text"), POINTS, ids=[f"{n}-{text[1:30]}" for n, text in POINTS])
def test_each_point_can_be_written_in_the_form(number, text):
    document, row, said = document_of(text)
    names = NAMES.plus({key: dict(table) for key, table in document.names})
    words = Words(names, references={"r1": "要求1", "r2": "要求2"})
    again = Posted(browser_sends(Sheet(type(row), words, plain(row)).fields()), names).read(type(row))
    assert as_text(bare(again)) == as_text(plain(row))
    assert said.endswith("。")


def test_all_that_a_rule_or_a_requirement_must_say_is_among_them():
    # Version, validity and document (16) stand in the head of every document.
    assert {number for number, _text in POINTS} | {16} == set(range(1, 22))
