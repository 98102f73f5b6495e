"""Daily work."""

from celery import shared_task
from django.utils import timezone

from apps.core import clock
from apps.requirements.services.reminding import finish_reminders


@shared_task(name="apps.requirements.tasks.finish_reminders")
def finish_reminders_task() -> int:
    """Close the reminders of those who have done what was owed."""
    return finish_reminders(today=clock.today(), now=timezone.now())
