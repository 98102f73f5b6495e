"""An observer logs a lesson: once, from a phone, with pictures; the observed teacher is told."""

import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection
from django.test import Client
from django.urls import reverse

from apps.credits.choices import Family
from apps.credits.models import Entry
from apps.drafts.models import Draft
from apps.drafts.services import save_draft
from apps.files.models import StoredFile
from apps.notices.models import Notice
from apps.observations.models import Observation
from apps.observations.selectors import colleagues, moments
from tests import factories
from tests.documents import photo

URL = reverse("observations:observation_log")


@pytest.fixture
def typed(cast):
    """The least a teacher gives: whom, when; the kind and the way are proposed."""
    kind = factories.kind_of(cast.school, Family.OBSERVATION, "drop_in")
    return {"teacher": cast.colleague.pk, "date": "2025-11-18", "lesson_type": kind.pk, "mode": "live"}


def send(client, typed, when="now", **more):
    return client.post(URL, typed | more, headers={"X-Once": when})


def test_whom_and_when_are_enough_and_it_counts_at_once(cast, browse, typed):
    answer = send(browse(cast.teacher), typed)
    seen = Observation.objects.get()
    assert (answer.status_code, answer["X-Next"]) == (201, seen.get_absolute_url())
    assert (seen.observer, seen.teacher, seen.origin) == (cast.teacher, cast.colleague, "page")
    assert Entry.objects.get().member == cast.teacher


def test_without_script_the_form_leads_to_the_record(cast, browse, typed):
    answer = browse(cast.teacher).post(URL, typed | {"notes": "10:08 导入", "score": "91.5"})
    assert answer.url == Observation.objects.get().get_absolute_url()


def test_the_same_key_records_once_and_says_so(cast, browse, typed):
    client, once = browse(cast.teacher), str(uuid4())
    first, again = (send(client, typed, once=once, notes=text) for text in ("一", "二"))
    assert first["X-Next"] == again["X-Next"]
    assert (Observation.objects.get().notes, Entry.objects.count()) == ("一", 1)
    assert Notice.objects.filter(member=cast.colleague).count() == 1
    shown = client.get(first["X-Next"]).content.decode()
    assert "只记一次" in shown


def test_the_key_of_one_person_is_nothing_to_another(cast, browse, typed):
    once = str(uuid4())
    send(browse(cast.teacher), typed, once=once)
    assert send(browse(cast.leader), typed, once=once).status_code == 201
    assert Observation.objects.count() == 2


def test_the_database_itself_refuses_a_key_twice(cast):
    once = uuid4()
    made = {"semester": cast.semester, "observer": cast.teacher, "teacher": cast.colleague, "once": once}
    factories.ObservationFactory(**made, period=1)
    with pytest.raises(IntegrityError, match="observation_sent_once"):
        factories.ObservationFactory(**made, period=2)


@pytest.mark.django_db(transaction=True)
def test_two_that_arrive_at_the_same_moment_are_one(cast, typed):
    once, answers = str(uuid4()), []

    def arrive():
        client = Client()
        client.force_login(cast.teacher.user, backend="apps.staff.backends.StaffNumberBackend")
        answers.append(send(client, typed, once=once))
        connection.close()

    threads = [threading.Thread(target=arrive) for _ in range(3)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    seen = Observation.objects.get()
    assert {answer["X-Next"] for answer in answers} == {seen.get_absolute_url()}
    assert Entry.objects.count() == 1


def test_the_same_lesson_under_another_key_is_refused_with_the_way_out(cast, browse, typed):
    client = browse(cast.teacher)
    send(client, typed, once=str(uuid4()))
    answer = send(client, typed, once=str(uuid4()))
    assert answer.status_code == 422
    assert answer.context["form"].errors["period"] == [
        "这节课已经记过：听课人、授课人、日期、节次、班级都相同。如果是另一节，请改节次或班级。"
    ]
    assert send(client, typed, once=str(uuid4()), period="4").status_code == 201


def test_the_observed_teacher_is_told_and_asked(cast, browse, typed):
    send(browse(cast.teacher), typed, topic="观潮")
    notice = Notice.objects.get(member=cast.colleague)
    assert (notice.kind, notice.title) == ("acknowledge", "单小雨听了你的课：《观潮》")
    assert notice.url == Observation.objects.get().get_absolute_url()


def test_pictures_are_kept_without_their_place(cast, browse, typed):
    send(browse(cast.teacher), typed, photos=[photo("一.jpg", size=(60, 40)), photo("二.jpg", size=(80, 60))])
    kept = [taken.file for taken in Observation.objects.get().photos.order_by("pk")]
    assert [(file.name, file.width) for file in kept] == [("一.jpg", 60), ("二.jpg", 80)]


def test_what_is_no_picture_is_refused_and_nothing_is_written(cast, browse, typed):
    from django.core.files.uploadedfile import SimpleUploadedFile

    answer = send(browse(cast.teacher), typed, photos=[photo(), SimpleUploadedFile("课件.jpg", b"MZ\x90")])
    assert answer.status_code == 422
    assert "photos" in answer.context["form"].errors
    assert (Observation.objects.count(), StoredFile.objects.count(), Entry.objects.count()) == (0, 0, 0)


def test_the_script_for_a_dead_network_serves_the_whole_site_and_names_no_one(client):
    answer = client.get(reverse("observations:worker"))
    assert answer.headers["Service-Worker-Allowed"] == "/"
    assert "听课照样可以记" in answer.content.decode()


def test_more_than_nine_pictures_are_refused(cast, browse, typed):
    answer = send(browse(cast.teacher), typed, photos=[photo() for _ in range(10)])
    assert "最多 9 张" in answer.content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [("date", "2025-11-19"), ("date", "2024-11-18"), ("period", "13"), ("score", "101"), ("teacher", "")],
)
def test_what_is_wrong_is_said_at_its_field(cast, browse, typed, field, value):
    answer = send(browse(cast.teacher), typed | {field: value})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])


def test_nobody_is_proposed_for_ones_own_lesson(cast, browse, typed):
    answer = send(browse(cast.teacher), typed | {"teacher": cast.teacher.pk})
    assert list(answer.context["form"].errors) == ["teacher"]


def test_the_lesson_belongs_to_the_semester_of_its_day_whichever_is_chosen(cast, browse, typed):
    year = factories.SchoolYearFactory(school=cast.school, first_year=2024)
    past = factories.SemesterFactory(
        school=cast.school, year=year, starts_on=cast.semester.starts_on - timedelta(days=365),
        ends_on=cast.semester.ends_on - timedelta(days=365),
    )  # fmt: skip
    client = browse(cast.teacher)
    client.get("/", {"semester": past.pk})
    send(client, typed)
    assert Observation.objects.get().semester == cast.semester


def test_an_expired_session_is_told_so_and_nothing_is_written(cast, client, typed):
    assert send(client, typed).status_code == 401
    assert not Observation.objects.exists()


def test_only_the_draft_of_this_sending_is_let_go(cast, browse, seated, typed):
    user, late = seated(cast.teacher), str(uuid4())
    save_draft(
        user=user, key="observation-log", fields={"once": str(uuid4()), "notes": "下一节"}, version=None
    )
    send(browse(cast.teacher), typed, when="later", once=late)
    assert Draft.objects.get().fields["notes"] == "下一节"
    send(browse(cast.teacher), typed | {"period": "2"}, once=Draft.objects.get().fields["once"])
    assert not Draft.objects.exists()


def test_those_observed_last_come_first_then_the_own_group(cast, seated):
    factories.ObservationFactory(semester=cast.semester, observer=cast.teacher, teacher=cast.principal)
    found = colleagues(seated(cast.teacher), today=cast.semester.starts_on)
    assert [one.pk for one in found if one.is_recent] == [cast.principal.pk, cast.leader.pk]
    assert cast.teacher.pk not in [one.pk for one in found]
    assert len(found) == 4


def test_lines_that_begin_with_a_time_are_moments():
    notes = "先看黑板\n10:08 导入\n播放录像\n9：05 提问"
    assert moments(notes) == [("", "先看黑板"), ("10:08", "导入\n播放录像"), ("09:05", "提问")]
    assert moments("") == []


def test_the_form_takes_as_many_queries_for_a_large_staff(cast, browse, django_assert_num_queries):
    client = browse(cast.teacher)
    client.get(URL)
    with django_assert_num_queries(12):
        client.get(URL)
    for member in factories.StaffFactory.create_batch(3, school=cast.school):
        factories.MembershipFactory(group=cast.group, member=member)
    with django_assert_num_queries(12):
        client.get(URL)
