"""Comments at a place, their answers, and where they stand in later drafts."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from apps.approvals import rules, services
from apps.approvals.choices import Reviewer, Sight
from apps.approvals.models import Remark
from apps.approvals.selectors import history
from apps.core.errors import Conflict
from apps.lessonplans.models import SOURCE
from apps.lessonplans.services import withdraw_lesson_plans


def say(plan, text="太空", place="aims-1", quote="培养创新精神"):
    said = {"text": text, "place": place, "quote": quote, "draft": plan.case.draft_number}
    return services.add_remark(plan.case, actor=plan.cast.office.user, **said)


def places(client, url):
    """{text of a comment: its place in the draft shown}."""
    return {said.remark.text: said.place for said in client.get(url).context["remarks"]}


def test_a_reviewer_comments_on_a_paragraph_and_it_is_marked(cast, browse, handed):
    plan, office = handed(), browse(cast.office)
    sent = {"draft": 1, "place": "aims-1", "text": "太空", "quote": ""}
    page = office.post(plan.url("remark_create"), sent, follow=True).content.decode()
    remark = Remark.objects.get()
    assert (remark.place, remark.quote, remark.author) == ("aims-1", "培养创新精神。", cast.office.user)
    assert '<p data-place="aims-1" class="has-remark">' in page


def test_the_script_gets_the_comments_alone(cast, browse, handed):
    plan = handed()
    sent = {"draft": 1, "place": "", "text": "总的不错"}
    part = browse(cast.office).post(plan.url("remark_create"), sent, headers={"hx-request": "true"})
    assert "总的不错" in part.content.decode()
    assert "<html" not in part.content.decode()


@pytest.mark.parametrize(
    "sent", [{"text": ""}, {"text": "好", "place": "aims-9"}, {"text": "好", "draft": 7}]
)
def test_a_comment_without_words_or_place_or_on_another_draft_is_refused_in_words(cast, browse, handed, sent):
    plan = handed()
    part = browse(cast.office).post(
        plan.url("remark_create"), {"draft": 1, "place": "aims-0"} | sent, headers={"hx-request": "true"}
    )
    assert 'role="alert"' in part.content.decode()
    assert not Remark.objects.exists()


def test_a_comment_stays_with_its_words_in_the_next_draft(cast, browse, handed):
    plan = handed()
    say(plan, "留着", place="aims-0", quote="认识几分之一")
    say(plan, "太空", place="aims-1", quote="培养创新精神")
    say(plan, "全文", place="", quote="")
    plan.send_back()
    plan.again(aims="先复习。\n认识几分之一。\n能比较大小。")
    office = browse(cast.office)
    assert places(office, plan.url()) == {"留着": "aims-1", "太空": "", "全文": ""}
    page = office.get(plan.url())
    assert [said.earlier for said in page.context["remarks"]] == [None, 1, 1]
    assert "针对较早的一稿" in page.content.decode()
    assert places(office, f"{plan.url()}?draft=1") == {"留着": "aims-0", "太空": "aims-1", "全文": ""}


def test_the_author_reads_comments_once_it_was_returned_answers_and_ticks_off(cast, browse, handed):
    plan, teacher = handed(), browse(cast.teacher)
    remark = say(plan)
    assert "太空" not in teacher.get(plan.page()).content.decode()
    plan.send_back()
    assert "太空" in teacher.get(plan.page()).content.decode()
    answer = reverse("approvals:remark_answer", args=[remark.pk])
    assert teacher.post(answer, {"answer": "已改", "done": "1"}).status_code == 302
    remark.refresh_from_db()
    assert (remark.answer, remark.done_at is not None) == ("已改", True)
    assert "已改" in browse(cast.office).get(plan.url()).content.decode()
    teacher.post(answer, {"answer": "已改"})
    remark.refresh_from_db()
    assert remark.done_at is None
    assert "已改，勾掉" in teacher.get(plan.page()).content.decode()
    plan.again(aims="能比较太空里的大小。")
    browse(cast.office).post(plan.url("case_approve"), {"draft": 2})
    assert "已改，勾掉" not in teacher.get(plan.page()).content.decode()


def test_only_the_author_answers_and_only_the_reviewer_comments(cast, browse, handed):
    plan = handed()
    remark = say(plan)
    plan.send_back()
    answer = reverse("approvals:remark_answer", args=[remark.pk])
    assert browse(cast.office).post(answer, {"answer": "x"}).status_code == 403
    assert browse(cast.colleague).post(answer, {"answer": "x"}).status_code == 404
    sent = {"draft": 1, "text": "x"}
    assert browse(cast.teacher).post(plan.url("remark_create"), sent).status_code == 403
    assert browse(cast.colleague).post(plan.url("remark_create"), sent).status_code == 404


def test_a_comment_is_deleted_by_who_wrote_it_until_it_has_gone_out(cast, browse, handed):
    plan = handed()
    first, second = say(plan, "一"), say(plan, "二")
    browse(cast.office).post(reverse("approvals:remark_delete", args=[first.pk]))
    assert list(Remark.objects.values_list("text", flat=True)) == ["二"]
    plan.send_back()
    with pytest.raises(Conflict):
        services.delete_remark(second, actor=cast.office.user)


def test_names_and_opinions_wait_for_the_decision_where_the_route_says_so(cast, browse, handed):
    steps = [services.Step(Reviewer.OFFICE, 7, Sight.DECIDED, Sight.DECIDED)]
    services.set_route(school=cast.school, subject=SOURCE, name="教案", steps=steps)
    plan, teacher = handed(), browse(cast.teacher)
    say(plan)
    browse(cast.office).get(plan.url())  # seen
    page = teacher.get(plan.page()).content.decode()
    assert cast.office.name not in page
    assert "教务处" in page
    plan.send_back("再具体些")
    page = teacher.get(plan.page()).content.decode()
    assert (cast.office.name in page, "太空" in page, "再具体些" in page) == (True, True, True)
    plan.again(aims="能比较大小。")
    page = teacher.get(plan.page()).content.decode()
    assert "再具体些" in page  # the first round is decided; whom the second lies with is not told
    assert page.count(cast.office.name) == 3  # seen, returned, commented: all of the first round


def test_what_the_author_has_read_of_a_decision_stays_to_be_read_when_the_record_is_withdrawn(
    cast, browse, handed
):
    steps = [services.Step(Reviewer.OFFICE, 7, Sight.DECIDED, Sight.DECIDED)]
    services.set_route(school=cast.school, subject=SOURCE, name="教案", steps=steps)
    plan, teacher = handed(), browse(cast.teacher)
    say(plan)
    plan.decide(browse(cast.office), "approve", opinion="很好", mark="good")
    before = plan.case.decided_at
    withdraw_lesson_plans([plan.plan], actor=cast.office.user, now=datetime.now(UTC), reason="交错了")
    assert (plan.case.state, plan.case.decided_at) == ("withdrawn", before)
    page = teacher.get(plan.page()).content.decode()
    assert (cast.office.name in page, "太空" in page, "很好" in page) == (True, True, True)


def test_what_the_first_reviewer_said_waits_for_the_decision_whatever_the_next_step_tells(
    cast, browse, handed
):
    steps = [
        services.Step(Reviewer.GROUP_LEADER, 5, Sight.DECIDED, Sight.DECIDED),
        services.Step(Reviewer.OFFICE, 7),
    ]
    services.set_route(school=cast.school, subject=SOURCE, name="教案", steps=steps)
    plan, teacher = handed(), browse(cast.teacher)
    read = lambda: [said in teacher.get(plan.page()).content.decode() for said in (cast.leader.name, "很好")]  # noqa: E731
    plan.decide(browse(cast.leader), "approve", opinion="很好")
    assert (plan.case.position, read()) == (1, [False, False])
    again = reverse("lessonplans:lessonplan_resubmit", args=[plan.pk])
    refused = teacher.post(again, {"title": "分数", "aims": "另写"}).content.decode()
    assert ("晚了一步" in refused, cast.leader.name in refused) == (True, False)
    teacher.post(plan.url("case_withdraw"))
    assert (plan.case.state, read()) == ("withdrawn", [False, False])
    plan.again(aims="能比较大小。")
    assert (plan.case.state, read()) == ("waiting", [False, False])
    plan.decide(browse(cast.leader), "approve", opinion="更好")
    plan.decide(browse(cast.office), "approve", mark="good")
    assert read() == [True, True]


def test_a_comment_nobody_has_sent_off_is_not_read_when_the_office_withdraws_the_record(cast, browse, handed):
    plan, teacher = handed(), browse(cast.teacher)
    say(plan)
    withdraw_lesson_plans([plan.plan], actor=cast.principal.user, now=datetime.now(UTC), reason="交错了")
    assert "太空" not in teacher.get(plan.page()).content.decode()


def test_a_hidden_name_stays_hidden_in_the_ledger_whoever_acts_next(cast, browse, handed, seated):
    steps = [services.Step(Reviewer.OFFICE, 7, Sight.NEVER, Sight.NEVER)]
    services.set_route(school=cast.school, subject=SOURCE, name="教案", steps=steps)
    plan, teacher = handed(), browse(cast.teacher)
    plan.decide(browse(cast.office), "approve", opinion="很好", mark="good")
    entry = cast.teacher.entries.get()
    told = history(plan.case, seated(cast.teacher))[-1]
    assert (told.who, told.opinion, told.mark) == ("教务处", "", "良")
    withdraw_lesson_plans([plan.plan], actor=cast.principal.user, now=datetime.now(UTC), reason="交错了")
    assert cast.office.name not in teacher.get(entry.get_absolute_url()).content.decode()


def test_a_name_that_is_never_told_is_in_no_message_and_not_in_the_ledger(cast, browse, handed):
    steps = [services.Step(Reviewer.OFFICE, 7, Sight.NEVER, Sight.NEVER)]
    services.set_route(school=cast.school, subject=SOURCE, name="教案", steps=steps)
    plan, teacher = handed(), browse(cast.teacher)
    say(plan)
    plan.decide(browse(cast.office), "approve", opinion="很好", mark="good")
    entry = cast.teacher.entries.get()
    pages = [
        teacher.get(plan.page()), teacher.get(entry.get_absolute_url()),
        teacher.post(plan.url("case_withdraw"), follow=True),
    ]  # fmt: skip
    for page in pages:
        assert cast.office.name not in page.content.decode()
        assert "很好" not in page.content.decode()
        assert "太空" not in page.content.decode()
    assert cast.office.name in browse(cast.principal).get(entry.get_absolute_url()).content.decode()


def test_the_table_refuses_half_a_place_and_an_empty_comment(cast, handed):
    plan = handed()
    common = {"school": cast.school, "case": plan.case, "draft_number": 1, "position": 0}
    for wrong in ({"text": ""}, {"text": "x", "part": "aims"}, {"text": "x", "paragraph": 3}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Remark.objects.create(**common, **wrong)
    with pytest.raises(ValidationError):
        say(plan, text=" ")


def test_what_changed_is_told_word_for_word_or_as_a_whole():
    def told(before, after):
        marks = {"same": "{}", "gone": "[-{}]", "new": "[+{}]"}
        return [
            "".join(marks[p.kind].format(p.text) for p in line.pieces)
            for line in rules.compared(before, after)
        ]

    assert told(["认识几分之一。"], ["用折的方法认识几分之一。"]) == ["[+用折的方法]认识几分之一。"]
    assert told(["甲甲甲。", "乙。"], ["甲甲甲。", "丙丁。", "乙。"]) == ["甲甲甲。", "[+丙丁。]", "乙。"]
    assert told(["甲。", "乙。"], ["乙。"]) == ["[-甲。]", "乙。"]
    assert told([], ["甲"]) == ["[+甲]"]


def test_places_of_a_document_are_numbered_as_they_are_read():
    html = "<h3>目标</h3><ul><li>一 &amp; 二</li></ul><p><strong>三</strong></p>"
    assert rules.blocks_of(html) == ["目标", "一 & 二", "三"]
    assert rules.with_places(html, "document").count("data-place") == 3
    assert rules.blocks_of("") == []
    assert rules.found_again("aims", 0, "丙", {"aims": ["丙", "丁", "丙"]}) == "aims-0"
    assert rules.found_again("aims", 2, "丙", {"aims": ["丙", "丁", "丙"]}) == "aims-2"
    assert rules.read_place("aims-x") == ("", None)
