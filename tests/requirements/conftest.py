"""Work of the cast, recorded through the services like everything else."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from apps.activities.services import save_attendance
from apps.credits.drafting import begin_from
from apps.credits.presets import standard_names
from apps.observations.services import save_observations
from apps.requirements.models import Scheme
from apps.requirements.rules.texts import read_scheme
from tests import factories


@pytest.fixture
def attend(cast):
    """``attend(member, **activity)``: the member was at an activity; ``state`` for another mark than present."""

    def record(member, *, state="present", **activity):
        rows = {"school": cast.school, "semester": cast.semester} | activity
        row = factories.AttendanceFactory.build(
            activity=factories.ActivityFactory(**rows), member=member, school=cast.school, state=state
        )
        if state == "expected":
            row.save()
        else:
            save_attendance([row], actor=cast.office.user, reason="")
        return row

    return record


@pytest.fixture
def observe(cast):
    """``observe(member, many, **observation)``: lessons the member has observed, on one day."""

    def record(member, many=1, **observation):
        rows = [
            factories.ObservationFactory.build(
                school=cast.school, semester=cast.semester, observer=member, teacher=cast.principal, period=n + 1,
                lesson_type=factories.kind_of(cast.school, "observation", "drop_in"), **observation,
            )
            for n in range(many)
        ]  # fmt: skip
        save_observations(rows, actor=cast.office.user, reason="")
        return rows

    return record


@pytest.fixture
def diligent(cast, attend, observe):
    """The colleague has met everything."""
    attend(cast.colleague, hours=Decimal(24))
    observe(cast.colleague, 8)
    observe(cast.colleague, 8, date=date(2025, 10, 14))
    return cast.colleague


HEAD = "code: own\nname: 清溪小学考核方案\nvalid: {from: 2020-09-01}\nrequirements:\n"


@pytest.fixture
def publish(cast):
    """``publish(scheme)``: the school's scheme, from a scheme or from the text of its requirements."""

    def write(scheme):
        if isinstance(scheme, str):
            scheme = read_scheme(HEAD + scheme, standard_names())
        row = begin_from(Scheme, scheme, school=cast.school)
        row.state, row.published_at = "published", timezone.now()
        row.save()
        return row

    return write
