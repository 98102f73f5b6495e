"""The page of a job: progress, stopping, trying again, its files; for whoever asked, office and principals."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from apps.jobs import registry, services
from apps.jobs.choices import JobState
from apps.jobs.models import Job
from apps.staff.models import StaffMember
from apps.staff.seats import SCHOOL_KEY
from tests import factories

HTMX = {"HX-Request": "true"}


def page(job, name="job_detail", **more):
    return reverse(f"jobs:{name}", kwargs={"pk": job.pk, **more})


@pytest.fixture
def job(ask, cast, messages):
    """Asked for by the teacher, with the file it was given."""
    return ask(actor=cast.teacher.user, files=[("upload", "名单 1.txt", "text/plain", "甲乙".encode())])


@pytest.fixture
def sit_in():
    """``sit_in(client, school)``: from now on this client acts from the seat there."""

    def choose(client, school):
        session = client.session
        session[SCHOOL_KEY] = school.pk
        session.save()

    return choose


def test_a_waiting_job_says_so_and_asks_again_every_second(job, cast, browse):
    response = browse(cast.teacher).get(page(job))
    content = response.content.decode()
    assert 'hx-trigger="every 1s"' in content
    assert page(job, "job_cancel") in content
    assert response["Cache-Control"] == "no-store"


def test_progress_is_shown_in_figures_and_as_a_bar(job, cast, browse):
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, done=37, total=150, step="写第 37 行")
    part = browse(cast.teacher).get(page(job), headers=HTMX).content.decode()
    assert "写第 37 行" in part
    assert "37 / 150 · 24%" in part
    assert '<progress class="bar" value="37" max="150"' in part
    assert "<h1" not in part
    assert "refresh" not in part


def test_a_finished_job_leads_to_what_it_made(job, cast, browse):
    services.run(job.pk)
    client = browse(cast.teacher)
    assert client.get(page(job)).url == "/school/"
    polled = client.get(page(job), headers=HTMX)
    assert polled["HX-Redirect"] == "/school/"


def test_a_failed_job_says_why_and_asks_no_more(job, cast, browse):
    Job.objects.filter(pk=job.pk).update(state=JobState.FAILED, error="表是空的")
    content = browse(cast.teacher).get(page(job), headers=HTMX).content.decode()
    assert "表是空的" in content
    assert "hx-trigger" not in content
    assert page(job, "job_retry") in content


def test_stopping_and_trying_again(job, cast, browse):
    client = browse(cast.teacher)
    assert client.get(page(job, "job_cancel")).status_code == 200
    assert client.post(page(job, "job_cancel")).status_code == 302
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED
    client.post(page(job, "job_retry"))
    job.refresh_from_db()
    assert job.state == JobState.QUEUED


def test_stopping_what_is_over_changes_nothing_and_says_so(job, cast, browse):
    Job.objects.filter(pk=job.pk).update(state=JobState.FAILED, error="表是空的")
    response = browse(cast.teacher).post(page(job, "job_cancel"), follow=True)
    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    job.refresh_from_db()
    assert job.state == JobState.FAILED


def test_its_file_is_downloaded_under_its_own_name(job, cast, browse):
    response = browse(cast.teacher).get(page(job, "job_file", role="upload"))
    assert response.content.decode() == "甲乙"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert browse(cast.teacher).get(page(job, "job_file", role="other")).status_code == 404


@pytest.mark.parametrize(
    ("role", "status", "acts"),
    [("teacher", 200, 200), ("office", 200, 200), ("principal", 200, 403), ("colleague", 404, 404),
     ("leader", 404, 404), ("stranger", 404, 404)],
)  # fmt: skip
def test_who_sees_and_who_may_stop(job, cast, browse, role, status, acts):
    client = browse(getattr(cast, role))
    assert client.get(page(job)).status_code == status
    assert client.get(page(job, "job_file", role="upload")).status_code == status
    assert client.get(page(job, "job_cancel")).status_code == acts
    assert client.get(page(job, "job_retry")).status_code == acts
    assert (page(job, "job_cancel").encode() in client.get(page(job)).content) == (acts == 200)


def test_who_loses_the_permission_of_the_work_loses_its_files(job, cast, browse, monkeypatch):
    work = registry.work_of(job.kind)
    monkeypatch.setitem(registry._WORKS, job.kind, replace(work, permission="schools.change_school"))
    assert browse(cast.teacher).get(page(job)).status_code == 403
    assert browse(cast.teacher).get(page(job, "job_file", role="upload")).status_code == 403
    assert browse(cast.office).get(page(job, "job_file", role="upload")).status_code == 200


@pytest.fixture
def two_seats(cast, now):
    """The teacher is on the staff of another school as well, head of teaching affairs there."""
    there = factories.StaffFactory(school=cast.stranger.school, user=cast.teacher.user)
    factories.PostFactory(member=there, kind="teaching_affairs", started_on=now.date() - timedelta(days=9))
    return there


def files_and_page(client, job):
    found = [client.get(page(job)), client.get(page(job, "job_file", role="upload"))]
    return [response.status_code for response in found]


def office_s_work(monkeypatch, job):
    """Only an office may see what this kind of work makes."""
    work = registry.work_of(job.kind)
    monkeypatch.setitem(registry._WORKS, job.kind, replace(work, permission="schools.change_school"))


def test_one_s_own_work_is_seen_from_one_s_seat_in_another_school(
    job, cast, seated, two_seats, browse, sit_in
):
    client = browse(cast.teacher)
    assert files_and_page(client, job) == [200, 200]
    sit_in(client, two_seats.school)
    assert files_and_page(client, job) == [200, 200]
    assert job in Job.objects.visible_to(seated(two_seats))


def test_an_office_elsewhere_does_not_open_the_work_of_an_office_one_has_left(
    job, cast, seated, two_seats, browse, sit_in, monkeypatch
):
    office_s_work(monkeypatch, job)
    client = browse(cast.teacher)
    assert files_and_page(client, job) == [403, 403]
    sit_in(client, two_seats.school)
    assert files_and_page(client, job) == [404, 404]
    assert job not in Job.objects.visible_to(seated(two_seats))


def test_an_office_here_opens_its_work_from_a_seat_elsewhere_that_gives_less(
    ask, cast, now, browse, sit_in, monkeypatch
):
    job = ask(actor=cast.office.user, files=[("upload", "名单.txt", "text/plain", b"1")])
    office_s_work(monkeypatch, job)
    there = factories.StaffFactory(school=cast.stranger.school, user=cast.office.user)
    client = browse(cast.office)
    sit_in(client, there.school)
    assert files_and_page(client, job) == [200, 200]


def test_who_has_left_the_school_of_the_work_sees_it_no_more(job, cast, seated, two_seats, now, browse):
    StaffMember.objects.filter(pk=cast.teacher.pk).update(left_on=now.date() - timedelta(days=1))
    assert files_and_page(browse(cast.teacher), job) == [404, 404]
    assert job not in Job.objects.visible_to(seated(two_seats))


def test_an_office_elsewhere_sees_nothing_that_others_have_asked_for(ask, cast, seated, two_seats):
    job = ask(actor=cast.office.user)
    assert job not in Job.objects.visible_to(seated(two_seats))
    assert job in Job.objects.visible_to(seated(cast.office))


def test_work_that_goes_to_a_new_school_while_its_page_asks_is_not_lost_from_sight(ask, cast, seated, now):
    """The page has found its seat before the school was opened, and asks for the work after."""
    job = ask(actor=cast.office.user)
    before = seated(cast.office)
    assert not before.seat.has_others
    there = factories.StaffFactory(school=cast.stranger.school, user=cast.office.user)
    factories.PostFactory(member=there, kind="teaching_affairs", started_on=now.date())
    Job.objects.filter(pk=job.pk).update(school=there.school)
    assert job in Job.objects.visible_to(before)


def test_work_that_goes_to_a_new_school_in_the_middle_of_a_read_is_not_lost_from_sight(
    ask, cast, seated, now
):
    job = ask(actor=cast.office.user)
    asked_for = Job.objects.visible_to(seated(cast.office)).filter(pk=job.pk)
    Job.objects.filter(pk=job.pk).update(school=cast.stranger.school)
    assert asked_for.exists()
