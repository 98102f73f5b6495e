"""``verify_ledger`` finds every broken promise, also of a ledger somebody has laid hands on."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

from apps.credits import services
from apps.credits.models import Entry
from apps.credits.verifying import QUERIES
from tests.credits.ledger import posting, rows, settled
from tests.credits.packs import CAPPED, attend, mark, publish
from tests.emptying import GUARDED, UNGUARDED
from tests.factories import SemesterFactory

COLUMNS = """school_id, semester_id, kind_id, member_id, group_id, date, hours, credits, points, category, count,
    characters, level, role, source_key, revision, title, explanation, reason, posted_at"""


# A copy of an entry under the next number, with another source key and revision to come.
FORGED = "INSERT INTO credits_entry (number, {0}, source_key, revision) SELECT 5, {0},".format(
    COLUMNS.replace("source_key, revision, ", "")
)

# The first two entries change places.
SWAPPED = """
    UPDATE credits_entry SET number = 99 WHERE number = 1;
    UPDATE credits_entry SET number = 1 WHERE number = 2;
    UPDATE credits_entry SET number = 2 WHERE number = 99
"""


def asked() -> tuple[int, dict]:
    out = StringIO()
    try:
        call_command("verify_ledger", "--json", stdout=out)
    except SystemExit as end:
        return end.code, json.loads(out.getvalue())
    return 0, json.loads(out.getvalue())


@pytest.fixture
def history(cast, now):
    """Recorded, corrected, valued by a pack, closed."""
    row = attend(cast, hours="3")
    attend(cast, hours="4", member=cast.leader)
    mark(cast, row, "absent")
    mark(cast, row, "present")
    publish(cast, CAPPED)
    return services.close_semester(cast.semester, actor=None, now=now)


def test_an_honest_ledger_holds(history):
    code, report = asked()
    assert (code, report["ok"]) == (0, True)
    assert set(report["breaches"]) == {*QUERIES, "frozen", "explained"}
    assert report["entries"] == 4


def test_an_empty_ledger_holds(db):
    assert asked()[0] == 0


@pytest.mark.parametrize(
    ("sql", "broken"),
    [
        ("UPDATE credits_entry SET number = 99 WHERE number = 1", "numbers"),
        ("UPDATE credits_entry SET hours = -1 WHERE reverses_id IS NOT NULL", "reversals"),
        ("UPDATE credits_entry SET hours = 9 WHERE number = 2", "explained"),
        ("UPDATE credits_entry SET hours = 9 WHERE number = 2", "frozen"),
        ("UPDATE credits_entry SET revision = 7 WHERE number = 4", "chain"),
        ("UPDATE credits_entry SET hours = -1 WHERE reverses_id IS NOT NULL", "sums"),
        ("UPDATE credits_entry SET explanation = '{\"unit\": \"hours\"}' WHERE number = 1", "explained"),
        ("UPDATE credits_proposal SET state = 'waiting'", "confirmed"),
        (f"INSERT INTO credits_entry (number, {COLUMNS}) SELECT number + 4, {COLUMNS} FROM credits_entry"
         " WHERE number = 2", "once"),
        ("UPDATE credits_entry SET semester_id = (SELECT max(id) FROM schools_semester)", "schools"),
        ("DELETE FROM credits_entry WHERE number = 2", "numbers"),
        ("DELETE FROM credits_entry WHERE reverses_id IS NOT NULL", "once"),
        ("DELETE FROM credits_entry WHERE number = 4", "frozen"),
        (f"{FORGED} '9', revision FROM credits_entry WHERE number = 2", "frozen"),
        (f"{FORGED} '9', revision FROM credits_entry WHERE number = 2", "confirmed"),
        (f"{FORGED} source_key, revision + 5 FROM credits_entry WHERE number = 2", "chain"),
        ("UPDATE credits_entry SET member_id = (SELECT member_id FROM credits_entry WHERE number = 1)"
         " WHERE number = 2", "confirmed"),
        ("UPDATE credits_entry SET credits = 3 WHERE number = 2", "explained"),
        ("UPDATE credits_entry SET points = 3 WHERE number = 2", "explained"),
        ("UPDATE credits_entry SET explanation = jsonb_set(explanation, '{steps}', '[]') WHERE number = 2",
         "explained"),
        ("UPDATE credits_entry SET reason = '' WHERE reverses_id IS NOT NULL", "reversals"),
        ("UPDATE credits_entry SET date = date + 1 WHERE reverses_id IS NOT NULL", "reversals"),
        ("UPDATE credits_entry SET category = 'ethics' WHERE reverses_id IS NOT NULL", "reversals"),
        ("UPDATE credits_entry SET reverses_id = (SELECT id FROM credits_entry WHERE reverses_id IS NOT NULL)"
         " WHERE number = 4", "reversals"),
        ("UPDATE credits_entry SET reverses_id = (SELECT reverses_id FROM credits_entry WHERE reverses_id IS NOT NULL)"
         " WHERE number = 4", "reversals"),
        ("UPDATE credits_sealedtotal SET hours = hours + 1", "frozen"),
        ("DELETE FROM credits_sealedtotal", "frozen"),
        ("UPDATE credits_semesterseal SET last_number = last_number - 1", "frozen"),
        ("DELETE FROM credits_entry WHERE number = 4", "newest"),
        ("DELETE FROM credits_entry", "newest"),
        (SWAPPED, "untouched"),
        ("UPDATE credits_ledgerhead SET last_number = last_number + 1", "newest"),
        ("UPDATE credits_ledgerhead SET digest = digest + 1", "untouched"),
        ("DELETE FROM credits_ledgerhead", "newest"),
        ("DELETE FROM credits_sealedtotal; DELETE FROM credits_semesterseal", "closings"),
    ],
)  # fmt: skip
def test_a_ledger_somebody_has_laid_hands_on_is_found_out(history, sql, broken, elsewhere):
    tampered(sql)
    code, report = asked()
    assert code == 1
    assert report["breaches"][broken]


def tampered(sql: str):
    """What somebody may do who takes every trigger and constraint of the ledger away, and puts the triggers back."""
    rows("SET CONSTRAINTS ALL IMMEDIATE")
    for line in UNGUARDED:
        rows(line)
    for name in ("entry_posted_once_for_member", "entry_posted_once_for_group"):
        rows(f"DROP INDEX IF EXISTS {name}")
    for name in ("entry_sign", "entry_reversal_has_reason", "credits_entry_reverses_id_key"):
        rows(f"ALTER TABLE credits_entry DROP CONSTRAINT IF EXISTS {name}")
    rows(sql)
    rows("SET CONSTRAINTS ALL IMMEDIATE")
    for line in GUARDED:
        rows(line)


OTHERWISE = {
    "BigAutoField": "{} + 1000", "ForeignKey": "COALESCE({}, 0) + 1", "OneToOneField": "id - 1", "DateField": "{} + 1",
    "DecimalField": "{} + 1", "CharField": "{} || 'x'", "JSONField": "'{{\"a\": 1}}'",
    "DateTimeField": "{} + interval '1 s'",
}  # fmt: skip


def test_no_column_of_an_entry_can_be_altered_without_a_trace(cast):
    """In an open semester, where no sum is frozen: each by itself, on the newest entry, and it holds when put back."""
    actor = cast.office.user
    settled(cast, posting(cast), posting(cast, source="activities.attendance:2"), actor=actor)
    rows("SET CONSTRAINTS ALL IMMEDIATE; " + "; ".join(UNGUARDED))
    held = "SELECT conname FROM pg_constraint WHERE conrelid = 'credits_entry'::regclass AND contype <> 'n'"
    for (name,) in rows(held):
        rows(f"ALTER TABLE credits_entry DROP CONSTRAINT IF EXISTS {name} CASCADE")
    all_schools = {"school": None}
    for field in Entry._meta.concrete_fields:
        otherwise = OTHERWISE.get(field.get_internal_type(), "{} + 1").format(field.column)
        with transaction.atomic():
            rows(f"UPDATE credits_entry SET {field.column} = {otherwise} WHERE number = 2")
            assert rows(QUERIES["untouched"], all_schools), field.column
            transaction.set_rollback(True)
        assert not rows(QUERIES["untouched"], all_schools)


def test_of_an_open_semester_the_newest_entries_are_missed(cast):
    """And the ledger goes on after the last number it has given, so that the gap stays for everybody to see."""
    row, *_others = [attend(cast, hours="3"), attend(cast, hours="4", member=cast.leader)]
    tampered(f"DELETE FROM credits_proposal WHERE member_id = {cast.leader.pk}")
    tampered("DELETE FROM credits_entry WHERE number = 2")
    _code, report = asked()
    assert {name for name, found in report["breaches"].items() if found} == {"newest", "untouched"}
    assert report["breaches"]["newest"] == [
        "QINGXI 2025-1: the last number given was 2, the newest entry has 1"
    ]
    mark(cast, row, "absent")
    assert sorted(Entry.objects.values_list("number", flat=True)) == [1, 3]
    assert asked()[1]["breaches"]["numbers"]


def test_a_closing_that_was_broken_still_tells_what_the_ledger_was(history, cast, now):
    services.reopen_semester(history, reason="补录", actor=None, now=now)
    attend(cast, hours="2", day=date(2025, 9, 19))
    services.close_semester(cast.semester, actor=None, now=now)
    assert asked()[0] == 0
    tampered(f"UPDATE credits_sealedtotal SET hours = hours + 1 WHERE seal_id = {history.pk}")
    assert asked()[1]["breaches"]["frozen"]


@pytest.fixture
def elsewhere(history):
    """A semester of another school."""
    return SemesterFactory()


def test_one_school_alone(history, cast):
    out = StringIO()
    call_command("verify_ledger", "--school", cast.school.code, stdout=out)
    assert "4 entries" in out.getvalue()
