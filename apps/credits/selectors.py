"""Totals: always a sum of entries, never stored."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Max, Min, Q, Sum

from apps.credits.choices import Family
from apps.credits.models import Entry
from apps.schools.models import Semester


def hours_by_member(semester: Semester) -> dict[int, Decimal]:
    """Credit hours of each staff member in the semester; who has no entry is left out."""
    rows = Entry.objects.filter(school_id=semester.school_id, semester=semester).exclude(member=None)
    return dict(rows.order_by().values_list("member_id").annotate(Sum("hours")))


def count_by_member(semester: Semester, family: Family) -> dict[int, int]:
    """How many pieces of work of a family are recognised for each staff member in the semester."""
    rows = Entry.objects.filter(school_id=semester.school_id, semester=semester, kind__family=family)
    return dict(rows.exclude(member=None).order_by().values_list("member_id").annotate(Sum("count")))


@dataclass(frozen=True)
class Totals:
    """What one staff member has reached in a semester: credit hours, and lessons observed."""

    hours: Decimal = Decimal(0)
    observations: int = 0


def totals_by_member(semester: Semester, members: Collection[int] | None = None) -> dict[int, Totals]:
    """Totals of each staff member, of the given ones only if ``members`` is given; who has no entry is left out."""
    rows = Entry.objects.filter(school_id=semester.school_id, semester=semester).exclude(member=None)
    if members is not None:
        rows = rows.filter(member_id__in=members)
    observed = Sum("count", filter=Q(kind__family=Family.OBSERVATION), default=0)
    sums = rows.order_by().values("member_id").annotate(all_hours=Sum("hours"), observed=observed)
    return {row["member_id"]: Totals(row["all_hours"], row["observed"]) for row in sums}


def hours_by_kind(semester: Semester) -> dict[int, Decimal]:
    """Credit hours recognised in the semester for each entry kind, whoever holds them."""
    rows = Entry.objects.filter(school_id=semester.school_id, semester=semester)
    return dict(rows.order_by().values_list("kind_id").annotate(Sum("hours")))


def ends(semester: Semester) -> tuple[Entry | None, Entry | None, int]:
    """First and last entry of the semester's ledger by number, and how many entries stand in between, both counted."""
    rows = Entry.objects.filter(school_id=semester.school_id, semester=semester)
    numbers = rows.aggregate(first=Min("number"), last=Max("number"), entries=Count("pk"))
    found = rows.filter(number__in=[numbers["first"], numbers["last"]]).select_related(
        "school", "semester__year"
    )
    by_number = {entry.number: entry for entry in found} if numbers["entries"] else {}
    return by_number.get(numbers["first"]), by_number.get(numbers["last"]), numbers["entries"]
