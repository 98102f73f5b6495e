from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from apps.approvals import services as approval
from apps.approvals.models import Absence, Case
from apps.approvals.rules import Change, changes
from apps.lessonplans.models import SOURCE, LessonPlan
from apps.lessonplans.services import hand_in
from tests import documents

NEW = reverse("lessonplans:lessonplan_submit")
INBOX = reverse("approvals:inbox")
TODAY = date(2025, 11, 18)


@pytest.fixture
def plan(cast):
    """``plan(title, …)``: a plan of the teacher's that waits for the office."""

    def make(title="圆的周长", **given):
        row = LessonPlan(school=cast.school, semester=cast.semester, author=cast.teacher, title=title)
        said = {"sections": {"aims": "会算圆的周长。"}, "upload": None} | given
        now = datetime(2025, 11, 18, 2, 0, tzinfo=UTC)
        return hand_in(row, actor=cast.teacher.user, today=TODAY, now=now, **said)

    return make


def case_of(row):
    return Case.objects.get(subject=SOURCE, target_id=row.pk)


def review_of(row):
    return reverse("approvals:case_review", args=[case_of(row).pk])


def opens(client, answer):
    """Where one ends up."""
    return client.get(answer.url).url


def decide(client, row, act, **said):
    case = case_of(row)
    data = {"draft": case.draft_number, "opinion": "", "mark": ""} | said
    return client.post(reverse(f"approvals:case_{act}", args=[case.pk]), data)


def test_a_teacher_hands_in_parts_and_sees_with_whom_they_lie(cast, browse):
    answer = browse(cast.teacher).post(NEW, {"title": "圆的周长", "aims": "会算圆的周长"}, follow=True)
    page = answer.content.decode()
    assert "会算圆的周长" in page
    assert f"第 1 稿，现在在{cast.office.name}那里" in page


def test_a_form_without_parts_and_document_keeps_what_was_typed(cast, browse):
    answer = browse(cast.teacher).post(NEW, {"title": "圆的周长"})
    assert answer.status_code == 422
    assert 'value="圆的周长"' in answer.content.decode()
    assert not LessonPlan.objects.exists()


def test_the_same_lesson_twice_is_said_at_its_field(cast, browse, plan):
    plan("圆的周长")
    answer = browse(cast.teacher).post(NEW, {"title": "圆的周长", "aims": "一"})
    assert answer.status_code == 422
    assert "title" in answer.context["form"].errors


def test_a_word_document_is_shown_in_the_page_and_served_to_its_readers_only(cast, browse, plan):
    row = plan(upload=documents.word("学习单：量一量"))
    page = browse(cast.office).get(row.get_absolute_url()).content.decode()
    assert "学习单：量一量" in page
    file = reverse("lessonplans:draft_file", args=[row.pk, 1])
    assert browse(cast.teacher).get(file).status_code == 200
    assert browse(cast.colleague).get(file).status_code == 404


def test_a_program_named_docx_is_refused_in_words(cast, browse):
    upload = SimpleUploadedFile("教案.docx", b"MZ\x90\x00 program")
    answer = browse(cast.teacher).post(NEW, {"title": "圆的周长", "file": upload})
    assert answer.status_code == 422
    assert "教案.docx" in answer.content.decode()


def test_opening_a_plan_notes_that_the_reviewer_has_seen_it(cast, browse, plan):
    row = plan()
    browse(cast.teacher).get(row.get_absolute_url())
    assert case_of(row).seen_at is None
    browse(cast.office).get(row.get_absolute_url())
    assert case_of(row).seen_at is not None


def test_after_a_decision_the_next_plan_opens(cast, browse, plan):
    first, second = plan("第一课"), plan("第二课")
    office = browse(cast.office)
    page = review_of(first)
    assert opens(office, decide(office, first, "approve", mark="good")) == review_of(second)
    assert (
        "没有待你处理的" in office.get(decide(office, second, "return", opinion="再改").url).content.decode()
    )
    assert page != review_of(second)


def test_a_return_without_a_reason_is_refused_and_the_words_stay_in_the_form(cast, browse, plan):
    row = plan()
    answer = decide(browse(cast.office), row, "return", mark="pass")
    assert answer.status_code == 422
    assert case_of(row).state == "waiting"


def test_a_decision_on_a_draft_that_was_replaced_is_refused(cast, browse, plan):
    row = plan()
    office = browse(cast.office)
    answer = decide(office, row, "approve", draft=7)
    assert answer.url == review_of(row)
    assert "请先看新稿" in office.get(answer.url).content.decode()
    assert case_of(row).state == "waiting"


def test_the_second_draft_shows_what_it_changes(cast, browse, plan):
    row = plan()
    decide(browse(cast.office), row, "return", opinion="再具体些")
    teacher = browse(cast.teacher)
    again = reverse("lessonplans:lessonplan_resubmit", args=[row.pk])
    assert "再具体些" in teacher.get(again).content.decode()
    teacher.post(again, {"title": row.title, "aims": "会算圆的周长。会用绕线法。"})
    page = browse(cast.office).get(row.get_absolute_url()).content.decode()
    assert "<ins>会用绕线法。</ins>" in page
    assert "会用绕线法" not in browse(cast.office).get(row.get_absolute_url() + "?draft=1").content.decode()


def test_many_are_approved_at_once_but_not_a_draft_nobody_read(cast, browse, plan):
    first, second = plan("第一课"), plan("第二课")
    ticks = [f"{case_of(first).pk}-1", f"{case_of(second).pk}-2", "x", "5-"]
    browse(cast.office).post(reverse("approvals:case_approve_many"), {"case": ticks})
    assert (case_of(first).state, case_of(second).state) == ("approved", "waiting")


def test_nobody_approves_many_that_lie_with_others(cast, browse, plan):
    row = plan()
    browse(cast.principal).post(reverse("approvals:case_approve_many"), {"case": [f"{case_of(row).pk}-1"]})
    assert case_of(row).state == "waiting"


def test_a_deputy_reads_and_decides(cast, browse, plan):
    Absence.objects.create(
        school=cast.school, member=cast.office, deputy=cast.colleague, starts_on=TODAY, ends_on=TODAY
    )
    row = plan()
    deputy = browse(cast.colleague)
    assert "会算圆的周长" in deputy.get(row.get_absolute_url()).content.decode()
    decide(deputy, row, "approve")
    assert case_of(row).state == "approved"


def test_the_author_learns_no_name_where_the_step_hides_it(cast, browse, plan):
    route = approval.set_route(school=cast.school, subject=SOURCE, name="教案", steps=[("office", 7)])
    route.steps.update(names="never", opinions="decided")
    row = plan()
    decide(browse(cast.office), row, "return", opinion="再具体些")
    page = browse(cast.teacher).get(row.get_absolute_url()).content.decode()
    assert cast.office.name not in page
    assert "再具体些" in page


def test_the_menu_counts_what_waits(cast, browse, plan):
    assert "nav-count" not in browse(cast.office).get(INBOX).content.decode()
    plan("第一课"), plan("第二课")
    assert '<span class="nav-count">2</span>' in browse(cast.office).get(INBOX).content.decode()
    assert "nav-count" not in browse(cast.teacher).get(INBOX).content.decode()


def test_handing_in_lets_go_of_the_draft(cast, browse):
    teacher = browse(cast.teacher)
    draft = reverse("drafts:draft_state", args=["plan-new"])
    teacher.post(draft, {"fields": {"title": "圆"}, "version": None}, content_type="application/json")
    teacher.post(NEW, {"title": "圆的周长", "aims": "会算圆的周长"})
    assert teacher.get(draft).json() == {"version": None}


def test_changes_are_told_sentence_by_sentence():
    assert changes("甲。乙。", "甲。丙。") == [
        Change("same", "甲。"),
        Change("gone", "乙。"),
        Change("new", "丙。"),
    ]
    assert changes("", "甲") == [Change("new", "甲")]
