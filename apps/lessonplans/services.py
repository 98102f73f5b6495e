"""Acts on lesson plans. Each takes a list of one semester, from a page a list of one."""

from apps.credits import services as credits
from apps.credits.choices import Family
from apps.credits.models import EntryKind
from apps.credits.services import Posting, Settled
from apps.credits.sources import source_key
from apps.lessonplans.choices import State
from apps.lessonplans.models import LessonPlan

SOURCE = "lessonplans.lessonplan"


def plan_key(plan: LessonPlan) -> str:
    return source_key(SOURCE, plan.pk)


def _posting_with(kind_id: int):
    def posting(plan: LessonPlan) -> Posting | None:
        """An approved plan counts once for its author."""
        if plan.state != State.APPROVED:
            return None
        return Posting(
            source_key=plan_key(plan), kind_id=kind_id, member_id=plan.author_id, date=plan.submitted_on,
            title=plan.title,
            explanation={"rule": "default-1", "inputs": {"mark": plan.mark}, "steps": [{"step": "count", "count": 1}]},
        )  # fmt: skip

    return posting


def save_lesson_plans(plans: list[LessonPlan], *, actor, reason: str) -> Settled:
    """Write lesson plans, new and changed; approved ones are posted, others reversed."""
    if not plans:
        return Settled(0, 0)
    kind = EntryKind.objects.get(school_id=plans[0].school_id, family=Family.LESSON_PLAN, code="plan")
    return credits.save_records(plans, key=plan_key, value=_posting_with(kind.pk), reason=reason, actor=actor)


def withdraw_lesson_plans(plans: list[LessonPlan], *, actor, reason: str) -> Settled:
    """Withdraw lesson plans: readable still, counted no more."""
    return credits.withdraw_records(plans, key=plan_key, reason=reason, actor=actor)
