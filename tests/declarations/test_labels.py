"""What declared hours are about, in the words of the school's own rules."""

import pytest
from django.urls import reverse

from apps.approvals import services as approval
from apps.credits.models import Entry, Proposal
from apps.declarations.models import Declaration, DeclarationDraft
from tests.credits.packs import publish

NEW = reverse("declarations:declaration_submit")
PROFESSIONAL = """
  - {type: treat, code: filed, where: {labels: [professional]}, as: {category: ethics}}
  - {type: worth, code: hours, where: {kinds: [other]}, from: [{of: hours, gives: 1}]}
"""


@pytest.fixture
def named(cast):
    """A published pack that asks whether training was professional, and has a word for it."""
    pack = publish(cast, PROFESSIONAL, code="filed", names=", label: {professional: 专业课程}")
    return pack


def declare(cast, browse, form, **changes):
    answer = browse(cast.teacher).post(NEW, form(**changes))
    assert answer.status_code == 302, answer.context["form"].errors
    return Declaration.objects.get()


def test_where_no_rule_names_a_word_nothing_is_asked(cast, browse):
    assert "labels" not in browse(cast.teacher).get(NEW).context["form"].fields


def test_what_is_ticked_is_read_by_the_reviewers_and_by_the_rules(
    cast, browse, form, case, county, seated, now, named
):
    asked = browse(cast.teacher).get(NEW).context["form"].fields["labels"]
    assert asked.choices == [("professional", "专业课程")]
    row = declare(cast, browse, form, labels=["professional"])
    assert DeclarationDraft.objects.get().said["labels"] == "专业课程"
    review = browse(cast.office).get(reverse("approvals:case_review", args=[case().pk]))
    assert "专业课程" in review.content.decode()
    for who in (cast.office, county):
        approval.approve(case(), actor=seated(who), today=now.date())
    assert Proposal.objects.get().fact["labels"] == ["professional"]
    assert Entry.objects.standing().get().category == "ethics"
    assert "专业课程" in browse(cast.teacher).get(row.get_absolute_url()).content.decode()


def test_the_office_corrects_it_and_the_hours_are_filed_anew(
    cast, browse, form, case, county, seated, now, named
):
    row = declare(cast, browse, form)
    for who in (cast.office, county):
        approval.approve(case(), actor=seated(who), today=now.date())
    assert Entry.objects.standing().get().category == ""
    client, edit = browse(cast.office), reverse("declarations:declaration_edit", args=[row.pk])
    version = client.get(edit).context["form"]["version"].value()
    sent = form(proof="", labels=["professional"], version=version, reason="漏勾了")
    assert client.post(edit, sent).status_code == 302
    assert Entry.objects.standing().get().category == "ethics"
    assert Entry.objects.get(reverses__isnull=False).reason == "漏勾了"


def test_a_word_no_rule_knows_is_refused(cast, browse, form, named):
    answer = browse(cast.teacher).post(NEW, form(labels=["elective"]))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["labels"])
