"""Whoever reviews for the county opens what lies with them, and nothing else of the school."""

from django.db import transaction
from django.test import Client
from django.urls import reverse

from apps.approvals.services import add_guest
from apps.staff.models import StaffMember
from tests.factories import UserFactory
from tests.project.table import TABLE
from tests.project.test_permission_table import secret_of

# What is for everybody, or one's own account, and the places where what lies with one is read and decided.
OPEN = {
    "healthz", "readyz", "set_language", "staff:log_in", "staff:log_out", "staff:password_change", "staff:profile",
    "staff:log_in_join", "portal:home", "groups:school_switch", "approvals:inbox", "approvals:review",
    "approvals:case_approve_many", "approvals:case_undo_many", "notices:notice_list", "notices:notice_read_all",
    "drafts:draft_state", "guide:guide_home", "guide:guide_detail", "calendars:calendar_feed", "api:schema",
    "api:nowhere", "observations:worker", "lessonplans:lessonplan_list", "portfolio:work_list",
    "declarations:declaration_list",
}  # fmt: skip


def guest_of(things, now) -> StaffMember:
    """Somebody of the county with a log-in, with whom nothing lies."""
    guest = add_guest(StaffMember(name="县教研员二"), school=things.cast.school, today=now.date())
    guest.user = UserFactory(login="guest", name=guest.name)
    guest.save()
    return guest


def test_every_other_page_is_closed_to_them(things, now, browse):
    guest = guest_of(things, now)
    client = browse(guest)
    client.raise_request_exception = False
    got = {}
    for line in TABLE:
        if line.name in OPEN or not line.is_page:  # to the API nobody is logged in who brings no token
            continue
        for method in ("get", "post") if line.post else ("get",):
            with transaction.atomic():
                address = reverse(line.name, kwargs=things.keys[line.object])
                got[line.name, line.object, method] = getattr(client, method)(address).status_code
                transaction.set_rollback(True)
    assert {key: status for key, status in got.items() if status not in (401, 403, 404)} == {}


def test_their_lists_show_nothing_of_others(things, now, browse):
    guest = guest_of(things, now)
    for name in ("lessonplans:lessonplan_list", "portfolio:work_list", "declarations:declaration_list"):
        assert len(browse(guest).get(reverse(name)).context["table"].rows) == 0
    assert browse(guest).get(reverse("portal:home"))["Location"] == reverse("approvals:inbox")


def test_a_token_of_theirs_opens_no_more_than_their_pages(things, now):
    guest = guest_of(things, now)
    client = Client(headers={"authorization": f"Bearer {secret_of(guest)}"})
    assert client.get(reverse("api:staffmember_list")).status_code == 403
    assert client.get(reverse("api:declaration_list")).json()["results"] == []
