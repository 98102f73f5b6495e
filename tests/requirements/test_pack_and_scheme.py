"""From what was done to what is owed: the packs and schemes of one regulation fit together."""

from datetime import date

import pytest

from apps.credits.presets import preset_pack, preset_packs
from apps.credits.rules.packs import Pack
from apps.credits.rules.valuing import value
from apps.requirements.presets import preset_scheme, preset_schemes
from apps.requirements.rules.owing import owe
from tests.credits.rules.makers import CALENDAR, fact, facts
from tests.requirements.makers import line_of, member

ON = date(2025, 10, 1)


def answers(name, work, holder=None, *, pack=""):
    made = preset_pack(pack or name)
    holder = holder or member(joined_on="2010-09-01")
    lines = [line_of(valued) for valued in value(made, work, calendar=CALENDAR, holders=[holder])]
    found = owe(preset_scheme(name), [holder], lines, calendar=CALENDAR, on=ON, today=date(2025, 12, 1))
    return {one.requirement: one for one in found[holder.key]}


def test_r3_sixty_professional_hours_of_ninety():
    found = answers(
        "national-360",
        facts({"labels": ["professional"], "hours": "60"}, {"hours": "30"}),
        pack="national-hours",
    )
    assert found["yearly"].met
    assert found["five-years"].missing == 270


def test_r4_probation_is_recorded_outside_the_cycle():
    work = facts(
        {"kind": "other/probation", "hours": "100"}, {"kind": "other/probation", "hours": "80", "labels": ["practice"]},
        {"kind": "activity/outside", "hours": "24"},
    )  # fmt: skip
    found = answers("province-five-years", work, member(joined_on="2025-03-01"))
    assert {code: int(one.done) for code, one in found.items()} == {
        "five-years": 24,
        "yearly": 24,
        "each-year": 24,
        "probation": 180,
    }
    assert found["five-years"].almost[0].reason == "aside"


def test_r5_what_the_yearly_cap_of_school_based_training_cut_does_not_count():
    found = value(
        preset_pack("province-caps"), [fact(hours="60", place="inside", day="2019-05-01")], calendar=CALENDAR
    )
    scheme, lines = preset_scheme("province-window"), map(line_of, found)
    (owed,) = owe(
        scheme, [member()], lines, calendar=CALENDAR, on=date(2019, 6, 1), today=date(2019, 12, 1)
    ).values()
    (one,) = [answer for answer in owed if answer.requirement == "yearly"]
    assert (one.done, one.missing) == (24, 24)


def test_r6_categories_and_levels_come_from_the_pack():
    work = facts(
        {"labels": ["ethics"], "hours": "80", "level": "city"},
        {"labels": ["knowledge"], "hours": "100", "level": "county"},
        {"minutes": 45 * 300, "place": "inside"}, {"kind": "activity/self_study", "hours": "40"},
    )  # fmt: skip
    assert answers("city-36-credits", work)["five-years"].missing == 0
    assert answers("city-36-credits", work[1:])["five-years"].missing == 8


@pytest.mark.parametrize(("inside", "missing"), [("200", 0), ("180", 1)])
def test_r8_two_hundred_hours_in_school_are_ten_credits(inside, missing):
    work = facts(
        {"labels": ["common"], "hours": "60"}, {"labels": ["professional"], "hours": "100"}, {"hours": "100"},
        {"place": "inside", "hours": inside},
    )  # fmt: skip
    found = answers("municipality-blocks", work)
    assert found["blocks"].missing == missing
    assert found["school-based-yearly"].periods[0].missing == 0


def words_of(document):
    return {name: {code for code, _word in table} for name, table in document.names}


@pytest.mark.parametrize("name", sorted(set(preset_packs()) & set(preset_schemes())))
def test_pack_and_scheme_of_one_name_call_things_the_same(name):
    pack, scheme = preset_pack(name), preset_scheme(name)
    assert isinstance(pack, Pack)
    filed = words_of(pack).get("category", set())
    assert words_of(scheme).get("category", set()) <= filed
    assert pack.cycle is None or scheme.cycle is None or pack.cycle == scheme.cycle
