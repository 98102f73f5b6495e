"""Wake-up calls."""

from celery import shared_task

from apps.approvals import services
from apps.core import clock


@shared_task(name="apps.approvals.tasks.hand_over")
def hand_over() -> int:
    return services.hand_over(today=clock.today())
