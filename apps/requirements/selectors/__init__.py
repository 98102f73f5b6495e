"""Who owes what: holders with what was granted them, work as lines, the schemes that hold, and the comparison."""

from datetime import date

from apps.requirements.rules.schemes import Requirement
from apps.requirements.selectors.evaluating import Answer, Evaluation, day_of, evaluate, owed_by_member
from apps.requirements.selectors.schemes import schemes_of
from apps.schools.models import Semester

__all__ = [
    "Answer", "Evaluation", "day_of", "evaluate", "owed_by_member", "requirement_names", "requirements_of",
    "schemes_of",
]  # fmt: skip


def requirements_of(semester: Semester | None, today: date) -> list[Requirement]:
    """The requirements that hold; none without a semester."""
    if semester is None:
        return []
    return [r for scheme in schemes_of(semester, day_of(semester, today)) for r in scheme.requirements]


def requirement_names(semester: Semester | None, today: date) -> dict[str, str]:
    """The requirements that hold: name by code."""
    return {r.code: r.name for r in requirements_of(semester, today)}
