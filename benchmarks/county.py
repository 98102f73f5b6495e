"""A county: fifty schools of 200 staff, 500,000 entries of a year in the ledger, thirty requirements of everybody."""

import time
from datetime import date, timedelta
from functools import partial

from django.db import connection, transaction

from apps.credits.models import Entry, EntryKind
from apps.credits.services import open_catalogue
from apps.requirements.selectors import evaluate
from apps.schools.models import School, SchoolYear, Semester
from apps.staff.models import Post, StaffMember
from benchmarks.evaluating import asked
from benchmarks.owing import KINDS, thirty
from benchmarks.probe import cpu_of, median_of

SCHOOLS, STAFF, ENTRIES = 50, 200, 10_000
SIZES = (1, 12, 25, 50)
HEADINGS = (
    "schools", "staff", "entries", "SQL ms", "requirements ms", "ratio", "SQL CPU ms", "CPU ms", "CPU ratio",
    "CPU µs an entry", "queries a school",
)  # fmt: skip
TERMS = ((1, date(2025, 9, 1), date(2026, 1, 23)), (2, date(2026, 2, 23), date(2026, 7, 3)))
TODAY = date(2026, 6, 1)
SUM = """
    SELECT member_id, kind_id, sum(hours), sum(count) FROM credits_entry
    WHERE school_id = ANY(%s) AND date BETWEEN %s AND %s GROUP BY member_id, kind_id
"""
# One statement a semester, past the services but under every trigger and constraint, with the work each entry saw.
FILL = """
    WITH work AS (
        SELECT n, k.id AS kind, k.family || '/' || k.code AS name, %(first)s::date + (n * 7 %% 130) AS day,
            (n * 5 %% 9)::text AS hours, m.id AS member
        FROM generate_series(1, %(many)s) n
        JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place
            FROM staff_staffmember WHERE school_id = %(school)s) m ON m.place = n %% %(staff)s
        JOIN (SELECT id, family, code, row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS many
            FROM credits_entrykind WHERE id = ANY(%(kinds)s)) k ON k.place = (n / %(staff)s + n) %% k.many
    )
    INSERT INTO credits_entry (school_id, semester_id, number, kind_id, member_id, date, hours, credits, points,
        category, count, characters, level, role, source_key, revision, title, reason, posted_at, explanation)
    SELECT %(school)s, %(semester)s, n, kind, member, day, hours::numeric, 0, 0, '', 1, 0, '', 'participant',
        'bench.work:' || %(semester)s || '-' || n, 0, '第' || n || '项', '', now(),
        jsonb_build_object('rule', 'default v1', 'unit', 'hours',
            'fact', jsonb_build_object('kind', name, 'date', day, 'hours', hours, 'part', 'participant',
                'place', 'inside', 'content', '第' || n || '项', 'session', 'activity:' || n, 'attendance', 'present',
                'evidence', jsonb_build_array('sign_in')),
            'steps', jsonb_build_array(jsonb_build_object('rule', 'present', 'step', 'worth', 'value', hours, 'inputs',
                jsonb_build_object('of', 'hours', 'per', '1', 'gives', '1', 'quantity', hours))))
    FROM work
"""


def table(times: int):
    """The schools one after another, as a county's night job would; ratios to SQL that sums the same entries."""
    yield HEADINGS
    semesters = ready()
    scheme = [thirty()]
    owed(semesters[:1], scheme)
    with connection.cursor() as cursor:
        cursor.execute("SET max_parallel_workers_per_gather = 0")
    for many in SIZES:
        some, entries = semesters[:many], many * ENTRIES
        sql, least = median_of(times, partial(summed, some)), cpu_of(times, partial(summed, some))
        started = time.perf_counter()
        cpu = cpu_of(1, partial(owed, some, scheme))
        ms, queries = (time.perf_counter() - started) * 1000, asked(partial(owed, some[-1:], scheme))
        yield (
            str(many), f"{many * STAFF:,}", f"{entries:,}", f"{sql:,.0f}", f"{ms:,.0f}", f"{ms / sql:.1f}",
            f"{least:,.0f}", f"{cpu:,.0f}", f"{cpu / least:.1f}", f"{cpu * 1000 / entries:.1f}", str(queries),
        )  # fmt: skip


def owed(semesters: list[Semester], scheme) -> None:
    for semester in semesters:
        evaluate(semester, today=TODAY, schemes=scheme, details=False)


def summed(semesters: list[Semester]):
    with connection.cursor() as cursor:
        cursor.execute(SUM, [[s.school_id for s in semesters], TERMS[0][1], TERMS[1][2] + timedelta(60)])
        return cursor.fetchall()


def ready() -> list[Semester]:
    """The second semester of every school, made unless an earlier run has kept them."""
    found = Semester.objects.filter(school__code__startswith="COUNTY", term=2)
    for n in range(found.count(), SCHOOLS):
        with transaction.atomic():
            build(n)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE credits_entry")
    return list(found.select_related("school", "year").order_by("school__code"))


def build(n: int) -> None:
    school = School.objects.create(code=f"COUNTY{n:02d}", name=f"第{n + 1}中心小学")
    open_catalogue(school)
    members = StaffMember.objects.bulk_create(
        StaffMember(
            school=school, number=f"T{m:03d}", name=f"教师{m}", search_text=f"教师{m}", sex="mf"[m % 2],
            born_on=date(1965 + m % 38, 1 + m % 12, 1), joined_on=date(2015, 9, 1),
        ) for m in range(STAFF)
    )  # fmt: skip
    Post.objects.bulk_create(
        Post(school=school, member=m, kind="teacher", started_on=TERMS[0][1]) for m in members
    )
    year = SchoolYear.objects.create(school=school, first_year=2025)
    kinds = EntryKind.objects.filter(school=school)
    chosen = [k.pk for k in kinds if f"{k.family}/{k.code}" in KINDS]
    for term, first, last in TERMS:
        semester = Semester.objects.create(school=school, year=year, term=term, starts_on=first, ends_on=last)
        with connection.cursor() as cursor:
            cursor.execute(FILL, {
                "school": school.pk, "semester": semester.pk, "first": first, "many": ENTRIES // 2, "staff": STAFF,
                "kinds": chosen,
            })  # fmt: skip
    assert Entry.objects.filter(school=school).count() == ENTRIES
