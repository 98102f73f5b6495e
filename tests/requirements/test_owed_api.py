"""What people owe, for programs."""

import pytest
from django.urls import reverse

from apps.core import clock
from apps.requirements.models import Exemption
from apps.tokens.services import issue_token
from tests.credits.packs import GATED, attend, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(client, seated):
    """``ask(member, **query)``: what the API answers to a token of this staff member."""

    def get(member, name="owed_list", *args, **query):
        user = seated(member)
        secret = issue_token(user=user, name="p", scopes=["ledger:read"], days=30, today=clock.today())[1]
        return client.get(
            reverse(f"api:{name}", args=args), query, headers={"authorization": f"Bearer {secret}"}
        )

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


def test_a_program_reads_the_same_reason_as_the_page_says(cast, ask):
    publish(cast, GATED)
    attend(cast)
    told = ask(cast.teacher, "owed_item", cast.teacher.pk).json()
    reasons = [piece["reason"] for one in told["requirements"] for piece in one["almost"]]
    assert reasons == ["没有满足：附活动记录"]


def test_everybody_reads_of_those_they_answer_for(cast, ask):
    def numbers(member):
        return {row["number"] for row in ask(member).json()["results"]}

    assert numbers(cast.teacher) == {"T001"}
    assert numbers(cast.leader) == {"T001", "T003"}
    assert numbers(cast.principal) == {"T001", "T002", "T003", "T004", "T005"}


def test_why_somebody_is_exempt_is_told_to_few(cast, ask):
    Exemption.objects.create(
        school=cast.school, member=cast.teacher, started_on=cast.semester.starts_on, reason="化疗期间"
    )
    for member, reason in (("teacher", "化疗期间"), ("office", "化疗期间"), ("leader", None)):
        [row] = ask(getattr(cast, member), "exemption_list").json()["results"]
        assert row["reason"] == reason
    assert "化疗" not in ask(cast.leader, "owed_item", cast.teacher.pk).content.decode()


def test_who_of_a_group_is_missing_is_told_to_its_leader(cast, ask, publish, observe):
    publish("""
  - {code: lessons, name: 听课, measure: {where: {kinds: [observation]}}, at_least: 1}
  - {code: share, name: 达到比例, who: {of: groups, group_kinds: [research]}, members: {meet: lessons, share: 100%}}
""")
    observe(cast.leader, 1)
    for member, met, missing in ((cast.leader, 1, 1), (cast.teacher, 0, 1)):
        [one] = ask(member, "group_owed_item", cast.group.pk).json()["requirements"]
        assert (one["done"], one["unit"]) == ("1.00", "人")
        assert (len(one["counted"]), len(one["almost"])) == (met, missing)
        [group] = ask(member, "group_owed_list").json()["results"]
        assert len(group["requirements"][0]["sources"]) == met
