"""Figures alone, read leanly, are the figures that the whole work gives."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from apps.credits.postings import Posting
from apps.credits.services import settle
from apps.requirements.presets import preset_scheme, preset_schemes
from apps.requirements.rules.texts import read_scheme
from apps.requirements.selectors import evaluate, owed_by_member
from tests import factories

TODAY = date(2025, 11, 18)
HEAD = "code: t\nname: 试\nvalid: {from: 2020-09-01}\nrequirements:\n"
NAMES = """names:
  kind: {observation/drop_in: 推门听课, activity/lecture: 讲座, activity/preparation: 备课, other/mentoring: 师傅}
"""
LOOKS_CLOSER = read_scheme(
    HEAD
    + """
  - {code: words, name: 字数, measure: {quantity: characters}, at_least: 100}
  - {code: weekday, name: 周二, measure: {where: {weekdays: [tue]}}, at_least: 1}
  - {code: who, name: 教师, measure: {where: {who: {posts: [teacher]}}}, at_least: 1}
  - {code: same, name: 不同内容, measure: {distinct: content}, at_least: 1, at_most: 2}
  - code: part
    name: 其中
    measure: {quantity: hours}
    of_which: [{where: {parts: [speaker]}, at_most: 3}]
    at_least: 8
  - {code: each, name: 每月, measure: {where: {evidence: [sign_in]}}, each: month, at_least: 1}
"""
)
# Each asks something else of work of other kinds: what one asks keeps nothing of the others apart.
ASK_APART = read_scheme(
    HEAD.replace("requirements", NAMES + "requirements")
    + """
  - {code: hours, name: 学时, measure: {quantity: hours}, within: school_year, at_least: 24}
  - {code: heard, name: 听课, measure: {where: {kinds: [observation]}}, at_least: 5}
  - {code: weekly, name: 每周, measure: {where: {kinds: [observation/drop_in]}}, each: week, at_least: 1}
  - {code: signed, name: 签到, measure: {where: {kinds: [activity/lecture], evidence: [sign_in]}}, at_least: 2}
  - code: others
    name: 其他
    measure: {where: {kinds: [activity], other_than: {kinds: [activity/lecture]}}}
    at_least: 1
  - {code: city, name: 市级, measure: {where: {level_from: city}, quantity: characters}, at_least: 1000}
  - code: kinds
    name: 各类
    measure: {quantity: hours, where: {kinds: [activity]}}
    matrix: {rows: kind, columns: level, at_least: {activity/lecture: {all: 2}, activity/preparation: {all: 2}}}
    at_least: 4
  - {code: held, name: 组织, who: {of: groups}, measure: {where: {kinds: [activity], evidence: [sign_in]}},
     each: month, at_least: 1}
  - {code: pair, name: 师傅, measure: {quantity: cover, where: {kinds: [other/mentoring]}}, at_least: 1}
  - {code: share, name: 比例, who: {of: groups}, members: {meet: heard, share: 50%}}
"""
)


@pytest.fixture
def work(cast, attend, observe):
    """Work of a term, some of it entered before entries kept what they saw."""
    for day in (date(2025, 9, 9), date(2025, 10, 14), date(2025, 11, 4)):
        attend(cast.teacher, date=day, hours=Decimal("2.5"))
        attend(cast.colleague, date=day, state="leave")
    observe(cast.teacher, 3)
    paper = factories.kind_of(cast.school, "work", "paper")
    old = Posting(
        source_key="portfolio.work:1", kind_id=paper.pk, date=date(2025, 10, 20), title="论文",
        member_id=cast.teacher.pk, characters=1500, level="city", role="author", explanation={"rule": "default"},
    )  # fmt: skip
    settle(semester=cast.semester, source_keys=[old.source_key], postings=[old], reason="", actor=None)


def figures(answer):
    """The answer without the work behind it; groups name their members anyway."""
    return replace(answer.owed, counted=(), almost=())


@pytest.mark.parametrize(
    "scheme",
    [None, LOOKS_CLOSER, ASK_APART, *preset_schemes()],
    ids=lambda s: getattr(s, "code", s or "semester"),
)
def test_figures_are_the_same_without_the_work_behind_them(cast, work, scheme):
    chosen = None if scheme is None else [preset_scheme(scheme) if isinstance(scheme, str) else scheme]
    full = evaluate(cast.semester, today=TODAY, schemes=chosen)
    bare = evaluate(cast.semester, today=TODAY, schemes=chosen, details=False, ahead=True)
    assert full.answers
    assert [figures(a) for a in bare.answers] == [figures(a) for a in full.answers]
    assert not any(a.owed.counted or a.owed.almost for a in bare.answers if not a.requirement.members)
    assert [a.forecast for a in bare.answers] == [a.forecast for a in full.answers]


def test_one_member_is_asked_about_alone(cast, work, django_assert_num_queries):
    with django_assert_num_queries(8):
        answers = owed_by_member(cast.semester, cast.teacher.pk, today=TODAY)
    assert {(a.requirement.code, a.owed.done) for a in answers} == {
        ("credit-hours", Decimal("7.5")), ("observations", Decimal(3))
    }  # fmt: skip


def test_what_no_requirement_tells_apart_is_read_as_one(cast, work):
    scheme = read_scheme(
        HEAD + "  - {code: heard, name: 听课, measure: {where: {kinds: [observation]}}, at_least: 5}"
    )
    found = evaluate(cast.semester, today=TODAY, schemes=[scheme], details=False)
    [line] = [line for line in found.lines if line.count and line.fact.kind.startswith("observation")]
    assert (line.count, line.fact.kind) == (3, "observation/")
    weekly = read_scheme(
        HEAD
        + """
  - {code: heard, name: 听课, measure: {where: {kinds: [observation]}}, each: week, at_least: 5}
  - {code: hours, name: 学时, measure: {quantity: hours}, at_least: 5}
"""
    )
    found = evaluate(cast.semester, today=TODAY, schemes=[weekly], details=False)
    of_activities = [line for line in found.lines if line.hours]
    assert [(line.hours, line.fact.kind) for line in of_activities] == [(Decimal("7.5"), "")]
