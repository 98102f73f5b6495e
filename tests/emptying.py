"""What tests have committed is deleted again."""

from django.db import connection, transaction

# Filled by the migrations.
FILLED = {"django_migrations", "django_content_type", "auth_permission"}
# Tables that refuse to be emptied, each with the triggers of its plain guard.
GUARDS = {
    "credits_entry": ("ledger_guard_rows", "ledger_guard_whole", "ledger_guard_inserts"),
    "credits_sealedtotal": ("frozen_guard_rows", "frozen_guard_whole"),
    "credits_semesterseal": ("seal_guard_rows",),
    "credits_ledgerhead": ("head_guard_rows", "head_guard_whole"),
}
UNGUARDED = [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in GUARDS]
GUARDED = [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in GUARDS] + [
    f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}" for table, names in GUARDS.items() for name in names
]


def empty_tables() -> None:
    """Delete every row but those of the migrations; whoever still writes is waited for, ten seconds at most.

    The ledger and what is closed refuse that: their triggers are off meanwhile.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        tables = [f'"{name}"' for name in connection.introspection.table_names(cursor) if name not in FILLED]
        steps = [
            "SET LOCAL lock_timeout = '10s'",
            f"LOCK TABLE {', '.join(tables)} IN ACCESS EXCLUSIVE MODE",
            "SET LOCAL session_replication_role = replica",
            *UNGUARDED,
            *(f"DELETE FROM {table}" for table in tables),
            *GUARDED,
        ]
        cursor.execute("; ".join(steps))
