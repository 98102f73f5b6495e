"""The packs to begin with, by the words of the regulations they are named after."""

from datetime import date

import pytest

from apps.credits.presets import preset_pack, preset_packs
from tests.credits.rules.makers import GROUP, LECTURE, OPEN, PAPER, fact, facts, total, worth

OUTSIDE = "activity/outside"
PRESENT = {"attendance": "present"}


def by(name, *rows, **shared):
    return worth(preset_pack(name), facts(*rows, **shared))


def test_every_preset_names_the_regulation_it_stands_for():
    assert all(preset_pack(name).note for name in preset_packs())


@pytest.mark.parametrize(
    ("fields", "credits"),
    [
        ({"kind": LECTURE, "place": "outside", "hours": "30"}, "3"),
        ({"kind": "activity/practice", "hours": "30"}, "1.5"),
        ({"kind": "activity/research", "hours": "20"}, "1"),
        ({"kind": LECTURE, "place": "online", "hours": "20"}, "1"),
        ({"kind": LECTURE, "place": "inside", "minutes": 900}, "1"),
    ],
)
def test_r7_ten_hours_are_a_credit_and_twenty_of_practice_research_online_and_school(fields, credits):
    assert by("city-ten-to-one", fields) == [credits]


@pytest.mark.parametrize(
    ("fields", "credits"),
    [
        ({"labels": ["common"]}, "2"), ({"labels": ["professional"]}, "2"), ({"place": "outside"}, "2"),
        ({"place": "inside"}, "1"), ({"place": "inside", "labels": ["common"]}, "1"),
    ],
)  # fmt: skip
def test_r8_school_based_training_counts_twenty_to_one(fields, credits):
    assert by("municipality-blocks", {"hours": "20", **fields}) == [credits]


@pytest.mark.parametrize(
    ("fields", "hours"),
    [
        ({"minutes": 60}, "1"),
        ({"minutes": 60, "part": "speaker", "evidence": ["script"]}, "4"),
        ({"minutes": 60, "part": "speaker"}, "0"),
        ({"minutes": 60, "part": "participant", "evidence": ["reflection"]}, "1"),
        ({"minutes": 60, "part": "participant", "evidence": ["script"]}, "0"),
        ({"kind": OUTSIDE, "hours": "12", "days": "3"}, "12"),
        ({"kind": OUTSIDE, "days": "3"}, "24"),
        ({"kind": GROUP, "evidence": ["sign_in", "minutes"]}, "1"),
        ({"kind": GROUP, "evidence": ["sign_in"]}, "0"),
        ({"kind": OPEN, "part": "teacher", "evidence": ["lesson_design", "reflection"]}, "8"),
        ({"kind": OPEN, "part": "teacher", "evidence": ["lesson_design"]}, "0"),
        ({"kind": "activity/county_activity", "part": "organiser", "evidence": ["plan", "summary"]}, "4"),
        ({"kind": "activity/county_activity", "part": "organiser", "evidence": ["plan"]}, "0"),
    ],
)
def test_r13_hours_of_a_county(fields, hours):
    assert by("county-hours", fields) == [hours]


def test_r14_a_block_counts_when_its_quantity_is_reached():
    assert by("county-blocks", {"characters": 4900}, {"characters": 100}, kind="work/notes") == ["0", "20"]
    assert total(preset_pack("county-blocks"), facts(*[{}] * 19, kind="observation/research")) == 0
    assert total(preset_pack("county-blocks"), facts(*[{}] * 25, kind="observation/research")) == 20
    assert total(preset_pack("county-blocks"), facts(*[{}] * 10, kind="work/reflection")) == 20


@pytest.mark.parametrize(
    ("rows", "credits"),
    [
        ([{"kind": OPEN, "part": "teacher"}] * 3, ["4", "2", "2"]),
        ([{"kind": "activity/commentary", "part": "speaker"}, {"kind": "activity/commentary"}], ["2", "0"]),
        ([{"kind": "activity/topic", "part": "speaker"}, {"kind": GROUP}], ["2", "2"]),
        ([{"kind": "project/course", "part": part} for part in ("leader", "member")], ["10", "6"]),
        (
            [{"kind": "activity/between_schools", "part": part} for part in ("speaker", "participant")],
            ["6", "5"],
        ),
        ([{"kind": "activity/county"}], ["8"]),
        ([{"kind": GROUP}] * 11, ["2"] * 10 + ["0"]),
    ],
)
def test_r14_values_of_a_county(rows, credits):
    assert by("county-blocks", *rows) == credits


@pytest.mark.parametrize(
    ("states", "credits"),
    [
        (["present", "late"], ["2", "1.5"]),
        (["present", "present", "absent"], ["2", "2", "-1"]),
        (["present", "present", "absent", "absent", "absent"], ["0"] * 5),
        (["present"] + ["leave"] * 4, ["2"] + ["0"] * 4),
        (["present"] + ["leave"] * 5, ["0"] * 6),
        (["absent"], ["0"]),
    ],
)
def test_r15_absence_and_lateness_cost_and_three_absences_clear_the_block(states, credits):
    assert by("county-blocks", *({"attendance": state} for state in states), kind=GROUP) == credits


def test_r15_awards_count_by_level_and_the_same_work_once():
    levels = ["county", "city", "province", "national"]
    assert by("county-blocks", *({"level": level} for level in levels), kind=PAPER) == ["2", "3", "4", "5"]
    assert by("county-blocks", *({"level": level} for level in levels), kind=PAPER, content="a") == [
        "0"
    ] * 3 + ["5"]


@pytest.mark.parametrize(
    ("fields", "hours"),
    [
        ({"roll_calls": 2, "signatures": 2}, "1"),
        ({"roll_calls": 2, "signatures": 1}, "0"),
        ({"attendance": "official_leave"}, "0"),
    ],
)
def test_r17_an_unsigned_roll_call_is_absence_and_official_leave_is_not_counted(fields, hours):
    assert by("county-hours", {"minutes": 60, **fields}) == [hours]


@pytest.mark.parametrize(
    ("scores", "points"),
    [(["95", "85"], "5"), (["89.9"], "4"), (["70"], "3"), (["60", "60"], "2"), (["59"], "1")],
)
def test_r19_the_mean_of_the_observers_gives_the_points(scores, points):
    assert by("lesson-marks", {"kind": "other/lesson_given", "scores": scores}) == [points]


@pytest.mark.parametrize(
    ("stamps", "hours"),
    [
        ({"plan": "2025-09-01", "school": "2025-10-01", "bureau": "2025-11-01"}, "2"),
        ({"plan": "2025-09-11", "school": "2025-10-01", "bureau": "2025-11-01"}, "0"),
        ({"school": "2025-10-01", "bureau": "2025-11-01"}, "0"),
        ({"plan": "2025-09-01", "school": "2025-10-01"}, "0"),
    ],
)
def test_r21_hours_count_when_the_plan_was_approved_before_and_both_stamps_are_there(stamps, hours):
    stamps = {name: date.fromisoformat(day) for name, day in stamps.items()}
    assert by("approved-plan", {"hours": "2", "stamps": stamps}) == [hours]


def test_r22_evidence_is_asked_for_and_never_scored():
    """Nothing can be looked up by the evidence handed in: more of it is worth no more."""
    handed_in = (
        {"evidence": ["script", "reflection"]},
        {"evidence": ["script", "reflection", "material", "plan"]},
    )
    for name in preset_packs():
        bare, rich = (facts(one, hours="2", minutes=90, **PRESENT) for one in handed_in)
        assert worth(preset_pack(name), bare) == worth(preset_pack(name), rich)


def test_r27_ten_contact_hours_of_sixty_minutes_without_breaks_are_a_unit():
    assert by("contact-hours", {"minutes": 660, "breaks": 60, **PRESENT}) == ["1"]


def test_r5_school_based_training_is_capped_by_year_and_cycle():
    years = [f"{year}-06-01" for year in range(2016, 2021)]
    work = facts(*({"day": day} for day in years), place="inside", hours="30")
    assert worth(preset_pack("province-caps"), work) == ["24"] * 5
    short = facts(*({"day": day} for day in years), kind="other/short", hours="30")
    assert worth(preset_pack("province-caps"), short) == ["30", "30", "30", "30", "0"]


def test_values_of_points_four_and_five_of_the_list():
    levels = ["school", "county", "city", "province", "national"]
    lessons = [{"kind": OPEN, "part": "teacher", "level": level} for level in levels]
    assert by("levels-and-tiers", *lessons) == ["2", "3", "3.5", "4", "5"]
    assert total(preset_pack("levels-and-tiers"), facts(*[{}] * 13, kind="observation/open")) == 0.5


def test_hours_of_the_programme_go_to_everybody_present_whatever_the_part():
    states = ["present", "late", "leave", "absent"]
    work = [fact(n, hours="3", attendance=state, part="speaker") for n, state in enumerate(states)]
    assert worth(preset_pack("school-hours"), work) == ["3", "0", "0", "0"]
