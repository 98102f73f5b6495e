"""The office keeps the days off of a semester."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from apps.schools.models import Holiday

LIST, CREATE = reverse("schools:holiday_list"), reverse("schools:holiday_create")
AUTUMN = {"name": "国庆节", "starts_on": "2025-10-01", "ends_on": "2025-10-07"}


@pytest.fixture
def autumn(cast, browse):
    assert browse(cast.office).post(CREATE, AUTUMN).url == LIST
    return Holiday.objects.get()


def test_a_holiday_belongs_to_the_chosen_semester(cast, autumn, browse):
    assert (autumn.semester, autumn.school) == (cast.semester, cast.school)
    assert "国庆节" in browse(cast.teacher).get(LIST).content.decode()


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"ends_on": "2025-09-30"}, "ends_on"), ({"starts_on": "2025-08-01"}, "starts_on"),
     ({"ends_on": "2026-03-01"}, "starts_on"), ({"starts_on": "2025-10-07", "ends_on": "2025-10-08"}, "starts_on")],
)  # fmt: skip
def test_days_that_cannot_be_are_said_at_their_field(cast, autumn, browse, changes, field):
    answer = browse(cast.office).post(CREATE, AUTUMN | {"name": "放假"} | changes)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert Holiday.objects.count() == 1


def test_a_holiday_is_changed_and_deleted(cast, autumn, browse):
    client = browse(cast.office)
    client.post(reverse("schools:holiday_edit", args=[autumn.pk]), AUTUMN | {"ends_on": "2025-10-08"})
    autumn.refresh_from_db()
    assert autumn.ends_on.day == 8
    assert client.post(reverse("schools:holiday_delete", args=[autumn.pk])).url == LIST
    assert not Holiday.objects.exists()


def test_the_table_refuses_what_the_form_would(cast, autumn):
    common = {"school": cast.school, "semester": cast.semester, "name": "放假"}
    for first, last in (("2025-10-07", "2025-10-09"), ("2025-11-02", "2025-11-01")):
        with pytest.raises(IntegrityError), transaction.atomic():
            Holiday.objects.create(**common, starts_on=first, ends_on=last)
