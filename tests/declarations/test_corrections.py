"""What the office corrects of declared hours, and when it may not."""

import pytest
from django.urls import reverse

from apps.approvals import services as approval
from apps.declarations.models import Declaration

TOLD = "正在审核"


def edit_of(row):
    return reverse("declarations:declaration_edit", args=[row.pk])


@pytest.fixture
def declared(cast, browse, form):
    """Twenty-four hours the teacher has declared; they lie with the office."""
    browse(cast.teacher).post(reverse("declarations:declaration_submit"), form(hours="24"))
    return Declaration.objects.get()


def corrected(browse, cast, form, row):
    row.refresh_from_db()
    sent = form(proof="", hours="40", version=row.updated_at.isoformat(), reason="看错了")
    return browse(cast.office).post(edit_of(row), sent)


def test_what_lies_with_a_reviewer_is_not_corrected(cast, browse, form, declared, case, county, seated, now):
    refused = corrected(browse, cast, form, declared)
    assert refused.status_code == 422
    assert TOLD in refused.content.decode()
    approval.approve(case(), actor=seated(cast.office), today=now.date())
    assert corrected(browse, cast, form, declared).status_code == 422
    approval.approve(case(), actor=seated(county), today=now.date(), draft=1)
    assert [entry.hours for entry in cast.teacher.entries.all()] == [24]


def test_what_was_decided_is_corrected(cast, browse, form, declared, case, county, seated, now):
    approval.approve(case(), actor=seated(cast.office), today=now.date())
    approval.approve(case(), actor=seated(county), today=now.date())
    assert corrected(browse, cast, form, declared).status_code == 302
    assert [entry.hours for entry in cast.teacher.entries.order_by("pk")] == [24, -24, 40]


def test_the_way_to_correct_is_offered_when_it_is_open(cast, browse, declared, case):
    office = browse(cast.office)
    assert edit_of(declared) not in office.get(declared.get_absolute_url()).content.decode()
    approval.return_case(case(), actor=cast.office.user, opinion="少写了一天")
    assert edit_of(declared) in office.get(declared.get_absolute_url()).content.decode()
