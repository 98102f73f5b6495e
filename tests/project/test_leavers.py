"""Whoever has left in mid-year, and whoever has not yet chosen a password, gets nothing from any address."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from apps.staff.models import User
from apps.staff.services import leave_school
from tests.project.table import TABLE
from tests.project.test_permission_table import secret_of

# For everybody, with a seat or without; the feed is asked with the address of somebody else.
OPEN = {
    "healthz", "readyz", "set_language", "calendars:calendar_feed", "api:nowhere", "api:schema", "observations:worker",
}  # fmt: skip
OWN_LOG_IN = {"staff:log_in", "staff:log_out", "staff:password_change"}
CLOSED = [line for line in TABLE if line.name not in OPEN | OWN_LOG_IN]
# What is asked in a browser, and what by a program: to the API nobody is logged in who brings no token.
PAGES = [line for line in CLOSED if line.is_page]
API = [line for line in CLOSED if not line.is_page]


def answers(things, client, lines=PAGES):
    """{(line, method): answer} of addresses that are not for everybody."""
    found = {}
    for line in lines:
        for method in ("get", "post") if line.post else ("get",):
            with transaction.atomic():
                sent = {} if line.is_page else {"content_type": "application/json"}
                address = reverse(line.name, kwargs=things.keys[line.object])
                response = getattr(client, method)(address, **sent)
                transaction.set_rollback(True)
            found[str(line), method] = response
    return found


def client_of(member) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(member.user, backend="apps.staff.backends.StaffNumberBackend")
    return client


@pytest.mark.parametrize("role", ["teacher", "leader", "office", "principal"])
def test_one_who_has_left_sees_no_page_file_or_job_of_the_school(things, now, role):
    member = getattr(things.cast, role)
    client = client_of(member)
    leave_school(member, on=now.date().replace(day=now.day - 1))
    got = {
        key: r.status_code for key, r in answers(things, client).items() if r.status_code not in (401, 403)
    }
    assert got == {}


def test_a_token_made_before_leaving_opens_nothing(things, now):
    member = things.cast.office
    client = Client(raise_request_exception=False, headers={"authorization": f"Bearer {secret_of(member)}"})
    leave_school(member, on=now.date().replace(day=now.day - 1))
    got = {key: response.status_code for key, response in answers(things, client, API).items()}
    assert {key: status for key, status in got.items() if status not in (401, 403)} == {}


def test_the_feed_of_one_who_has_left_is_gone(things, now):
    address = reverse("calendars:calendar_feed", kwargs=things.keys["feed"])
    assert Client().get(address).status_code == 200
    for role in ("teacher", "leader", "office", "principal"):
        leave_school(getattr(things.cast, role), on=now.date().replace(day=now.day - 1))
    assert Client(raise_request_exception=False).get(address).status_code in (403, 404)


def test_a_one_time_password_opens_no_page(things):
    User.objects.filter(pk=things.cast.office.user_id).update(must_change_password=True)
    got = answers(things, client_of(things.cast.office))
    change = reverse("staff:password_change")
    let_in = {
        key: response.status_code
        for key, response in got.items()
        if response.status_code not in (401, 403)
        and not (response.status_code == 302 and response.url == change)
    }
    assert let_in == {}
