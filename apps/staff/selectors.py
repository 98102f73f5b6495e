"""Reads of staff, for pages and for the apps above."""

from datetime import date

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Concat

from apps.schools.models import School
from apps.staff.choices import PRINCIPALS, PostKind
from apps.staff.models import Post, SchoolGrant, StaffMember, User
from apps.staff.seats import Seat

# Powers of a log-in beyond those of the office.
PRINCIPAL, ADMINISTRATOR = "principal", "administrator"


def schools_of(user: User, *, today: date) -> QuerySet[School]:
    """Schools the user can switch between: on the roll today, or keeping the books."""
    on_roll = StaffMember.everyone.filter(user=user).on_roll(today).values("school_id")
    theirs = Q(pk__in=on_roll) | Q(pk__in=user.grants.values("school_id"))
    return School.objects.filter(theirs).order_by("name")


def belongs_elsewhere(user: User, school_id: int) -> bool:
    """Whether the log-in opens more than this school's pages, so that its office may not dispose of it."""
    return (
        StaffMember.everyone.filter(user=user).exclude(school_id=school_id).exists()
        or user.grants.exclude(school_id=school_id).exists()
    )


def powers_of_log_in(member: StaffMember, today: date) -> set[str]:
    """What the present log-in of a staff member could do that no office may: as a principal, as an administrator.

    One that serves another school too gives these powers there; here its holder would get a log-in of their own.
    """
    user = member.user
    if user is None:
        return set()
    powers = {PRINCIPAL} if member.posts.held_on(today).filter(kind__in=PRINCIPALS).exists() else set()
    if user.may_open_schools and not belongs_elsewhere(user, member.school_id):
        powers.add(ADMINISTRATOR)
    return powers


def may_name_principals(user: User, seat: Seat | None) -> bool:
    """Who gives and takes the posts of principals: a principal, and an administrator in the school's office.

    The office alone does it until a principal of the school has a log-in; after that it could name itself.
    """
    if seat is None or not (seat.is_office or seat.is_principal):
        return False
    if seat.is_principal or user.may_open_schools:
        return True
    posts = Post.objects.filter(school=seat.school, kind__in=PRINCIPALS)
    return not posts.exclude(member__user=None).exists()


def principal_posts(member: StaffMember, today: date) -> set[tuple]:
    """The posts as a principal that a staff member holds today or will hold, with their days."""
    posts = member.posts.filter(Q(ended_on=None) | Q(ended_on__gte=today), kind__in=PRINCIPALS)
    return set(posts.values_list("kind", "started_on", "ended_on"))


def served_by_a_file(members: QuerySet, today: date) -> QuerySet:
    """Those who can get a password together with others: no log-in of a principal or of an administrator, and none
    that serves another school too, which its owner keeps until they ask."""
    elsewhere = (
        Exists(StaffMember.everyone.filter(user=OuterRef("user")).exclude(school=OuterRef("school"))),
        Exists(SchoolGrant.objects.filter(user=OuterRef("user")).exclude(school=OuterRef("school"))),
    )
    principals = Post.objects.held_on(today).filter(member=OuterRef("pk"), kind__in=PRINCIPALS)
    apart = Q(elsewhere[0]) | Q(elsewhere[1]) | Q(Exists(principals)) | Q(user__may_open_schools=True)
    return members.exclude(Q(user__isnull=False) & apart)


def _in_a_group(today: date) -> Q:
    """Groups stand above staff: their relation to a staff member is read by its name, today's of it."""
    return Q(memberships__started_on__lte=today) & (
        Q(memberships__ended_on=None) | Q(memberships__ended_on__gte=today)
    )


def members_of_group(members: QuerySet, group_id: int, today: date) -> QuerySet:
    """Those of the staff who are in a group today."""
    held = StaffMember.objects.filter(_in_a_group(today), memberships__group_id=group_id)
    return members.filter(pk__in=held.values("pk"))


def for_list(members: QuerySet, today: date) -> QuerySet:
    """With campus, subject, ``group_names``, ``post_names`` and ``tag_names`` in the one query of the list."""
    groups = (
        StaffMember.objects.filter(_in_a_group(today), pk=OuterRef("pk"))
        .values("pk")
        .annotate(names=StringAgg("memberships__group__name", "、", order_by="memberships__group__position"))
        .values("names")
    )
    posts = (
        Post.objects.held_on(today)
        .filter(member=OuterRef("pk"))
        .values("member")
        .annotate(kinds=StringAgg("kind", " "))
        .values("kinds")
    )
    tags = (
        StaffMember.tags.through.objects.filter(staffmember=OuterRef("pk"))
        .values("staffmember")
        .annotate(names=StringAgg("stafftag__name", "、", order_by="stafftag"))
        .values("names")
    )
    return members.select_related("campus", "subject").annotate(
        group_names=Subquery(groups), post_kinds=Subquery(posts), tag_names=Subquery(tags)
    )


def post_names(kinds: str | None) -> str:
    """Names of posts held, from their codes as ``for_list`` finds them; the highest first."""
    held = set((kinds or "").split())
    return "、".join(str(kind.label) for kind in PostKind if kind in held)


def member_by_log_in(log_in: str) -> StaffMember | None:
    """Who has this staff number: school code and number joined by a hyphen; codes have none of their own."""
    code, _hyphen, number = log_in.partition("-")
    found = StaffMember.everyone.filter(school__code=code, number=number)
    return found.select_related("school", "user").first()


def users_by_number(typed: str, today: date, school_code: str = "") -> list[User]:
    """At most two users on the roll under this number, or under school code and number joined by a hyphen.

    With ``school_code`` given, numbers count in that school only.
    """
    members = StaffMember.everyone.on_roll(today).exclude(user=None)
    full = members.annotate(full=Concat("school__code", Value("-"), "number")).filter(full=typed)
    plain = members.filter(number=typed, **({"school__code": school_code} if school_code else {}))
    found = list(full.select_related("user")[:1]) or list(plain.select_related("user")[:2])
    return [member.user for member in found]
