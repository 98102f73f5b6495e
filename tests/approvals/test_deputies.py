"""Someone reviews while another is away."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from apps.approvals import selectors, services
from apps.approvals.models import Absence
from apps.approvals.tasks import hand_over

TODAY = date(2025, 11, 18)


@pytest.fixture
def away(cast):
    """``away(first, last)``: the office is away, the leader stands in."""

    def make(first=TODAY, last=TODAY):
        absence = Absence(deputy=cast.leader, starts_on=first, ends_on=last)
        return services.name_deputy(absence, member=cast.office, today=TODAY)

    return make


def with_whom(plan):
    return set(selectors.lies_with(plan.case))


def test_what_waits_already_comes_to_the_deputy_as_well(cast, handed, away):
    plan = handed()
    away()
    assert with_whom(plan) == {cast.office, cast.leader}
    assert plan.case.reviewers.get(member=cast.leader).stands_in_for == cast.office


def test_what_waits_comes_to_the_deputy_on_the_first_day_and_once(cast, handed, away):
    plan, tomorrow = handed(), TODAY + timedelta(days=1)
    away(tomorrow, tomorrow)
    assert with_whom(plan) == {cast.office}
    assert services.hand_over(today=tomorrow) == 1
    assert services.hand_over(today=tomorrow) == 0
    assert hand_over() == 0  # today nobody is away
    assert with_whom(plan) == {cast.office, cast.leader}


def test_a_deputy_does_not_review_their_own(cast, handed, away):
    plan = handed(author=cast.leader)
    away()
    assert with_whom(plan) == {cast.office}


def test_days_are_changed_and_a_deputy_dropped(cast, browse, away):
    absence, office = away(date(2025, 12, 1), date(2025, 12, 5)), browse(cast.office)
    edit = reverse("approvals:absence_edit", args=[absence.pk])
    sent = {"deputy": cast.leader.pk, "starts_on": "2025-12-01", "ends_on": "2025-12-03"}
    assert office.post(edit, sent).status_code == 302
    absence.refresh_from_db()
    assert absence.ends_on == date(2025, 12, 3)
    assert office.post(edit, sent | {"ends_on": "2025-11-03"}).status_code == 422
    assert browse(cast.colleague).post(edit, sent).status_code == 404
    office.post(reverse("approvals:absence_delete", args=[absence.pk]))
    assert not Absence.objects.exists()
