"""Who decides on lesson plans has inspected them: one inspection a day, recorded by nobody a second time."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from apps.approvals import services as approval
from apps.approvals.models import Case, Route, RouteStep
from apps.credits import drafting
from apps.credits.models import Entry
from apps.credits.services import propose_records
from apps.credits.sources import addresses, explain
from apps.credits.verifying import verify
from apps.lessonplans.inspections import INSPECTED
from apps.lessonplans.models import SOURCE, LessonPlan
from apps.lessonplans.services import hand_in
from apps.requirements.models import Scheme
from apps.requirements.presets import preset_scheme
from apps.requirements.selectors import evaluate
from apps.requirements.views.schemes import published
from tests.credits.test_presets_on_records import hold

CHINA = ZoneInfo("Asia/Shanghai")


def at(day: int, hour: int = 10, minute: int = 0):
    return time_machine.travel(datetime(2025, 11, day, hour, minute, tzinfo=CHINA))


@pytest.fixture
def counted(cast):
    """A school with the ready scheme that asks for inspections, and a route over the group leader to the office."""
    route = Route.objects.create(school=cast.school, subject=SOURCE, name="教案")
    for position, reviewer in enumerate(("group_leader", "office")):
        RouteStep.objects.create(school=cast.school, route=route, position=position, reviewer=reviewer)
    adopt(cast)


def adopt(cast):
    draft = drafting.begin_from(Scheme, preset_scheme("central-primary"), school=cast.school)
    published(drafting.publish(draft, first=date(2025, 9, 1), actor=cast.office.user), actor=cast.office.user)


def plan(cast, title="圆的面积") -> Case:
    row = LessonPlan(school=cast.school, semester=cast.semester, author=cast.teacher, title=title)
    now = datetime(2025, 11, 17, 9, tzinfo=CHINA)
    hand_in(row, sections={"aims": "学会"}, upload=None, actor=cast.teacher.user, today=now.date(), now=now)
    return Case.objects.get(title=title)


def approve(case, who):
    approval.approve(Case.objects.get(pk=case.pk), actor=who.user, today=timezone.localdate())


def undo(case, who):
    approval.undo(Case.objects.get(pk=case.pk), actor=who.user, now=datetime.now(CHINA))


def inspections():
    rows = Entry.objects.standing().filter(source_key__startswith=INSPECTED).order_by("date", "pk")
    return [(row.member.name, f"{row.date:%m-%d}") for row in rows.select_related("member")]


def test_each_reviewer_has_inspected_once_on_each_day_of_deciding(cast, counted):
    first, second, third = plan(cast, "一"), plan(cast, "二"), plan(cast, "三")
    with at(18):
        approve(first, cast.leader)
        approval.return_case(second, actor=cast.leader.user, opinion="补充板书")
    with at(19):
        approve(third, cast.leader)
        approve(first, cast.office)
    names = cast.leader.name, cast.office.name
    assert inspections() == [(names[0], "11-18"), (names[0], "11-19"), (names[1], "11-19")]
    assert not any(verify().breaches.values())


def test_a_decision_taken_back_was_no_inspection(cast, counted):
    first, second = plan(cast, "一"), plan(cast, "二")
    for case in (first, second):
        approve(case, cast.leader)
    with at(18):
        approve(first, cast.office)
        approval.return_case(Case.objects.get(pk=second.pk), actor=cast.office.user, opinion="补充板书")
    with at(18, 10, 30):
        undo(first, cast.office)
        assert inspections()[-1] == (cast.office.name, "11-18")
        undo(second, cast.office)
    assert cast.office.name not in dict(inspections())
    assert not any(verify().breaches.values())


def test_taken_back_after_midnight_it_is_gone_from_the_day_before(cast, counted):
    case = plan(cast)
    with at(18, 23, 40):
        approval.return_case(case, actor=cast.leader.user, opinion="补充板书")
    assert inspections() == [(cast.leader.name, "11-18")]
    with at(19, 0, 10):
        undo(case, cast.leader)
    assert inspections() == []


def test_reviews_of_before_count_when_the_school_begins_to_ask(cast):
    case = plan(cast)
    with at(18):
        approve(case, cast.office)
    assert inspections() == []
    adopt(cast)
    assert inspections() == [(cast.office.name, "11-18")]
    numbers = list(Entry.objects.values_list("number", flat=True))
    propose_records(cast.school, actor=None)
    assert list(Entry.objects.values_list("number", flat=True)) == numbers


def test_an_inspection_counts_for_what_the_office_owes_and_opens_to_its_review(cast, counted):
    hold(cast, "school-hours")
    case = plan(cast)
    with at(18):
        approve(case, cast.leader)
        approve(case, cast.office)
    own = evaluate(cast.semester, today=date(2025, 12, 19)).by_holder[f"member:{cast.office.pk}"]
    (owed,) = [a.owed for a in own if a.requirement.code == "inspect-office"]
    assert (owed.done, owed.required) == (1, 2)
    entry = Entry.objects.standing().get(source_key__startswith=INSPECTED, member=cast.office)
    assert addresses([entry.source_key])[entry.source_key] == reverse("approvals:case_review", args=[case.pk])
    assert "计一次检查" in "".join(explain(entry))
