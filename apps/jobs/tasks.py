"""Wake-up calls."""

from celery import shared_task
from django.utils import timezone

from apps.jobs import services


@shared_task(name="apps.jobs.tasks.run_job")
def run_job(job_id: str) -> None:
    services.run(job_id)


@shared_task(name="apps.jobs.tasks.sweep")
def sweep() -> int:
    return services.sweep(timezone.now())
