"""Reads of groups, for pages and for the apps above."""

from datetime import date

from apps.groups.choices import LEADING_ROLES, GroupKind
from apps.groups.models import Membership
from apps.schools.models import School
from apps.staff.models import Post, StaffMember, User
from apps.staff.seats import Seat


def seat_of(user: User, *, today: date, school_id: int | None = None) -> Seat | None:
    """The seat of a user in the chosen school, else in the first school of theirs; None without any."""
    member = (
        StaffMember.objects.filter(user=user)
        .on_roll(today)
        .select_related("school", "campus", "subject")
        .order_by("school_id")
    )
    members = {m.school_id: m for m in member}
    if school_id in members or (members and not _keeps(user, school_id)):
        return _member_seat(members.get(school_id) or next(iter(members.values())), user, today)
    granted = School.objects.filter(grants__user=user)
    school = granted.filter(pk=school_id).first() or granted.order_by("pk").first()
    return Seat(school=school, keeps_books=True) if school else None


def _keeps(user: User, school_id: int | None) -> bool:
    return school_id is not None and user.grants.filter(school_id=school_id).exists()


def _member_seat(member: StaffMember, user: User, today: date) -> Seat:
    posts = Post.objects.filter(member=member, started_on__lte=today).exclude(ended_on__lt=today)
    held = list(
        Membership.objects.filter(member=member).between(today).values_list("group_id", "role", "group__kind")
    )
    led = frozenset(group for group, role, _ in held if role in LEADING_ROLES)
    return Seat(
        school=member.school,
        member=member,
        posts=frozenset(posts.values_list("kind", flat=True)),
        group_ids=frozenset(group for group, _, _ in held),
        led_group_ids=led,
        led_member_ids=_members_of(led, today),
        in_leading_group=any(kind == GroupKind.LEADING for _, _, kind in held),
        keeps_books=_keeps(user, member.school_id),
    )


def _members_of(group_ids, today: date) -> frozenset[int]:
    if not group_ids:
        return frozenset()
    rows = Membership.objects.filter(group_id__in=group_ids).between(today)
    return frozenset(rows.values_list("member_id", flat=True))


def schools_of(user: User, *, today: date):
    """Schools the user can switch between."""
    return School.objects.visible_to(user).order_by("name")


def home_groups(school: School, first: date, last: date) -> dict[int, int]:
    """Staff member → the teaching-research group they belong to in these days; of several, the latest."""
    rows = (
        Membership.objects.filter(school=school, group__kind=GroupKind.TEACHING_RESEARCH)
        .between(first, last)
        .order_by("started_on", "pk")
    )
    return dict(rows.values_list("member_id", "group_id"))
