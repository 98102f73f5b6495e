"""A school's requirements from its rows: reading the ledger, the staff and the calendar, and comparing."""

from django.db import connection

from apps.credits.holders import calendar_of
from apps.requirements.rules.shapes import asks_of
from apps.requirements.selectors import evaluate
from apps.requirements.selectors.evaluating import cuts_of, days_of, own_kinds, windows_of
from apps.requirements.selectors.holders import Whom, holders_of
from apps.requirements.selectors.reading import closely, leanly
from benchmarks.owing import thirty
from benchmarks.probe import cpu_of, median_of
from benchmarks.school import Bench, last_day_of

HEADINGS = ("step", "ms", "ratio to SQL", "CPU ms", "CPU ratio", "queries", "entries")
SUM = """
    SELECT member_id, group_id, kind_id, sum(hours), sum(count) FROM credits_entry
    WHERE school_id = %s AND date BETWEEN %s AND %s GROUP BY member_id, group_id, kind_id
"""


def table(bench: Bench, times: int):
    """Thirty requirements over semester, year and cycle of a school of 200."""
    yield HEADINGS
    semester, schemes = bench.semester, [thirty()]
    today = last_day_of(semester).date()
    days = (semester.starts_on, semester.ends_on)
    holders, _whom = holders_of(semester.school_id, *days)
    asking = [(scheme, requirement) for scheme in schemes for requirement in scheme.requirements]
    windows = windows_of(asking, holders, calendar_of(semester.school_id), today)
    first, last = days_of(asking, windows, today)
    own, school = own_kinds(schemes), semester.school_id
    asks, cuts = asks_of(schemes), [cuts_of(some) for some in windows]
    entries = len(closely(asks, cuts, school, first, last, own))
    teacher = Whom(frozenset([bench.people["teacher"].pk]), frozenset())
    given = {"today": today, "schemes": schemes}
    sql = median_of(max(3, times), lambda: summed(school, first, last))
    least = cpu_of(max(5, times), lambda: summed(school, first, last))
    for name, act in (
        ("sum by holder and kind in SQL", lambda: summed(school, first, last)),
        ("reading what the scheme asks of them", lambda: leanly(asks, cuts, school, first, last, own)),
        ("reading the entries with their work", lambda: closely(asks, cuts, school, first, last, own)),
        ("thirty requirements, figures", lambda: evaluate(semester, **given, details=False)),
        ("thirty requirements, with what almost counts", lambda: evaluate(semester, **given)),
        ("what one teacher owes, figures", lambda: evaluate(semester, **given, whom=teacher, details=False)),
        ("what one teacher owes, with what almost counts", lambda: evaluate(semester, **given, whom=teacher)),
        ("what the published scheme asks of all, figures", lambda: evaluate(semester, today=today, details=False)),
    ):  # fmt: skip
        ms, cpu = median_of(times, act), cpu_of(times, act)
        yield (
            name, f"{ms:,.0f}", f"{ms / sql:.1f}", f"{cpu:,.0f}", f"{cpu / least:.1f}", str(asked(act)), f"{entries:,}",
        )  # fmt: skip


def asked(act) -> int:
    """How many queries it takes."""
    queries = []

    def count(execute, *args):
        queries.append(args[0])
        return execute(*args)

    with connection.execute_wrapper(count):
        act()
    return len(queries)


def summed(school: int, first, last):
    with connection.cursor() as cursor:
        cursor.execute(SUM, [school, first, last])
        return cursor.fetchall()
