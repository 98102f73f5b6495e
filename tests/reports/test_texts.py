"""The office rewrites a section; nothing typed is lost."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse

from apps.reports.models import SummaryText
from apps.reports.services import save_text

KNOWN = "听课{听课节数}节。"


def page(cast, section="observations", name="text_edit"):
    return reverse(f"reports:{name}", args=[cast.semester.pk, section])


@pytest.fixture
def edited(cast):
    return save_text(
        semester=cast.semester, section="observations", text=KNOWN, seen="", actor=cast.office.user
    )


def test_the_edit_page_begins_with_the_automatic_words_and_their_preview(cast, browse):
    response = browse(cast.office).get(page(cast, "organisation"))
    assert response.context["form"]["text"].value().startswith("校本研修工作由校长解宏远全面负责")
    assert "校本研修工作由校长解宏远全面负责" in "".join(run.text for run in response.context["lines"][0])


def test_the_office_rewrites_a_section_and_sees_it_in_the_summary(cast, browse):
    office = browse(cast.office)
    response = office.post(page(cast), {"text": "我们听了｛听课节数｝节课。", "seen": ""})
    assert response.url == f"{reverse('reports:summary')}?semester={cast.semester.pk}#section-observations"
    row = SummaryText.objects.get()
    assert (row.text, row.edited_by, row.school) == (
        "我们听了{听课节数}节课。",
        cast.office.user,
        cast.school,
    )
    summary = office.get(reverse("reports:summary"))
    (part,) = [part for part in summary.context["document"].parts if part.key == "observations"]
    assert "".join(run.text for run in part.paragraphs[0]) == "我们听了0节课。"


def test_an_unknown_figure_is_refused_and_what_was_typed_is_still_there(cast, browse):
    response = browse(cast.office).post(page(cast), {"text": "听了{总数}节，很好。", "seen": ""})
    assert response.status_code == 422
    assert "{总数}" in response.context["form"].errors["text"][0]
    assert "{听课节数}" in response.context["form"].errors["text"][0]
    assert "听了{总数}节，很好。" in response.content.decode()
    assert not SummaryText.objects.exists()


def test_two_who_edit_the_same_section_do_not_overwrite_each_other(cast, browse, edited):
    office = browse(cast.office)
    seen = office.get(page(cast)).context["form"]["seen"].value()
    office.post(page(cast), {"text": "先改的。", "seen": seen})
    response = office.post(page(cast), {"text": "后改的。", "seen": seen})
    assert response.status_code == 422
    assert "后改的。" in response.content.decode()
    assert "先改的。" in response.content.decode()
    assert SummaryText.objects.get().text == "先改的。"
    again = {"text": "后改的。", "seen": response.context["form"]["seen"].value()}
    assert office.post(page(cast), again).status_code == 302
    assert SummaryText.objects.get().text == "后改的。"


def test_words_restored_meanwhile_are_said_to_be_and_what_was_typed_is_still_there(cast, browse, edited):
    office = browse(cast.office)
    seen = office.get(page(cast)).context["form"]["seen"].value()
    office.post(page(cast, name="text_restore"))
    response = office.post(page(cast), {"text": "我改的。", "seen": seen})
    assert response.status_code == 422
    assert "我改的。" in response.content.decode()
    assert "恢复" in response.content.decode()
    assert not SummaryText.objects.exists()
    again = {"text": "我改的。", "seen": response.context["form"]["seen"].value()}
    assert office.post(page(cast), again).status_code == 302
    assert SummaryText.objects.get().text == "我改的。"


def test_words_changed_meanwhile_are_not_removed_by_a_restore_that_did_not_see_them(cast, browse, edited):
    office = browse(cast.office)
    opened = f"{page(cast, name='text_restore')}?{urlencode({'seen': edited.version})}"
    assert office.get(opened).status_code == 200
    save_text(
        semester=cast.semester,
        section="observations",
        text="新写的。",
        seen=edited.version,
        actor=cast.office.user,
    )
    response = office.post(opened, follow=True)
    assert cast.office.name in str(next(iter(response.context["messages"])))
    assert SummaryText.objects.get().text == "新写的。"


def test_the_preview_shows_the_figures_or_says_what_is_wrong(cast, browse):
    office = browse(cast.office)
    shown = office.post(page(cast, name="text_preview"), {"text": "听课{听课节数}节"}).content.decode()
    assert "听课<b" in shown or "听课<a" in shown or "听课0节" in shown
    assert "{听课节数}" not in shown
    wrong = office.post(page(cast, name="text_preview"), {"text": "听课{节数}节"})
    assert wrong.status_code == 200
    assert "{节数}" in wrong.content.decode()


def test_the_automatic_words_come_back(cast, browse, edited):
    office = browse(cast.office)
    asked = office.get(page(cast, name="text_restore"))
    assert "听课与研究课" in asked.content.decode()
    office.post(page(cast, name="text_restore"))
    assert not SummaryText.objects.exists()
    assert office.get(page(cast, name="text_restore")).status_code == 404


def test_an_emptied_section_is_left_out_and_the_others_are_numbered_on(cast, browse):
    office = browse(cast.office)
    office.post(page(cast, "plan"), {"text": " ", "seen": ""})
    response = office.get(reverse("reports:summary"))
    headings = [part.heading for part in response.context["document"].parts]
    assert headings[:2] == ["一、组织与领导", "二、活动开展"]
    assert [section.key for section in response.context["left_out"]] == ["plan"]


def test_the_list_tells_which_sections_were_rewritten(cast, browse, edited):
    response = browse(cast.office).get(reverse("reports:text_list", args=[cast.semester.pk]))
    rewritten = {section.key: row for section, row in response.context["sections"] if row}
    assert rewritten == {"observations": edited}


def test_only_the_office_rewrites(cast, browse):
    for person, status in (
        (cast.office, 200),
        (cast.principal, 403),
        (cast.leader, 403),
        (cast.teacher, 403),
    ):
        assert browse(person).get(page(cast)).status_code == status
        assert browse(person).get(reverse("reports:text_list", args=[cast.semester.pk])).status_code == status
    assert browse(cast.stranger).get(page(cast)).status_code == 404


def test_a_section_nobody_knows_is_not_found(cast, browse):
    assert browse(cast.office).get(page(cast, "poetry")).status_code == 404
