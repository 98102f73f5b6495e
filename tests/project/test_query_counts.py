"""A list asks the database as often for three rows as for one, and so does a home page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.core.views import ListPage
from tests.project import rows, world
from tests.project.test_permission_table import addresses

# Who opens what, what the rows are made by, and how many queries the page takes: however many rows there are.
COUNTS = [
    ("teacher", "portal:home", rows.everything, 13),
    ("leader", "portal:home", rows.everything, 16),
    ("office", "portal:home", rows.everything, 15),
    ("principal", "portal:home", rows.everything, 15),
    ("office", "workbooks:home", rows.check, 10),
    ("office", "staff:staffmember_list", rows.member, 14),
    ("office", "staff:stafftag_list", rows.tag, 10),
    ("office", "groups:group_list", rows.group, 11),
    ("office", "activities:activity_list", rows.attendance, 12),
    ("office", "credits:entry_list", rows.observation, 13),
    ("office", "credits:hours", rows.busy_member, 13),
    ("office", "credits:entrykind_list", rows.kind, 10),
    ("office", "observations:observation_list", rows.observation, 13),
    ("office", "lessonplans:lessonplan_list", rows.plan, 12),
    ("office", "portfolio:work_list", rows.work, 12),
    ("office", "projects:project_list", rows.project, 10),
    ("office", "approvals:inbox", rows.review, 11),
    ("office", "approvals:absence_list", rows.absence, 10),
    ("office", "approvals:route_list", rows.step, 10),
    ("office", "notices:notice_list", rows.notice, 11),
    ("office", "notices:robot_list", rows.robot, 10),
    ("office", "schools:semester_list", rows.semester, 10),
    ("office", "schools:holiday_list", rows.holiday, 10),
    ("office", "schools:campus_list", rows.campus, 10),
    ("office", "schools:subject_list", rows.subject, 10),
    ("office", "schools:grade_list", rows.grade, 10),
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
    views = addresses()
    lists = {n for n, view in views.items() if issubclass(getattr(view, "view_class", object), ListPage)}
    lists |= {name for name in views if name.endswith(":home")}
    assert sorted(lists - {name for _, name, *_ in COUNTS}) == []
