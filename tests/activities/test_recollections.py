"""Minutes and photos: who writes them, who sees them, two who write at once."""

import pytest
from django.urls import reverse

from apps.activities.models import Material, Minutes
from apps.activities.services import add_material, save_minutes
from tests import documents
from tests.activities.test_activity_forms import page


@pytest.fixture
def photo(activity, cast):
    [made] = add_material(activity, [documents.photo()], actor=cast.leader.user)
    save_minutes(activity, text="议定：分层布置作业。", seen="", actor=cast.leader.user)
    return made


@pytest.fixture
def outsider(cast):
    """Of the same school, but neither in the group nor at the activity."""
    cast.group.activities.get().attendances.filter(member=cast.colleague).delete()
    return cast.colleague


def test_those_who_were_there_and_the_group_see_minutes_and_photos(activity, photo, cast, browse):
    for role in ("teacher", "colleague", "leader", "office", "principal"):
        client = browse(getattr(cast, role))
        shown = client.get(activity.get_absolute_url()).content.decode()
        assert "议定：分层布置作业。" in shown
        assert photo.get_absolute_url() in shown
        assert client.get(photo.get_absolute_url()).headers["Content-Type"] == "image/jpeg"


def test_others_of_the_school_see_neither(activity, photo, outsider, browse):
    client = browse(outsider)
    shown = client.get(activity.get_absolute_url()).content.decode()
    assert "议定" not in shown
    assert photo.get_absolute_url() not in shown
    assert client.get(photo.get_absolute_url()).status_code == 404


def test_a_stranger_sees_nothing(photo, cast, browse):
    assert browse(cast.stranger).get(photo.get_absolute_url()).status_code == 404


def test_a_photo_is_reached_through_its_own_activity_only(photo, cast, browse):
    from tests.factories import ActivityFactory

    other = ActivityFactory(semester=cast.semester)
    address = reverse("activities:material_file", args=[other.pk, photo.pk])
    assert browse(cast.office).get(address).status_code == 404


@pytest.mark.parametrize(
    ("role", "status"), [("leader", 302), ("office", 302), ("teacher", 403), ("principal", 403)]
)
def test_the_leader_and_the_office_write_minutes(activity, cast, browse, role, status):
    answer = browse(getattr(cast, role)).post(page(activity, "minutes_edit"), {"text": "议一议", "seen": ""})
    assert answer.status_code == status
    assert Minutes.objects.exists() == (status == 302)


def test_the_second_writer_reads_what_the_first_wrote_and_keeps_the_own_words(activity, photo, cast, browse):
    answer = browse(cast.office).post(page(activity, "minutes_edit"), {"text": "我记的", "seen": "old"})
    assert answer.status_code == 422
    assert answer.context["theirs"].text == "议定：分层布置作业。"
    assert answer.context["form"]["text"].value() == "我记的"
    assert Minutes.objects.get().text == "议定：分层布置作业。"


def test_several_files_are_added_or_none(activity, cast, browse):
    client = browse(cast.leader)
    bad = documents.photo("假的.jpg")
    bad.file.seek(0)
    bad.file.write(b"MZ not a picture")
    answer = client.post(page(activity, "material_create"), {"files": [documents.photo(), bad]})
    assert answer.status_code == 422
    assert not Material.objects.exists()
    client.post(page(activity, "material_create"), {"files": [documents.photo(), documents.word()]})
    assert Material.objects.count() == 2


def test_a_file_is_deleted(activity, photo, cast, browse):
    address = reverse("activities:material_delete", args=[activity.pk, photo.pk])
    assert browse(cast.teacher).post(address).status_code == 403
    assert browse(cast.leader).post(address).status_code == 302
    assert not Material.objects.exists()
