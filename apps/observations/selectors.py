"""Reads of lesson observations, for pages and for the apps above."""

from apps.credits.choices import RESEARCH_LESSON
from apps.observations.models import Observation
from apps.schools.models import Semester


def research_lesson_givers(semester: Semester) -> set[int]:
    """Staff members who were observed giving a research lesson in the semester."""
    rows = Observation.objects.filter(school_id=semester.school_id, semester=semester).live()
    return set(
        rows.filter(lesson_type__code=RESEARCH_LESSON)
        .order_by()
        .values_list("teacher_id", flat=True)
        .distinct()
    )
