"""Wake-up calls."""

from celery import shared_task
from django.utils import timezone

from apps.files import services


@shared_task(name="apps.files.tasks.sweep")
def sweep() -> int:
    return services.sweep(timezone.now())
