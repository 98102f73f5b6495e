"""A job ends in exactly one result, whatever happens to its worker."""

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import time_machine
from django.db import connection, connections
from django.utils import timezone

from apps.core.errors import Conflict
from apps.jobs import services
from apps.jobs.choices import JobState
from apps.jobs.models import Job
from apps.jobs.progress import LostLease
from apps.schools.models import Campus

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def quick_lease(settings, messages):
    settings.JOB_LEASE_SECONDS = 3


def until(true, seconds=15):
    """Wait until ``true()`` holds."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def state(job):
    return Job.objects.get(pk=job.pk).state


def test_a_job_is_done_with_its_result_and_file(ask):
    job = ask()
    services.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result, job.percent, job.attempts) == (JobState.DONE, {"campuses": 3}, 100, 1)
    assert bytes(job.files.get().content).decode() == "三个"


def test_a_job_that_is_over_is_not_done_again(ask):
    job = ask()
    for _again in range(3):
        services.run(job.pk)
    assert Campus.objects.count() == 3


def test_eight_workers_woken_for_one_job_do_it_once(ask):
    job = ask(slow=0.3)
    gate = threading.Barrier(8)

    def work(n):
        try:
            gate.wait(timeout=30)
            services.run(job.pk)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    assert (state(job), Campus.objects.count(), job.files.count()) == (JobState.DONE, 3, 1)


def test_progress_is_seen_from_another_connection_while_the_job_is_in_its_transaction(ask, worker):
    job = ask("test.atomic", slow=2)
    with worker(job):
        until(lambda: Job.objects.filter(pk=job.pk, done=1, total=3, step="第 2 个").exists())
        assert not Campus.objects.exists()
        assert Job.objects.get(pk=job.pk).percent == 33
    assert (state(job), Campus.objects.count()) == (JobState.DONE, 3)


def test_a_living_worker_keeps_its_lease_however_long_the_work_takes(ask, worker):
    job = ask("test.atomic", slow=4.5)
    with worker(job):
        time.sleep(3.8)
        assert services.sweep(timezone.now()) == 0
        services.run(job.pk)
    assert (state(job), Campus.objects.count()) == (JobState.DONE, 3)
    assert Job.objects.get().attempts == 1


@pytest.mark.parametrize("kind", ["test.count", "test.atomic"])
def test_a_worker_killed_midway_leaves_exactly_one_result(ask, tmp_path, messages, kind):
    half = tmp_path / "half"
    job = ask(kind, half=str(half), slow=60, name="甲")
    killed = start_worker_process(job)
    until(half.exists, 60)
    killed.send_signal(signal.SIGKILL)
    killed.wait(timeout=10)
    if kind == "test.count":
        Campus.objects.all().delete()  # what a work without a transaction left is its own to clear
    services.run(job.pk)
    assert state(job) == JobState.RUNNING  # its lease is still good
    Job.objects.filter(pk=job.pk).update(params={"name": "甲"})
    before = messages()
    until(lambda: services.sweep(timezone.now()) == 1)
    assert messages() == before + 1
    services.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.files.count(), Campus.objects.count()) == (JobState.DONE, 2, 1, 3)


def start_worker_process(job) -> subprocess.Popen:
    """A process of its own that runs the job in the test's database."""
    # The server as the settings name it, perhaps by its socket; only the database is the test's.
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    ahead = time.time() - time_machine.escape_hatch.time.time()
    code = (
        "import django, time, time_machine; django.setup()\n"
        f"time_machine.travel(time.time() + {ahead}, tick=True).start()\n"
        "from apps.jobs import services; from tests.jobs import works\n"
        f"works.register(); services.run('{job.pk}')"
    )
    env = os.environ | {
        "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "schoolresearch.settings", "SCHOOLRESEARCH_JOB_LEASE": "3",
    }  # fmt: skip
    return subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env=env, stderr=subprocess.DEVNULL)


def test_a_worker_thought_dead_that_comes_back_writes_nothing(ask):
    job = ask("test.atomic")
    slow = services.claim(job.pk)
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    services.run(job.pk)
    with pytest.raises(LostLease):
        services.finish(slow, services.Outcome(files=[("list", "旧.txt", "text/plain", b"0")]))
    services._try_again(slow)
    assert state(job) == JobState.DONE
    assert job.files.get().name == "校区.txt"


def test_a_job_cancelled_midway_writes_nothing(ask, worker, tmp_path):
    job = ask("test.atomic", half=str(tmp_path / "half"), slow=2.5)
    with worker(job):
        until((tmp_path / "half").exists)
        services.cancel(job)
    assert state(job) == JobState.CANCELLED
    assert not Campus.objects.exists()
    assert not job.files.exists()


def test_a_cancelled_job_that_then_breaks_down_stays_cancelled(ask):
    job = services.claim(ask("test.broken").pk)
    services.cancel(job)
    services._try_again(job)
    services._end(services._held(job), JobState.FAILED, "晚了")
    assert state(job) == JobState.CANCELLED


def test_a_cancelled_job_can_be_tried_again_and_then_runs_to_its_end(ask, messages):
    job = ask("test.atomic")
    services.cancel(job)
    services.run(job.pk)
    assert state(job) == JobState.CANCELLED
    before = messages()
    services.retry(job)
    assert messages() == before + 1
    services.run(job.pk)
    assert state(job) == JobState.DONE


def test_work_that_breaks_down_rolls_back_and_has_failed_after_three_attempts(ask, messages):
    job = ask("test.broken")
    for attempt in (1, 2, 3):
        services.run(job.pk)
        job.refresh_from_db()
        assert job.attempts == attempt
        assert job.state == (JobState.QUEUED if attempt < 3 else JobState.FAILED)
    assert str(job.pk)[:8] in job.error
    assert not Campus.objects.exists()
    services.run(job.pk)
    assert services.sweep(timezone.now() + services.WAKE_AGAIN * 2) == 0


def test_a_job_that_kills_every_worker_ends_failed_after_three(ask):
    job = ask()
    for _worker in range(3):
        assert services.claim(job.pk)
        Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    assert services.claim(job.pk) is None
    assert services.sweep(timezone.now()) == 0
    assert state(job) == JobState.FAILED


def test_refused_work_says_why_and_is_not_tried_again(ask):
    job = ask("test.refused")
    services.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.error, job.attempts) == (JobState.FAILED, "表里没有数据，请填好再传。", 1)


def test_a_lost_message_is_woken_again_but_not_too_soon(ask, messages):
    job = ask()
    assert services.sweep(job.woken_at + services.WAKE_AGAIN / 2) == 0
    assert services.sweep(job.woken_at + services.WAKE_AGAIN * 2) == 1
    assert services.sweep(job.woken_at + services.WAKE_AGAIN * 2) == 0
    assert messages() == 2


def test_acts_that_come_too_late_are_told_so(ask):
    job = ask()
    with pytest.raises(Conflict):
        services.retry(job)
    services.run(job.pk)
    with pytest.raises(Conflict):
        services.cancel(job)
    assert state(job) == JobState.DONE


def test_trying_again_while_the_same_work_is_under_way_is_refused(ask):
    first = ask("test.refused")
    services.run(first.pk)
    second = ask("test.refused")
    with pytest.raises(Conflict):
        services.retry(first)
    assert (state(first), state(second)) == (JobState.FAILED, JobState.QUEUED)


def test_jobs_and_their_files_are_kept_for_a_month(ask):
    job = ask()
    services.run(job.pk)
    services.sweep(timezone.now() + services.KEEP - timedelta(days=1))
    assert Job.objects.exists()
    services.sweep(timezone.now() + services.KEEP + timedelta(days=1))
    assert not Job.objects.exists()
