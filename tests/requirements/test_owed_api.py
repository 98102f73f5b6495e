"""What people owe, for programs."""

import pytest
from django.urls import reverse

from apps.core import clock
from apps.tokens.services import issue_token

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(client, seated):
    """``ask(member, **query)``: what the API answers to a token of this staff member."""

    def get(member, **query):
        user = seated(member)
        secret = issue_token(user=user, name="p", scopes=["ledger:read"], days=30, today=clock.today())[1]
        return client.get(reverse("api:owed_list"), query, headers={"authorization": f"Bearer {secret}"})

    return get


def test_a_program_reads_what_is_done_and_missing_with_the_sources_that_count(cast, ask, observe):
    [seen] = observe(cast.teacher, 1)
    [person] = ask(cast.office, q="shanxiaoyu").json()["results"]
    lessons = next(r for r in person["requirements"] if r["code"] == "observations")
    assert (lessons["done"], lessons["missing"], lessons["met"], lessons["outlook"]) == (
        "1.00",
        "9.00",
        False,
        "at_risk",
    )
    assert lessons["sources"] == [f"observations.observation:{seen.pk}"]


def test_everybody_reads_of_those_they_answer_for(cast, ask):
    def numbers(member):
        return {row["number"] for row in ask(member).json()["results"]}

    assert numbers(cast.teacher) == {"T001"}
    assert numbers(cast.leader) == {"T001", "T003"}
    assert numbers(cast.principal) == {"T001", "T002", "T003", "T004", "T005"}
