"""Whether the ledger keeps every promise: asked of the database itself, and of each explanation.

What the database refuses by constraint and trigger is asked again: a table may have been altered, a backup edited.
What was altered or deleted meanwhile shows beside what the database kept of each semester (``LedgerHead``).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from django.db import connection
from django.db.models import Max

from apps.credits.models import Entry, SemesterSeal
from apps.credits.rules.steps import replay, step_from_json
from apps.credits.rules.words import UNITS
from apps.credits.selectors import differences

MOST_NAMED = 200
REFERENCE = "sc.code || '-' || y.first_year || '-' || s.term || '-' || lpad(e.number::text, 4, '0')"
SEMESTER = "sc.code || ' ' || y.first_year || '-' || s.term"
NAMED = """
    JOIN schools_semester s ON s.id = e.semester_id JOIN schools_schoolyear y ON y.id = s.year_id
    JOIN schools_school sc ON sc.id = e.school_id
"""
OURS = "(%(school)s::bigint IS NULL OR e.school_id = %(school)s)"
STANDS = "e.reverses_id IS NULL AND NOT EXISTS (SELECT FROM credits_entry r WHERE r.reverses_id = e.id)"
HOLDER = "e.school_id, e.source_key, e.kind_id, e.member_id, e.group_id"
# What the database has kept of each semester, ``h``, beside what its ledger comes to, ``n``: one of them may be gone.
HEADS = f"""
    credits_ledgerhead h FULL JOIN (
        SELECT e.semester_id, max(e.number) AS newest, bit_xor(credits_entry_digest(e)) AS digest
        FROM credits_entry e WHERE {OURS} GROUP BY 1
    ) n ON n.semester_id = h.semester_id
    JOIN schools_semester s ON s.id = COALESCE(h.semester_id, n.semester_id)
    JOIN schools_schoolyear y ON y.id = s.year_id JOIN schools_school sc ON sc.id = s.school_id
    WHERE (%(school)s::bigint IS NULL OR s.school_id = %(school)s)
"""
SUMS = "sum({0}.hours), sum({0}.credits), sum({0}.points), sum({0}.count), sum({0}.characters)"

# Each answers the breaches of one promise, one text a row.
QUERIES = {
    "numbers": f"""
        SELECT {SEMESTER} || ': ' || count(*) || ' entries, numbers '
            || min(e.number) || ' to ' || max(e.number)
        FROM credits_entry e {NAMED} WHERE {OURS}
        GROUP BY sc.code, y.first_year, s.term, e.semester_id
        HAVING min(e.number) <> 1 OR max(e.number) <> count(*) OR count(DISTINCT e.number) <> count(*)
    """,
    "newest": f"""
        SELECT {SEMESTER} || ': the last number given was ' || COALESCE(h.last_number, 0) || ', the newest entry has '
            || COALESCE(n.newest, 0)
        FROM {HEADS} AND COALESCE(h.last_number, 0) <> COALESCE(n.newest, 0)
    """,
    "untouched": f"""
        SELECT {SEMESTER} || ': entries are not as they were posted'
        FROM {HEADS} AND COALESCE(h.digest, 0) <> COALESCE(n.digest, 0)
    """,
    "closings": f"""
        SELECT {SEMESTER} || ': closed ' || COALESCE(max(h.closings), 0) || ' times, written down ' || count(c.id)
        FROM schools_semester s LEFT JOIN credits_ledgerhead h ON h.semester_id = s.id
        LEFT JOIN credits_semesterseal c ON c.semester_id = s.id
        JOIN schools_schoolyear y ON y.id = s.year_id JOIN schools_school sc ON sc.id = s.school_id
        WHERE (%(school)s::bigint IS NULL OR s.school_id = %(school)s)
        GROUP BY s.id, sc.code, y.first_year HAVING COALESCE(max(h.closings), 0) <> count(c.id)
    """,
    "reversals": f"""
        SELECT {REFERENCE} || ': does not mirror the entry it reverses'
        FROM credits_entry e {NAMED} JOIN credits_entry o ON o.id = e.reverses_id
        WHERE {OURS} AND (o.reverses_id IS NOT NULL OR e.reason = ''
            OR (e.school_id, e.semester_id, e.kind_id, e.member_id, e.group_id, e.date, e.level, e.role, e.category,
                e.source_key, e.revision, e.hours, e.credits, e.points, e.count, e.characters)
            IS DISTINCT FROM (o.school_id, o.semester_id, o.kind_id, o.member_id, o.group_id, o.date, o.level, o.role,
                o.category, o.source_key, o.revision, -o.hours, -o.credits, -o.points, -o.count, -o.characters))
        UNION ALL
        SELECT {REFERENCE} || ': reversed ' || count(*) || ' times'
        FROM credits_entry e {NAMED} JOIN credits_entry r ON r.reverses_id = e.id
        WHERE {OURS} GROUP BY sc.code, y.first_year, s.term, e.number HAVING count(*) > 1
    """,
    "once": f"""
        SELECT e.source_key || ': stands ' || count(*) || ' times for one holder and kind'
        FROM credits_entry e WHERE {STANDS} AND {OURS} GROUP BY {HOLDER} HAVING count(*) > 1
    """,
    "chain": f"""
        SELECT e.source_key || ': revisions ' || min(e.revision) || ' to ' || max(e.revision) || ' in '
            || count(*) || ' entries'
        FROM credits_entry e WHERE e.reverses_id IS NULL AND {OURS}
        GROUP BY {HOLDER} HAVING min(e.revision) <> 0 OR max(e.revision) + 1 <> count(*)
    """,
    "sums": f"""
        SELECT 'semester ' || a.semester_id || ', kind ' || a.kind_id || ', holder '
            || COALESCE('member:' || a.member_id, 'group:' || a.group_id) || ': what stands is not what all add up to'
        FROM (
            SELECT e.semester_id, e.kind_id, e.member_id, e.group_id, ARRAY[{SUMS.format("e")}] AS whole,
                ARRAY[{SUMS.format("t")}] AS stands
            FROM credits_entry e LEFT JOIN LATERAL (
                SELECT e.hours, e.credits, e.points, e.count, e.characters WHERE {STANDS}
            ) t ON true
            WHERE {OURS} GROUP BY 1, 2, 3, 4
        ) a
        WHERE EXISTS (
            SELECT FROM unnest(a.whole, a.stands) AS n(w, t) WHERE COALESCE(n.w, 0) <> COALESCE(n.t, 0)
        )
    """,
    "schools": f"""
        SELECT {REFERENCE} || ': semester, kind or holder of another school'
        FROM credits_entry e {NAMED} JOIN credits_entrykind k ON k.id = e.kind_id
        LEFT JOIN staff_staffmember m ON m.id = e.member_id LEFT JOIN groups_group g ON g.id = e.group_id
        WHERE {OURS} AND (s.school_id, k.school_id, COALESCE(m.school_id, g.school_id))
            IS DISTINCT FROM (e.school_id, e.school_id, e.school_id)
    """,
    "confirmed": f"""
        SELECT {REFERENCE} || CASE WHEN p.id IS NULL THEN ': stands, but no work is behind it'
            ELSE ': stands, but its work is not confirmed' END
        FROM credits_entry e {NAMED} LEFT JOIN credits_proposal p ON (p.school_id, p.source_key, p.kind_id) =
            (e.school_id, e.source_key, e.kind_id) AND p.member_id IS NOT DISTINCT FROM e.member_id
            AND p.group_id IS NOT DISTINCT FROM e.group_id
        WHERE {STANDS} AND {OURS} AND p.state IS DISTINCT FROM 'confirmed'
    """,
}  # fmt: skip


@dataclass
class Report:
    """What was looked at, and every promise with its breaches."""

    entries: int
    breaches: dict[str, list[str]] = field(default_factory=dict)

    @property
    def holds(self) -> bool:
        return not any(self.breaches.values())

    def as_json(self) -> dict:
        return {"ok": self.holds, "entries": self.entries, "breaches": self.breaches}


def verify(school_id: int | None = None, note: Callable[[str], None] = lambda name: None) -> Report:
    """Look at all entries, of one school or of all; ``note(name)`` is called before each promise."""
    entries = Entry.objects.all() if school_id is None else Entry.objects.filter(school_id=school_id)
    report = Report(entries.count())
    for name, query in QUERIES.items():
        note(name)
        report.breaches[name] = _asked(query, school_id)
    for name, found in (("frozen", _frozen), ("explained", _explained)):
        note(name)
        report.breaches[name] = [text for text, _n in zip(found(school_id), range(MOST_NAMED), strict=False)]
    return report


def _asked(query: str, school_id: int | None) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM ({query}) AS found LIMIT {MOST_NAMED}", {"school": school_id})
        return [row[0] for row in cursor.fetchall()]


def _frozen(school_id: int | None) -> Iterator[str]:
    """Closings whose totals are not what the ledger was up to then, also of semesters that were opened again; closed
    semesters whose ledger has grown.
    """
    seals = SemesterSeal.objects.select_related("semester__year", "semester__school")
    for seal in seals if school_id is None else seals.filter(school_id=school_id):
        semester = seal.semester
        where = f"{semester.school.code} {semester.year.first_year}-{semester.term}"
        for found in differences(seal, as_closed=True):
            holder = f"member:{found.member_id}" if found.member_id else f"group:{found.group_id}"
            yield f"{where}: kind {found.kind_id} of {holder} is not what it was when the semester was closed"
        last = Entry.objects.filter(semester=semester).aggregate(last=Max("number"))["last"] or 0
        if last < seal.last_number or (seal.reopened_at is None and last > seal.last_number):
            yield f"{where}: closed at number {seal.last_number}, now {last}"


def _explained(school_id: int | None) -> Iterator[str]:
    """Entries whose stored steps lead to another amount than the one that was posted."""
    rows = Entry.objects.filter(reverses=None).order_by("pk")
    rows = rows if school_id is None else rows.filter(school_id=school_id)
    columns = ("pk", "source_key", "explanation", *UNITS)
    for pk, source, explanation, *amounts in rows.values_list(*columns).iterator(chunk_size=5000):
        held = dict(zip(UNITS, amounts, strict=True))
        said = recomputed(explanation)
        if said is None or any(said.get(unit, Decimal(0)) != amount for unit, amount in held.items()):
            yield f"entry {pk} ({source}): its steps do not lead to {held['hours']} hours"


def recomputed(explanation: dict) -> dict[str, Decimal] | None:
    """The amounts the stored steps lead to, by unit; None when they cannot be read.

    Steps of entries made before packs were data name the hours themselves, or none.
    """
    try:
        if "unit" not in explanation:
            bases = [Decimal(s["hours"]) for s in explanation.get("steps", ()) if s.get("step") == "base"]
            return {"hours": sum(bases, Decimal(0))}
        parts = [explanation, *explanation.get("also", ())]
        return {part["unit"]: replay(map(step_from_json, part["steps"])) for part in parts}
    except (KeyError, TypeError, ValueError, InvalidOperation, ZeroDivisionError):
        return None
