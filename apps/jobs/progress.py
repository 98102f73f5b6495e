"""How far a running job has come, and the sign of life of its worker."""

import contextlib
import threading
import time
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone

from apps.jobs.choices import JobState
from apps.jobs.models import Job


class LostLease(Exception):
    """Another worker holds the job now, or it was cancelled; this one must stop and write nothing."""


def lease() -> timedelta:
    """How long a worker may be silent before its job is given to another."""
    return timedelta(seconds=settings.JOB_LEASE_SECONDS)


class Progress:
    """Notes how far a job has come. A thread of its own writes it down and renews the lease.

    The thread has its own connection: what it writes is seen at once, whatever transaction the job is in.
    """

    def __init__(self, job: Job):
        self.job = job
        self.done = self.total = 0
        self.step = ""
        self.lost = False
        self._held_at = time.monotonic()
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
        """Every second, or as often as the lease needs, until stopped or no longer wanted."""
        pause = min(1.0, settings.JOB_LEASE_SECONDS / 4)
        while not self.lost and not self._stop.wait(pause):
            try:
                self.lost = not self._renew()
                self._held_at = time.monotonic()
            except Exception:  # a beat that is missed is made up by the next, on a fresh connection
                self.lost = time.monotonic() - self._held_at > settings.JOB_LEASE_SECONDS
                self._hang_up()
        self._hang_up()

    def _renew(self) -> bool:
        """Write the progress and a new lease; False when the job is no longer this worker's."""
        held = Job.objects.filter(pk=self.job.pk, claim=self.job.claim, state=JobState.RUNNING)
        return bool(
            held.update(
                lease_until=timezone.now() + lease(), done=self.done, total=self.total, step=self.step[:80]
            )
        )

    def _hang_up(self) -> None:
        with contextlib.suppress(Exception):
            connection.close()
