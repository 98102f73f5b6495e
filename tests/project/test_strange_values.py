"""What no browser sends: numbers nobody can mean, signs no database keeps, words in the place of addresses."""

import pytest
from django.urls import reverse

from apps.core.text import whole_number
from apps.credits.models import Proposal
from apps.credits.proposal_pages import stamp

LONG = "9" * 5000  # longer than Python reads as a number
CUT = "a\x00b"


@pytest.mark.parametrize(
    ("text", "number"), [("12", 12), ("", None), ("-1", None), ("²", None), ("٣", None), (LONG, None)]
)
def test_a_number_in_an_address_is_read_or_left_aside(text, number):
    assert whole_number(text) == number


@pytest.mark.parametrize(
    ("name", "thing", "asked", "status"),
    [
        ("staff:log_in", "-", {"next": "nowhere"}, 302),
        ("staff:log_in", "-", {"next": CUT}, 302),
        ("calendars:calendar", "-", {"month": "999999999999-01"}, 200),
        ("approvals:case_review", "case", {"draft": LONG}, 200),
        ("approvals:review", "-", {"then": LONG}, 302),
        ("lessonplans:missing_list", "-", {"week": LONG}, 200),
        ("activities:activity_create", "-", {"copy": LONG}, 200),
        ("requirements:risk", "-", {"group": LONG}, 200),
    ],
)
def test_a_page_opens_whatever_stands_in_its_address(things, browse, name, thing, asked, status):
    answer = browse(things.cast.office).get(reverse(name, kwargs=things.keys[thing]), asked)
    assert answer.status_code == status


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("approvals:case_approve_many", {"case": [f"{LONG}-1", "²-1"]}),
        ("approvals:case_undo_many", {"case": [LONG]}),
        ("credits:proposal_decide", {"act": "refuse", "reason": "重复", "case": [f"{LONG}-1"]}),
    ],
)
def test_what_is_ticked_and_does_not_exist_is_left_aside(things, browse, name, sent):
    assert browse(things.cast.office).post(reverse(name), sent).status_code == 302


def test_a_school_nobody_has_is_not_found(things, browse):
    answer = browse(things.cast.office).post(reverse("groups:school_switch"), {"school": LONG})
    assert answer.status_code == 404


@pytest.mark.parametrize("reason", [CUT, "很长" * 150])
def test_a_reason_the_database_cannot_keep_is_said_back(things, browse, reason):
    row = Proposal.objects.get(pk=things.keys["proposal"]["pk"])
    sent = {"act": "refuse", "reason": reason, "case": [f"{row.pk}-{stamp(row)}"]}
    answer = browse(things.cast.office).post(reverse("credits:proposal_decide"), sent, follow=True)
    told = [str(message) for message in answer.context["messages"]]
    row.refresh_from_db()
    assert answer.status_code == 200
    assert (row.state == "refused", row.reason) == ((True, "ab") if reason == CUT else (False, ""))
    assert len(told) == 1
