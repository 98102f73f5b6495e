"""``verify_ledger`` finds every broken promise, also of a ledger somebody has laid hands on."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from apps.credits import services
from apps.credits.verifying import QUERIES
from tests.credits.ledger import rows
from tests.credits.packs import CAPPED, attend, mark, publish
from tests.emptying import GUARDED, UNGUARDED
from tests.factories import SemesterFactory

COLUMNS = """school_id, semester_id, kind_id, member_id, group_id, date, hours, credits, points, category, count,
    characters, level, role, source_key, revision, title, explanation, reason, posted_at"""


# A copy of an entry under the next number, with another source key and revision to come.
FORGED = "INSERT INTO credits_entry (number, {0}, source_key, revision) SELECT 5, {0},".format(
    COLUMNS.replace("source_key, revision, ", "")
)


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
    ],
)  # fmt: skip
def test_a_ledger_somebody_has_laid_hands_on_is_found_out(history, sql, broken, elsewhere):
    rows("SET CONSTRAINTS ALL IMMEDIATE")
    for line in UNGUARDED:
        rows(line)
    for name in ("entry_posted_once_for_member", "entry_posted_once_for_group"):
        rows(f"DROP INDEX {name}")
    for name in ("entry_sign", "entry_reversal_has_reason", "credits_entry_reverses_id_key"):
        rows(f"ALTER TABLE credits_entry DROP CONSTRAINT {name}")
    rows(sql)
    rows("SET CONSTRAINTS ALL IMMEDIATE")
    for line in GUARDED:
        rows(line)
    code, report = asked()
    assert code == 1
    assert report["breaches"][broken]


@pytest.fixture
def elsewhere(history):
    """A semester of another school."""
    return SemesterFactory()


def test_one_school_alone(history, cast):
    out = StringIO()
    call_command("verify_ledger", "--school", cast.school.code, stdout=out)
    assert "4 entries" in out.getvalue()
