"""Two people, or one person twice, act on the same plan at the same moment: one result, and a clear word."""

import threading
import time
from collections import Counter
from datetime import UTC, date, datetime

import pytest
from django.db import connection, transaction
from django.urls import reverse

from apps.approvals.models import Case, CaseEvent
from apps.lessonplans.models import SOURCE, LessonPlan, PlanDraft
from apps.lessonplans.services import hand_in
from apps.schools.models import School
from tests.at_once import at_once
from tests.factories import PostFactory, StaffFactory

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2025, 11, 18)
NEW = reverse("lessonplans:lessonplan_submit")


@pytest.fixture
def waiting(cast):
    """The case of a plan that lies with the office, of which there are two."""
    second = StaffFactory(school=cast.school, number="T009", name="戚明远")
    PostFactory(member=second, kind="research")
    plan = LessonPlan(school=cast.school, semester=cast.semester, author=cast.teacher, title="圆的周长")
    hand_in(
        plan,
        sections={"aims": "会算"},
        upload=None,
        actor=cast.teacher.user,
        today=TODAY,
        now=datetime.now(UTC),
    )
    cast.second = second
    return Case.objects.get(subject=SOURCE, target_id=plan.pk)


def test_two_reviewers_end_in_one_decision_and_the_later_is_told(cast, browse, waiting):
    first, second = browse(cast.office), browse(cast.second)
    sent = {"draft": 1, "opinion": "再具体些", "mark": "good"}
    at_once(
        lambda: first.post(reverse("approvals:case_approve", args=[waiting.pk]), sent),
        lambda: second.post(reverse("approvals:case_return", args=[waiting.pk]), sent),
    )
    waiting.refresh_from_db()
    decisions = CaseEvent.objects.filter(case=waiting, act__in=["approved", "returned"])
    assert [event.act for event in decisions] == [waiting.state]
    assert cast.teacher.entries.count() == (1 if waiting.state == "approved" else 0)
    winner, loser = (first, second) if waiting.state == "approved" else (second, first)
    review = reverse("approvals:case_review", args=[waiting.pk])
    assert "晚了一步" in loser.get(review).content.decode()
    assert "晚了一步" not in winner.get(review).content.decode()


def test_a_double_click_approves_once(cast, browse, waiting):
    clients = [browse(cast.office) for _ in range(3)]
    address, sent = (
        reverse("approvals:case_approve", args=[waiting.pk]),
        {"draft": 1, "opinion": "", "mark": "good"},
    )
    at_once(*[lambda client=client: client.post(address, sent) for client in clients])
    assert CaseEvent.objects.filter(case=waiting, act="approved").count() == 1
    assert cast.teacher.entries.count() == 1


def test_a_plan_handed_in_twice_at_once_is_there_once(cast, browse):
    clients = [browse(cast.teacher) for _ in range(3)]
    sent = {"title": "圆的周长", "aims": "会算"}
    answers = at_once(*[lambda client=client: client.post(NEW, sent) for client in clients])
    assert Counter(answer.status_code for answer in answers) == {302: 1, 422: 2}
    assert (LessonPlan.objects.count(), PlanDraft.objects.count()) == (1, 1)


def test_back_and_hand_in_again_is_told_that_it_waits(cast, browse, waiting):
    teacher = browse(cast.teacher)
    again = reverse("lessonplans:lessonplan_resubmit", args=[waiting.target_id])
    answer = teacher.post(again, {"title": "圆的周长", "aims": "另写"})
    assert answer.status_code == 422
    assert "晚了一步" in answer.content.decode()
    assert PlanDraft.objects.count() == 1


def test_taking_back_and_approving_at_once_end_in_one(cast, browse, waiting):
    teacher, office = browse(cast.teacher), browse(cast.office)
    at_once(
        lambda: teacher.post(reverse("approvals:case_withdraw", args=[waiting.pk])),
        lambda: office.post(
            reverse("approvals:case_approve", args=[waiting.pk]), {"draft": 1, "opinion": ""}
        ),
    )
    waiting.refresh_from_db()
    plan = LessonPlan.objects.get()
    assert (waiting.state, plan.withdrawn_at is None) in {("approved", True), ("withdrawn", False)}
    assert cast.teacher.entries.count() == (1 if waiting.state == "approved" else 0)


def test_a_decision_waits_for_the_ledger_before_it_takes_the_plan(cast, browse, waiting):
    """Who withdraws or hands in again takes both in this order, too: nobody waits for each other."""
    office, sent = browse(cast.office), {"draft": 1, "opinion": "", "mark": "good"}
    deciding = threading.Thread(
        target=lambda: (
            office.post(reverse("approvals:case_approve", args=[waiting.pk]), sent), connection.close()
        )
    )  # fmt: skip
    with transaction.atomic():
        School.objects.lock(cast.school.pk)
        deciding.start()
        wait_for_one_that_waits()
        assert Case.objects.select_for_update(nowait=True).get(pk=waiting.pk).state == "waiting"
    deciding.join()
    waiting.refresh_from_db()
    assert waiting.state == "approved"


def wait_for_one_that_waits():
    """Until another connection waits for a lock of this one."""
    until = time.monotonic() + 30
    with connection.cursor() as cursor:
        while time.monotonic() < until:
            cursor.execute(
                "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
            )
            if cursor.fetchone() != (0,):
                return
            time.sleep(0.02)
    raise AssertionError("nobody waits")
