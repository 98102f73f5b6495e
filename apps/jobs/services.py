"""Ask for long work, claim it, do it once, take back what a dead worker held."""

import contextlib
import logging
import threading
import uuid
from datetime import timedelta

from celery import current_app
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.jobs.choices import JobState
from apps.jobs.models import Job, JobFile
from apps.jobs.registry import Outcome, work_of

log = logging.getLogger("jobs")
MAX_ATTEMPTS = 3
# A message that was lost is sent again after this long.
WAKE_AGAIN = timedelta(seconds=20)
KEEP = timedelta(days=30)


class Refused(ValidationError):
    """The work cannot be done, and trying again would not help; the message is for the user."""


class LostLease(Exception):
    """Another worker holds the job now, or it was cancelled; this one must stop and write nothing."""


def request_job(*, school, kind: str, unique_key: str, params: dict, actor, files=()) -> Job:
    """Write a job; a worker is woken once the transaction has been committed.

    While a job with the same key waits or runs, that one is answered. ``files`` are (role, name, content
    type, bytes).
    """
    try:
        with transaction.atomic():
            job = Job.objects.create(
                school=school, kind=kind, unique_key=unique_key, params=params, requested_by=actor,
                woken_at=timezone.now(),
            )  # fmt: skip
            _attach(job, files)
    except IntegrityError:
        return Job.objects.get(
            school=school, kind=kind, unique_key=unique_key, state__in=[JobState.QUEUED, JobState.RUNNING]
        )
    transaction.on_commit(lambda: wake(job))
    return job


def wake(job: Job) -> None:
    """Send the message that makes a worker look at the row. A broker that is down only delays it."""
    try:
        current_app.send_task("apps.jobs.tasks.run_job", [str(job.pk)], queue=work_of(job.kind).queue)
    except Exception:  # any failure of the broker: the sweeper will wake the job again
        log.warning("broker unreachable, job %s waits for the sweeper", job.pk)


def _attach(job: Job, files) -> None:
    JobFile.objects.bulk_create(
        [
            JobFile(job=job, role=role, name=name, content_type=kind, content=body)
            for role, name, kind, body in files
        ]
    )


def claim(job_id) -> Job | None:
    """Take the job with a lease; None when it is over, held by a living worker, or has used up its attempts."""
    now = timezone.now()
    free = Q(state=JobState.QUEUED) | Q(state=JobState.RUNNING, lease_until__lt=now)
    mark = uuid.uuid4()
    taken = Job.objects.filter(free, pk=job_id, attempts__lt=MAX_ATTEMPTS).update(
        state=JobState.RUNNING, claim=mark, lease_until=now + _lease(), attempts=F("attempts") + 1,
        started_at=now, done=0, total=0, step="", error="",
    )  # fmt: skip
    return Job.objects.select_related("school", "requested_by").get(pk=job_id, claim=mark) if taken else None


def _lease() -> timedelta:
    return timedelta(seconds=settings.JOB_LEASE_SECONDS)


class Progress:
    """How far a job has come. A thread of its own writes it and renews the lease, outside the job's transaction."""

    def __init__(self, job: Job):
        self.job = job
        self.done = self.total = 0
        self.step = ""
        self.lost = False
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._beat, daemon=True)

    def __call__(self, done: int, total: int, step: str) -> None:
        """Note the progress; raises LostLease when the job is no longer this worker's."""
        self.done, self.total, self.step = done, total, step
        if self.lost:
            raise LostLease

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *error):
        self._stop.set()
        self._thread.join()

    def _beat(self) -> None:
        """Every second, or as often as the lease needs, until stopped."""
        pause = min(1.0, settings.JOB_LEASE_SECONDS / 4)
        while not self._stop.wait(pause):
            with contextlib.suppress(Exception):  # a missed beat is made up by the next one
                held = Job.objects.filter(
                    pk=self.job.pk, claim=self.job.claim, state=JobState.RUNNING
                ).update(
                    lease_until=timezone.now() + _lease(),
                    done=self.done,
                    total=self.total,
                    step=self.step[:80],
                )
                self.lost = not held
        connection.close()


def run(job_id) -> None:
    """Do the job unless someone else does. Safe to call any number of times."""
    job = claim(job_id)
    if job is None:
        return
    work = work_of(job.kind)
    try:
        with Progress(job) as progress:
            if work.atomic:
                with transaction.atomic():
                    finish(job, work.run(job, progress))
            else:
                finish(job, work.run(job, progress))
    except LostLease:
        log.warning("job %s was taken over or cancelled", job.pk)
    except Refused as refusal:
        _end(job, JobState.FAILED, " ".join(refusal.messages))
    except Exception:
        log.exception("job %s failed, attempt %s", job.pk, job.attempts)
        _try_again(job)


@transaction.atomic
def finish(job: Job, outcome: Outcome) -> None:
    """Attach the result and end the job in one transaction. Raises LostLease when it is no longer this worker's."""
    held = Job.objects.select_for_update().filter(pk=job.pk, claim=job.claim, state=JobState.RUNNING).first()
    if held is None:
        raise LostLease
    _attach(held, outcome.files)
    held.state, held.result, held.finished_at = JobState.DONE, outcome.result, timezone.now()
    held.done = held.total = held.total or 1
    held.save(update_fields=["state", "result", "finished_at", "done", "total"])


def _end(job: Job, state: str, error: str) -> None:
    Job.objects.filter(pk=job.pk, claim=job.claim).update(
        state=state, error=error[:300], finished_at=timezone.now(), lease_until=None
    )


def _try_again(job: Job) -> None:
    """Back into the queue for the sweeper; after the last attempt the job has failed, with a number to quote."""
    if job.attempts < MAX_ATTEMPTS:
        Job.objects.filter(pk=job.pk, claim=job.claim).update(
            state=JobState.QUEUED, claim=None, lease_until=None, woken_at=timezone.now()
        )
        return
    _end(job, JobState.FAILED, _give_up(job))


def _give_up(job: Job) -> str:
    return _("It failed %(n)s times. Try again later; if it fails again, tell the administrator the number %(id)s.") % {
        "n": job.attempts, "id": str(job.pk)[:8]}  # fmt: skip


def cancel(job: Job) -> None:
    """Stop a job that waits or runs; what it has not finished is not written."""
    Job.objects.filter(pk=job.pk, state__in=[JobState.QUEUED, JobState.RUNNING]).update(
        state=JobState.CANCELLED, finished_at=timezone.now(), lease_until=None
    )


def retry(job: Job) -> None:
    """Put a failed or cancelled job back into the queue. Raises ValidationError while another one does the same."""
    try:
        with transaction.atomic():
            Job.objects.filter(pk=job.pk, state__in=[JobState.FAILED, JobState.CANCELLED]).update(
                state=JobState.QUEUED,
                attempts=0,
                claim=None,
                error="",
                finished_at=None,
                woken_at=timezone.now(),
            )
    except IntegrityError as clash:
        raise ValidationError(_("The same work is already under way.")) from clash
    transaction.on_commit(lambda: wake(job))


def sweep(now) -> int:
    """Wake jobs whose message was lost or whose worker died; end those out of attempts; answers how many."""
    dead = Job.objects.filter(state=JobState.RUNNING, lease_until__lt=now)
    for job in dead.filter(attempts__gte=MAX_ATTEMPTS):
        _end(job, JobState.FAILED, _give_up(job))
    waiting = Job.objects.filter(state=JobState.QUEUED, woken_at__lt=now - WAKE_AGAIN)
    found = list(waiting) + list(dead.filter(attempts__lt=MAX_ATTEMPTS))
    Job.objects.filter(pk__in=[job.pk for job in found]).update(woken_at=now)
    for job in found:
        wake(job)
    Job.objects.filter(finished_at__lt=now - KEEP).delete()
    return len(found)
