"""What tests have committed is deleted again."""

from django.db import connection, transaction

# Filled by the migrations.
FILLED = {"django_migrations", "django_content_type", "auth_permission"}
LEDGER = "ALTER TABLE credits_entry"
GUARDED = [
    f"{LEDGER} ENABLE ALWAYS TRIGGER {name}"
    for name in ("ledger_guard_rows", "ledger_guard_whole", "ledger_guard_inserts")
]


def empty_tables() -> None:
    """Delete every row but those of the migrations; whoever still writes is waited for, ten seconds at most.

    The ledger refuses that: its triggers are off meanwhile.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        tables = [f'"{name}"' for name in connection.introspection.table_names(cursor) if name not in FILLED]
        steps = [
            "SET LOCAL lock_timeout = '10s'",
            f"LOCK TABLE {', '.join(tables)} IN ACCESS EXCLUSIVE MODE",
            "SET LOCAL session_replication_role = replica",
            f"{LEDGER} DISABLE TRIGGER USER",
            *(f"DELETE FROM {table}" for table in tables),
            f"{LEDGER} ENABLE TRIGGER USER",
            *GUARDED,
        ]
        cursor.execute("; ".join(steps))
