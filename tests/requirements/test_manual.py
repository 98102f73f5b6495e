"""``docs/rules.md`` shows what the program says, and leaves out no key."""

import re
from pathlib import Path

import pytest
import yaml

from apps.credits.presets import preset_packs, standard_names
from apps.credits.rules import packs, people, schema, verbs, where
from apps.credits.rules.calendars import PERIODS, Cycle
from apps.credits.rules.sentences import sentence as rule_said
from apps.credits.rules.texts import read_pack
from apps.requirements.presets import preset_schemes
from apps.requirements.rules import schemes
from apps.requirements.rules.sentences import sentence as requirement_said
from apps.requirements.rules.texts import read_scheme

MANUAL = (Path(__file__).resolve().parents[2] / "docs/rules.md").read_text()
EXAMPLES = re.findall(r"```yaml\n(- .*?)```\n> (.*?)\n", MANUAL, re.DOTALL)
HEAD = "code: manual\nname: 手册\nvalid: {from: 2025-01-01}\ncycle: {years: 5, starts: 2021-01-01}\n"
NAMES = "names:\n  category: {professional: 专业类, ethics: 师德}\n  label: {master: 名师课}\n"
OBSERVATIONS = "- {code: observations, name: 听课, at_least: 1}\n"


@pytest.mark.parametrize(("text", "said"), EXAMPLES)
def test_every_example_says_the_sentence_below_it(text, said):
    if text.startswith("- type:"):
        made = read_pack(f"{HEAD}rules:\n{text}", standard_names())
        assert rule_said(made.rules[0], made, standard_names()) == said
        return
    more = "" if "code: observations" in text else OBSERVATIONS
    made = read_scheme(f"{HEAD}{NAMES}requirements:\n{text}{more}", standard_names())
    names = standard_names().plus({key: dict(words) for key, words in made.names})
    assert requirement_said(made.requirements[0], made, names) == said


def test_there_is_an_example_of_every_rule():
    shown = {yaml.safe_load(text)[0].get("type") for text, _said in EXAMPLES}
    assert set(verbs.VERBS) <= shown


def test_the_head_of_a_document_is_read_as_it_is_shown():
    head = re.search(r"```yaml\n(code: town-hours.*?)```", MANUAL, re.DOTALL)[1]
    made = read_pack(f"{head}rules:\n- {{type: cap, at_most: 1, per: cycle}}\n", standard_names())
    assert made.document.number == "县教〔2025〕12号"


@pytest.mark.parametrize(
    "part",
    [
        packs.Pack, packs.Document, packs.Validity, Cycle, people.Who, where.Where, verbs.TakenFor, verbs.Source,
        verbs.Trigger, *verbs.VERBS.values(), schemes.Scheme, schemes.Requirement, schemes.Measure, schemes.Portion,
        schemes.Matrix, schemes.Offset, schemes.Fill, schemes.Borrow, schemes.Members, schemes.Points, schemes.Case,
    ],
)  # fmt: skip
def test_every_key_is_in_the_manual(part):
    words = set(re.findall(r"[a-z_]+", MANUAL))
    assert set(schema.items(part)) - words == set()


def test_every_period_and_every_preset_is_in_the_manual():
    named = set(re.findall(r"`([a-z0-9_-]+)`", MANUAL))
    assert {*PERIODS, *preset_packs(), *preset_schemes()} <= named
