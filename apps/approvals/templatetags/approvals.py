"""What waits for the user, and on the page of a thing: its drafts with their comments, and its case."""

from datetime import timedelta

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.approvals import reading as readings
from apps.approvals import selectors
from apps.approvals.choices import DECIDED, Act, CaseState
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
    seat = context["request"].user.seat
    return selectors.waiting_count(seat.member_id) if seat else 0


@register.simple_tag(takes_context=True)
def last_word(context, case: Case) -> str:
    """Why a returned case was returned, as far as this reader may know; empty for any other."""
    if case.state != CaseState.RETURNED:
        return ""
    told = selectors.history(case, context["request"].user)
    return next(line.opinion for line in reversed(told) if line.act == Act.RETURNED)


@register.filter
def tone(state: str) -> str:
    """The colour of a case's state."""
    return TONES[CaseState(state)]


@register.filter
def waited(case: Case, today) -> str:
    """Since when it waits, in days."""
    days = (today - timezone.localdate(case.submitted_at)).days
    if days < 1:
        return _("today %(at)s") % {"at": timezone.localtime(case.submitted_at).strftime("%H:%M")}
    return _("yesterday") if days == 1 else _("%(n)s days ago") % {"n": days}


@register.filter
def at(section, line) -> str:
    """The place of a line in its section: ``aims-2``."""
    return f"{section.key}-{line.index}"


@register.inclusion_tag("approvals/document.html", takes_context=True)
def document(context, reading, remarks):
    """A draft with its places, those commented on marked; compared with the draft before, or as it is."""
    marked = {said.place for said in remarks if said.place}
    html = reading.html if reading else ""
    for place in marked:
        html = html.replace(f'data-place="{place}"', f'data-place="{place}" class="has-remark"')
    return {"reading": reading, "marked": marked, "html": html, "request": context["request"]}


@register.inclusion_tag("approvals/case_reading.html", takes_context=True)
def case_reading(context, case: Case):
    """The drafts of a thing and the comments on them; nothing for a thing without a case."""
    request = context["request"]
    if case is None:
        return {"reading": None}
    shown = readings.read(
        case, request.user, request.GET.get("draft", ""), compare="plain" not in request.GET
    )
    remarks = readings.remarks_of(case, request.user, shown)
    return {
        "case": case, "reading": shown, "remarks": remarks, "request": request,
        "csrf_token": context.get("csrf_token"),
    }  # fmt: skip


@register.inclusion_tag("approvals/case_part.html", takes_context=True)
def case_part(context, case: Case):
    """State, whom it lies with, history, and what the user may do now. Nothing for a thing without a case."""
    request = context["request"]
    user = request.user
    if case is None:
        return {"case": None}
    waits = case.state == CaseState.WAITING
    return {
        "case": case,
        "lies_with": selectors.lies_with_as_told(case, user) if waits else [],
        "late": waits and case.due_on is not None and case.due_on < request.today,
        "history": selectors.history(case, user),
        "may_review": user.has_perm("approvals.review_case", case),
        "may_decide": waits and user.has_perm("approvals.decide_case", case),
        "may_withdraw": waits and case.seen_at is None and user.has_perm("approvals.withdraw_case", case),
        "may_undo": _may_undo(case, user),
    }


def _may_undo(case: Case, user) -> bool:
    """Whether the last act was a decision of this user's, within the hour."""
    if case.state not in DECIDED:
        return False
    last = case.events.exclude(act=Act.SEEN).last()
    fresh = timezone.now() - last.at <= timedelta(seconds=UNDO_SECONDS)
    return last.actor_id == user.pk and fresh and user.has_perm("approvals.undo_case", case)
