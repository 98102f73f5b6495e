"""Totals: always a sum of entries, never stored."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import (
    Case,
    Count,
    FilteredRelation,
    IntegerField,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    When,
)  # fmt: skip

from apps.credits.choices import Family
from apps.credits.models import Entry
from apps.credits.sources import record_key
from apps.groups.choices import GroupKind
from apps.groups.models import Membership
from apps.schools.models import Semester
from apps.staff.models import StaffMember, User


@dataclass(frozen=True)
class Totals:
    """What is recognised of one staff member in a semester: credit hours, and how much of each kind of work."""

    hours: Decimal = Decimal(0)
    activities: int = 0
    observations: int = 0
    plans: int = 0
    works: int = 0


COUNTED = {
    "activities": Family.ACTIVITY, "observations": Family.OBSERVATION, "plans": Family.LESSON_PLAN,
    "works": Family.WORK,
}  # fmt: skip


def totals_by_member(semester: Semester, members: Collection[int] | None = None) -> dict[int, Totals]:
    """Totals of each staff member, of the given ones only if ``members`` is given; who has no entry is left out."""
    rows = Entry.objects.filter(school_id=semester.school_id, semester=semester).exclude(member=None)
    if members is not None:
        rows = rows.filter(member_id__in=members)
    counts = {
        name: Sum("count", filter=Q(kind__family=family), default=0) for name, family in COUNTED.items()
    }
    sums = rows.order_by().values_list("member_id").annotate(all_hours=Sum("hours"), **counts)
    return {member: Totals(*amounts) for member, *amounts in sums}


@dataclass(frozen=True)
class KindTotal:
    """What is recognised as one entry kind in a semester, whoever holds it."""

    family: str
    name: str
    hours: Decimal
    count: int


def totals_by_kind(semester: Semester) -> dict[int, KindTotal]:
    """Totals of each entry kind that has entries in the semester, in the order of the catalogue."""
    rows = Entry.objects.filter(school_id=semester.school_id, semester=semester)
    rows = rows.order_by("kind__family", "kind__position", "kind_id")
    sums = rows.values_list("kind_id", "kind__family", "kind__name").annotate(Sum("hours"), Sum("count"))
    return {kind: KindTotal(*rest) for kind, *rest in sums}


def recognised(semester: Semester, family: Family) -> set[int]:
    """Keys of the records of a family that count in the semester."""
    rows = Entry.objects.filter(school_id=semester.school_id, semester=semester, kind__family=family)
    return {record_key(source) for source in rows.standing().order_by().values_list("source_key", flat=True)}


def has_hours(semester: Semester) -> Q:
    """Of staff with ``hours``: those who have reached the hours the semester requires (``Semester.hours_missing``)."""
    return Q(hours__gte=semester.required_hours)


def ends(semester: Semester) -> tuple[Entry | None, Entry | None, int]:
    """First and last entry of the semester's ledger by number, and how many entries stand in between, both counted."""
    rows = Entry.objects.filter(school_id=semester.school_id, semester=semester)
    numbers = rows.aggregate(first=Min("number"), last=Max("number"), entries=Count("pk"))
    found = rows.filter(number__in=[numbers["first"], numbers["last"]]).select_related(
        "school", "semester__year"
    )
    by_number = {entry.number: entry for entry in found} if numbers["entries"] else {}
    return by_number.get(numbers["first"]), by_number.get(numbers["last"]), numbers["entries"]


def sums(entries: QuerySet[Entry]) -> dict:
    """What the entries come to together, in each unit, and how many ``entries`` they are."""
    amounts = {unit: Sum(unit, default=Decimal(0)) for unit in ("hours", "credits", "points")}
    return entries.order_by().aggregate(
        entries=Count("pk"), count=Sum("count", default=0), characters=Sum("characters", default=0), **amounts
    )


def staff_with_totals(user: User, semester: Semester) -> QuerySet[StaffMember]:
    """Staff of the semester whose work the user may see, who has the fewest hours first; each with ``hours``,
    ``credits``, ``points`` and ``characters``, the count of each family under its name, and ``group_names`` of the
    teaching-research groups.
    """
    seat = user.seat
    rows = StaffMember.objects.visible_to(user).on_roll(semester.starts_on, semester.ends_on)
    if not seat.sees_school:
        rows = rows.filter(pk__in={seat.member_id, *seat.led_member_ids})
    posted = Q(entries__school=semester.school_id, entries__semester=semester)
    counts = {
        family: Sum("posted__count", filter=Q(posted__kind__family=family), default=0) for family in Family
    }
    return rows.annotate(posted=FilteredRelation("entries", condition=posted)).annotate(
        **{unit: Sum(f"posted__{unit}", default=Decimal(0)) for unit in ("hours", "credits", "points")},
        characters=Sum("posted__characters", default=0), group_names=Subquery(_group_names(semester)), **counts,
    ).order_by("hours", "number")  # fmt: skip


def _group_names(semester: Semester) -> QuerySet:
    held = Membership.objects.filter(member=OuterRef("pk"), group__kind=GroupKind.TEACHING_RESEARCH)
    rows = held.between(semester.starts_on, semester.ends_on).order_by().values("member")
    return rows.annotate(names=StringAgg("group__name", "、", distinct=True)).values("names")


def kinds_with_use(kinds: QuerySet, semester: Semester | None) -> QuerySet:
    """Each kind with ``used``: how much work of the semester is recognised as it."""
    used = {}
    if semester:
        rows = Entry.objects.filter(school_id=semester.school_id, semester=semester).order_by()
        used = dict(rows.values_list("kind_id").annotate(Sum("count")))
    found = [When(pk=kind, then=count) for kind, count in used.items()]
    return kinds.annotate(used=Case(*found, output_field=IntegerField()))
