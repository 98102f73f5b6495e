"""Who approved a plan at which step, and when, is in what the rules know of it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from apps.approvals import services as approval
from apps.approvals.models import Case, Route, RouteStep
from apps.credits.models import Entry, Proposal
from apps.credits.services import propose_records
from apps.lessonplans.models import SOURCE, LessonPlan
from apps.lessonplans.services import hand_in, save_lesson_plans
from tests.credits.packs import publish
from tests.factories import LessonPlanFactory

CHINA = ZoneInfo("Asia/Shanghai")
NEEDED = """
  - {type: worth, code: each, where: {kinds: [lesson_plan/plan]}, from: [{gives: 1}]}
  - {type: need, code: leader, where: {kinds: [lesson_plan/plan]}, has: {stamps: [group_leader, school]}}
"""


def at(day: int):
    return time_machine.travel(datetime(2025, 11, day, 10, tzinfo=CHINA))


@pytest.fixture
def two_steps(cast):
    route = Route.objects.create(school=cast.school, subject=SOURCE, name="教案")
    for position, reviewer in enumerate(("group_leader", "office")):
        RouteStep.objects.create(school=cast.school, route=route, position=position, reviewer=reviewer)


def handed_in(cast) -> Case:
    plan = LessonPlan(school=cast.school, semester=cast.semester, author=cast.teacher, title="圆的面积")
    now = datetime(2025, 11, 17, 9, tzinfo=CHINA)
    hand_in(plan, sections={"aims": "学会"}, upload=None, actor=cast.teacher.user, today=now.date(), now=now)
    return Case.objects.get()


def approve(who, day: int):
    with at(day):
        approval.approve(Case.objects.get(), actor=who.user, today=date(2025, 11, day))


def stamps() -> dict:
    return Proposal.objects.get().fact.get("stamps", {})


def test_each_step_stamps_the_plan_on_its_day(cast, two_steps):
    handed_in(cast)
    approve(cast.leader, 18)
    approve(cast.office, 20)
    assert stamps() == {"group_leader": "2025-11-18", "office": "2025-11-20", "school": "2025-11-20"}


def test_a_route_laid_down_later_changes_no_stamp(cast, two_steps):
    handed_in(cast)
    approve(cast.leader, 18)
    approve(cast.office, 20)
    before = stamps()
    RouteStep.objects.filter(position=0).update(reviewer="grade_head")
    propose_records(cast.school, actor=None)
    assert stamps() == before


def test_what_the_county_decided_on_paper_is_stamped_with_its_day(cast, two_steps, seated):
    RouteStep.objects.filter(position=1).update(reviewer="county")
    handed_in(cast)
    approve(cast.leader, 18)
    with at(24):
        approval.approve(
            Case.objects.get(),
            actor=seated(cast.office),
            today=date(2025, 11, 24),
            decided_on=date(2025, 11, 21),
        )
    assert stamps()["bureau"] == "2025-11-21"


def test_without_a_route_the_office_stamps_it(cast):
    handed_in(cast)
    approve(cast.office, 18)
    assert stamps() == {"office": "2025-11-18", "school": "2025-11-18"}


def test_only_the_last_handing_in_counts(cast, two_steps):
    case = handed_in(cast)
    approve(cast.leader, 18)
    with at(19):
        approval.return_case(Case.objects.get(), actor=cast.office.user, opinion="再改")
    plan, now = LessonPlan.objects.get(), datetime(2025, 11, 20, 9, tzinfo=CHINA)
    with at(20):
        hand_in(
            plan, sections={"aims": "改好"}, upload=None, actor=cast.teacher.user, today=now.date(), now=now
        )
    approve(cast.leader, 21)
    approve(cast.office, 22)
    assert case.pk == Case.objects.get().pk
    assert stamps()["group_leader"] == "2025-11-21"


def test_a_pack_may_ask_for_them(cast, two_steps):
    publish(cast, NEEDED)
    handed_in(cast)
    approve(cast.leader, 18)
    approve(cast.office, 20)
    given = LessonPlanFactory.build(
        school=cast.school, semester=cast.semester, author=cast.colleague, state="approved"
    )
    save_lesson_plans([given], actor=cast.office.user, reason="")
    worth = {entry.member: entry.hours for entry in Entry.objects.standing()}
    assert worth == {cast.teacher: 1, cast.colleague: 0}
