"""Reads of lesson observations, for pages and for the apps above."""

from apps.credits.choices import RESEARCH_LESSON
from apps.observations.models import Observation
from apps.schools.models import Semester


def research_lesson_givers(semester: Semester) -> dict[int, int]:
    """Staff members observed giving a research lesson in the semester, each with the lesson type."""
    rows = Observation.objects.filter(school_id=semester.school_id, semester=semester).live()
    given = rows.filter(lesson_type__code=RESEARCH_LESSON).order_by()
    return dict(given.values_list("teacher_id", "lesson_type_id").distinct())
