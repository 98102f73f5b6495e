"""Who owes what: holders with what was granted them, work as lines, the schemes that hold, and the comparison."""

from apps.requirements.selectors.evaluating import Answer, Evaluation, day_of, evaluate, owed_by_member
from apps.requirements.selectors.schemes import schemes_of

__all__ = ["Answer", "Evaluation", "day_of", "evaluate", "owed_by_member", "schemes_of"]
