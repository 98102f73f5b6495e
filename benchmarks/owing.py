"""A scheme of thirty requirements beside the bare SQL that sums the same entries by holder and kind."""

import random
import time
from datetime import date, timedelta
from decimal import Decimal

from django.db import connection

from apps.credits.presets import preset_pack
from apps.credits.rules.calendars import Calendar, SemesterDays
from apps.credits.rules.facts import Fact, Holder, Stay
from apps.credits.rules.people import Who
from apps.credits.rules.valuing import value
from apps.credits.rules.where import Where
from apps.requirements.presets import preset_scheme
from apps.requirements.rules.lines import Line
from apps.requirements.rules.owing import owe
from apps.requirements.rules.schemes import Measure, Requirement, Scheme
from benchmarks.probe import median_of

SCHOOL = 200
SIZES = ((200, 10_000), (2_000, 100_000), (10_000, 500_000))
HEADINGS = ("staff", "entries", "step", "ms", "ratio to SQL", "µs an entry")
ON, TODAY, FIRST = date(2025, 10, 1), date(2026, 6, 1), date(2025, 9, 1)
YEAR = Calendar((
    SemesterDays(2025, 1, FIRST, date(2026, 1, 23)), SemesterDays(2025, 2, date(2026, 2, 23), date(2026, 7, 3)),
))  # fmt: skip
KINDS = (
    "activity/lecture", "activity/group", "activity/preparation", "activity/open_lesson", "observation/research",
    "observation/open", "observation/drop_in", "lesson_plan/plan", "work/paper", "work/case", "work/reflection",
    "work/notes",
)  # fmt: skip


def thirty() -> Scheme:
    """Requirements as schools have them: sums, counts, each month, of which, for some people only."""
    base = preset_scheme("national-360")
    rows = [*preset_scheme("central-primary").requirements[:3], base.requirements[1]]
    whos = (Who(), Who(age_under=40), Who(posts=("teacher",)))
    for n in range(30 - len(rows)):
        kind = KINDS[n % len(KINDS)]
        measure = Measure(quantity=("count", "hours")[n % 2], where=Where(kinds=(kind,)))
        each = "month" if n % 5 == 0 else ""
        rows.append(
            Requirement(
                code=f"r{n}", name=kind, who=whos[n % 3], measure=measure, each=each, at_least=Decimal(2)
            )
        )
    return Scheme(code="bench", name="bench", valid=base.valid, cycle=base.cycle, requirements=tuple(rows))


def people(many: int) -> list[Holder]:
    chance = random.Random(many)
    return [
        Holder(
            key=f"member:{n}", born_on=date(1965 + chance.randrange(38), 1 + n % 12, 1), joined_on=date(2015, 9, 1),
            posts=(Stay("teacher"),),
        )
        for n in range(many)
    ]  # fmt: skip


def facts(staff: int, entries: int) -> list[Fact]:
    chance = random.Random(entries)
    return [
        Fact(
            key=f"bench:{n}", holder=f"member:{n % staff}", kind=chance.choice(KINDS),
            hours=Decimal(chance.randrange(9)), date=FIRST + timedelta(days=chance.randrange(280)),
            attendance="present", part="participant",
        )
        for n in range(entries)
    ]  # fmt: skip


def table(times: int):
    yield HEADINGS
    for staff, entries in SIZES:
        work = facts(staff, entries)
        sql = in_sql(work, times)
        yield line(staff, entries, "sum by holder and kind in SQL", sql, sql)
        for name, ms in steps(work, people(staff)):
            yield line(staff, entries, name, ms, sql)


def steps(work: list[Fact], holders: list[Holder]):
    """Figures of all at once; lines and explanations school by school, as jobs and pages ask for them."""
    scheme, pack = thirty(), preset_pack("county-hours")
    lines = [Line(fact, hours=fact.hours) for fact in work]
    yield "thirty requirements, figures", timed(lambda: owed(scheme, holders, lines, False))
    schools = by_school(holders, work)
    lines = [[Line(fact, hours=fact.hours) for fact in own] for _staff, own in schools]
    yield (
        "thirty requirements, with what almost counts",
        timed(lambda: [len(owed(scheme, s, n, True)) for (s, _), n in zip(schools, lines, strict=True)]),
    )
    yield (
        "valuing by a pack of 17 rules, with every step",
        timed(lambda: [len(value(pack, own, calendar=YEAR)) for _staff, own in schools]),
    )


def by_school(holders: list[Holder], work: list[Fact]) -> list[tuple[list[Holder], list[Fact]]]:
    schools = [(holders[n : n + SCHOOL], []) for n in range(0, len(holders), SCHOOL)]
    for fact in work:
        schools[int(fact.holder.partition(":")[2]) // SCHOOL][1].append(fact)
    return schools


def owed(scheme, holders, lines, details):
    return owe(scheme, holders, lines, calendar=YEAR, on=ON, today=TODAY, details=details)


def timed(act) -> float:
    """Milliseconds of one round: the large ones take long enough to be measured once."""
    started = time.perf_counter()
    act()
    return (time.perf_counter() - started) * 1000


def line(staff, entries, name, ms, sql):
    return f"{staff:,}", f"{entries:,}", name, f"{ms:,.0f}", f"{ms / sql:.0f}", f"{ms * 1000 / entries:.1f}"


def in_sql(work: list[Fact], times: int) -> float:
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE bench_entry (holder text, kind text, hours numeric(7,2), count int)"
        )
        for start in range(0, len(work), 5000):
            rows = [(f.holder, f.kind, f.hours, f.count) for f in work[start : start + 5000]]
            values = ",".join(["(%s,%s,%s,%s)"] * len(rows))
            cursor.execute(
                f"INSERT INTO bench_entry VALUES {values}", [field for row in rows for field in row]
            )
        cursor.execute("ANALYZE bench_entry")
        ms = median_of(max(3, times), lambda: summed(cursor))
        cursor.execute("DROP TABLE bench_entry")
    return ms


def summed(cursor):
    cursor.execute("SELECT holder, kind, sum(hours), sum(count) FROM bench_entry GROUP BY holder, kind")
    return cursor.fetchall()
