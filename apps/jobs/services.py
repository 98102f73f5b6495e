"""Ask for long work, claim it, do it once, take back what a dead worker held.

Leases and stamps are about the moment itself, between processes, so they are read from the clock here; what day it is
for the school is told to the work by its task.
"""

import logging
import uuid
from datetime import timedelta
from functools import partial

from celery import current_app
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.core.errors import Conflict
from apps.jobs.choices import UNDER_WAY, JobState
from apps.jobs.models import Job, JobFile
from apps.jobs.progress import LostLease, Progress, lease
from apps.jobs.registry import Outcome, Work, work_of

log = logging.getLogger("jobs")
MAX_ATTEMPTS = 3
# A message that was lost is sent again after this long; one that nobody took within EXPIRES is forgotten.
WAKE_AGAIN = timedelta(seconds=20)
EXPIRES = timedelta(seconds=90)
KEEP = timedelta(days=30)


class Refused(ValidationError):
    """The work cannot be done, and trying again would not help; the message is for the user."""


@transaction.atomic
def request_job(*, school, kind: str, unique_key: str, params: dict, actor, files=()) -> Job:
    """Write a job with its files; a worker is woken once the transaction has been committed.

    While a job with the same key waits or runs, that one is answered. ``files`` are (role, name, content
    type, bytes). Raises KeyError for a kind nobody registered.
    """
    work_of(kind)
    key = {"school": school, "kind": kind, "unique_key": unique_key}
    for _attempt in range(MAX_ATTEMPTS):
        same = Job.objects.filter(**key, state__in=UNDER_WAY).first()
        if same:
            return same
        try:
            with transaction.atomic():
                job = Job.objects.create(**key, params=params, requested_by=actor, woken_at=timezone.now())
                _attach(job, files)
        except IntegrityError as error:  # someone else was first; by now it may even be over
            clash = error
            continue
        transaction.on_commit(partial(wake, job))
        return job
    raise clash


def wake(job: Job) -> None:
    """Send the message that makes a worker look at the row. A broker that is down only delays it."""
    try:
        current_app.send_task(
            "apps.jobs.tasks.run_job", [str(job.pk)], queue=work_of(job.kind).queue,
            expires=EXPIRES.total_seconds(),
        )  # fmt: skip
    except Exception as error:  # any failure of the broker: the sweeper will wake the job again
        log.warning("no message for job %s (%s), it waits for the sweeper", job.pk, type(error).__name__)


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
        state=JobState.RUNNING, claim=mark, lease_until=now + lease(), attempts=F("attempts") + 1,
        started_at=now, done=0, total=0, step="", error="",
    )  # fmt: skip
    mine = Job.objects.select_related("school", "requested_by").filter(pk=job_id, claim=mark)
    return mine.first() if taken else None


def run(job_id) -> None:
    """Do the job unless someone else does. Safe to call any number of times."""
    job = claim(job_id)
    if job is None:
        return
    try:
        _work(job, work_of(job.kind))
    except LostLease:
        log.warning("job %s was taken over or cancelled", job.pk)
    except Refused as refusal:
        _end(_held(job), JobState.FAILED, " ".join(refusal.messages))
    except Exception:
        log.exception("job %s failed, attempt %s", job.pk, job.attempts)
        _try_again(job)


def _work(job: Job, work: Work) -> None:
    with Progress(job) as progress:
        if work.atomic:
            with transaction.atomic():
                finish(job, work.run(job, progress))
        else:
            finish(job, work.run(job, progress))


def _held(job: Job):
    """The row, as long as this worker still holds it."""
    return Job.objects.filter(pk=job.pk, claim=job.claim, state=JobState.RUNNING)


@transaction.atomic
def finish(job: Job, outcome: Outcome) -> None:
    """Attach the result, end the job and drop what it replaces, in one transaction.

    Raises LostLease when it is no longer this worker's.
    """
    held = _held(job).select_for_update().first()
    if held is None:
        raise LostLease
    _attach(held, outcome.files)
    held.state, held.result, held.finished_at = JobState.DONE, outcome.result, timezone.now()
    held.done = held.total = held.total or 1
    held.lease_until = None
    held.school = outcome.school or held.school
    held.save(update_fields=["state", "result", "finished_at", "done", "total", "lease_until", "school"])
    if outcome.replaces is not None:
        outcome.replaces.exclude(pk=held.pk).delete()


def _end(jobs, state: str, error: str) -> None:
    jobs.update(state=state, error=error[:300], finished_at=timezone.now(), lease_until=None)


def _try_again(job: Job) -> None:
    """Back into the queue for the sweeper; after the last attempt the job has failed, with a number to quote."""
    if job.attempts >= MAX_ATTEMPTS:
        _end(_held(job), JobState.FAILED, _give_up(job))
        return
    _held(job).update(state=JobState.QUEUED, claim=None, lease_until=None, woken_at=timezone.now())


def _give_up(job: Job) -> str:
    return _("It failed %(n)s times. Try again later; if it fails again, tell the administrator the number %(id)s.") % {
        "n": job.attempts, "id": str(job.pk)[:8]}  # fmt: skip


def cancel(job: Job) -> None:
    """Stop a job that waits or runs; what it has not finished is not written. Raises Conflict when it is over."""
    stopped = Job.objects.filter(pk=job.pk, state__in=UNDER_WAY).update(
        state=JobState.CANCELLED, finished_at=timezone.now(), lease_until=None
    )
    if not stopped:
        raise Conflict(_("This work is over already; there is nothing left to stop."))


def retry(job: Job) -> None:
    """Put a failed or cancelled job back into the queue. Raises Conflict while the same work is under way."""
    over = Job.objects.filter(pk=job.pk, state__in=[JobState.FAILED, JobState.CANCELLED])
    try:
        with transaction.atomic():
            queued = over.update(
                state=JobState.QUEUED, attempts=0, claim=None, error="", done=0, total=0, step="",
                finished_at=None, woken_at=timezone.now(),
            )  # fmt: skip
    except IntegrityError as clash:
        raise Conflict(_("The same work is already under way.")) from clash
    if not queued:
        raise Conflict(_("The same work is already under way."))
    transaction.on_commit(partial(wake, job))


def sweep(now) -> int:
    """Wake jobs whose message was lost or whose worker died; end those out of attempts; answers how many it woke."""
    dead = Job.objects.filter(state=JobState.RUNNING, lease_until__lt=now)
    for job in dead.filter(attempts__gte=MAX_ATTEMPTS):
        _end(dead.filter(pk=job.pk, claim=job.claim), JobState.FAILED, _give_up(job))
    asleep = Job.objects.filter(state=JobState.QUEUED, woken_at__lt=now - WAKE_AGAIN)
    found = [*asleep, *dead.filter(attempts__lt=MAX_ATTEMPTS)]
    Job.objects.filter(pk__in=[job.pk for job in found]).update(woken_at=now)
    for job in found:
        wake(job)
    Job.objects.filter(finished_at__lt=now - KEEP).delete()
    return len(found)
