"""The ready schemes on real rows: one busy term of one teacher counts in each of them and meets what it should."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from apps.credits.drafting import begin_from
from apps.credits.models import RulePack
from apps.credits.presets import standard_names
from apps.credits.rules.texts import read_pack
from apps.lessonplans.services import save_lesson_plans
from apps.portfolio.services import save_works
from apps.requirements.presets import preset_scheme, preset_schemes
from apps.requirements.selectors import evaluate
from tests import factories

TODAY = date(2025, 12, 19)
# An hour is a credit.
CREDITS = """
code: credits
name: 学分
gives: credits
valid: {from: 2020-09-01}
names: {category: {knowledge: 知识与技能}}
rules:
  - {type: treat, where: {kinds: [activity]}, as: {category: knowledge}}
  - {type: worth, where: {kinds: [activity]}, from: [{of: hours, gives: 1}]}
"""
# What this teacher has met of each scheme; None where years before this one are asked for as well.
MET = {
    "central-primary": {"credit-hours", "observations"},
    "city-36-credits": None,
    "county-under-40": {"reflection", "paper", "book"},
    "junior-middle": {"observations", "written-work"},
    "municipality-blocks": None,
    "national-360": {"five-years"},
    "nine-year": {"observations"},
    "own-targets": {"credits"},
    "province-five-years": {"five-years", "yearly"},
    "province-window": {"yearly"},
    "term-observations": set(),
    "township": {"observations", "books", "book-notes", "credit-hours"},
}


@pytest.fixture
def term(cast, attend, observe):
    """400 hours, 16 lessons a month, twenty works of every sort; 35 years old, a year at work."""
    pack = begin_from(RulePack, read_pack(CREDITS, standard_names()), school=cast.school)
    pack.state, pack.published_at = "published", timezone.now()
    pack.save()
    cast.teacher.born_on, cast.teacher.joined_on = date(1990, 5, 4), date(2024, 9, 1)
    cast.teacher.save()
    for n in range(4):
        attend(cast.teacher, date=date(2025, 9 + n, 10), hours=Decimal(100), code=f"Q{n}", title=f"研修{n}")
        for day in (15, 16):
            observe(cast.teacher, 8, date=date(2025, 9 + n, day))
    common = {"school": cast.school, "semester": cast.semester, "author": cast.teacher}
    kinds = [factories.kind_of(cast.school, "work", code) for code in
             ("paper", "case", "reflection", "essay", "notes")]  # fmt: skip
    works = [
        factories.WorkFactory.build(
            **common, category=kind, characters=6000, title=f"{kind}{n}", date=date(2025, 9, 8 + n)
        )
        for kind in kinds for n in range(20)
    ]  # fmt: skip
    save_works(works, actor=cast.office.user, reason="")
    plans = [
        factories.LessonPlanFactory.build(**common, state="approved", title=f"第{n}课") for n in range(3)
    ]
    save_lesson_plans(plans, actor=cast.office.user, reason="")


def test_a_busy_term_counts_in_every_ready_scheme_and_meets_what_it_should(cast, term):
    schemes = [preset_scheme(name) for name in preset_schemes()]
    found = evaluate(cast.semester, today=TODAY, schemes=schemes)
    own = found.by_holder[f"member:{cast.teacher.pk}"]
    met = {name: {a.requirement.code for a in own if a.scheme.code == name and a.owed.met} for name in MET}
    counted = {a.scheme.code for a in own if a.owed.done}
    assert {name: met[name] for name, wanted in MET.items() if wanted} == {n: w for n, w in MET.items() if w}
    assert counted >= {name for name, wanted in MET.items() if wanted is None}
    assert set(MET) == {scheme.code for scheme in schemes}


def test_the_observations_of_a_post_are_those_of_whoever_holds_it(cast, observe):
    for day in (13, 14):
        observe(cast.office, 6, date=date(2025, 10, day))
    found = evaluate(cast.semester, today=TODAY, schemes=[preset_scheme("term-observations")])
    owed = {a.holder.key: a.owed for a in found.answers}
    assert owed[f"member:{cast.office.pk}"].met
    assert owed[f"member:{cast.principal.pk}"].missing == 6
    assert f"member:{cast.teacher.pk}" not in owed
