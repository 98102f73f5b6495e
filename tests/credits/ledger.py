"""Helps for tests of the ledger: postings with little typing, and the ledger's rows by raw SQL."""

from datetime import date
from decimal import Decimal

from django.db import connection

from apps.credits.choices import Family
from apps.credits.services import Posting, settle
from tests.factories import kind_of

WHY = {"rule": "default-1", "inputs": {}, "steps": []}


def posting(cast, source="activities.attendance:1", hours="2", **changes) -> Posting:
    """The teacher's two hours at a lecture, with changes."""
    fields = {
        "source_key": source, "kind_id": kind_of(cast.school, Family.ACTIVITY, "lecture").pk,
        "member_id": cast.teacher.pk, "date": date(2025, 9, 12), "title": "课堂观察", "hours": Decimal(hours),
        "explanation": WHY,
    }  # fmt: skip
    return Posting(**fields | changes)


def settled(cast, *postings, keys=(), reason="更正", semester=None, actor=None):
    return settle(
        semester=semester or cast.semester, source_keys=keys, postings=postings, reason=reason, actor=actor
    )


def rows(sql: str, params=()) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall() if cursor.description else []


def assert_the_books_are_straight():
    """Numbers from 1 without a gap; what stands sums to the sum of everything; nothing stands twice."""
    gaps = rows(
        "SELECT semester_id FROM credits_entry GROUP BY 1 HAVING max(number) <> count(*) OR min(number) <> 1"
    )
    assert gaps == []
    sums = "COALESCE(sum(hours), 0), COALESCE(sum(count), 0), COALESCE(sum(characters), 0)"
    stands = """FROM credits_entry e WHERE reverses_id IS NULL
        AND NOT EXISTS (SELECT FROM credits_entry r WHERE r.reverses_id = e.id)"""
    assert rows(f"SELECT {sums} FROM credits_entry") == rows(f"SELECT {sums} {stands}")
    holders = "school_id, source_key, kind_id, member_id, group_id"
    assert rows(f"SELECT {holders} {stands} GROUP BY {holders} HAVING count(*) > 1") == []
