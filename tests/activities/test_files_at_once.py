"""Two who add photos of an activity at the same moment."""

import pytest
from django.core.exceptions import ValidationError

from apps.activities.models import Material
from apps.activities.services import add_material, recollections
from tests.at_once import at_once
from tests.documents import photo
from tests.factories import ActivityFactory


@pytest.mark.django_db(transaction=True)
def test_an_activity_takes_no_more_than_its_most(cast, monkeypatch):
    monkeypatch.setattr(recollections, "MOST_FILES", 3)
    activity = ActivityFactory(school=cast.school, semester=cast.semester)

    def add():
        return add_material(activity, [photo(), photo()], actor=cast.office.user)

    answers = at_once(add, add, add)
    assert Material.objects.filter(activity=activity).count() == 2
    assert sum(isinstance(answer, ValidationError) for answer in answers) == 2
