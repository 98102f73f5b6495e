"""The five-year regulations of two provinces and a city, adopted by a school: pack and scheme published, five years of
records written through the services of the pages, and the figures worked out by hand from the regulations' text.
"""

from datetime import date
from decimal import Decimal

import pytest

from apps.activities.models import Attendance
from apps.activities.services import save_activities, save_attendance, save_particulars
from apps.credits import drafting
from apps.credits.models import Entry, EntryKind
from apps.credits.services import propose_records
from apps.credits.verifying import verify
from apps.declarations.models import Declaration
from apps.declarations.services import record_declaration
from apps.requirements.models import Scheme
from apps.requirements.presets import preset_scheme
from apps.requirements.selectors import evaluate
from apps.schools.models import Semester
from apps.staff.models import StaffTag
from tests import factories
from tests.credits.test_presets_on_records import hold
from tests.declarations.conftest import proof

FIRST, TODAY = date(2021, 1, 1), date(2025, 12, 19)
YEARS = range(2021, 2026)


@pytest.fixture
def years(cast, now):
    """The spring semesters of 2021 to 2025 beside the autumn of 2025: the cycle lies in them."""
    for year in YEARS:
        made = factories.SchoolYearFactory(school=cast.school, first_year=year - 1)
        factories.SemesterFactory(
            school=cast.school, year=made, term=2, starts_on=date(year, 2, 20), ends_on=date(year, 6, 30)
        )
    cast.teacher.joined_on = date(2010, 9, 1)
    cast.teacher.save()


def adopt(cast, pack: str, scheme: str):
    hold(cast, pack, FIRST)
    draft = drafting.begin_from(Scheme, preset_scheme(scheme), school=cast.school)
    drafting.publish(draft, first=FIRST, actor=cast.office.user)


def declared(cast, hours, year=2025, *, kind="外出培训", who=None, labels=(), level="", on=None):
    """Hours with a certificate, as the office records them; of a kind by its name."""
    found = EntryKind.objects.filter(school=cast.school, family="other")
    day = on or date(year, 4, 10)
    row = Declaration(
        school=cast.school, semester=cast.semester, author=who or cast.teacher, hours=Decimal(hours), level=level,
        category=found.filter(name=kind).first() or found.get(code="training"), labels=list(labels),
        title=f"{kind}{hours}{year}{labels}", starts_on=day, ends_on=day, state="approved",
    )  # fmt: skip
    return record_declaration(row, proof=proof(), actor=cast.office.user, today=TODAY, reason="")


def met(cast, hours, year=2025, *, kind="lecture", labels=()):
    """An activity in the school with so many hours that the teacher was present at."""
    day = date(year, 5, 12)
    semester = Semester.objects.get(school=cast.school, starts_on=date(year, 2, 20))
    activity = factories.ActivityFactory.build(
        school=cast.school, semester=semester, date=day, hours=Decimal(hours), title=f"{kind}{hours}{year}{labels}",
        kind=factories.kind_of(cast.school, "activity", kind), starts_at=None, ends_at=None,
    )  # fmt: skip
    save_activities([activity], actor=cast.office.user, reason="")
    row = Attendance(school=cast.school, activity=activity, member=cast.teacher, state="present")
    save_attendance([row], actor=cast.office.user, reason="")
    if labels:
        activity.refresh_from_db()
        activity.labels = list(labels)
        save_particulars(activity, actor=cast.office.user)
    return activity


def owed(cast, who=None) -> dict:
    """What the schemes the school has published say of somebody: requirement → answer."""
    found = evaluate(cast.semester, today=TODAY)
    return {a.requirement.code: a.owed for a in found.by_holder[f"member:{(who or cast.teacher).pk}"]}


def credits(cast, who=None) -> list[Decimal]:
    rows = Entry.objects.standing().filter(member=who or cast.teacher).order_by("date", "pk")
    return [entry.credits for entry in rows]


@pytest.fixture
def straight(db):
    """Whatever a test did, the ledger holds and reading all records anew changes nothing."""
    yield
    assert verify().holds


def test_r4_a_teacher_has_360_in_five_years_and_24_in_each(cast, years, straight):
    adopt(cast, "province-five-years", "province-five-years")
    for year, hours in zip(YEARS, (80, 80, 80, 95, 24), strict=True):
        declared(cast, hours, year)
    found = owed(cast)
    assert (found["five-years"].done, found["five-years"].missing) == (359, 1)
    assert (found["yearly"].done, found["yearly"].missing) == (24, 0)
    assert [p.missing for p in found["each-year"].periods] == [0, 0, 0, 0, 0]
    met(cast, 1)
    found = owed(cast)
    assert (found["five-years"].met, found["yearly"].done) == (True, 25)
    assert set(found) == {"five-years", "yearly", "each-year"}


def test_r4_twenty_three_credits_in_one_year_fail_it_whatever_the_sum(cast, years, straight):
    adopt(cast, "province-five-years", "province-five-years")
    for year, hours in zip(YEARS, (120, 120, 23, 100, 24), strict=True):
        declared(cast, hours, year)
    found = owed(cast)
    assert (found["five-years"].met, found["yearly"].met, found["each-year"].met) == (True, True, False)
    assert [p.missing for p in found["each-year"].periods] == [0, 0, 1, 0, 0]


def test_r4_probation_asks_180_with_80_of_practice_and_stays_outside_the_cycle(cast, years, straight):
    cast.teacher.joined_on = date(2025, 9, 1)
    cast.teacher.save()
    adopt(cast, "province-five-years", "province-five-years")
    in_term = {"kind": "新教师试用期培训", "on": date(2025, 11, 3)}
    declared(cast, 101, **in_term)
    declared(cast, 79, **in_term, labels=["practice"])
    found = owed(cast)
    assert (found["probation"].done, found["probation"].met, found["probation"].missing) == (180, False, 1)
    declared(cast, 1, **in_term, labels=["practice"])
    found = owed(cast)
    assert (found["probation"].met, found["probation"].done) == (True, 181)
    assert (found["five-years"].done, found["yearly"].done) == (0, 0)


def test_r4_a_new_principal_has_300_with_90_concentrated_and_half_of_it_in_the_cycle(cast, years, straight):
    cast.principal.tags.add(StaffTag.objects.create(school=cast.school, name="新任校长"))
    adopt(cast, "province-five-years", "province-five-years")
    own = {"kind": "新任校长培训", "who": cast.principal}
    declared(cast, 210, **own)
    declared(cast, 89, **own, labels=["concentrated"])
    assert (owed(cast, cast.principal)["new-principal"].missing, credits(cast, cast.principal)) == (
        1,
        [210, 89],
    )
    declared(cast, 1, **own, labels=["concentrated"])
    found = owed(cast, cast.principal)
    assert (found["new-principal"].done, found["new-principal"].met) == (300, True)
    assert (found["five-years"].done, found["five-years"].missing) == (150, 210)


def test_r5_school_based_24_a_year_short_courses_120_a_cycle_and_48_to_144_each_year(cast, years, straight):
    adopt(cast, "province-caps", "province-window")
    for year in YEARS:
        met(cast, 30, year)
        declared(cast, 30, year, kind="短期培训")
    declared(cast, 89, 2023, kind="集中培训")
    in_school, short = [24] * 5, [30, 30, 30, 30, 0]
    rows = Entry.objects.standing().order_by("date", "pk").values_list("kind__family", "credits")
    assert [n for family, n in rows if family == "activity"] == in_school
    assert [n for family, n in rows if family == "other" and n != 89] == short
    found = owed(cast)
    assert [p.done for p in found["each-year-of-cycle"].periods] == [54, 54, 54 + 89, 54, 24]
    assert [p.missing for p in found["each-year-of-cycle"].periods] == [0, 0, 0, 0, 24]
    assert (found["yearly"].missing, found["concentrated"].met) == (24, False)
    declared(cast, 90, 2023, kind="集中培训")
    found = owed(cast)
    assert found["concentrated"].met
    assert found["each-year-of-cycle"].periods[2].done == 144


def test_r5_a_cycle_gives_120_to_school_based_training_and_not_more(cast, years, straight):
    """24 in each of five years is the 120 of the cycle; a sixth year is another cycle."""
    adopt(cast, "province-caps", "province-window")
    for year in YEARS:
        met(cast, 30, year)
    assert sum(credits(cast)) == 120


def test_r6_categories_and_levels_at_once(cast, years, straight):
    adopt(cast, "city-36-credits", "city-36-credits")
    declared(cast, 80, 2022, labels=["ethics"], level="city")
    declared(cast, 100, 2023, labels=["knowledge"], level="county")
    practice = met(cast, 260, 2024)
    met(cast, 80, 2025, kind="self_study")
    filed = {(e.category, e.level, e.credits) for e in Entry.objects.standing().filter(member=cast.teacher)}
    assert {(category, amount) for category, _level, amount in filed} == {
        ("ethics", 8), ("knowledge", 10), ("practice", 13), ("self_study", 4),
    }  # fmt: skip
    found = owed(cast)["five-years"]
    assert (found.done, found.missing) == (35, 1)
    practice.refresh_from_db()
    practice.hours = Decimal(280)
    save_activities([practice], actor=cast.office.user, reason="学时登记有误")
    assert (owed(cast)["five-years"].done, owed(cast)["five-years"].met) == (36, True)


@pytest.mark.parametrize(("level", "missing"), [("city", 0), ("county", 7), ("", 7)])
def test_r6_seven_of_them_must_be_of_the_city(cast, years, straight, level, missing):
    adopt(cast, "city-36-credits", "city-36-credits")
    declared(cast, 80, 2022, labels=["ethics"], level=level)
    declared(cast, 100, 2023, labels=["knowledge"], level="county")
    met(cast, 280, 2024)
    met(cast, 80, 2025, kind="self_study")
    found = owed(cast)["five-years"]
    assert (found.done, found.missing) == (36, missing)


def test_what_the_pack_says_holds_whether_records_or_pack_came_first(cast, years, straight):
    declared(cast, 80, 2022, labels=["ethics"], level="city")
    met(cast, 280, 2024)
    adopt(cast, "city-36-credits", "city-36-credits")
    assert credits(cast) == [8, 14]
    before = list(Entry.objects.order_by("pk").values_list("pk", flat=True))
    propose_records(cast.school, actor=cast.office.user)
    assert list(Entry.objects.order_by("pk").values_list("pk", flat=True)) == before
