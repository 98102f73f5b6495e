"""Work that waits, over the API: read with its worth, confirmed and refused by the office."""

from decimal import Decimal

import pytest
from django.urls import reverse

from apps.credits.choices import Family
from apps.credits.models import Proposal
from apps.credits.services import save_kind
from tests.api.conftest import send
from tests.credits.packs import attend, standing
from tests.factories import kind_of


@pytest.fixture
def waiting(cast) -> Proposal:
    """Three hours of the teacher at a lecture, which the office has to confirm."""
    kind = kind_of(cast.school, Family.ACTIVITY, "lecture")
    kind.posts_itself = False
    save_kind(kind)
    attend(cast, hours="3")
    return Proposal.objects.get()


def test_what_waits_says_what_it_would_be_worth(cast, waiting, program):
    client = program(cast.teacher)
    listed = client.get(reverse("api:proposal_list")).json()
    assert [row["id"] for row in listed["results"]] == [waiting.pk]
    one = client.get(reverse("api:proposal_item", args=[waiting.pk])).json()
    assert (one["worth"]["hours"], one["state"]) == ("3.00", "waiting")
    assert program(cast.colleague).get(reverse("api:proposal_list")).json()["count"] == 0


def test_the_office_confirms_once(cast, waiting, program):
    url = reverse("api:proposal_confirm", args=[waiting.pk])
    assert send(program(cast.teacher), "post", url, {}).status_code == 403
    client = program(cast.office)
    assert send(client, "post", url, {}).status_code == 200
    assert send(client, "post", url, {}).status_code == 409
    assert [entry.hours for entry in standing()] == [Decimal(3)]


def test_the_office_refuses_with_a_reason(cast, waiting, program):
    client, url = program(cast.office), reverse("api:proposal_refuse", args=[waiting.pk])
    assert send(client, "post", url, {"reason": " "}).status_code == 400
    answer = send(client, "post", url, {"reason": "无签到"})
    assert (answer.status_code, answer.json()["state"]) == (200, "refused")
    assert standing() == []


def test_a_program_that_may_only_read_decides_nothing(cast, waiting, program):
    client = program(cast.office, "ledger:read")
    assert client.get(reverse("api:proposal_list")).status_code == 200
    assert send(client, "post", reverse("api:proposal_confirm", args=[waiting.pk]), {}).status_code == 403


def test_of_two_programs_that_read_the_same_one_decides(cast, waiting, program):
    first, second = program(cast.office), program(cast.office)
    one, url = (
        reverse("api:proposal_item", args=[waiting.pk]),
        reverse("api:proposal_confirm", args=[waiting.pk]),
    )
    seen = [client.get(one)["ETag"] for client in (first, second)]
    assert send(first, "post", url, {}, **{"if-match": seen[0]}).status_code == 200
    answer = send(second, "post", url, {}, **{"if-match": seen[1]})
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (412, "stale")
    assert [entry.hours for entry in standing()] == [Decimal(3)]


def test_what_came_to_wait_again_is_not_what_was_read(cast, waiting, program):
    client, url = program(cast.office), reverse("api:proposal_confirm", args=[waiting.pk])
    seen = client.get(reverse("api:proposal_item", args=[waiting.pk]))["ETag"]
    for act in ("refuse", "put_back"):
        send(client, "post", reverse(f"api:proposal_{act}", args=[waiting.pk]), {"reason": "再看"})
    assert send(client, "post", url, {}, **{"if-match": seen}).status_code == 412
    assert standing() == []
