"""Correct or withdraw: reversed with a reason, not erased; what it was before stays readable."""

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from apps.credits.models import Entry
from apps.files.models import StoredFile
from apps.notices.models import Notice
from apps.observations.services import acknowledge_observation, log_observation
from tests.conftest import NOW
from tests.documents import photo
from tests.factories import ObservationFactory


@pytest.fixture
def seen(cast):
    kind = ObservationFactory(semester=cast.semester, school=cast.school).lesson_type
    row = ObservationFactory.build(
        semester=cast.semester, school=cast.school, observer=cast.teacher, teacher=cast.colleague, score=90,
        opinion="原来的意见", reflection="只给自己看", lesson_type=kind,
    )  # fmt: skip
    made = log_observation(row, actor=cast.teacher.user, now=NOW, photos=[photo()])
    acknowledge_observation(made, actor=cast.colleague.user, now=NOW)
    return made


def page(name, row):
    return reverse(f"observations:observation_{name}", args=[row.pk])


def sent(client, row, **changes) -> dict:
    form = client.get(page("edit", row)).context["form"]
    values = {name: form[name].value() for name in form.fields if name not in ("photos", "dropped")}
    return {name: "" if value is None else value for name, value in values.items()} | changes


def test_the_observer_corrects_and_the_teacher_is_asked_again(seen, cast, browse):
    client = browse(cast.teacher)
    answer = client.post(page("edit", seen), sent(client, seen, score="92", reason="分数记错"))
    assert answer.status_code == 302
    seen.refresh_from_db()
    assert (seen.score, seen.acknowledged_at) == (92, None)
    shown = browse(cast.colleague).get(page("detail", seen)).content.decode()
    assert "<del>90.00</del>" in shown
    assert "分数记错" in shown
    assert Notice.objects.filter(member=cast.colleague, done_at=None).count() == 1


def test_another_day_reverses_the_entry_with_the_reason(seen, cast, browse):
    client = browse(cast.teacher)
    changed = sent(client, seen, date="2025-10-20")
    assert client.post(page("edit", seen), changed).status_code == 422
    client.post(page("edit", seen), changed | {"reason": "日期写错"})
    assert Entry.objects.get(reverses__isnull=False).reason == "日期写错"
    assert Entry.objects.standing().get(member=cast.teacher).date.isoformat() == "2025-10-20"


def test_a_reflection_changes_quietly(seen, cast, browse):
    client = browse(cast.teacher)
    client.post(page("edit", seen), sent(client, seen, reflection="再想一想"))
    seen.refresh_from_db()
    assert seen.reflection == "再想一想"
    assert seen.acknowledged_at
    assert not seen.events.filter(act="corrected").exists()


def test_the_office_corrects_without_touching_the_reflection(seen, cast, browse):
    client = browse(cast.office)
    changed = sent(client, seen, class_name="四年级1班")
    assert "reflection" not in changed
    client.post(page("edit", seen), changed | {"reflection": "改你的", "reason": "班级"})
    seen.refresh_from_db()
    assert (seen.class_name, seen.reflection) == ("四年级1班", "只给自己看")


def test_a_picture_is_taken_out_with_its_bytes(seen, cast, browse, django_capture_on_commit_callbacks):
    client, (taken,) = browse(cast.teacher), seen.photos.all()
    path = taken.file.path
    with django_capture_on_commit_callbacks(execute=True):
        client.post(page("edit", seen), sent(client, seen, dropped=[taken.pk]))
    assert not seen.photos.exists()
    assert not StoredFile.objects.exists()
    assert not default_storage.exists(path)


def test_two_who_correct_at_once_end_in_one_and_a_message(seen, cast, browse):
    observer, office = browse(cast.teacher), browse(cast.office)
    late = sent(office, seen, class_name="五年级", reason="后改")
    observer.post(page("edit", seen), sent(observer, seen, class_name="四年级", reason="先改"))
    answer = office.post(page("edit", seen), late)
    assert answer.status_code == 422
    seen.refresh_from_db()
    assert seen.class_name == "四年级"


def test_the_observer_withdraws_with_a_reason_and_the_ledger_says_so(seen, cast, browse):
    client = browse(cast.teacher)
    assert client.post(page("withdraw", seen), {"reason": ""}).status_code == 422
    assert client.post(page("withdraw", seen), {"reason": "听的不是这节"}).status_code == 302
    assert sum(entry.count for entry in Entry.objects.filter(member=cast.teacher)) == 0
    assert "听的不是这节" in browse(cast.colleague).get(page("detail", seen)).content.decode()
    assert client.get(page("edit", seen)).status_code == 403


def test_what_a_workbook_brought_only_the_office_corrects(seen, cast, browse):
    type(seen).objects.filter(pk=seen.pk).update(origin="workbook")
    for name in ("edit", "withdraw"):
        assert browse(cast.teacher).get(page(name, seen)).status_code == 403
        assert browse(cast.colleague).get(page(name, seen)).status_code == 403
        assert browse(cast.office).get(page(name, seen)).status_code == 200


def test_the_observed_teacher_cannot_change_what_was_said(seen, cast, browse):
    client = browse(cast.colleague)
    assert client.post(page("edit", seen), {"opinion": "很好"}).status_code == 403
    assert client.post(page("withdraw", seen), {"reason": "不同意"}).status_code == 403
