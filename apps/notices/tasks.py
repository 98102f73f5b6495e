"""Wake-up calls."""

from celery import shared_task
from django.utils import timezone

from apps.notices import services


@shared_task(name="apps.notices.tasks.send_due")
def send_due() -> int:
    return services.send_due(timezone.now())


@shared_task(name="apps.notices.tasks.build_digests")
def build_digests() -> int:
    return services.build_digests(timezone.now())


@shared_task(name="apps.notices.tasks.tidy")
def tidy() -> int:
    return services.tidy(timezone.now())
