"""Totals: always a sum of entries, never stored."""

from decimal import Decimal

from django.db.models import Sum

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
