"""A list of the API asks the database as often for three rows as for one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.core.rest.views import Item
from tests.project import rows
from tests.project.test_permission_table import addresses

# What the rows are made by, and how many queries the list takes for the office: however many rows there are.
COUNTS = [
    ("semester_list", rows.semester, 4),
    ("holiday_list", rows.holiday, 5),
    ("campus_list", rows.campus, 4),
    ("subject_list", rows.subject, 4),
    ("grade_list", rows.grade, 4),
    ("staffmember_list", rows.member, 5),
    ("log_in_list", rows.member, 4),
    ("tag_list", rows.tag, 4),
    ("group_list", rows.group, 4),
    ("activity_list", rows.attendance, 5),
    ("observation_list", rows.observation, 5),
    ("lessonplan_list", rows.plan, 5),
    ("missing_list", rows.member, 5),
    ("work_list", rows.work, 5),
    ("declaration_list", rows.declaration, 8),
    ("project_list", rows.project, 6),
    ("inbox", rows.review, 4),
    ("guest_list", rows.guest, 4),
    ("absence_list", rows.absence, 4),
    ("kind_list", rows.kind, 4),
    ("entry_list", rows.observation, 5),
    ("proposal_list", rows.proposal, 5),
    ("rulepack_list", rows.pack, 4),
    ("scheme_list", rows.scheme, 4),
    ("hours", rows.busy_member, 6),
    ("closing_list", rows.semester, 4),
    ("exemption_list", rows.exemption, 5),
    ("owntarget_list", rows.own_target, 5),
    ("transfer_list", rows.transfer, 5),
    ("owed_list", rows.member, 13),
    ("group_owed_list", rows.group, 15),
    ("risk_people", rows.everything, 17),
    ("burden_staff", rows.everything, 19),
    ("notice_list", rows.notice, 4),
    ("robot_list", rows.robot, 4),
    ("subscription_list", rows.subscription, 4),
    ("job_list", rows.check, 5),
]


def measure(client, address):
    """(queries, rows); that a token was used today is written once."""
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    assert answer.status_code == 200
    return len(asked), len(answer.json()["results"])


@pytest.mark.parametrize(("name", "add_row", "queries"), COUNTS, ids=[name for name, *_ in COUNTS])
def test_three_rows_take_as_many_queries_as_one(things, program, name, add_row, queries):
    client, address = program(things.cast.office), reverse(f"api:{name}")
    add_row(things, 1)
    with_one, shown = measure(client, address)
    add_row(things, 2)
    add_row(things, 3)
    with_three, shown_then = measure(client, address)
    assert (with_one, with_three) == (queries, queries)
    assert shown_then > shown


def test_every_list_has_a_line():
    lists = {
        name.removeprefix("api:")
        for name, view in addresses().items()
        if getattr(getattr(view, "view_class", None), "is_list", False)
        and not issubclass(view.view_class, Item)
    }
    assert sorted(lists ^ {name for name, *_ in COUNTS}) == []
