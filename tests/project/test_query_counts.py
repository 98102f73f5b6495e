"""A list asks the database as often for three rows as for one, and so does a home page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.core.views import ListPage
from tests.project import rows
from tests.project.test_permission_table import addresses

# Who opens what, what the rows are made by, and how many queries the page takes: however many rows there are.
COUNTS = [
    ("teacher", "portal:home", rows.everything, 12),
    ("leader", "portal:home", rows.everything, 15),
    ("office", "portal:home", rows.everything, 17),
    ("principal", "portal:home", rows.everything, 14),
    ("office", "workbooks:home", rows.check, 8),
    ("office", "staff:staffmember_list", rows.member, 11),
    ("office", "staff:stafftag_list", rows.tag, 7),
    ("office", "groups:group_list", rows.group, 8),
    ("office", "activities:activity_list", rows.attendance, 9),
    ("office", "activities:attendance_list", rows.attendance, 9),
    ("office", "credits:entry_list", rows.observation, 11),
    ("office", "credits:hours", rows.busy_member, 11),
    ("office", "credits:entrykind_list", rows.kind, 8),
    ("office", "credits:proposal_list", rows.proposal, 18),
    ("office", "credits:semester_list", rows.semester, 7),
    ("office", "credits:rulepack_list", rows.pack, 7),
    ("office", "requirements:scheme_list", rows.scheme, 7),
    ("office", "observations:observation_list", rows.observation, 11),
    ("office", "lessonplans:lessonplan_list", rows.plan, 10),
    ("office", "portfolio:work_list", rows.work, 9),
    ("office", "declarations:declaration_list", rows.declaration, 9),
    ("office", "projects:project_list", rows.project, 7),
    ("office", "lessonplans:missing_list", rows.member, 9),
    ("office", "requirements:exemption_list", rows.exemption, 9),
    ("office", "requirements:owntarget_list", rows.own_target, 9),
    ("office", "requirements:transfer_list", rows.transfer, 9),
    ("office", "requirements:risk", rows.everything, 19),
    ("office", "requirements:burden", rows.everything, 29),
    ("teacher", "requirements:owed", rows.everything, 19),
    ("office", "approvals:inbox", rows.review, 10),
    ("office", "approvals:absence_list", rows.absence, 7),
    ("office", "approvals:route_list", rows.step, 7),
    ("office", "approvals:guest_list", rows.guest, 7),
    ("office", "notices:notice_list", rows.notice, 8),
    ("office", "notices:robot_list", rows.robot, 7),
    ("office", "tokens:token_list", rows.token, 7),
    ("office", "tokens:token_overview", rows.token, 7),
    ("office", "schools:semester_list", rows.semester, 7),
    ("office", "schools:holiday_list", rows.holiday, 7),
    ("office", "schools:campus_list", rows.campus, 7),
    ("office", "schools:subject_list", rows.subject, 7),
    ("office", "schools:grade_list", rows.grade, 7),
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
def test_three_rows_take_as_many_queries_as_one(things, browse, role, name, add_row, queries):
    client, address = browse(getattr(things.cast, role)), reverse(name, kwargs=things.keys["-"])
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
