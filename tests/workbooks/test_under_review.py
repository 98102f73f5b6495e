"""A workbook and what was handed in on a page: the review decides, the workbook says what stands."""

from datetime import UTC, datetime

import pytest

from apps.approvals import services as approval
from apps.approvals.models import Case
from apps.credits.models import Entry
from apps.lessonplans.models import LessonPlan
from apps.lessonplans.services import hand_in as hand_plan_in
from apps.portfolio.models import Work
from apps.portfolio.services import hand_in as hand_work_in
from apps.schools.models import Semester
from apps.staff.models import StaffMember
from apps.workbooks.services.notices import notices_of
from tests import factories
from tests.factories import kind_of
from tests.workbooks.book import day

NOW = datetime(2025, 11, 18, 2, 0, tzinfo=UTC)
TODAY = NOW.date()
PLAN, WORK = 4, 4  # the rows of both in their sheets


@pytest.fixture
def semester(book, load):
    load(book)
    return Semester.objects.get()


@pytest.fixture
def office(semester):
    """T02, head of teaching affairs, with a log-in."""
    member = StaffMember.objects.get(number="T02")
    member.user = factories.UserFactory()
    member.save()
    return member


@pytest.fixture
def plan(semester, office, book):
    """T03's plan, handed in on the page; the workbook has it as an export would, waiting."""
    author = StaffMember.objects.get(number="T03")
    plan = LessonPlan(school=semester.school, semester=semester, author=author, title="圆的周长", week=12)
    hand_plan_in(plan, sections={"aims": "会算"}, upload=None, actor=None, today=TODAY, now=NOW)
    book["教案"].append(["T03", "", "圆的周长", 12, day(11, 18), "待检查", ""])
    return plan


@pytest.fixture
def work(semester, office, book):
    """T03's reflection, handed in on the page; the workbook has it."""
    author = StaffMember.objects.get(number="T03")
    kind = kind_of(semester.school, "work", "reflection")
    work = Work(
        school=semester.school, semester=semester, author=author, title="一节课", category=kind, date=TODAY
    )
    hand_work_in(work, text="写得很短", upload=None, actor=None, today=TODAY, now=NOW)
    book["成果"].append(["T03", kind.name, "一节课", day(11, 18), 4, "", "", ""])
    return work


def decide(decision: str, **said):
    getattr(approval, decision)(Case.objects.get(), actor=None, **said)


def test_a_workbook_that_says_what_stands_is_imported(plan, work, book, load):
    assert load(book.put("教师", "H3", "高级教师")).written
    plan.refresh_from_db()
    assert (plan.state, Case.objects.filter(state="waiting").count()) == ("waiting", 2)


def test_nothing_of_a_plan_that_lies_with_a_reviewer_is_changed(plan, book, load):
    checked = load(
        book.put("教案", f"D{PLAN}", 13).put("教案", f"F{PLAN}", "已通过").put("教案", f"G{PLAN}", "优")
    )
    assert not checked.written
    assert [(m.cell, m.code, m.params["was"]) for m in checked.mistakes] == [
        (f"D{PLAN}", "under_review", "12"), (f"F{PLAN}", "under_review", "待检查"), (f"G{PLAN}", "under_review", "—"),
    ]  # fmt: skip
    assert [notice.code for notice in notices_of(checked.plan)] == [], "nothing is said to change"
    plan.refresh_from_db()
    assert (plan.state, plan.mark, plan.week) == ("waiting", "", 12)
    assert not Entry.objects.filter(title="圆的周长").exists()


def test_nor_of_a_work(work, book, load, faults):
    load(book.put("成果", f"E{WORK}", 9000))
    assert faults(book) == [("成果", f"E{WORK}", "under_review")]
    work.refresh_from_db()
    assert work.characters == 4


def test_what_the_review_has_approved_stays_approved_with_its_mark(plan, book, load, faults):
    decide("approve", today=TODAY, mark="good")
    assert faults(book) == [
        ("教案", f"F{PLAN}", "approved_by_review"),
        ("教案", f"G{PLAN}", "approved_by_review"),
    ]
    assert not load(book).written
    plan.refresh_from_db()
    assert (plan.state, plan.mark) == ("approved", "good")
    assert faults(book.put("教案", f"F{PLAN}", "已通过").put("教案", f"G{PLAN}", "良")) == []
    assert load(book).plan.changes_nothing


def test_what_the_review_has_returned_is_not_approved_by_a_workbook(plan, book, load, faults):
    decide("return_case", opinion="改")
    book.put("教案", f"F{PLAN}", "已通过")
    assert faults(book) == [("教案", f"F{PLAN}", "returned_by_review")]
    load(book)
    assert LessonPlan.objects.get(pk=plan.pk).state == "returned"


def test_what_its_author_said_is_corrected_after_the_decision(plan, work, book, load):
    for case in Case.objects.all():
        approval.approve(case, actor=None, today=TODAY)
    book.put("教案", f"F{PLAN}", "已通过").put("教案", f"D{PLAN}", 13).put("成果", f"E{WORK}", 900)
    assert load(book).written
    assert LessonPlan.objects.get(pk=plan.pk).week == 13
    posted = Entry.objects.filter(title="一节课").order_by("pk").values_list("count", "characters")
    assert list(posted) == [(1, 4), (-1, -4), (1, 900)]


def test_the_message_names_the_reason_and_the_way_out(plan, book, check):
    [mistake] = check(book.put("教案", f"D{PLAN}", 13)).mistakes
    assert "审核" in mistake.message
    assert "“12”" in mistake.message
    assert "退回" in mistake.message
