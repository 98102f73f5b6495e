import django.db.models.deletion
import pgtrigger.migrations
from django.db import migrations, models

# Everything an entry says, as one number; the same in every release of PostgreSQL and for every setting of a
# connection. Between two columns stands a sign nobody types. Of all entries of a semester the numbers are taken together
# by XOR, so their order does not matter.
DIGEST = """
CREATE FUNCTION credits_entry_digest(e credits_entry) RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT ('x' || encode(substr(sha256(convert_to(concat(
        e.id, E'\\x1f', e.school_id, E'\\x1f', e.semester_id, E'\\x1f', e.number, E'\\x1f', e.kind_id, E'\\x1f',
        e.member_id, E'\\x1f', e.group_id, E'\\x1f', e.date - DATE '2000-01-01', E'\\x1f', e.hours, E'\\x1f',
        e.credits, E'\\x1f', e.points, E'\\x1f', e.category, E'\\x1f', e.count, E'\\x1f', e.characters, E'\\x1f',
        e.level, E'\\x1f', e.role, E'\\x1f', e.source_key, E'\\x1f', e.revision, E'\\x1f', e.title, E'\\x1f',
        e.explanation, E'\\x1f', e.reverses_id, E'\\x1f', e.reason, E'\\x1f', e.posted_by_id, E'\\x1f',
        extract(epoch FROM e.posted_at)
    ), 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint
$$;
"""

# Numbers are unique; so they have no gap when the new ones of a semester follow one another and the last one given.
# Both functions write with the rights of whoever owns them: the site itself may need none to change a head.
HEAD = """
CREATE FUNCTION credits_ledger_head() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF EXISTS (
        SELECT FROM (
            SELECT semester_id, min(number) AS first, max(number) AS last, count(*) AS many
            FROM fresh GROUP BY semester_id
        ) f LEFT JOIN credits_ledgerhead h ON h.semester_id = f.semester_id
        WHERE f.last - f.first + 1 <> f.many OR f.first - 1 <> COALESCE(h.last_number, 0)
    ) THEN
        RAISE EXCEPTION 'the numbers of a ledger have no gap' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    INSERT INTO credits_ledgerhead AS h (semester_id, last_number, digest, closings)
    SELECT f.semester_id, max(f.number), bit_xor(credits_entry_digest(f)), 0 FROM fresh f GROUP BY f.semester_id
    ON CONFLICT (semester_id) DO UPDATE
        SET last_number = EXCLUDED.last_number, digest = h.digest # EXCLUDED.digest;
    RETURN NULL;
END $$;

CREATE FUNCTION credits_head_closed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    INSERT INTO credits_ledgerhead AS h (semester_id, last_number, digest, closings)
    VALUES (NEW.semester_id, 0, 0, 1)
    ON CONFLICT (semester_id) DO UPDATE SET closings = h.closings + 1;
    RETURN NULL;
END $$;

CREATE FUNCTION credits_head_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the head of a ledger is kept by the database alone';
END $$;

DO $do$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['credits_ledger_head', 'credits_head_closed'] LOOP
        EXECUTE format('ALTER FUNCTION %I() SET search_path = %I, pg_temp', name, current_schema());
    END LOOP;
END $do$;

-- What is there already.
INSERT INTO credits_ledgerhead (semester_id, last_number, digest, closings)
SELECT s.id, COALESCE(e.last, 0), COALESCE(e.digest, 0), COALESCE(c.many, 0)
FROM schools_semester s
LEFT JOIN (
    SELECT e.semester_id, max(e.number) AS last, bit_xor(credits_entry_digest(e)) AS digest
    FROM credits_entry e GROUP BY 1
) e ON e.semester_id = s.id
LEFT JOIN (SELECT semester_id, count(*) AS many FROM credits_semesterseal GROUP BY 1) c ON c.semester_id = s.id
WHERE e.semester_id IS NOT NULL OR c.semester_id IS NOT NULL;

CREATE TRIGGER ledger_head AFTER INSERT ON credits_entry REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION credits_ledger_head();
CREATE TRIGGER seal_head AFTER INSERT ON credits_semesterseal
    FOR EACH ROW EXECUTE FUNCTION credits_head_closed();
CREATE TRIGGER head_guard_inserts BEFORE INSERT ON credits_ledgerhead
    FOR EACH ROW WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION credits_head_guard();
CREATE TRIGGER head_guard_rows BEFORE UPDATE OR DELETE ON credits_ledgerhead
    FOR EACH ROW WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION credits_head_guard();
CREATE TRIGGER head_guard_whole BEFORE TRUNCATE ON credits_ledgerhead
    FOR EACH STATEMENT EXECUTE FUNCTION credits_head_guard();
-- Not those that write: a copy of the database is sent the heads themselves.
ALTER TABLE credits_ledgerhead ENABLE ALWAYS TRIGGER head_guard_rows;
ALTER TABLE credits_ledgerhead ENABLE ALWAYS TRIGGER head_guard_whole;
"""

UNDO = """
DROP TRIGGER ledger_head ON credits_entry;
DROP TRIGGER seal_head ON credits_semesterseal;
DROP TRIGGER head_guard_inserts ON credits_ledgerhead;
DROP TRIGGER head_guard_rows ON credits_ledgerhead;
DROP TRIGGER head_guard_whole ON credits_ledgerhead;
DROP FUNCTION credits_ledger_head();
DROP FUNCTION credits_head_closed();
DROP FUNCTION credits_head_guard();
DROP FUNCTION credits_entry_digest(credits_entry);
DELETE FROM credits_ledgerhead;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("credits", "0007_work_to_value_anew"),
        ("schools", "0005_plans_a_week"),
    ]

    operations = [
        migrations.CreateModel(
            name="LedgerHead",
            fields=[
                (
                    "semester",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="ledger_head",
                        serialize=False,
                        to="schools.semester",
                        verbose_name="semester",
                    ),
                ),
                ("last_number", models.PositiveIntegerField(verbose_name="last number of the ledger")),
                ("digest", models.BigIntegerField(verbose_name="what its entries come to")),
                ("closings", models.PositiveIntegerField(verbose_name="how often it was closed")),
            ],
            options={"verbose_name": "head of a ledger", "verbose_name_plural": "heads of ledgers"},
        ),
        pgtrigger.migrations.RemoveTrigger(model_name="entry", name="no_gap"),
        migrations.RunSQL(DIGEST + HEAD, UNDO),
    ]
