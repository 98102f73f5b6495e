"""Reads of lesson observations, for pages and for the apps above."""

from django.utils.translation import gettext as _

from apps.credits.choices import DEFAULT_RULE, RESEARCH_LESSON
from apps.credits.models import Entry
from apps.observations.choices import Mode
from apps.observations.models import Observation
from apps.schools.models import Semester


def research_lesson_givers(semester: Semester) -> dict[int, int]:
    """Staff members observed giving a research lesson in the semester, each with the lesson type."""
    rows = Observation.objects.filter(school_id=semester.school_id, semester=semester).live()
    given = rows.filter(lesson_type__code=RESEARCH_LESSON).order_by()
    return dict(given.values_list("teacher_id", "lesson_type_id").distinct())


def explain_observation(entry: Entry) -> list[str]:
    """Which lesson was watched, how, and what the rule makes of it; only what is stored."""
    said = [_("Lesson observed: %(lesson)s.") % {"lesson": entry.title}]
    mode = dict(Mode.choices).get(entry.explanation.get("inputs", {}).get("mode"))
    if mode:
        said.append(_("Watched: %(mode)s.") % {"mode": mode})
    if entry.explanation.get("rule") == DEFAULT_RULE:
        said.append(_("By the default rule each lesson observed counts once."))
    return said
