"""Reads of groups, for pages and for the apps above."""

from copy import copy
from datetime import date

from django.db.models import Count, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Least

from apps.groups.choices import GroupKind
from apps.groups.models import Group, Membership
from apps.groups.seating import held_by
from apps.schools.models import School, Semester
from apps.staff.models import User
from apps.staff.seats import Seat


def seat_of(user: User, *, today: date, school_id: int | None = None) -> Seat | None:
    """The seat of a user in the chosen school, else in the first school of theirs; None without any."""
    kept, held = held_by(user.pk, today)
    members = {member.school_id: (member, what) for member, what in held}
    school_ids = [*members, *sorted(kept - members.keys())]
    if not school_ids:
        return None
    chosen = school_id if school_id in school_ids else school_ids[0]
    books = {"keeps_books": chosen in kept, "has_others": len(school_ids) > 1}
    if chosen not in members:
        return Seat(school=School.objects.get(pk=chosen), **books)
    member, what = members[chosen]
    return Seat(school=member.school, member=member, **vars(what), **books)


def as_seated_in(user: User, school_id: int, *, today: date) -> User | None:
    """The user as they act from their seat in this school, whichever they sit in now; None without one."""
    seat = seat_of(user, today=today, school_id=school_id)
    if seat is None or seat.school.pk != school_id:
        return None
    there = copy(user)
    there.seat = seat
    return there


def for_list(groups, today: date):
    """With ``leader_pk``, ``leader_name`` and ``member_count`` as of the day, in the one query of the list.

    Of a group that has ended: as of its last day.
    """
    day = Least(OuterRef("ended_on"), Value(today))
    held = Membership.objects.filter(group=OuterRef("pk"), started_on__lte=day).filter(
        Q(ended_on=None) | Q(ended_on__gte=day)
    )
    leader = held.leading().order_by("pk")
    count = held.order_by().values("group").annotate(n=Count("pk")).values("n")
    return groups.select_related("campus", "subject", "grade").annotate(
        leader_pk=Subquery(leader.values("member")[:1]),
        leader_name=Subquery(leader.values("member__name")[:1]),
        member_count=Coalesce(Subquery(count), 0),
    )


def home_groups(school: School, first: date, last: date) -> dict[int, int]:
    """Staff member → the teaching-research group they belong to in these days; of several, the latest."""
    rows = (
        Membership.objects.filter(school=school, group__kind=GroupKind.TEACHING_RESEARCH)
        .between(first, last)
        .order_by("started_on", "pk")
    )
    return dict(rows.values_list("member_id", "group_id"))


def of_semester(semester: Semester, home: dict[int, int]):
    """Teaching-research groups that stood on the semester's last day or are in ``home`` (``home_groups``)."""
    groups = Group.objects.filter(school_id=semester.school_id, kind=GroupKind.TEACHING_RESEARCH)
    return groups.filter(Q(pk__in=set(home.values())) | Q(pk__in=Group.objects.between(semester.ends_on)))


def counted_for(group: Group, semester: Semester | None):
    """Keys of the staff whose work of the semester counts for the group; whoever ever belonged, without a semester.

    For a teaching-research group those it is home to, so that everybody counts for one; for others its members.
    """
    if semester is None:
        return Membership.objects.filter(group=group).values("member")
    days = (semester.starts_on, semester.ends_on)
    if group.kind != GroupKind.TEACHING_RESEARCH:
        return Membership.objects.filter(group=group).between(*days).values("member")
    home = home_groups(group.school, *days)
    return [member for member, found in home.items() if found == group.pk]
