"""Acts on lesson plans. Each takes a list of one semester, from a page a list of one."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.approvals import selectors as approvals
from apps.approvals import services as approval
from apps.approvals.models import Case
from apps.credits import services as credits
from apps.credits.choices import DEFAULT_RULE, Family
from apps.credits.models import EntryKind
from apps.credits.services import Posting, Settled
from apps.credits.sources import source_key
from apps.files import services as files
from apps.files.choices import FileKind
from apps.lessonplans.choices import State
from apps.lessonplans.models import SOURCE, LessonPlan, PlanDraft
from apps.notices import services as notices
from apps.notices.choices import NoticeKind


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
            explanation={"rule": DEFAULT_RULE, "inputs": {"mark": plan.mark}, "steps": [{"step": "count", "count": 1}]},
        )  # fmt: skip

    return posting


def save_lesson_plans(plans: list[LessonPlan], *, actor, reason: str) -> Settled:
    """Write lesson plans, new and changed; approved ones are posted, others reversed."""
    if not plans:
        return Settled(0, 0)
    kind = EntryKind.objects.get(school_id=plans[0].school_id, family=Family.LESSON_PLAN, code="plan")
    return credits.save_records(plans, key=plan_key, value=_posting_with(kind.pk), reason=reason, actor=actor)


def withdraw_lesson_plans(plans: list[LessonPlan], *, actor, reason: str) -> Settled:
    """Withdraw lesson plans: readable still, counted no more, and reviewed by nobody."""
    approval.close_cases(subject=SOURCE, target_ids=[plan.pk for plan in plans], actor=actor)
    return credits.withdraw_records(plans, key=plan_key, reason=reason, actor=actor)


@transaction.atomic
def hand_in(
    plan: LessonPlan, *, sections: dict[str, str], upload, actor, today: date, now: datetime
) -> LessonPlan:
    """Hand a lesson plan in, or again after it was returned or taken back: its parts, or a document.

    Raises ValidationError when there is neither, when the document cannot be read or when nobody can review it;
    Conflict while the plan waits or is approved.
    """
    if not sections and not upload:
        raise ValidationError(_("Write at least one part, or choose a document."))
    plan.submitted_on, plan.state, plan.mark = today, State.WAITING, ""
    plan.withdrawn_at, plan.withdrawn_by, plan.withdrawal_reason = None, None, ""
    save_lesson_plans([plan], actor=actor, reason=_("Handed in."))
    case = approval.submit(
        subject=SOURCE, target_id=plan.pk, title=plan.title, author=plan.author, actor=actor, today=today
    )
    document = upload and files.store(
        upload, school=plan.school, actor=actor, kinds={FileKind.DOCX, FileKind.PDF}
    )
    PlanDraft.objects.create(
        school=plan.school, plan=plan, number=case.draft_number, sections=sections, file=document or None,
        submitted_at=now,
    )  # fmt: skip
    tell_reviewers(plan, case, actor=actor, now=now)
    return plan


def case_key(case: Case) -> str:
    """What notices about a plan's review are called."""
    return f"approvals.case:{case.pk}"


def tell_reviewers(plan: LessonPlan, case: Case, *, actor, now: datetime) -> None:
    """Tell those it lies with now; what they were told about earlier steps is over."""
    notices.finish(school=plan.school, key=case_key(case), now=now)
    notices.notify(
        members=approvals.lies_with(case), kind=NoticeKind.REVIEW, actor=actor, now=now,
        key=f"{case_key(case)}:draft:{case.draft_number}:step:{case.position}", url=plan.get_absolute_url(),
        title=format_lazy(gettext_lazy("Lesson plan to review: {title}"), title=plan.title),
    )  # fmt: skip


def tell_author(
    plan: LessonPlan, case: Case, *, kind: str, title, actor, now: datetime, occasion: str
) -> None:
    """Tell the author what was decided; the reviewers need do nothing more. ``title`` has a place ``{title}``."""
    notices.finish(school=plan.school, key=case_key(case), now=now)
    notices.notify(
        members=[case.author], kind=kind, actor=actor, now=now, key=f"{case_key(case)}:{occasion}",
        url=plan.get_absolute_url(),
        title=format_lazy(title, title=plan.title),
    )  # fmt: skip
