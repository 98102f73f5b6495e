"""What the database itself refuses to have done to the ledger, whoever asks and in whatever words.

What is inserted is looked at once for each statement, not for each row: an import posts thousands. Whoever may set
``pgtrigger.ignore`` would switch these off; the plain guard of migration 0003 heeds no setting and refuses that too.
That numbers have no gap is seen to in plain SQL as well, with what is kept of each semester (migration 0008).
"""

import pgtrigger


def _refusal(text: str) -> str:
    return f"RAISE EXCEPTION '{text}' USING ERRCODE = 'integrity_constraint_violation';"


def _inserted(name: str, found: str, refusal: str) -> pgtrigger.Trigger:
    """A trigger that refuses an INSERT when the query ``found`` over its rows, ``fresh``, finds any."""
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        operation=pgtrigger.Insert,
        when=pgtrigger.After,
        referencing=pgtrigger.Referencing(new="fresh"),
        func=f"IF EXISTS ({found}) THEN {_refusal(refusal)} END IF; RETURN NULL;",
    )


append_only = pgtrigger.Trigger(
    name="append_only",
    operation=pgtrigger.Update | pgtrigger.Delete,
    when=pgtrigger.Before,
    func="RAISE EXCEPTION 'ledger entries are never changed or deleted';",
)

no_truncate = pgtrigger.Trigger(
    name="no_truncate",
    level=pgtrigger.Statement,
    operation=pgtrigger.Truncate,
    when=pgtrigger.Before,
    func="RAISE EXCEPTION 'the ledger is never emptied';",
)

one_school = _inserted(
    "one_school",
    """
    SELECT FROM fresh f
    JOIN schools_semester s ON s.id = f.semester_id
    JOIN credits_entrykind k ON k.id = f.kind_id
    LEFT JOIN staff_staffmember m ON m.id = f.member_id
    LEFT JOIN groups_group g ON g.id = f.group_id
    WHERE (s.school_id, k.school_id, COALESCE(m.school_id, g.school_id))
        IS DISTINCT FROM (f.school_id, f.school_id, f.school_id)
    """,
    "a ledger entry belongs to one school",
)

# Together with the unique constraints on (source, holder, kind, revision) this leaves at most one standing entry.
posted_again = _inserted(
    "posted_again_only_after_reversal",
    """
    SELECT FROM fresh f
    WHERE f.reverses_id IS NULL AND f.revision > 0 AND NOT EXISTS (
        SELECT FROM credits_entry e JOIN credits_entry r ON r.reverses_id = e.id
        WHERE e.school_id = f.school_id AND e.source_key = f.source_key AND e.kind_id = f.kind_id
        AND e.member_id IS NOT DISTINCT FROM f.member_id AND e.group_id IS NOT DISTINCT FROM f.group_id
        AND e.revision = f.revision - 1 AND e.reverses_id IS NULL
    )
    """,
    "a source is posted again only after its last entry was reversed",
)

_KEPT = (
    "school_id", "semester_id", "kind_id", "member_id", "group_id", "date", "level", "role", "category", "source_key",
    "revision",
)  # fmt: skip
_NEGATED = ("hours", "credits", "points", "count", "characters")
_FRESH = ", ".join(f"f.{name}" for name in _KEPT + _NEGATED)
_MIRRORED = ", ".join([*(f"e.{name}" for name in _KEPT), *(f"-e.{name}" for name in _NEGATED)])

reversal_mirrors = _inserted(
    "reversal_mirrors",
    f"""
    SELECT FROM fresh f JOIN credits_entry e ON e.id = f.reverses_id
    WHERE e.reverses_id IS NOT NULL OR ({_FRESH}) IS DISTINCT FROM ({_MIRRORED})
    """,
    "a reversal carries the amounts of a posted entry with the opposite sign",
)

closed_refuses = _inserted(
    "closed_refuses",
    """
    SELECT FROM (SELECT DISTINCT semester_id FROM fresh) f
    JOIN credits_semesterseal s ON s.semester_id = f.semester_id AND s.reopened_at IS NULL
    """,
    "the semester is closed: its ledger takes no entries",
)

LEDGER_TRIGGERS = [
    append_only, no_truncate, one_school, posted_again, reversal_mirrors, closed_refuses,
]  # fmt: skip

# What was closed stays written down; a seal can only be broken, once, with a reason.
_BREAKING = f"""
IF (to_jsonb(OLD) - '{{reopened_at,reopened_by_id,reopening_reason,updated_at}}'::text[])
    IS DISTINCT FROM (to_jsonb(NEW) - '{{reopened_at,reopened_by_id,reopening_reason,updated_at}}'::text[])
    OR OLD.reopened_at IS NOT NULL OR NEW.reopened_at IS NULL
THEN {_refusal("a seal can only be broken, once")} END IF;
RETURN NEW;
"""

SEAL_TRIGGERS = [
    pgtrigger.Trigger(name="broken_once", operation=pgtrigger.Update, when=pgtrigger.Before, func=_BREAKING),
    pgtrigger.Trigger(
        name="seal_stays",
        operation=pgtrigger.Delete,
        when=pgtrigger.Before,
        func="RAISE EXCEPTION 'the seal of a semester is never deleted';",
    ),
    pgtrigger.Trigger(
        name="seals_stay",
        level=pgtrigger.Statement,
        operation=pgtrigger.Truncate,
        when=pgtrigger.Before,
        func="RAISE EXCEPTION 'the seal of a semester is never deleted';",
    ),
]

FROZEN_TRIGGERS = [
    pgtrigger.Trigger(
        name="frozen",
        operation=pgtrigger.Update | pgtrigger.Delete,
        when=pgtrigger.Before,
        func="RAISE EXCEPTION 'the totals of a closed semester are never changed';",
    ),
    pgtrigger.Trigger(
        name="all_frozen",
        level=pgtrigger.Statement,
        operation=pgtrigger.Truncate,
        when=pgtrigger.Before,
        func="RAISE EXCEPTION 'the totals of a closed semester are never changed';",
    ),
]
