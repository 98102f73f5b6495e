"""The ledger's own guard, in plain SQL.

The triggers of django-pgtrigger look at the setting ``pgtrigger.ignore``, which whoever may send SQL may set. These
look at nothing: no entry is changed, deleted or emptied away, and none is inserted while that setting names a
trigger of the ledger. ``ENABLE ALWAYS`` makes them hold in the replication role too. Whoever owns the table can still
alter it: ``docs/operations.md`` says how to run the site without owning it.
"""

from django.db import migrations

GUARD = """
CREATE FUNCTION credits_ledger_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        RAISE EXCEPTION 'the ledger is never emptied';
    ELSIF TG_OP <> 'INSERT' THEN
        RAISE EXCEPTION 'ledger entries are never changed or deleted';
    ELSIF EXISTS (
        SELECT FROM pg_trigger
        WHERE tgrelid = TG_RELID AND NOT tgisinternal
        AND position(tgname::text IN current_setting('pgtrigger.ignore', true)) > 0
    ) THEN
        RAISE EXCEPTION 'the triggers of the ledger are never ignored';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER ledger_guard_rows BEFORE UPDATE OR DELETE ON credits_entry
    FOR EACH ROW EXECUTE FUNCTION credits_ledger_guard();
CREATE TRIGGER ledger_guard_whole BEFORE TRUNCATE ON credits_entry
    FOR EACH STATEMENT EXECUTE FUNCTION credits_ledger_guard();
CREATE TRIGGER ledger_guard_inserts AFTER INSERT ON credits_entry
    FOR EACH STATEMENT EXECUTE FUNCTION credits_ledger_guard();
ALTER TABLE credits_entry ENABLE ALWAYS TRIGGER ledger_guard_rows;
ALTER TABLE credits_entry ENABLE ALWAYS TRIGGER ledger_guard_whole;
ALTER TABLE credits_entry ENABLE ALWAYS TRIGGER ledger_guard_inserts;
"""


class Migration(migrations.Migration):
    dependencies = [("credits", "0002_ledger_holds_itself")]

    operations = [
        migrations.RunSQL(
            GUARD,
            """
            DROP TRIGGER ledger_guard_rows ON credits_entry;
            DROP TRIGGER ledger_guard_whole ON credits_entry;
            DROP TRIGGER ledger_guard_inserts ON credits_entry;
            DROP FUNCTION credits_ledger_guard();
            """,
        ),
    ]
