"""Forms made of the rules' declarations, without a table."""

from contextlib import suppress

import pytest
from django.http import QueryDict

from apps.credits.editor import Sheet, Words
from apps.credits.editor.labels import LABELS
from apps.credits.editor.layouts import layout
from apps.credits.editor.posted import Posted, bare
from apps.credits.editor.verbs import BY_CODE
from apps.credits.presets import preset_pack, preset_packs, standard_names
from apps.credits.rules.packs import Pack, walk
from apps.credits.rules.schema import MOST_ITEMS, Part, Reading, Unreadable, items, plain
from apps.credits.rules.texts import node_of
from apps.credits.rules.verbs import VERBS, Cap, Tiers, Worth
from apps.requirements import layouts  # noqa: F401 the forms of requirements are laid out there
from apps.requirements.presets import preset_scheme, preset_schemes
from apps.requirements.rules.schemes import Requirement, Scheme

PARTS = {type(p) for name in preset_packs() for r in preset_pack(name).rules for _, p in walk(r)}
PARTS |= {type(p) for name in preset_schemes() for r in preset_scheme(name).requirements for _, p in walk(r)}
DOCUMENTS = [preset_pack(name) for name in preset_packs()] + [
    preset_scheme(name) for name in preset_schemes()
]
ROWS = [(d, row) for d in DOCUMENTS for row in getattr(d, "rules", None) or d.requirements]


def test_each_of_the_thirteen_is_offered_with_an_example():
    assert set(BY_CODE) == set(VERBS)
    assert all(v.example for v in BY_CODE.values())


@pytest.mark.parametrize(
    "cls", sorted({*PARTS, *VERBS.values(), Requirement, Scheme, Pack}, key=lambda c: c.__name__)
)
def test_every_field_has_a_place_on_the_form_and_a_name(cls):
    shown = layout(cls)
    placed = {*shown.main, *shown.often, *shown.rare} | shown.how_keys
    elsewhere = {"rules", "requirements", "names", "version"}  # written on pages of their own
    assert set(items(cls)) - placed - elsewhere == set()
    assert [
        key for key in placed - {"by"} if f"{cls.__name__}.{key}" not in LABELS and key not in LABELS
    ] == []


def browser_sends(fields, sent=None) -> QueryDict:
    """What a form with these controls sends back untouched."""
    sent = QueryDict(mutable=True) if sent is None else sent
    for control in fields.controls:
        if control.removable:
            sent.appendlist("on", control.name)
        if control.kind == "block":
            sent.appendlist("block", control.name)
            browser_sends(control.fields, sent)
        elif control.kind == "rows":
            for row in control.rows:
                sent.appendlist("row", row.name)
                browser_sends(row.fields, sent)
        elif control.kind == "table":
            sent.update({name: value for _label, name, value in control.cells})
        elif control.kind == "grid":
            sent.update({name: value for _line, cells in control.cells for _label, name, value in cells})
        elif control.options:
            for option in [o for _group, options in control.options for o in options if o.chosen]:
                sent.appendlist(control.name, option.value)
        elif control.kind != "check" or control.value:
            sent.appendlist(control.name, control.value)
    return sent


def as_text(data):
    """Amounts as they are typed; lists of words in the order of the boxes are the same lists."""
    if isinstance(data, dict):
        return {key: as_text(value) for key, value in data.items()}
    if isinstance(data, list):
        plain_words = all(not isinstance(value, dict) for value in data)
        return sorted(map(str, data)) if plain_words else [as_text(value) for value in data]
    return str(data).lower() if isinstance(data, bool) else str(data)


@pytest.mark.parametrize(("document", "row"), ROWS, ids=[f"{d.code} {row.code}" for d, row in ROWS])
def test_what_a_form_shows_of_any_ready_rule_it_sends_back(document, row):
    data = plain(row)
    names = standard_names().plus({key: dict(table) for key, table in document.names})
    others = {r.code: r.code for d, r in ROWS if d is document}
    words = Words(names, references=others)
    again = Posted(browser_sends(Sheet(type(row), words, data).fields()), names).read(type(row))
    assert as_text(bare(again)) == as_text(data)


@pytest.mark.parametrize(
    "act",
    [
        "add",
        "drop",
        "add nothing",
        "drop where",
        "add where.where",
        "drop from.7",
        "add from.0.x.y",
        "x from",
        "add from",
    ],
)
def test_no_press_breaks_the_form(act):
    sheet = Sheet(Worth, Words(standard_names()), {"from": [{}], "where": {"kinds": ["activity"]}})
    sheet.act(act)
    assert sheet.fields().controls


def test_unknown_fields_and_rows_of_nothing_are_left_out():
    sent = QueryDict(
        "at_most=3&per=day&evil=1&where=x&block=nothing&" + "&".join(f"row=x.{n}" for n in range(99))
    )
    assert bare(Posted(sent, standard_names()).read(Cap)) == {"at_most": "3", "per": "day"}


def tiered(many: int) -> dict:
    """The data of a rule that gives more the more there is."""
    steps = [{"up_to": n, "each": n} for n in range(1, many)]
    return {"where": {"kinds": ["activity"]}, "per": "school_year", "tiers": [*steps, {"each": many}]}


def sent_back(data: dict) -> Sheet:
    """The form of a rule opened and saved untouched."""
    words = Words(standard_names())
    return Sheet.posted(Tiers, words, browser_sends(Sheet(Tiers, words, data).fields()))


def checked(sheet: Sheet) -> list[str]:
    at = Reading(sheet.words.names)
    with suppress(Unreadable):
        Part(sheet.cls).read(node_of(sheet.data), at, ())
    sheet.problems = at.problems
    return sheet.complaints()


def test_as_many_rows_as_a_text_may_have_come_back_from_the_form():
    for many in (45, MOST_ITEMS):
        sheet = sent_back(tiered(many))
        assert as_text(sheet.data) == as_text(tiered(many))
        assert checked(sheet) == []


def test_one_row_too_many_is_refused_at_its_field():
    sheet = sent_back(tiered(MOST_ITEMS + 1))
    assert len(sheet.data["tiers"]) == MOST_ITEMS + 1
    (complaint,) = checked(sheet)
    assert complaint[0]
    assert complaint[1] == "写了 201 项，最多 200 项，请删去一些。"


def test_a_word_too_long_is_kept_as_typed_and_refused_at_its_field():
    word = "长" * 31
    sent = QueryDict(mutable=True)
    sent.update({"block": "where", "where.kinds+": word, "where.kinds+family": "activity"})
    sheet = Sheet.posted(Worth, Words(standard_names()), sent)
    assert sheet.data["where"]["kinds"] == [f"activity/{word}"]
    assert "内容太长，最多 30 个字。" in [said for name, said in checked(sheet) if name]


def matrix_sent(words: Words, **cells) -> Sheet:
    """A requirement whose minima stand by category; ``cells`` are what was typed, by ``line__column``."""
    sent = QueryDict(mutable=True)
    sent.setlist("block", ["matrix"])
    sent.update({"name": "学时结构", "measure.quantity": "hours", "matrix.rows": "category", "on": "matrix"})
    for name, text in cells.items():
        sent["matrix.at_least" + name.replace("__", "::")] = text
    return Sheet.posted(Requirement, words, sent)


def test_a_line_of_minima_is_begun_with_a_word_of_ones_own():
    words = Words(standard_names())
    sheet = matrix_sent(words, **{"+": "师德", "__+__all": "8"})
    assert sheet.data["matrix"]["at_least"] == {"师德": {"all": "8"}}
    assert sheet.fresh == {"category": {"师德": "师德"}}
    lines = [said for said, _cells in sheet.fields().controls[-1].fields.controls[-1].cells]
    assert "师德" in lines
    again = matrix_sent(Words(standard_names()), **{"__师德__all": "8", "+": "知识", "__+__all": "10"})
    assert set(again.fresh["category"]) == {"师德", "知识"}


def test_a_line_without_a_word_is_let_go():
    sheet = matrix_sent(Words(standard_names()), **{"__+__all": "8"})
    assert sheet.data["matrix"] == {"rows": "category"}
    assert sheet.fresh == {}


def test_whoever_adds_a_yes_means_it():
    sheet = Sheet(Requirement, Words(standard_names()), {})
    sheet.act("add veto")
    assert sheet.data["veto"] == "true"
    sheet.act("drop veto")
    assert "veto" not in sheet.data


def test_hours_owed_are_not_called_declared():
    sheet = Sheet(Requirement, Words(standard_names()), {"measure": {"quantity": "hours"}})
    at_least = next(control for control in sheet.fields().controls if control.name == "at_least")
    assert at_least.suffix == "学时"


@pytest.mark.parametrize("name", ["from.²", f"from.{'9' * 5000}", "from.².gives", "nowhere.0"])
def test_a_button_that_no_form_has_changes_nothing(name):
    sheet = Sheet(Worth, Words(standard_names()), {"from": [{"of": "count"}]})
    sheet.act(f"drop {name}")
    assert sheet.raw == {"from": [{"of": "count"}]}
