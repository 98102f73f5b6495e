"""A hundred thousand entries: recognised from facts, posted by ``settle``, and merely inserted."""

import time
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from django.db import connection, transaction

from apps.credits.holders import member_key
from apps.credits.models import Entry, Proposal
from apps.credits.rules.facts import Fact
from apps.credits.services import propose, settle
from apps.credits.services.valuing import would_be_worth
from apps.staff.models import StaffMember
from tests.factories import SchoolFactory, SemesterFactory, StaffFactory

MANY, STAFF, DAYS = 100_000, 200, 140
SOURCE = "activities.attendance:{}"
HEADINGS = ("step", "s", "entries a second", "ratio to bare INSERT")
FIRST = date(2025, 9, 1)


def table(many: int = MANY):
    """Everything is taken back after each step, so that all of them meet an empty ledger."""
    yield HEADINGS
    school = SchoolFactory(code="POSTING")
    semester = SemesterFactory(school=school)
    users = StaffFactory.build_batch(STAFF, school=school, user=None)
    members = StaffMember.objects.bulk_create(users)
    facts = [fact(n, members[n % STAFF]) for n in range(many)]
    keys = [fact.key for fact in facts]
    with taken_back():
        recognise(semester, keys, facts)
        postings = [p for p in would_be_worth(Proposal.objects.all()).values() if p]
        rows, columns = stored()
    with taken_back():
        bare = timed(lambda: insert(rows, columns))
    yield line("bare INSERT, 2,000 rows a statement, into a table with the same indexes", bare, bare, many)
    with taken_back():
        post = partial(settle, semester=semester, source_keys=keys, postings=postings, reason="", actor=None)
        yield line(
            "settle: compare, number, post under every trigger and constraint", timed(post), bare, many
        )
        yield line("settle again: nothing to post", timed(post), bare, many)
    with taken_back():
        whole = partial(recognise, semester, keys, facts)
        yield line("propose: keep the facts, value them, explain and post", timed(whole), bare, many)
        yield line("propose again: nothing to post", timed(whole), bare, many)


def fact(n: int, member) -> Fact:
    return Fact(
        key=SOURCE.format(n + 1), holder=member_key(member.pk), kind="activity/lecture", title="研修活动",
        date=FIRST + timedelta(days=n % DAYS), hours=Decimal(2), part="participant", attendance="present",
    )  # fmt: skip


def recognise(semester, keys, facts):
    return propose(semester=semester, source_keys=keys, facts=facts, reason="", actor=None)


def stored() -> tuple[list[tuple], list[str]]:
    """The entries as rows, to be inserted as they are."""
    columns = [f.column for f in Entry._meta.concrete_fields if not f.primary_key]
    with connection.cursor() as cursor:
        texts = [f"{name}::text" if name == "explanation" else name for name in columns]
        cursor.execute(f"SELECT {', '.join(texts)} FROM credits_entry")
        return cursor.fetchall(), columns


def insert(rows: list[tuple], columns: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bare_entry (LIKE credits_entry INCLUDING ALL)")
        one = f"({', '.join(['%s'] * len(columns))})"
        for start in range(0, len(rows), 2000):
            part = rows[start : start + 2000]
            values = [value for row in part for value in row]
            cursor.execute(
                f"INSERT INTO bare_entry ({', '.join(columns)}) VALUES {', '.join([one] * len(part))}", values
            )


@contextmanager
def taken_back():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def timed(act) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def line(name: str, seconds: float, bare: float, many: int) -> tuple:
    return name, f"{seconds:.1f}", f"{many / seconds:,.0f}", f"{seconds / bare:.1f}"
