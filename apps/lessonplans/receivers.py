"""What becomes of a lesson plan when its case moves on."""

from django.utils import timezone
from django.utils.translation import gettext as _

from apps.approvals.choices import CaseState
from apps.approvals.models import Case
from apps.credits.record_review import tell_of
from apps.lessonplans.choices import State
from apps.lessonplans.models import SOURCE, LessonPlan
from apps.lessonplans.services import WORDS, save_lesson_plans, withdraw_lesson_plans

STATES = {
    CaseState.WAITING: State.WAITING,
    CaseState.RETURNED: State.RETURNED,
    CaseState.APPROVED: State.APPROVED,
}


def follow_case(sender, case: Case, outcome: str, event, **kwargs) -> None:
    """Give the plan the state of its case, which posts or reverses it, and tell who has to know."""
    if case.subject != SOURCE:
        return
    plan = LessonPlan.objects.select_related("semester__year", "school", "author").get(pk=case.target_id)
    if outcome == CaseState.WITHDRAWN:
        withdraw_lesson_plans([plan], actor=event.actor, now=event.at, reason=_("Taken back by the author."))
    else:
        plan.state, plan.mark = STATES[CaseState(outcome)], event.mark if outcome != CaseState.WAITING else ""
        save_lesson_plans([plan], actor=event.actor, reason=event.opinion[:200] or event.get_act_display())
    tell_of(case, event, words=WORDS, url=plan.get_absolute_url(), now=timezone.now())
