"""A list asks the database as often for three rows as for one, and so does a home page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.project import rows, world

# Who opens what, what the rows are made by, and how many queries the page takes: however many rows there are.
COUNTS = [
    ("teacher", "portal:home", rows.everything, 0),
    ("leader", "portal:home", rows.everything, 0),
    ("office", "portal:home", rows.everything, 0),
    ("principal", "portal:home", rows.everything, 0),
    ("office", "staff:staffmember_list", rows.member, 0),
    ("office", "staff:stafftag_list", rows.tag, 0),
    ("office", "groups:group_list", rows.group, 0),
    ("office", "observations:observation_list", rows.observation, 0),
    ("office", "lessonplans:lessonplan_list", rows.plan, 0),
    ("office", "portfolio:work_list", rows.work, 0),
    ("office", "projects:project_list", rows.project, 0),
    ("office", "schools:semester_list", rows.semester, 0),
    ("office", "schools:campus_list", rows.campus, 0),
    ("office", "schools:subject_list", rows.subject, 0),
    ("office", "schools:grade_list", rows.grade, 0),
]


def measure(client, address):
    """(queries, rows of its table); what is looked up once for a process or a session does not count."""
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address)
    assert response.status_code == 200
    table = response.context.get("table")
    return len(asked), len(table.rows) if table is not None else None


@pytest.mark.parametrize(
    ("role", "name", "add_row", "queries"), COUNTS, ids=[f"{role} {name}" for role, name, *_ in COUNTS]
)
def test_three_rows_take_as_many_queries_as_one(cast, browse, role, name, add_row, queries):
    things = world.build(cast)
    client, address = browse(getattr(cast, role)), reverse(name, kwargs=things.keys["-"])
    add_row(things, 1)
    with_one, shown = measure(client, address)
    add_row(things, 2)
    add_row(things, 3)
    with_three, shown_then = measure(client, address)
    assert (with_one, with_three) == (queries, queries)
    assert shown is None or shown_then == shown + 2


def test_every_list_has_a_line():
    from tests.project.test_permission_table import addresses

    lists = {name for name in addresses() if name.endswith(("_list", ":home"))}
    assert sorted(lists - {name for _, name, *_ in COUNTS}) == []
