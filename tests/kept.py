"""Rows that take long to make: made once by a process, then put back as they were for each test that asks.

Nothing is shared but their keys. A test has its own rows in its own database and its own Python objects.
"""

import copy
from datetime import timedelta

import time_machine
from django.db import connection, transaction
from django.test import override_settings

FAST = "django.contrib.auth.hashers.MD5PasswordHasher"
# What refers to what was right when the rows were made: neither looked at again nor acted upon.
AS_THEY_WERE = "SET LOCAL session_replication_role = replica; {} SET LOCAL session_replication_role = origin;"
# In the text of a row nothing is lost: neither a moment's fraction nor the difference between NULL and JSON's null.
PUT = 'INSERT INTO "{0}" SELECT (row::"{0}").* FROM unnest(%s::text[]) AS row;'


class Kept:
    """``make()`` writes rows and answers objects; ``put_back()`` writes the same rows and answers copies of these.

    They are made some minutes before ``now``, so that whatever a test writes is newer.
    """

    def __init__(self, make, now):
        self._make = make
        self._moment = now - timedelta(minutes=5)
        self._made = self._statement = None

    def put_back(self):
        """Within a test that has the database."""
        if self._statement is None:
            self._keep()
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(self._statement)
        return copy.deepcopy(self._made)

    def _keep(self):
        then = time_machine.travel(self._moment, tick=True)
        with transaction.atomic(), then, override_settings(PASSWORD_HASHERS=[FAST]):
            before = rows_of_tables()
            self._made = self._make()
            after = rows_of_tables()
            transaction.set_rollback(True)
        lost = [table for table, rows in before.items() if set(rows) - set(after[table])]
        assert not lost, f"what was there before is changed, in {lost}"
        with connection.cursor() as cursor:
            said = []
            for table, rows in after.items():
                there = set(before[table])
                if new := [row for row in rows if row not in there]:
                    said.append(cursor.mogrify(PUT.format(table), [new]).decode())
        self._statement = AS_THEY_WERE.format(" ".join(said))


def rows_of_tables() -> dict[str, list[str]]:
    """Every row of every table, as text."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT row::text FROM "{table}" AS row')
            found[table] = [row for (row,) in cursor.fetchall()]
    return found
