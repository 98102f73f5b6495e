"""Who owes what: holders with what was granted them, work as lines, the schemes that hold, and the comparison."""

from datetime import date

from apps.requirements.selectors.evaluating import Answer, Evaluation, day_of, evaluate, owed_by_member
from apps.requirements.selectors.schemes import schemes_of
from apps.schools.models import Semester

__all__ = ["Answer", "Evaluation", "day_of", "evaluate", "owed_by_member", "requirement_names", "schemes_of"]


def requirement_names(semester: Semester | None, today: date) -> dict[str, str]:
    """The requirements that hold: name by code; none without a semester."""
    if semester is None:
        return {}
    schemes = schemes_of(semester, day_of(semester, today))
    return {r.code: r.name for scheme in schemes for r in scheme.requirements}
