"""What is particular to lesson observations."""

import pytest
from django.urls import reverse

from apps.observations.models import Observation
from apps.observations.services import save_observations
from tests.factories import ObservationFactory, SubjectFactory

LIST, CREATE = reverse("observations:observation_list"), reverse("observations:observation_create")


@pytest.fixture
def seen(cast):
    """The teacher watched the principal's maths, live; the colleague the leader's on a recording."""
    maths = SubjectFactory(school=cast.school, name="数学")
    rows = [
        ObservationFactory(
            semester=cast.semester, observer=cast.teacher, teacher=cast.principal, subject=maths
        ),
        ObservationFactory(
            semester=cast.semester, observer=cast.colleague, teacher=cast.leader, mode="recording"
        ),
    ]
    save_observations(rows, actor=None, reason="")
    return rows


def found(client, **query):
    return [row.record for row in client.get(LIST, query).context["table"].rows]


def test_filters(seen, cast, browse):
    client = browse(cast.office)
    mine, other = seen
    assert found(client, mode="recording") == [other]
    assert found(client, subject=mine.subject_id) == [mine]
    assert found(client, q="xhy") == [mine]
    assert found(client, teacher=cast.leader.pk) == [other]
    assert found(client, first="2025-10-14") == []


def test_the_one_observed_and_their_leader_see_it_too(seen, cast, browse):
    mine, other = seen
    assert found(browse(cast.principal)) == [other, mine]
    assert found(browse(cast.leader)) == [other, mine]
    assert found(browse(cast.colleague)) == [other]


@pytest.fixture
def typed(cast):
    kind = ObservationFactory._meta.model._meta.get_field("lesson_type").related_model.objects.get(
        school=cast.school, family="observation", code="research"
    )
    return {
        "observer": cast.teacher.pk, "teacher": cast.leader.pk, "date": "2025-11-03", "period": "2",
        "class_name": "四年级1班", "subject": "", "lesson_type": kind.pk, "mode": "live", "score": "92.5",
        "opinion": "提问有层次。",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("field", "value"),
    [("period", "13"), ("period", "0"), ("score", "100.5"), ("score", "-1"), ("mode", "radio")],
)
def test_what_is_wrong_is_said_at_its_field(cast, browse, typed, field, value):
    response = browse(cast.office).post(CREATE, typed | {field: value})
    assert list(response.context["form"].errors) == [field]
    assert not Observation.objects.exists()


def test_nobody_observes_themselves(cast, browse, typed):
    response = browse(cast.office).post(CREATE, typed | {"teacher": cast.teacher.pk})
    assert list(response.context["form"].errors) == ["teacher"]


def test_the_opinion_stands_on_the_page(cast, browse, typed):
    browse(cast.office).post(CREATE, typed)
    assert (
        "提问有层次。"
        in browse(cast.teacher).get(Observation.objects.get().get_absolute_url()).content.decode()
    )
