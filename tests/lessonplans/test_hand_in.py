from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from apps.approvals import services as approval
from apps.approvals.models import Case
from apps.core.errors import Conflict
from apps.lessonplans.choices import State
from apps.lessonplans.models import SOURCE, LessonPlan, PlanDraft
from apps.lessonplans.services import hand_in, save_lesson_plans, withdraw_lesson_plans
from apps.notices.models import Notice
from tests import documents
from tests.factories import LessonPlanFactory

TODAY = date(2025, 11, 18)
NOW = datetime(2025, 11, 18, 2, 0, tzinfo=UTC)


@pytest.fixture
def submit(cast):
    """``submit(plan=None, …)``: the teacher hands a plan in, for the first time or again."""

    def act(plan=None, **given):
        plan = plan or LessonPlan(
            school=cast.school, semester=cast.semester, author=cast.teacher, title="圆的周长"
        )
        said = {"sections": {"aims": "会算圆的周长"}, "upload": None} | given
        hand_in(plan, actor=cast.teacher.user, today=TODAY, now=NOW, **said)
        return LessonPlan.objects.get(pk=plan.pk)

    return act


def case_of(plan):
    return Case.objects.get(subject=SOURCE, target_id=plan.pk)


def counted(cast):
    return sum(entry.count for entry in cast.teacher.entries.all())


def told(member):
    return list(
        Notice.objects.filter(member=member).order_by("created_at", "pk").values_list("kind", flat=True)
    )


def test_a_plan_handed_in_waits_and_the_office_is_told(cast, submit):
    plan = submit()
    assert (plan.state, plan.submitted_on, counted(cast)) == (State.WAITING, TODAY, 0)
    assert plan.drafts.get().parts() == [("教学目标", "会算圆的周长")]
    assert told(cast.office) == ["review"]
    assert told(cast.teacher) == []


def test_an_approved_plan_counts_once_with_its_mark_and_the_author_is_told(cast, submit):
    plan = submit()
    approval.approve(case_of(plan), actor=cast.office.user, today=TODAY, mark="good")
    plan.refresh_from_db()
    assert (plan.state, plan.mark, counted(cast)) == (State.APPROVED, "good", 1)
    assert told(cast.teacher) == ["decision"]
    assert Notice.objects.get(member=cast.office).done_at is not None


def test_a_returned_plan_is_handed_in_again_as_its_second_draft(cast, submit):
    plan = submit()
    approval.return_case(case_of(plan), actor=cast.office.user, opinion="目标再具体些")
    plan.refresh_from_db()
    assert (plan.state, told(cast.teacher)) == (State.RETURNED, ["returned"])
    plan = submit(plan, sections={"aims": "会用绕线法量出圆的周长"})
    assert plan.state == State.WAITING
    assert list(plan.drafts.values_list("number", flat=True)) == [1, 2]
    assert told(cast.office) == ["review", "review"]


def test_a_decision_taken_back_takes_the_entry_back(cast, submit):
    plan = submit()
    case = approval.approve(case_of(plan), actor=cast.office.user, today=TODAY, mark="good")
    approval.undo(case, actor=cast.office.user, now=case.decided_at)
    plan.refresh_from_db()
    assert (plan.state, plan.mark, counted(cast)) == (State.WAITING, "", 0)


def test_a_plan_taken_back_is_withdrawn_until_it_is_handed_in_again(cast, submit):
    plan = submit()
    approval.withdraw(case_of(plan), actor=cast.teacher.user)
    plan.refresh_from_db()
    assert plan.withdrawn_at is not None
    plan = submit(plan)
    assert (plan.withdrawn_at, plan.state, case_of(plan).draft_number) == (None, State.WAITING, 2)


def test_what_waits_cannot_be_handed_in_again_and_nothing_is_written(cast, submit):
    plan = submit()
    with pytest.raises(Conflict):
        submit(plan)
    assert PlanDraft.objects.count() == 1


def test_a_plan_the_office_withdraws_is_reviewed_by_nobody(cast, submit, seated):
    plan = submit()
    withdraw_lesson_plans([plan], actor=cast.office.user, now=timezone.now(), reason="交错了")
    assert not Case.objects.visible_to(seated(cast.office)).lying_with(cast.office.user).exists()


def test_an_approved_plan_the_office_withdraws_is_judged_no_more_until_it_is_handed_in_again(cast, submit):
    plan = submit()
    case = approval.approve(case_of(plan), actor=cast.office.user, today=TODAY, mark="good")
    plan.refresh_from_db()
    withdraw_lesson_plans([plan], actor=cast.office.user, now=timezone.now(), reason="交错了")
    with pytest.raises(Conflict):
        approval.undo(case, actor=cast.office.user, now=case.decided_at)
    plan.refresh_from_db()
    assert (plan.state, counted(cast)) == (State.APPROVED, 0)
    plan = submit(plan)
    assert (plan.withdrawn_at, plan.state, plan.mark, counted(cast)) == (None, State.WAITING, "", 0)
    approval.approve(case_of(plan), actor=cast.office.user, today=TODAY, mark="good")
    assert counted(cast) == 1


def test_the_office_does_not_correct_a_plan_that_lies_with_a_reviewer(cast, submit, browse):
    plan = submit()
    url = reverse("lessonplans:lessonplan_edit", args=[plan.pk])
    sent = {
        "title": "圆的面积",
        "submitted_on": TODAY,
        "version": plan.updated_at.isoformat(),
        "reason": "改名",
    }
    refused = browse(cast.office).post(url, sent)
    assert refused.status_code == 422
    assert "正在审核" in refused.content.decode()
    approval.return_case(case_of(plan), actor=cast.office.user, opinion="改")
    plan.refresh_from_db()
    sent["version"] = plan.updated_at.isoformat()
    assert browse(cast.office).post(url, sent).status_code == 302


def test_only_the_review_changes_what_it_has_decided(cast, submit):
    plan = submit()
    approval.approve(case_of(plan), actor=cast.office.user, today=TODAY, mark="good")
    for field, value in {"state": "returned", "mark": "poor", "author": cast.colleague}.items():
        plan.refresh_from_db()
        setattr(plan, field, value)
        with pytest.raises(ValidationError, match="审核"):
            save_lesson_plans([plan], actor=cast.office.user, reason="改")
    plan.refresh_from_db()
    plan.title = "圆的面积"
    save_lesson_plans([plan], actor=cast.office.user, reason="改名")
    assert LessonPlan.objects.get().title == "圆的面积"
    assert counted(cast) == 1


def test_neither_parts_nor_document_is_refused(cast, submit):
    with pytest.raises(ValidationError):
        submit(sections={})
    assert not LessonPlan.objects.exists()


def test_a_document_that_is_none_is_refused_and_nothing_is_written(cast, submit):
    broken = documents.word()
    broken.file.seek(0)
    broken.file.write(b"MZ\x90\x00")
    broken.file.seek(0)
    with pytest.raises(ValidationError) as refusal:
        submit(sections={}, upload=broken)
    assert list(refusal.value.message_dict) == ["file"]
    assert not LessonPlan.objects.exists()


def test_the_table_refuses_an_empty_draft(cast, submit):
    plan = submit()
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanDraft.objects.create(school=cast.school, plan=plan, number=2, sections={}, submitted_at=NOW)


def test_a_plan_from_the_workbook_counts_as_ever_and_has_no_case(cast):
    plan = LessonPlanFactory.build(
        school=cast.school, semester=cast.semester, author=cast.teacher, origin="workbook", state="approved"
    )
    save_lesson_plans([plan], actor=cast.office.user, reason="导入")
    assert counted(cast) == 1
    assert not Case.objects.exists()
