"""The one place that reads the clock; views, tasks and commands pass the day down."""

from datetime import date

from django.utils import timezone


def today() -> date:
    """The day at the school (Asia/Shanghai)."""
    return timezone.localdate()
