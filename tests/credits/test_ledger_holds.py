"""The database refuses what must never happen to the ledger, also to raw SQL."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from apps.credits.choices import Family
from apps.credits.models import Entry
from tests.credits.ledger import posting, rows, settled
from tests.factories import GroupFactory, SemesterFactory, kind_of

COPY = """
    INSERT INTO credits_entry (school_id, semester_id, number, kind_id, member_id, group_id, date, hours, credits,
        points, category, count, characters, level, role, source_key, revision, title, explanation, reverses_id,
        reason, posted_at)
    SELECT {columns} FROM credits_entry WHERE id = %s
"""
COLUMNS = {
    "school_id": "school_id", "semester_id": "semester_id", "number": "number + 1", "kind_id": "kind_id",
    "member_id": "member_id", "group_id": "group_id", "date": "date", "hours": "hours", "credits": "credits",
    "points": "points", "category": "category", "count": "count", "characters": "characters",
    "level": "level", "role": "role", "source_key": "source_key || '0'",
    "revision": "revision", "title": "title", "explanation": "explanation", "reverses_id": "reverses_id",
    "reason": "reason", "posted_at": "now()",
}  # fmt: skip
REVERSAL = {
    "reverses_id": "id", "hours": "-hours", "credits": "-credits", "points": "-points", "count": "-count",
    "characters": "-characters", "reason": "'误'",
    "source_key": "source_key",
}  # fmt: skip


@pytest.fixture
def entry(cast) -> Entry:
    settled(cast, posting(cast))
    return Entry.objects.get()


def insert(entry, **changes):
    """Insert a copy of the entry by raw SQL, as another source, with some columns changed."""
    rows(COPY.format(columns=", ".join((COLUMNS | changes).values())), [entry.pk])


def refused(act, match, error=IntegrityError):
    with pytest.raises(error, match=match), transaction.atomic():
        act()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE credits_entry SET hours = 9",
        "UPDATE credits_entry SET title = title",
        "DELETE FROM credits_entry",
        "INSERT INTO credits_entry SELECT * FROM credits_entry ON CONFLICT (id) DO UPDATE SET hours = 9",
        "WITH gone AS (DELETE FROM credits_entry RETURNING id) SELECT * FROM gone",
        "MERGE INTO credits_entry e USING schools_school s ON true WHEN MATCHED THEN DELETE",
    ],
)
def test_no_statement_changes_or_deletes_an_entry(entry, sql):
    refused(lambda: rows(sql), "never changed or deleted", DatabaseError)
    assert rows("SELECT hours, title FROM credits_entry") == [(entry.hours, entry.title)]


@pytest.mark.parametrize(
    "sql", ["TRUNCATE credits_entry", "TRUNCATE credits_entry CASCADE", "TRUNCATE credits_entrykind CASCADE"]
)
def test_the_ledger_is_never_emptied(entry, sql):
    rows("SET CONSTRAINTS ALL IMMEDIATE")  # a truncation is refused for pending checks before any trigger
    refused(lambda: rows(sql), "never emptied", DatabaseError)
    assert rows("SELECT count(*) FROM credits_entry") == [(1,)]


IGNORE = """
    SELECT set_config('pgtrigger.ignore', array_agg(tgname)::text, true) FROM pg_trigger
    WHERE starts_with(tgname::text, 'pgtrigger')
"""


@pytest.mark.parametrize("setting", [IGNORE, "SET LOCAL session_replication_role = replica"])
@pytest.mark.parametrize(
    ("sql", "match"),
    [
        ("UPDATE credits_entry SET hours = 9", "never changed or deleted"),
        ("DELETE FROM credits_entry", "never changed or deleted"),
        ("TRUNCATE credits_entry", "never emptied"),
    ],
)
def test_no_setting_switches_the_guard_off(entry, setting, sql, match):
    rows("SET CONSTRAINTS ALL IMMEDIATE")
    rows(setting)
    refused(lambda: rows(sql), match, DatabaseError)
    assert rows("SELECT hours FROM credits_entry") == [(entry.hours,)]


def test_a_setting_made_within_the_statement_comes_too_late(entry):
    sneaky = f"UPDATE credits_entry SET explanation = to_jsonb(({IGNORE})::text)"
    refused(lambda: rows(sneaky), "never changed or deleted", DatabaseError)


def test_nothing_is_inserted_while_the_ledgers_triggers_are_ignored(entry):
    rows(IGNORE)
    refused(lambda: insert(entry, number="number + 5"), "never ignored", DatabaseError)
    refused(lambda: insert(entry), "never ignored", DatabaseError)


def test_a_setting_that_ignores_others_is_no_matter(entry):
    rows("SET LOCAL pgtrigger.ignore = '{pgtrigger_of_something_else}'")
    insert(entry)
    assert rows("SELECT count(*) FROM credits_entry") == [(2,)]


def test_a_role_that_does_not_own_the_ledger_can_add_to_it_and_nothing_else(entry):
    rows("CREATE ROLE ledger_writer")
    rows("GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA public TO ledger_writer")
    rows("GRANT ledger_writer TO CURRENT_USER")
    rows("SET LOCAL ROLE ledger_writer")
    for sql in (
        "ALTER TABLE credits_entry DISABLE TRIGGER ALL",
        "DROP TRIGGER ledger_guard_rows ON credits_entry",
        "SET LOCAL session_replication_role = replica",
        "CREATE OR REPLACE FUNCTION credits_ledger_guard() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    ):
        refused(lambda sql=sql: rows(sql), "must be owner|permission denied", DatabaseError)
    insert(entry)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE credits_ledgerhead SET last_number = 0",
        "INSERT INTO credits_ledgerhead SELECT id, 7, 0, 0 FROM schools_semester WHERE id NOT IN"
        " (SELECT semester_id FROM credits_ledgerhead)",
        "DELETE FROM credits_ledgerhead",
        "TRUNCATE credits_ledgerhead",
    ],
)
def test_what_is_kept_of_a_semesters_ledger_is_kept_by_the_database_alone(entry, sql):
    SemesterFactory()
    rows("SET CONSTRAINTS ALL IMMEDIATE")
    if "INSERT" not in sql:  # a copy of the database is sent the rows themselves
        rows("SET LOCAL session_replication_role = replica")
    refused(lambda: rows(sql), "kept by the database alone", DatabaseError)


def test_the_orm_is_refused_alike(entry):
    refused(lambda: Entry.objects.update(hours=9), "never changed", DatabaseError)
    refused(lambda: Entry.objects.all().delete(), "never changed", DatabaseError)
    refused(entry.save, "never changed", DatabaseError)
    refused(entry.delete, "never changed", DatabaseError)


def test_what_an_entry_hangs_on_cannot_be_deleted_under_it(entry, cast):
    for table, pk in (("staff_staffmember", cast.teacher.pk), ("credits_entrykind", entry.kind_id)):

        def delete(table=table, pk=pk):
            rows(f"DELETE FROM {table} WHERE id = %s", [pk])
            rows("SET CONSTRAINTS ALL IMMEDIATE")

        refused(delete, "foreign key")


def test_an_honest_copy_and_an_honest_reversal_are_taken(entry):
    insert(entry)
    insert(entry, number="number + 2", **REVERSAL)
    assert rows("SELECT sum(hours) FROM credits_entry") == [(entry.hours,)]


def test_an_entry_has_exactly_one_holder(entry, cast):
    refused(lambda: insert(entry, group_id=str(cast.group.pk)), "entry_has_one_holder")
    refused(lambda: insert(entry, member_id="NULL"), "entry_has_one_holder")


def test_a_source_does_not_stand_twice(entry):
    same = {"source_key": "source_key"}
    refused(lambda: insert(entry, **same), "entry_posted_once_for_member")
    refused(lambda: insert(entry, revision="1", **same), "only after its last entry was reversed")
    insert(entry, **REVERSAL)
    refused(lambda: insert(entry, number="number + 2", revision="2", **same), "only after")
    insert(entry, number="number + 2", revision="1", **same)


def test_a_group_is_not_posted_twice_either(entry, cast):
    group = {"member_id": "NULL", "group_id": str(cast.group.pk)}
    insert(entry, **group)
    refused(lambda: insert(entry, number="number + 2", **group), "entry_posted_once_for_group")


@pytest.mark.parametrize(
    ("number", "match"),
    [
        ("number", "entry_number_once"),
        ("number + 2", "no gap"),
        ("number - 1", "no gap"),
        ("-1", "number_check"),
    ],
)
def test_numbers_leave_no_gap_and_come_once(entry, number, match):
    refused(lambda: insert(entry, number=number), match)


def test_numbers_inserted_together_leave_no_gap_either(entry):
    one = COPY.format(columns=", ".join((COLUMNS | {"number": "number + 1"}).values()))
    other = COPY.format(
        columns=", ".join((COLUMNS | {"number": "number + 3", "source_key": "'x:1'"}).values())
    ).partition("SELECT")[2]
    refused(lambda: rows(f"{one} UNION ALL SELECT {other}", [entry.pk, entry.pk]), "no gap")


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("hours", "-hours - 1"), ("count", "0"), ("characters", "-1"), ("date", "date + 1"),
        ("source_key", "source_key || '0'"), ("revision", "revision + 1"), ("level", "'city'"), ("role", "'chair'"),
    ],
)  # fmt: skip
def test_a_reversal_mirrors_its_entry(entry, column, value):
    refused(lambda: insert(entry, **REVERSAL | {column: value}), "opposite sign")


def test_a_reversal_for_someone_else_is_refused(entry, cast):
    refused(lambda: insert(entry, **REVERSAL, member_id=str(cast.leader.pk)), "opposite sign")


def test_a_reversal_says_why(entry):
    refused(lambda: insert(entry, **REVERSAL | {"reason": "''"}), "entry_reversal_has_reason")


def test_an_entry_is_reversed_once_and_a_reversal_never(entry):
    insert(entry, **REVERSAL)
    refused(lambda: insert(entry, **REVERSAL | {"number": "number + 2"}), "reverses_id")
    reversal = Entry.objects.get(reverses=entry)
    mirrored = {"hours": "0", "count": "0", "characters": "0"}
    refused(lambda: insert(reversal, **REVERSAL | mirrored), "amounts of a posted entry")


def test_amounts_have_the_sign_of_what_they_are(entry):
    for column in ("hours", "count", "characters"):
        refused(lambda column=column: insert(entry, **{column: "-1"}), "entry_sign")


def test_an_entry_is_explained(entry):
    refused(lambda: insert(entry, explanation="'{}'"), "entry_is_explained")


def test_an_entry_belongs_to_one_school(entry, cast):
    stranger = cast.stranger
    foreign_kind = kind_of(stranger.school, Family.ACTIVITY, "lecture")
    foreign_group = GroupFactory(school=stranger.school)
    refused(lambda: insert(entry, member_id=str(stranger.pk)), "one school")
    refused(lambda: insert(entry, kind_id=str(foreign_kind.pk)), "one school")
    refused(lambda: insert(entry, school_id=str(stranger.school_id)), "one school")
    refused(lambda: insert(entry, member_id="NULL", group_id=str(foreign_group.pk)), "one school")
