"""What a teacher declares, and somebody of the county who reviews it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.approvals.models import Case
from apps.approvals.services import add_guest
from apps.declarations.models import SOURCE
from apps.staff.models import StaffMember
from tests import documents
from tests.factories import UserFactory, kind_of


@pytest.fixture
def form(cast):
    """What the teacher types: ``form(**changes)``; always with a proof of its own."""
    kind = kind_of(cast.school, "other", "training")
    plain = {
        "category": kind.pk, "title": "县教师进修学校新课标培训", "organiser": "县教师进修学校",
        "starts_on": "2025-11-10", "ends_on": "2025-11-12", "hours": "18", "days": "3", "level": "county",
        "certificate": "JX2025-118",
    }  # fmt: skip
    return lambda **given: plain | {"proof": proof()} | given


def proof():
    return SimpleUploadedFile("证书.jpg", documents.picture((60, 40)))


@pytest.fixture
def case():
    """``case()``: the review of the one declaration, as it is now."""
    return lambda: Case.objects.select_related("author").get(subject=SOURCE)


@pytest.fixture
def county(cast, now):
    """Somebody of the county with a log-in at the school."""
    guest = add_guest(StaffMember(name="县教研员"), school=cast.school, today=now.date())
    guest.user = UserFactory(login=f"{cast.school.code}-{guest.number}", name=guest.name)
    guest.save()
    return guest
