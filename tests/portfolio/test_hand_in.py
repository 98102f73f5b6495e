"""Works handed in, reviewed and counted."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from apps.approvals import services as approval
from apps.approvals.models import Case
from apps.notices.models import Notice
from apps.portfolio.models import SOURCE, Work, WorkDraft
from apps.portfolio.services import save_works
from tests import documents
from tests.factories import WorkFactory, kind_of

NEW = reverse("portfolio:work_submit")
TEXT = "学生说：“要一样多。”于是有了平均分。"  # 18 characters with their punctuation


@pytest.fixture
def form(cast):
    """What the teacher types: ``form(**changes)``."""
    kind = kind_of(cast.school, "work", "reflection")
    plain = {
        "category": kind.pk,
        "title": "分数教学反思",
        "date": "2025-11-18",
        "text": TEXT,
        "level": "",
        "result": "",
    }
    return lambda **given: plain | given


def case():
    return Case.objects.get(subject=SOURCE)


def entries(cast):
    return [(entry.count, entry.characters) for entry in cast.teacher.entries.order_by("pk")]


def test_a_text_is_counted_and_waits_for_the_office(cast, browse, form):
    page = browse(cast.teacher).post(NEW, form(), follow=True).content.decode()
    work = Work.objects.get()
    assert (work.state, work.characters, work.author) == ("waiting", 19, cast.teacher)
    assert f"第 1 稿，现在在{cast.office.name}那里" in page
    assert entries(cast) == []
    assert Notice.objects.get(member=cast.office).url == reverse("approvals:case_review", args=[case().pk])


def test_an_approved_work_is_posted_with_its_characters(cast, browse, form):
    browse(cast.teacher).post(NEW, form())
    approval.approve(case(), actor=cast.office.user, today=None)
    assert (Work.objects.get().state, entries(cast)) == ("approved", [(1, 19)])
    approval.undo(case(), actor=cast.office.user, now=case().decided_at)
    assert entries(cast) == [(1, 19), (-1, -19)]


def test_a_returned_work_is_handed_in_again_with_the_difference_shown(cast, browse, form):
    teacher = browse(cast.teacher)
    teacher.post(NEW, form())
    approval.return_case(case(), actor=cast.office.user, opinion="写具体")
    again = reverse("portfolio:work_resubmit", args=[Work.objects.get().pk])
    assert "写具体" in teacher.get(again).content.decode()
    teacher.post(again, form(text=TEXT + "\n后来他们折了纸。"))
    assert list(WorkDraft.objects.values_list("number", flat=True)) == [1, 2]
    page = browse(cast.office).get(reverse("approvals:case_review", args=[case().pk])).content.decode()
    assert "<ins>后来他们折了纸。</ins>" in page


def test_a_word_document_is_counted_and_the_proof_is_served_to_its_readers(cast, browse, form):
    proof = SimpleUploadedFile("证书.jpg", documents.picture((60, 40)))
    sent = form(
        text="",
        file=documents.word("折一折 2025 年"),
        proof=proof,
        result="awarded",
        prize="一等奖",
        level="city",
    )
    browse(cast.teacher).post(NEW, sent)
    work = Work.objects.get()
    assert work.characters == 5
    for name, args in (("work_proof", [work.pk]), ("draft_file", [work.pk, 1])):
        address = reverse(f"portfolio:{name}", args=args)
        assert [browse(who).get(address).status_code for who in (cast.office, cast.colleague)] == [200, 404]


def test_a_scanned_pdf_needs_its_author_s_own_count_and_the_page_says_so(cast, browse, form):
    teacher = browse(cast.teacher)
    refused = teacher.post(NEW, form(text="", file=documents.scan()))
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["characters"])
    teacher.post(NEW, form(text="", characters="1800", file=documents.scan()))
    work = Work.objects.get()
    assert work.characters == 1800
    assert "1800（作者填写）" in teacher.get(work.get_absolute_url()).content.decode()


def test_a_pdf_with_text_is_counted_whatever_was_typed_in(cast, browse, form):
    sent = form(text="", characters="1800", file=documents.pdf("估算先于精算。"))
    browse(cast.teacher).post(NEW, sent)
    work = Work.objects.get()
    assert work.characters == 7
    assert "作者填写" not in browse(cast.teacher).get(work.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": ""}, "text"), ({"title": ""}, "title"), ({"date": "2024-01-01"}, "date"),
        ({"prize": "一等奖"}, "prize"), ({"file": SimpleUploadedFile("a.docx", b"MZ")}, "file"),
        ({"proof": SimpleUploadedFile("a.jpg", b"MZ")}, "proof"),
    ],
)  # fmt: skip
def test_what_is_missing_or_wrong_is_said_at_its_field(cast, browse, form, changes, field):
    answer = browse(cast.teacher).post(NEW, form(**changes))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not Work.objects.exists()


def test_the_same_work_twice_is_said_at_its_title(cast, browse, form):
    teacher = browse(cast.teacher)
    teacher.post(NEW, form())
    answer = teacher.post(NEW, form())
    assert "title" in answer.context["form"].errors
    assert Work.objects.count() == 1


def test_the_office_corrects_but_does_not_move_a_reviewed_work_to_another_author(cast, browse, form):
    browse(cast.teacher).post(NEW, form())
    page = browse(cast.office).get(reverse("portfolio:work_edit", args=[Work.objects.get().pk]))
    assert "author" not in page.context["form"].fields


def test_the_office_does_not_correct_what_a_reviewer_is_reading(cast, browse, form):
    browse(cast.teacher).post(NEW, form())
    work = Work.objects.get()
    url = reverse("portfolio:work_edit", args=[work.pk])
    sent = form(characters=900, version=work.updated_at.isoformat(), reason="数错了")
    refused = browse(cast.office).post(url, sent)
    assert refused.status_code == 422
    assert "正在审核" in refused.content.decode()
    approval.approve(case(), actor=cast.office.user, today=None, draft=1)
    work.refresh_from_db()
    assert browse(cast.office).post(url, sent | {"version": work.updated_at.isoformat()}).status_code == 302
    assert entries(cast) == [(1, 19), (-1, -19), (1, 900)]


def test_a_work_under_review_is_not_counted_at_home(cast, browse, form):
    teacher = browse(cast.teacher)
    teacher.post(NEW, form())
    assert Work.objects.recognised().count() == 0
    approval.approve(case(), actor=cast.office.user, today=None)
    assert Work.objects.recognised().count() == 1


def test_a_work_from_the_workbook_counts_as_ever_and_has_no_case(cast):
    work = WorkFactory.build(
        school=cast.school, semester=cast.semester, author=cast.teacher, origin="workbook",
        category=kind_of(cast.school, "work", "paper"),
    )  # fmt: skip
    save_works([work], actor=cast.office.user, reason="导入")
    assert entries(cast) == [(1, 2000)]
    assert not Case.objects.exists()


def test_nobody_hands_in_for_another(cast, browse, form):
    browse(cast.teacher).post(NEW, form())
    approval.return_case(case(), actor=cast.office.user, opinion="改")
    again = reverse("portfolio:work_resubmit", args=[Work.objects.get().pk])
    assert browse(cast.office).post(again, form()).status_code == 403
    assert browse(cast.colleague).post(again, form()).status_code == 404
    assert browse(cast.stranger).post(again, form()).status_code == 404
