"""Who has recognised declared hours: the review says it, and on the record stands only what came on paper."""

import importlib
from datetime import date

import pytest
from django.apps import apps
from django.urls import reverse

from apps.approvals import services as approval
from apps.approvals.stamps import stamps_of
from apps.credits.models import Proposal
from apps.declarations.models import SOURCE, Declaration

TODAY = date(2025, 11, 18)
NEW = reverse("declarations:declaration_submit")
BEFORE = date(2025, 11, 14)


@pytest.fixture
def declared(cast, browse, form):
    browse(cast.teacher).post(NEW, form())
    return Declaration.objects.get()


@pytest.fixture
def by_school_alone(cast, browse):
    """The school has taken the county out of its route."""
    url = reverse("approvals:route_edit", args=[SOURCE])
    browse(cast.office).post(url, {"reviewer_0": "office", "days_0": "7"})


def stamps(row) -> dict:
    return stamps_of(SOURCE, [row])[row.pk]


def edit(browse, cast, row):
    return browse(cast.office).get(reverse("declarations:declaration_edit", args=[row.pk])).context["form"]


def corrected(browse, cast, form, row, **changes):
    row.refresh_from_db()
    sent = form(proof="", version=row.updated_at.isoformat(), reason="县里已核定", **changes)
    return browse(cast.office).post(reverse("declarations:declaration_edit", args=[row.pk]), sent)


def test_what_the_county_verifies_on_paper_later_is_noted_on_the_record(
    by_school_alone, declared, cast, browse, form, case, seated
):
    approval.approve(case(), actor=seated(cast.office), today=TODAY)
    assert corrected(browse, cast, form, declared, verified_on="2025-11-14").status_code == 302
    declared.refresh_from_db()
    assert stamps(declared) == {"office": TODAY, "school": TODAY, "bureau": BEFORE}
    assert Proposal.objects.get().fact["stamps"]["bureau"] == "2025-11-14"
    assert "2025年11月14日" in browse(cast.teacher).get(declared.get_absolute_url()).content.decode()


def test_what_the_county_s_step_has_said_is_not_typed_a_second_time(
    declared, cast, browse, case, county, seated
):
    approval.approve(case(), actor=seated(cast.office), today=TODAY)
    approval.approve(case(), actor=seated(county), today=TODAY)
    assert "verified_on" not in edit(browse, cast, declared).fields


def test_a_day_that_has_not_come_is_said_at_its_field(
    by_school_alone, declared, cast, browse, form, case, seated
):
    approval.approve(case(), actor=seated(cast.office), today=TODAY)
    refused = corrected(browse, cast, form, declared, verified_on="2025-11-19")
    assert list(refused.context["form"].errors) == ["verified_on"]


def test_declared_again_it_has_no_stamp_of_before(
    by_school_alone, declared, cast, browse, form, case, seated
):
    approval.return_case(case(), actor=seated(cast.office), opinion="补一页")
    Declaration.objects.update(verified_on=BEFORE)
    browse(cast.teacher).post(reverse("declarations:declaration_resubmit", args=[declared.pk]), form())
    declared.refresh_from_db()
    assert stamps(declared) == {}


def test_days_kept_beside_the_review_are_left_to_it(declared, cast, browse, form, case, county, seated):
    """What stood in two columns until then: the days of the review's own steps, and what the office recorded."""
    approval.approve(case(), actor=seated(cast.office), today=TODAY)
    approval.approve(case(), actor=seated(county), today=TODAY)
    Declaration.objects.update(recognised_on=TODAY, verified_on=TODAY)
    paper = form(author=cast.colleague.pk, verified_on="2025-11-14")
    browse(cast.office).post(reverse("declarations:declaration_create"), paper)
    before = {row.pk: stamps(row) for row in Declaration.objects.all()}
    migration = importlib.import_module("apps.declarations.migrations.0004_stamps_are_the_reviews")
    migration.leave_to_review(apps, None)
    assert {row.pk: stamps(row) for row in Declaration.objects.all()} == before
    assert list(Declaration.objects.order_by("pk").values_list("recognised_on", "verified_on")) == [
        (None, None),
        (TODAY, BEFORE),
    ]
