"""What waits for the user, and the case of a thing on the thing's own page."""

from datetime import timedelta

from django import template
from django.utils import timezone

from apps.approvals import selectors, things
from apps.approvals.choices import Act, CaseState
from apps.approvals.forms import DecisionForm
from apps.approvals.models import Case
from apps.approvals.services import UNDO_SECONDS

register = template.Library()
TONES = {
    CaseState.WAITING: "close",
    CaseState.RETURNED: "wrong",
    CaseState.APPROVED: "met",
    CaseState.WITHDRAWN: "info",
}


@register.simple_tag(takes_context=True)
def inbox_count(context) -> int:
    """How many cases lie with the user; one query, none for whoever reviews nothing."""
    user = context["request"].user
    if user.seat is None or user.seat.member_id is None:
        return 0
    return Case.objects.visible_to(user).lying_with(user).count()


@register.inclusion_tag("approvals/case_part.html", takes_context=True)
def case_part(context, case: Case):
    """State, whom it lies with, history, and what the user may do now. Nothing for a thing without a case."""
    request = context["request"]
    user = request.user
    if case is None:
        return {"case": None}
    decides = case.state == CaseState.WAITING and user.has_perm("approvals.decide_case", case)
    return {
        "case": case,
        "tone": TONES[CaseState(case.state)],
        "lies_with": selectors.lies_with_as_told(case, user) if case.state == CaseState.WAITING else [],
        "late": case.state == CaseState.WAITING and case.due_on is not None and case.due_on < request.today,
        "history": selectors.history(case, user),
        "form": _form(case, user) if decides else None,
        "may_withdraw": _may_withdraw(case, user),
        "may_undo": _may_undo(case, user),
        "csrf_token": context.get("csrf_token"),
    }


def _form(case: Case, user) -> DecisionForm:
    marks = things.thing_of(case.subject).marks
    return DecisionForm(user=user, marks=marks, initial={"draft": case.draft_number})


def _may_withdraw(case: Case, user) -> bool:
    open_still = case.state == CaseState.WAITING and case.seen_at is None
    return open_still and user.has_perm("approvals.withdraw_case", case)


def _may_undo(case: Case, user) -> bool:
    """Whether the last act was a decision of this user's, within the hour."""
    if case.state not in {CaseState.RETURNED, CaseState.APPROVED}:
        return False
    last = case.events.exclude(act=Act.SEEN).last()
    fresh = timezone.now() - last.at <= timedelta(seconds=UNDO_SECONDS)
    return last.actor_id == user.pk and fresh and user.has_perm("approvals.undo_case", case)
