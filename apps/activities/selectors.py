"""Reads of activities, for pages and for the apps above."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from apps.activities.choices import Attended
from apps.activities.models import Activity
from apps.schools.models import Semester


@dataclass(frozen=True)
class Programme:
    """Activities of a semester: how many are planned in all, and how many days of them have come."""

    planned: int
    held: int


def programme(semester: Semester, *, today: date) -> Programme:
    """How far the semester's activities have come."""
    rows = Activity.objects.filter(school_id=semester.school_id, semester=semester).live()
    return Programme(**rows.aggregate(planned=Count("pk"), held=Count("pk", filter=Q(date__lte=today))))


def with_attendance(activities: QuerySet[Activity]) -> QuerySet[Activity]:
    """Each activity with ``listed`` and ``present``, the numbers of people."""
    present = Count("attendances", filter=Q(attendances__state=Attended.PRESENT))
    return activities.annotate(listed=Count("attendances"), present=present)
