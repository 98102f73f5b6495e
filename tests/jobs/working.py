"""Long work in tests of pages that ask for it."""

from apps.jobs import services
from apps.jobs.choices import JobState
from apps.jobs.models import Job


def work_off() -> list[Job]:
    """Do everything that waits, as a worker would; answers the jobs as they stand then."""
    waiting = list(Job.objects.filter(state=JobState.QUEUED).order_by("created_at"))
    for job in waiting:
        services.run(job.pk)
        job.refresh_from_db()
    return waiting
