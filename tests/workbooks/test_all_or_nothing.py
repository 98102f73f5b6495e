"""Whatever happens in the middle, a workbook is imported whole, once, or not at all."""

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.utils import timezone

from apps.activities.models import Activity, Attendance
from apps.credits.models import Entry
from apps.jobs import services as jobs
from apps.jobs.choices import JobState
from apps.jobs.models import Job
from apps.schools.models import School
from apps.staff.models import StaffMember
from apps.workbooks.services import records, work, writing
from tests.semester_workbook import Size
from tests.semester_workbook import content as sized
from tests.semester_workbook import semester as semester_of

pytestmark = pytest.mark.django_db(transaction=True)


def nothing_written() -> bool:
    return not any(model.objects.exists() for model in (Activity, Attendance, Entry))


@pytest.fixture
def asked(cast):
    """``asked(content)``: the import job of a checked workbook of the cast's school."""

    def ask(content) -> Job:
        user = cast.principal.user
        check = work.request_check(
            school=cast.school, name="学期.xlsx", content=content, digest="1", actor=user
        )
        jobs.run(check.pk)
        check.refresh_from_db()
        assert check.result["ready"], check.result
        return work.request_import(check, actor=user)

    return ask


def test_an_error_on_the_last_sheet_leaves_nothing_of_the_others(book, load, monkeypatch):
    def stumble(*args, **kwargs):
        raise RuntimeError("the power went")

    monkeypatch.setattr(records, "save_project", stumble)
    with pytest.raises(RuntimeError):
        load(book)
    assert not School.objects.exists()
    assert not StaffMember.objects.exists()


def test_a_worker_killed_in_the_middle_leaves_nothing_and_the_next_one_imports_once(cast, asked, settings):
    settings.JOB_LEASE_SECONDS = 2
    job = asked(sized(semester_of(Size(60), code=cast.school.code, school="清溪小学")))
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER, str(job.pk)],
         env=os.environ | {"TEST_DATABASE": connection.settings_dict["NAME"]},
        cwd=settings.BASE_DIR,
    )  # fmt: skip
    try:
        until(lambda: "听课" in Job.objects.get(pk=job.pk).step)
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    assert nothing_written()
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.DONE, 2)
    assert Activity.objects.count() == 27
    assert Entry.objects.exclude(reverses=None).count() == 0


def test_a_cancelled_import_writes_nothing(book, cast, asked, monkeypatch):
    plain, there, stopped = writing.write_staff, threading.Event(), threading.Event()

    def slow(hand):
        plain(hand)
        there.set()
        stopped.wait(20)
        time.sleep(2)  # the sign of life finds out that the job is no longer ours

    job = asked(book.rename(cast.school.code).content())
    monkeypatch.setattr(writing, "write_staff", slow)
    thread = threading.Thread(target=lambda: (jobs.run(job.pk), connections.close_all()))
    thread.start()
    assert there.wait(20)
    jobs.cancel(job)
    stopped.set()
    thread.join()
    job.refresh_from_db()
    assert (job.state, nothing_written()) == (JobState.CANCELLED, True)


def test_two_imports_of_one_school_at_once_end_as_one_after_the_other(book, load, now):
    """Both are told it is written; the second found everything there already."""
    results, gate = [], threading.Barrier(2)

    def run():
        gate.wait()
        try:
            results.append(load(book))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _twice in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [checked.written for checked in results] == [True, True]
    assert sorted(checked.plan.changes_nothing for checked in results) == [False, True]
    assert (School.objects.count(), Activity.objects.count(), Attendance.objects.count()) == (1, 3, 8)


def until(true, seconds=30):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


# A worker on the database of the tests, slow on one sheet so that it can be killed there.
WORKER = """
import os, sys, time
import django
django.setup()
from django.db import connections
connections["default"].settings_dict["NAME"] = os.environ["TEST_DATABASE"]
from apps.jobs import services
from apps.workbooks.services import records
plain = records.write_observations
def slow(hand):
    plain(hand)
    time.sleep(60)
records.write_observations = slow
services.run(sys.argv[1])
"""
