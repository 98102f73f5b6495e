"""Acts on lesson plans. Each takes a list of one semester, from a page a list of one."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.approvals import services as approval
from apps.approvals.stamps import stamps_of
from apps.credits import services as credits
from apps.credits.holders import member_key
from apps.credits.record_review import Words, tell_reviewers
from apps.credits.rules.facts import Fact
from apps.credits.selectors import Catalogue
from apps.credits.services import Settled
from apps.credits.sources import source_key
from apps.files import services as files
from apps.files.choices import FileKind
from apps.lessonplans import selectors
from apps.lessonplans.choices import State
from apps.lessonplans.models import SOURCE, LessonPlan, PlanDraft
from apps.notices import services as notices
from apps.notices.choices import NoticeKind, Topic
from apps.schools.models import Semester

WORDS = Words(
    waits=gettext_lazy("Lesson plan to review: {title}"),
    returned=gettext_lazy("Lesson plan returned: {title}"),
    approved=gettext_lazy("Lesson plan approved: {title}"),
    undone=gettext_lazy("Decision taken back, reviewed again: {title}"),
    withdrawn=gettext_lazy("Lesson plan taken back: {title}"),
)

# As the rules name the kind of all lesson plans, and what each of them proves.
PLAN = "lesson_plan/plan"
DESIGN = frozenset({"lesson_design"})


def plan_key(plan: LessonPlan) -> str:
    return source_key(SOURCE, plan.pk)


def plan_facts(plans: list[LessonPlan], catalogue: Catalogue) -> list[Fact]:
    """An approved plan, for its author; its mark is a label, who approved it are stamps. Nothing while it is under
    review.
    """
    approved = [plan for plan in plans if plan.state == State.APPROVED]
    stamps = stamps_of(SOURCE, approved)
    return [
        Fact(
            key=plan_key(plan), holder=member_key(plan.author_id), kind=PLAN, date=plan.submitted_on,
            title=plan.title, part="author", content=f"plan:{plan.subject_id or ''}:{plan.title.strip()}",
            labels=frozenset([plan.mark] if plan.mark else []), evidence=DESIGN,
            stamps=stamps.get(plan.pk, {}),
        )
        for plan in approved
    ]  # fmt: skip


def plans_of(semester: Semester, catalogue: Catalogue) -> tuple[list[str], list[Fact]]:
    """Source keys of all plans of a semester, and what those that stand are known as."""
    plans = list(LessonPlan.objects.filter(school_id=semester.school_id, semester=semester).order_by("pk"))
    standing = [plan for plan in plans if plan.withdrawn_at is None]
    return [plan_key(plan) for plan in plans], plan_facts(standing, catalogue)


def save_lesson_plans(plans: list[LessonPlan], *, actor, reason: str, by_review: bool = False) -> Settled:
    """Write lesson plans, new and changed; approved ones are recognised, others reversed."""
    return credits.save_records(
        plans, key=plan_key, facts=plan_facts, reason=reason, actor=actor, by_review=by_review
    )


def withdraw_lesson_plans(plans: list[LessonPlan], *, actor, now, reason: str) -> Settled:
    """Withdraw lesson plans: readable still, counted no more, and reviewed by nobody."""
    approval.close_cases(subject=SOURCE, target_ids=[plan.pk for plan in plans], actor=actor)
    return credits.withdraw_records(plans, key=plan_key, reason=reason, actor=actor, now=now)


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
    save_lesson_plans([plan], actor=actor, reason=_("Handed in."), by_review=True)
    case = approval.submit(
        subject=SOURCE, target_id=plan.pk, title=plan.title, author=plan.author, actor=actor, today=today,
        course=plan.subject, grade=plan.grade, week=plan.week,
    )  # fmt: skip
    document = upload and files.store(
        upload, school=plan.school, actor=actor, kinds={FileKind.DOCX, FileKind.PDF}, field="file"
    )
    PlanDraft.objects.create(
        school=plan.school, plan=plan, number=case.draft_number, sections=sections, file=document or None,
        submitted_at=now,
    )  # fmt: skip
    tell_reviewers(case, words=WORDS, actor=actor, now=now)
    week = plan.week or plan.semester.week_of(today)
    if week and selectors.has_all(plan.author, plan.semester, week):
        key = selectors.week_key(plan.semester, week)
        notices.finish(school=plan.school, key=key, now=now, members=[plan.author])
    return plan


@transaction.atomic
def remind_missing(
    members, *, semester: Semester, week: int, group=None, actor, today: date, now: datetime
) -> int:
    """Ask these staff members for the plans of a week; answers how many had not been asked today.

    The robots of the group, or of the school, say how many are missing. Raises ValidationError when nobody is missing.
    """
    members = list(members)
    if not members:
        raise ValidationError(_("Nobody is missing: there is no one to remind."))
    title = format_lazy(gettext_lazy("Lesson plans of week {week} have not come yet"), week=week)
    url = reverse("lessonplans:lessonplan_submit")
    told = notices.notify(
        members=members, kind=NoticeKind.REMINDER, title=title, now=now, actor=actor, url=url,
        key=f"{selectors.week_key(semester, week)}:{today}",
    )  # fmt: skip
    robots = {"topic": Topic.PLANS_MISSING, "count": len(members), "url": url, "now": now}
    key = f"plans:{semester.pk}:{week}:{today}"
    if group is not None:
        notices.notify_group(group, key=key, **robots)
    else:
        notices.notify_school(semester.school, key=key, **robots)
    return told
