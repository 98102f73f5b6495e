"""Reading one thing after the other."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.approvals.choices import Reviewer
from apps.approvals.forms import phrases_name
from apps.approvals.models import Case, Phrase
from apps.approvals.selectors import phrases_of
from apps.approvals.services import set_route
from apps.approvals.things import thing_of
from apps.groups.models import Membership
from apps.lessonplans.models import SOURCE
from tests import documents
from tests.factories import GradeFactory, MembershipFactory, SubjectFactory

START, INBOX = reverse("approvals:review"), reverse("approvals:inbox")


def titles(response):
    return [row.title for row in response.context["queue"].rows()]


def test_the_one_that_waits_longest_opens_first_and_the_others_stand_beside_it(cast, browse, handed):
    first, _second = handed("第一课"), handed("第二课")
    page = browse(cast.office).get(START, follow=True)
    assert page.redirect_chain[-1][0] == first.url()
    assert titles(page) == ["第一课", "第二课"]
    assert (page.context["queue"].number, page.context["queue"].total) == (1, 2)


@pytest.mark.parametrize(
    "query", ["course={subject}", "grade={grade}", "week=7", "group={group}", "q=单小雨", "late=1"]
)  # fmt: skip
def test_the_queue_is_filtered_and_the_filter_goes_along(cast, browse, handed, query):
    subject, grade = SubjectFactory(school=cast.school), GradeFactory(school=cast.school)
    MembershipFactory(group__school=cast.school, member=cast.colleague)
    wanted = handed("要找的", subject=subject, grade=grade, week=7)
    Case.objects.update(due_on="2025-11-01")
    handed("别人的", author=cast.colleague)
    query = query.format(subject=subject.pk, grade=grade.pk, group=cast.group.pk)
    page = browse(cast.office).get(f"{START}?{query}", follow=True)
    assert titles(page) == ["要找的"]
    assert page.request["PATH_INFO"] == wanted.url()
    assert page.context["queue"].query.startswith(f"?{query[:2]}")


def test_the_newest_stands_first_when_asked(cast, browse, handed):
    handed("第一课"), handed("第二课")
    page = browse(cast.office).get(f"{START}?order=newest", follow=True)
    assert titles(page) == ["第二课", "第一课"]


def test_what_was_decided_is_found_by_its_state(cast, browse, handed):
    first, _second = handed("第一课"), handed("第二课")
    first.send_back()
    page = browse(cast.office).get(f"{START}?state=returned", follow=True)
    assert titles(page) == ["第一课"]
    assert "form" not in page.context or page.context.get("form") is None


def test_after_a_decision_the_next_of_the_queue_opens_not_the_first(cast, browse, handed):
    first, second, third = handed("第一课"), handed("第二课"), handed("第三课")
    office = browse(cast.office)
    then = office.get(second.url()).context["then_query"]
    answer = office.post(second.url("case_approve") + then, {"draft": 1, "opinion": "", "mark": "good"})
    assert office.get(answer.url).url == third.url()
    assert first.case.state == "waiting"


def test_a_decision_can_be_taken_back_where_it_was_said(cast, browse, handed):
    plan = handed()
    office = browse(cast.office)
    page = office.post(plan.url("case_approve"), {"draft": 1, "opinion": "", "mark": "good"}, follow=True)
    assert reverse("approvals:case_undo_many") in page.content.decode()
    answer = office.post(reverse("approvals:case_undo_many"), {"case": [plan.case.pk]})
    assert (answer.url, plan.case.state, plan.plan.state) == (plan.url(), "waiting", "waiting")
    assert cast.teacher.entries.count() == 2  # posted, and reversed


def test_what_goes_on_to_the_next_step_is_no_decision_to_take_back(cast, browse, handed):
    steps = [(Reviewer.GROUP_LEADER, 5), (Reviewer.OFFICE, 7)]
    set_route(school=cast.school, subject=SOURCE, name="教案", steps=steps)
    plan = handed()
    page = browse(cast.leader).post(plan.url("case_approve"), {"draft": 1, "opinion": ""}, follow=True)
    assert plan.case.position == 1
    assert reverse("approvals:case_undo_many") not in page.content.decode()


def test_nobody_takes_back_what_another_has_decided(cast, browse, handed):
    plan = handed()
    plan.decide(browse(cast.office), "approve")
    browse(cast.principal).post(reverse("approvals:case_undo_many"), {"case": [plan.case.pk, "x"]})
    assert plan.case.state == "approved"


def test_many_get_the_same_mark_and_go_back_together(cast, browse, handed):
    plans = [handed("第一课"), handed("第二课")]
    office = browse(cast.office)
    ticks = [f"{plan.case.pk}-1" for plan in plans]
    page = office.post(reverse("approvals:case_approve_many"), {"case": ticks, "mark": "good"}, follow=True)
    assert [plan.plan.mark for plan in plans] == ["good", "good"]
    assert "已通过 2 份" in page.content.decode()
    office.post(reverse("approvals:case_undo_many"), {"case": [plan.case.pk for plan in plans]})
    assert [plan.case.state for plan in plans] == ["waiting", "waiting"]


def test_who_comes_too_late_is_told_who_was_first(cast, browse, handed):
    plan = handed()
    office = browse(cast.office)
    plan.decide(office, "approve", mark="good")
    page = office.post(plan.url("case_return"), {"draft": 1, "opinion": "再改", "mark": ""}, follow=True)
    assert page.redirect_chain[-1][0] == plan.url()
    assert f"{cast.office.name}已" in page.content.decode()
    assert plan.case.state == "approved"


def test_the_draft_stands_beside_the_one_before(cast, browse, handed):
    plan = handed()
    plan.send_back()
    plan.again(aims="认识几分之一。\n能比较大小。", homework="画一画。")
    page = browse(cast.office).get(plan.url()).content.decode()
    assert "<del>培养创新精神</del><ins>能比较大小</ins>" in page
    plain = browse(cast.office).get(f"{plan.url()}?plain=1").content.decode()
    assert "能比较大小。" in plain
    assert "培养创新精神" not in plain
    assert "培养创新精神" in browse(cast.office).get(f"{plan.url()}?draft=1").content.decode()


def test_a_word_document_has_a_place_at_each_paragraph_and_a_pdf_is_framed(cast, browse, handed):
    office = browse(cast.office)
    word = handed("第一课", upload=documents.word("学会画圆"))
    assert '<p data-place="document-0">学会画圆</p>' in office.get(word.url()).content.decode()
    pdf = handed("第二课", upload=SimpleUploadedFile("教案.pdf", b"%PDF-1.7 x"))
    address = reverse("lessonplans:draft_file", args=[pdf.pk, 1])
    assert f'<iframe class="doc-pdf" src="{address}"' in office.get(pdf.url()).content.decode()
    file = office.get(address)
    assert (file["X-Frame-Options"], "frame-ancestors 'self'" in file["Content-Security-Policy"]) == (
        "SAMEORIGIN",
        True,
    )
    assert browse(cast.colleague).get(address).status_code == 404


def test_the_text_of_a_pdf_is_read_below_it_with_a_place_at_each_paragraph(cast, browse, handed):
    plan = handed("第一课", upload=documents.pdf("学会画圆。\n周长<直径的4倍。"))
    page = browse(cast.office).get(plan.url())
    shown = page.content.decode()
    assert '<p data-place="document-1">周长&lt;直径的4倍。</p>' in shown
    assert shown.index('class="doc-pdf"') < shown.index('data-place="document-0"')
    assert ("document-1", "周长<直径的4倍。") in page.context["reading"].places()


def test_two_drafts_as_pdf_are_compared_and_commented_on_by_paragraph(cast, browse, handed):
    plan = handed("第一课", upload=documents.pdf("学会画圆。\n培养创新精神。"))
    plan.send_back()
    plan.again(upload=documents.pdf("学会画圆。\n会求圆的面积。"))
    page = browse(cast.office).get(plan.url())
    shown = page.content.decode()
    assert "<del>培养创新精神</del><ins>会求圆的面积</ins>" in shown
    assert 'class="doc-pdf"' in shown
    assert ("document-1", "会求圆的面积。") in page.context["reading"].places()


def test_of_a_scanned_pdf_the_page_says_that_no_text_can_be_read(cast, browse, handed):
    plan = handed("第一课", upload=documents.scan())
    assert "这份 PDF 读不出文字" in browse(cast.office).get(plan.url()).content.decode()
    plan.send_back()
    plan.again(upload=documents.scan())
    assert browse(cast.office).get(plan.url()).context["reading"].before is None


def test_the_queue_costs_the_same_for_one_and_for_three(cast, browse, handed):
    office, plan = browse(cast.office), handed()

    def queries():
        office.get(plan.url())
        with CaptureQueriesContext(connection) as asked:
            office.get(plan.url())
        return len(asked)

    alone = queries()
    handed("第二课"), handed("第三课", author=cast.leader)
    assert queries() == alone


def test_the_principal_reads_but_does_not_judge(cast, browse, handed):
    plan = handed()
    page = browse(cast.principal).get(plan.url())
    assert page.context.get("form") is None
    assert plan.case.seen_at is None


def test_a_deputy_is_told_for_whom(cast, browse, handed):
    plan = handed()
    plan.case.reviewers.create(member=cast.colleague, position=0, stands_in_for=cast.office)
    assert f"你代{cast.office.name}处理" in browse(cast.colleague).get(plan.url()).content.decode()


def test_the_school_writes_its_own_phrases(cast, browse, handed):
    plan, office, address = handed(), browse(cast.office), reverse("approvals:phrases_edit")
    assert "补上板书设计。" in office.get(plan.url()).content.decode()
    office.post(address, {phrases_name(SOURCE): "请用新模板。\n\n写清分工。\n请用新模板。"})
    assert list(Phrase.objects.values_list("text", flat=True)) == ["请用新模板。", "写清分工。"]
    page = office.get(plan.url()).content.decode()
    assert "写清分工。" in page
    assert "补上板书设计。" not in page
    assert office.post(address, {phrases_name(SOURCE): "长" * 121}).status_code == 422
    declared = phrases_of(cast.school, thing_of("declarations.declaration"))
    assert "证书照片看不清，请重拍一张。" in declared
    assert "写清分工。" not in declared


def test_a_group_that_has_ended_for_someone_finds_them_no_more(cast, browse, handed):
    handed()
    Membership.objects.filter(member=cast.teacher).update(ended_on="2025-11-01")
    page = browse(cast.office).get(f"{START}?group={cast.group.pk}")
    assert page.context["queue"].ids == []
