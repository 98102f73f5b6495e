"""Thirty-two connections record, correct and take back the same sources for a while, on the real database."""

import random
from datetime import date
from decimal import Decimal

import pytest
from django.db import OperationalError

from apps.credits.holders import member_key
from apps.credits.models import Entry, Proposal
from apps.credits.rules.facts import Fact
from apps.credits.services import propose, revalue
from apps.credits.verifying import verify
from tests.credits.ledger import assert_the_books_are_straight
from tests.credits.packs import CAPPED, publish
from tests.credits.test_settle_at_once import at_once

CONNECTIONS, ROUNDS = 32, 8
KEYS = [f"activities.attendance:{n}" for n in range(1, 13)]

pytestmark = pytest.mark.django_db(transaction=True)


def fact(cast, key: str, hours: int) -> Fact:
    number = int(key.partition(":")[2])
    holder = (cast.teacher, cast.leader, cast.colleague)[number % 3]
    return Fact(
        key=key, holder=member_key(holder.pk), kind="activity/lecture", date=date(2025, 10, number),
        hours=Decimal(hours), attendance="present", title="课堂观察",
    )  # fmt: skip


def act_for_a_while(cast, seed: int) -> int:
    """Answers how often another try was needed."""
    chance, retries = random.Random(seed), 0
    for _round in range(ROUNDS):
        keys = chance.sample(KEYS, 4)
        said = [fact(cast, key, chance.randint(1, 4)) for key in keys if chance.random() > 0.25]
        for _attempt in range(3):
            try:
                propose(semester=cast.semester, source_keys=keys, facts=said, reason="更正", actor=None)
                break
            except OperationalError:
                retries += 1
    return retries


@pytest.mark.parametrize("shared_cap", [False, True])
def test_the_same_sources_proposed_from_many_connections_for_a_while(cast, shared_cap):
    if shared_cap:
        publish(cast, CAPPED)
    answers = at_once(lambda n: act_for_a_while(cast, n), times=CONNECTIONS)
    assert [answer for answer in answers if answer != 0] == []
    assert_the_books_are_straight()
    report = verify()
    assert report.holds, report.breaches
    standing = set(Entry.objects.standing().values_list("source_key", flat=True))
    assert standing == set(Proposal.objects.values_list("source_key", flat=True))
    again = revalue(cast.school, reason="核对", actor=None)
    assert (again.posted, again.reversed) == (0, 0)
