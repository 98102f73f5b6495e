"""Who is at risk, what it costs, what groups owe and what a dry run found, for programs: the figures of the pages."""

from decimal import Decimal

import pytest
from django.urls import reverse

from apps.core import clock
from apps.credits import drafting
from apps.credits.models import RulePack
from apps.credits.presets import preset_pack
from apps.requirements.services.dry_runs import request_dry_run
from apps.tokens.services import issue_token
from tests.jobs.working import work_off

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(client, seated):
    """``ask(member, name, *args, **query)``: what the API answers to a token of this staff member."""

    def get(member, name, *args, **query):
        user = seated(member)
        secret = issue_token(user=user, name="p", scopes=["ledger:read"], days=30, today=clock.today())[1]
        address = reverse(f"api:{name}", args=args)
        return client.get(address, query, headers={"authorization": f"Bearer {secret}"})

    return get


def numbers(answer):
    return [row["member"]["number"] for row in answer.json()["results"]]


def test_counts_are_those_of_the_page(cast, ask, diligent):
    said = ask(cast.office, "risk").json()
    hours = next(row for row in said["requirements"] if row["code"] == "credit-hours")
    assert (hours["owing"], hours["outlooks"]["met"], hours["outlooks"]["at_risk"]) == (5, 1, 4)
    assert (said["week"], said["foretold"]) == (12, True)
    group = next(row for row in said["groups"] if row["code"] == str(cast.group.pk))
    assert (group["owing"], group["outlooks"]["at_risk"]) == (2, 2)


def test_people_are_narrowed_and_sorted_and_come_in_pages(cast, ask, diligent):
    assert "T002" not in numbers(ask(cast.office, "risk_people"))
    assert numbers(ask(cast.office, "risk_people", state="met")) == [diligent.number]
    answer = ask(cast.office, "risk_people", sort="-name", limit=1)
    assert (numbers(answer), answer.json()["count"]) == (["T005"], 4)
    assert numbers(ask(cast.leader, "risk_people", sort="name")) == [cast.teacher.number, cast.leader.number]


def test_what_no_filter_knows_is_refused_by_field(cast, ask):
    answer = ask(cast.office, "risk_people", state="sleepy")
    assert answer.status_code == 400
    assert [fault["field"] for fault in answer.json()["errors"]] == ["state"]


def test_one_reads_the_work_behind_a_figure(cast, ask, observe):
    [seen] = observe(cast.teacher, 1)
    said = ask(cast.teacher, "owed_item", cast.teacher.pk).json()
    lessons = next(row for row in said["requirements"] if row["code"] == "observations")
    [counted] = lessons["counted"]
    assert (counted["source"], counted["amount"]) == (f"observations.observation:{seen.pk}", "1.00")
    assert "10节" in lessons["sentence"]
    assert ask(cast.teacher, "owed_item", cast.colleague.pk).status_code == 403


def test_what_a_group_owes_is_read_by_its_people(cast, ask, publish):
    publish("""
  - {code: meet, name: 教研活动, who: {of: groups}, measure: {where: {kinds: [activity]}, unit: 次}, at_least: 8}
""")
    [group] = ask(cast.teacher, "group_owed_list").json()["results"]
    assert group["name"] == cast.group.name
    assert [(row["code"], row["missing"]) for row in group["requirements"]] == [("meet", "8.00")]
    one = ask(cast.teacher, "group_owed_item", cast.group.pk).json()
    assert one["requirements"][0]["required"] == "8.00"


def test_the_burden_counts_what_people_entered(cast, ask, observe):
    observe(cast.teacher, 2)
    said = ask(cast.principal, "burden").json()
    assert said["seconds_a_field"] > 0
    rows = ask(cast.principal, "burden_staff", q="shanxiaoyu").json()["results"]
    assert [(row["member"]["number"], row["records"]) for row in rows] == [("T001", 2)]
    assert ask(cast.leader, "burden_staff").status_code == 403


def test_a_dry_run_is_read_in_its_own_shape(cast, ask, attend):
    attend(cast.teacher, hours=Decimal(3))
    pack = drafting.begin_from(RulePack, preset_pack("county-hours"), school=cast.school)
    run = request_dry_run(pack, semester=cast.semester, actor=cast.office.user)
    work_off()
    said = ask(cast.office, "dry_run", run.pk).json()
    assert (said["unit"], said["totals"]["hours"][0], said["changed"]) == ("hours", "3", False)
    [person] = ask(cast.office, "dry_run_people", run.pk, show="lose").json()["results"]
    assert (person["number"], person["before"]) == ("T001", "3")
    whole = ask(cast.office, "dry_run_person", run.pk, "member", cast.teacher.pk).json()
    assert whole["pieces"][0]["before"] == {"hours": "3"}
    assert ask(cast.leader, "dry_run", run.pk).status_code == 404
    pack.delete()
    assert ask(cast.office, "dry_run", run.pk).json()["changed"]
