"""Who reviews whom, what waits, and what its author is told."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from apps.approvals import things
from apps.approvals.choices import Act, Reviewer, Sight
from apps.approvals.models import Absence, Case, CaseReviewer, RouteStep
from apps.groups.choices import GroupKind
from apps.groups.models import Membership
from apps.staff.choices import OFFICE, PRINCIPALS
from apps.staff.models import Post, StaffMember

LED = {
    Reviewer.PREPARATION_LEADER: GroupKind.LESSON_PREPARATION,
    Reviewer.GROUP_LEADER: GroupKind.TEACHING_RESEARCH,
    Reviewer.GRADE_HEAD: GroupKind.GRADE,
}
POSTS = {Reviewer.OFFICE: OFFICE, Reviewer.PRINCIPAL: PRINCIPALS}


def reviewers_of(author: StaffMember, reviewer: str, *, today: date) -> set[int]:
    """The staff members who review this author at such a step today; never the author."""
    found = (
        _leaders(author, LED[reviewer], today)
        if reviewer in LED
        else _holders(author, POSTS[reviewer], today)
    )
    return found - {author.pk}


def _leaders(author: StaffMember, kind: str, today: date) -> set[int]:
    groups = Membership.objects.filter(member=author, group__kind=kind).between(today).values("group")
    leaders = Membership.objects.filter(group__in=groups).between(today).leading()
    return set(leaders.values_list("member_id", flat=True))


def _holders(author: StaffMember, kinds, today: date) -> set[int]:
    posts = Post.objects.filter(school_id=author.school_id, kind__in=kinds, started_on__lte=today)
    return set(posts.exclude(ended_on__lt=today).values_list("member_id", flat=True))


def deputies_of(member_ids: set[int], *, today: date) -> dict[int, int]:
    """Deputy → the absent person they stand in for today."""
    away = Absence.objects.filter(member_id__in=member_ids, starts_on__lte=today, ends_on__gte=today)
    return dict(away.values_list("deputy_id", "member_id"))


def steps_of(case: Case) -> list[RouteStep]:
    """The steps of the case's route, in order; empty when the school has none and the office alone reviews."""
    steps = RouteStep.objects.filter(route__school_id=case.school_id, route__subject=case.subject)
    return list(steps.order_by("position"))


def lies_with(case: Case) -> list[StaffMember]:
    """Whom the case lies with now."""
    rows = CaseReviewer.objects.filter(case=case, position=case.position).select_related("member")
    return [row.member for row in rows]


def next_case(user, case: Case) -> Case | None:
    """What the user judges after this one: the next that waits of the same sort, else the one longest waiting."""
    waiting = Case.objects.visible_to(user).lying_with(user).filter(subject=case.subject).exclude(pk=case.pk)
    waiting = waiting.order_by("submitted_at", "pk")
    later = Q(submitted_at=case.submitted_at, pk__gt=case.pk) | Q(submitted_at__gt=case.submitted_at)
    return waiting.filter(later).first() or waiting.first()


def case_of(user, subject: str, target_id: int) -> Case | None:
    """The case about a thing, if it was ever handed in and the user may see it."""
    found = Case.objects.visible_to(user).filter(subject=subject, target_id=target_id)
    return found.select_related("author").first()


@dataclass(frozen=True)
class Told:
    """One line of a case's history. ``who`` and ``opinion`` are empty where the reader must not learn them."""

    act: str
    label: str
    at: datetime
    who: str
    opinion: str
    mark: str


def history(case: Case, user) -> list[Told]:
    """What happened, oldest first, as this user may read it: the author only what each step shows."""
    steps = {step.position: step for step in steps_of(case)}
    is_author = user.seat is not None and user.seat.member_id == case.author_id
    marks = dict(things.thing_of(case.subject).marks)
    return [
        _told(event, *_shown(steps.get(event.position), event, case, is_author), marks)
        for event in case.events.select_related("actor")
    ]


def _shown(step: RouteStep | None, event, case: Case, is_author: bool) -> tuple[bool, bool]:
    """Whether name and opinion are shown."""
    own = event.act in {Act.SUBMITTED, Act.RESUBMITTED, Act.WITHDRAWN}
    if not is_author or own or step is None:
        return True, True
    return _sees(step.names, case), _sees(step.opinions, case)


def _told(event, with_name: bool, with_opinion: bool, marks: dict) -> Told:
    return Told(
        act=event.act, label=event.get_act_display(), at=event.at,
        who=str(event.actor or "") if with_name else "",
        opinion=event.opinion if with_opinion else "",
        mark=str(marks.get(event.mark, "")) if with_opinion else "",
    )  # fmt: skip


def lies_with_as_told(case: Case, user) -> list[str]:
    """The names of whom it lies with, or only what they are where the author must not know the names."""
    step = next((step for step in steps_of(case) if step.position == case.position), None)
    is_author = user.seat is not None and user.seat.member_id == case.author_id
    if is_author and step is not None and step.names != Sight.ALWAYS:
        return [str(step)]
    return [member.name for member in lies_with(case)]


def _sees(sight: str, case: Case) -> bool:
    return sight == Sight.ALWAYS or (sight == Sight.DECIDED and case.decided_at is not None)
