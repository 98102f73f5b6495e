"""Who reviews whom, and what waits."""

from datetime import date

from apps.approvals.choices import Reviewer, Sight
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


def shown_to_author(step: RouteStep | None, case: Case) -> tuple[bool, bool]:
    """Whether the author sees the names and the opinions of a step now."""
    if step is None:
        return True, True
    return _sees(step.names, case), _sees(step.opinions, case)


def _sees(sight: str, case: Case) -> bool:
    return sight == Sight.ALWAYS or (sight == Sight.DECIDED and case.decided_at is not None)
