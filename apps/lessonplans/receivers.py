"""What becomes of a lesson plan when its case moves on."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.approvals.choices import Act, CaseState
from apps.approvals.models import Case
from apps.lessonplans.choices import State
from apps.lessonplans.models import SOURCE, LessonPlan
from apps.lessonplans.services import save_lesson_plans, tell_author, tell_reviewers, withdraw_lesson_plans
from apps.notices.choices import NoticeKind

STATES = {
    CaseState.WAITING: State.WAITING,
    CaseState.RETURNED: State.RETURNED,
    CaseState.APPROVED: State.APPROVED,
}
# Act → how its author is told. The author's own acts end what the reviewers were told; nobody tells oneself.
TOLD = {
    Act.RETURNED: (NoticeKind.RETURNED, gettext_lazy("Lesson plan returned: {title}")),
    Act.APPROVED: (NoticeKind.DECISION, gettext_lazy("Lesson plan approved: {title}")),
    Act.UNDONE: (NoticeKind.DECISION, gettext_lazy("Decision taken back, reviewed again: {title}")),
    Act.WITHDRAWN: (NoticeKind.DECISION, gettext_lazy("Lesson plan taken back: {title}")),
}


def follow_case(sender, case: Case, outcome: str, event, **kwargs) -> None:
    """Give the plan the state of its case, which posts or reverses it, and tell who has to know."""
    if case.subject != SOURCE:
        return
    plan = LessonPlan.objects.select_related("semester__year", "school", "author").get(pk=case.target_id)
    if outcome == CaseState.WITHDRAWN:
        withdraw_lesson_plans([plan], actor=event.actor, reason=_("Taken back by the author."))
    else:
        plan.state, plan.mark = STATES[CaseState(outcome)], event.mark if outcome != CaseState.WAITING else ""
        save_lesson_plans([plan], actor=event.actor, reason=event.opinion[:200] or event.get_act_display())
    _tell(plan, case, event)


def _tell(plan: LessonPlan, case: Case, event) -> None:
    now = timezone.now()
    if event.act == Act.PASSED:
        tell_reviewers(plan, case, actor=event.actor, now=now)
    elif event.act in TOLD:
        kind, title = TOLD[event.act]
        tell_author(
            plan, case, kind=kind, title=title, actor=event.actor, now=now, occasion=f"event:{event.pk}"
        )  # fmt: skip
