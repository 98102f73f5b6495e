"""YAML in and out: what is refused, with line, key and reason."""

import json
import re
from decimal import Decimal
from fractions import Fraction

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.credits.presets import preset_pack, preset_packs, standard_names
from apps.credits.rules.packs import checked
from apps.credits.rules.problems import SAYINGS, Refused
from apps.credits.rules.schema import plain
from apps.credits.rules.texts import pack_of, read_pack, write_document
from tests.credits.rules.makers import pack

GOOD = """\
code: town
name: 县学时
valid:
  from: 2025-09-01
  until: 2026-08-31
document:
  title: 关于学时认定的通知
  number: 县教〔2025〕12号
names:
  kind:
    other/degree: 学历进修
  category:
    ethics: 师德
rules:
  - type: worth
    code: hours
    where:
      kinds: [activity/lecture, other/degree]
    from:
      - of: minutes
        per: 45
        gives: 1
  - type: cap
    clause: 第五条
    at_most: 12.5
    per: school_year
  - type: part
    share: 2/3
"""


def read(text):
    return read_pack(text, standard_names())


def problems_of(text):
    with pytest.raises(Refused) as refused:
        read(text)
    return [(p.line, p.key, p.code) for p in refused.value.problems]


def changed(old, new):
    assert old in GOOD
    return GOOD.replace(old, new, 1)


def test_a_pack_is_read_with_its_numbers_exact():
    found = read(GOOD)
    assert found.rules[1].at_most == Decimal("12.5")
    assert found.rules[2].share == Fraction(2, 3)
    assert [rule.code for rule in found.rules] == ["hours", "cap-2", "part-3"]
    assert found.document.number == "县教〔2025〕12号"


@pytest.mark.parametrize("name", preset_packs())
def test_every_preset_reads_back_the_same(name):
    found = preset_pack(name)
    assert read(write_document(found)) == found


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("at_most: 12.5", "at_most: -1", (25, "rules[2].at_most", "too_small")),
        ("at_most: 12.5", "at_most: '12'", (25, "rules[2].at_most", "not_number")),
        ("at_most: 12.5", "at_most: 12学时", (25, "rules[2].at_most", "not_number")),
        ("at_most: 12.5", "at_most: 1e3", (25, "rules[2].at_most", "not_number")),
        ("at_most: 12.5", "at_most: 12.505", (25, "rules[2].at_most", "too_fine")),
        ("at_most: 12.5", "at_most: .inf", (25, "rules[2].at_most", "not_number")),
        ("at_most: 12.5", "at_most: [12]", (25, "rules[2].at_most", "not_scalar")),
        ("    at_most: 12.5\n", "", (23, "rules[2]", "missing_key")),
        ("share: 2/3", "share: 120%", (28, "rules[3].share", "share_over_one")),
        ("share: 2/3", "share: 4/3", (28, "rules[3].share", "share_over_one")),
        ("share: 2/3", "share: -1", (28, "rules[3].share", "too_small")),
        ("share: 2/3", "share: 2/0", (28, "rules[3].share", "not_share")),
        ("per: school_year", "per: year", (26, "rules[2].per", "unknown_choice")),
        ("per: school_year", "per: cycle", (26, "rules[2].per", "cycle_missing")),
        ("type: cap", "type: limit", (23, "rules[2].type", "unknown_type")),
        ("at_most: 12.5", "atmost: 12.5", (25, "rules[2].atmost", "unknown_key")),
        ("activity/lecture", "activity/lectur", (18, "rules[1].where.kinds[1]", "unknown_word")),
        ("[activity/lecture, other/degree]", "activity/lecture", (18, "rules[1].where.kinds", "not_list")),
        ("[activity/lecture, other/degree]", "[]", (18, "rules[1].where.kinds", "empty_list")),
        ("[activity/lecture, other/degree]", "[activity, activity]", (18, "rules[1].where.kinds[2]", "repeated_item")),
        ("other/degree: 学历进修", "degree: 学历进修", (11, "names.kind.degree", "bad_kind")),
        ("  category:\n    ethics: 师德", "  level:\n    town: 乡级", (12, "names.level", "closed_list")),
        ("  from: 2025-09-01", "  from: 2025-9-1", (4, "valid.from", "not_date")),
        ("  from: 2025-09-01", "  from: 2025-02-30", (4, "valid.from", "not_date")),
        ("until: 2026-08-31", "until: 2025-08-31", (5, "valid.until", "ends_before_start")),
        ("code: town", "code: 县", (1, "code", "bad_code")),
        ("name: 县学时", "name: ''", (2, "name", "text_empty")),
        ("name: 县学时", r'name: "县\0学时"', (2, "name", "unkept_sign")),
        ("name: 县学时", r'name: "县\ud800学时"', (2, "name", "unkept_sign")),
        ("other/degree: 学历进修", r'"other/de\0gree": 学历进修', (10, "names.kind", "unkept_sign")),
        ("name: 县学时", "name: 县学时\nname: 又一个", (3, "name", "repeated_key")),
        ("    clause: 第五条", "    code: hours", (24, "rules[2].code", "repeated_code")),
        ("        gives: 1\n", "", (20, "rules[1].from[1]", "no_effect")),
        ("        gives: 1\n", "        gives: 1\n        by: level\n", (20, "rules[1].from[1]", "both_or_none")),
        ("        gives: 1\n", "        by: level\n        table: {town: 1}\n",
         (23, "rules[1].from[1].table.town", "unknown_word")),
        ("rules:", "rules: &all", (14, "", "alias")),
        ("share: 2/3", "share: *all", (28, "", "alias")),
        ("share: 2/3", "share: !!python/object:os.system 1", (28, "", "tag")),
        ("share: 2/3", "share: 2/3\n---\nmore: 1", (29, "", "several_documents")),
        ("share: 2/3", "share: [2/3", (29, "", "not_yaml")),
        ("share: 2/3", "share:\t2/3: {", (28, "", "not_yaml")),
    ],
)  # fmt: skip
def test_a_mistake_is_named_by_line_key_and_reason(old, new, problem):
    assert problem in problems_of(changed(old, new))


def test_all_mistakes_are_named_at_once_in_the_order_of_the_lines():
    text = (
        changed("at_most: 12.5", "at_most: -1").replace("share: 2/3", "share: 3").replace("per: 45", "per: 0")
    )
    assert problems_of(text) == [
        (21, "rules[1].from[1].per", "too_small"),
        (25, "rules[2].at_most", "too_small"),
        (28, "rules[3].share", "share_over_one"),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"), ("# nur\n", "empty"), ("- 1\n", "not_mapping"), ("x" * 600_000, "too_large"),
        (b"\xff\xfe\x00", "not_text"), ("a: " + "[" * 30 + "]" * 30, "too_deep"), ("a: \x01", "not_yaml"),
    ],
)  # fmt: skip
def test_what_is_no_pack_at_all_is_refused(text, code):
    assert code in {found for _line, _key, found in problems_of(text)}


def test_a_yaml_bomb_is_refused_before_it_is_unfolded():
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 60))
    assert problems_of(bomb) == [(1, "", "alias")]


def test_a_mistake_reads_as_a_sentence():
    with pytest.raises(Refused) as refused:
        read(changed("activity/lecture", "activity/lectur"))
    assert str(refused.value) == (
        "第 18 行 rules[1].where.kinds[1]：不认识“activity/lectur”，是不是“activity/lecture”。"
        "自己增加的名称要先写进 names: kind。"
    )


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (
            "{type: tiers, per: semester, tiers: [{up_to: 5, each: 1}, {up_to: 3, each: 2}, {each: 1}]}",
            "not_rising",
        ),
        ("{type: tiers, per: semester, tiers: [{up_to: 5, each: 1}]}", "last_tier_open"),
        ("{type: tiers, per: semester, tiers: [{each: 1}, {each: 2}]}", "last_tier_open"),
        ("{type: reach, per: semester, rungs: [{at: 5, gives: 2}, {at: 9, gives: 1}]}", "not_rising"),
        (
            "{type: worth, from: [{of: score, bands: [{from: 60, gives: 1}, {from: 90, gives: 5}]}]}",
            "not_falling",
        ),
        ("{type: treat, as: {}}", "no_effect"),
        ("{type: zero, per: course, if: [{attendance: [absent]}]}", "no_effect"),
        ("{type: zero, per: course, if: [{times: 3, share: 1/5}]}", "only_one"),
        ("{type: multiply, factor: 2, by: part, table: {speaker: 2}}", "only_one"),
        ("{type: deduct, per: semester}", "no_effect"),
        ("{type: deduct, amount: 0, per: semester}", "idle_zero"),
        ("{type: zero, per: course, if: [{share: 0%}]}", "idle_zero"),
        ("{type: cap, where: {characters_from: 0}, at_most: 1, per: day}", "idle_zero"),
        (
            "{type: cap, where: {first: 2025-10-01, last: 2025-09-01}, at_most: 1, per: day}",
            "ends_before_start",
        ),
        ("{type: cap, where: {who: {age_on: 13-01}}, at_most: 1, per: day}", "not_month_day"),
        ("{type: treat, as: {aside: yes}}", "not_flag"),
        ("{type: once, per: item}", "unknown_choice"),
    ],
)
def test_rules_that_contradict_themselves_are_refused(rule, code):
    with pytest.raises(Refused) as refused:
        pack(f"- {rule}")
    assert code in {problem.code for problem in refused.value.problems}


@pytest.mark.parametrize(
    ("days", "last"),
    [
        ("from: 2026-09-01", None), ("from: 2025-08-31, until: 2025-08-31", None), ("from: 2026-08-31", "2026-08-31"),
        ("from: 2024-01-01", "2026-08-31"), ("from: 2024-01-01, until: 2025-09-01", "2025-09-01"),
    ],
)  # fmt: skip
def test_packs_of_one_unit_never_hold_on_the_same_day(days, last):
    other = read(re.sub(r"valid:\n.*\n.*\n", f"valid: {{{days}}}\n", GOOD))
    credits = read(changed("name: 县学时", "name: 县学分\ngives: credits"))
    if last is None:
        assert read_pack(GOOD, standard_names(), [other, credits]) == read(GOOD)
        return
    with pytest.raises(Refused) as refused:
        read_pack(GOOD, standard_names(), [other, credits])
    (problem,) = refused.value.problems
    assert (problem.line, problem.key, problem.code) == (3, "valid", "overlap")
    assert str(problem.params["last"]) == last


@pytest.mark.parametrize("name", preset_packs())
def test_a_pack_kept_as_json_comes_back_exactly(name):
    found = preset_pack(name)
    assert pack_of(json.loads(json.dumps(plain(found), default=str)), standard_names()) == found


def test_plain_data_is_checked_like_yaml_and_named_by_its_keys():
    data = plain(read(GOOD))
    data["rules"][1]["at_most"] = "-1"
    data["rules"][2]["shares"] = data["rules"][2].pop("share")
    with pytest.raises(Refused) as refused:
        pack_of(data, standard_names())
    assert {(p.line, p.key, p.code) for p in refused.value.problems} == {
        (0, "rules[2].at_most", "too_small"),
        (0, "rules[3].shares", "unknown_key"),
        (0, "rules[3]", "missing_key"),
    }


def test_a_pack_made_in_code_is_checked_like_one_from_yaml():
    made = read(GOOD)
    assert checked(made) == made


def test_every_reason_has_a_sentence_and_nothing_loud():
    assert not [
        code for code, said in SAYINGS.items() if any(mark in said for mark in "!！") or said.endswith("。")
    ]


def test_what_is_written_is_plain_yaml():
    assert yaml.safe_load(write_document(read(GOOD)))["rules"][1]["at_most"] == 12.5


PIECES = ["", ":", "- ", "[", "}", "\n", "\t", "'", "&a ", "*a", "!!x ", "null", "é", "? ", "|", "#", "0x1F"]


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_whatever_happens_to_a_text_it_is_read_or_refused_with_reasons(data):
    """Never any other error: pieces taken out, doubled, or replaced by what YAML finds difficult."""
    text = GOOD
    for _ in range(data.draw(st.integers(1, 4))):
        at, many = data.draw(st.integers(0, len(text))), data.draw(st.integers(0, 12))
        piece = data.draw(st.sampled_from(PIECES))
        text = text[:at] + piece + text[at + many :]
    found = []
    try:
        read(text)
    except Refused as refused:
        found = [str(problem) for problem in refused.problems] or [""]
    assert all(found)
