"""Trying a rule pack or scheme on a semester: who gains, loses, newly fails and passes; nothing is written."""

import json
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from apps.credits import drafting
from apps.credits.models import Entry, RulePack
from apps.credits.rules.texts import read_pack
from apps.credits.services import close_semester, revalue
from apps.credits.wording import school_names
from apps.jobs.models import Job
from apps.jobs.progress import LostLease
from apps.jobs.services import claim, finish
from apps.requirements.models import Scheme
from apps.requirements.rules.texts import read_scheme
from apps.requirements.selectors.dry_run_rows import IN_NONE
from apps.requirements.selectors.dry_runs import quiet
from apps.requirements.services.dry_runs import (
    DETAILS,
    PEOPLE,
    reading_only,
    request_dry_run,
    run_dry_run,
    try_out,
    unpacked,
)
from apps.schools.models import Campus
from tests import factories
from tests.jobs.working import work_off

HEAD = "code: own\nname: 新办法\nvalid: {from: 2030-09-01}\nrules:\n"
DOUBLE = (
    HEAD
    + """
  - {type: worth, code: twice, where: {kinds: [activity/lecture]}, from: [{of: hours, gives: 2}]}
  - {type: worth, code: rest, where: {kinds: [activity]}, from: [{of: hours, gives: 1}]}
"""
)
CAPPED = (
    HEAD
    + """
  - {type: worth, code: rest, where: {kinds: [activity]}, from: [{of: hours, gives: 1}]}
  - {type: cap, code: most, where: {kinds: [activity]}, at_most: 5, per: semester}
"""
)
YEARLY = CAPPED.replace("per: semester", "per: school_year")
ASKED = """
code: own
name: 新方案
valid: {from: 2030-09-01}
requirements:
  - {code: observations, name: 听课, measure: {where: {kinds: [observation]}, unit: 节}, at_least: 2}
"""


@pytest.fixture
def needs_six(cast):
    """The semester asks for 6 hours and no observations."""
    cast.semester.required_hours, cast.semester.required_observations = Decimal(6), 0
    cast.semester.save()


@pytest.fixture
def work(cast, attend, needs_six):
    """The teacher has 4 hours of lectures and 3 of something else, the colleague 4 hours of lectures."""
    lecture = factories.kind_of(cast.school, "activity", "lecture")
    group = factories.kind_of(cast.school, "activity", "group")
    attend(cast.teacher, kind=lecture, hours=Decimal(4), date=date(2025, 9, 12))
    attend(cast.teacher, kind=group, hours=Decimal(3), date=date(2025, 10, 12))
    attend(cast.colleague, kind=lecture, hours=Decimal(4), date=date(2025, 9, 12))


def pack(cast, text: str):
    return read_pack(text, school_names(cast.school.pk))


def rows(run) -> dict[str, dict]:
    return {row["name"]: row for row in run.result["people"]}


def test_who_gains_and_who_newly_passes(cast, work):
    found = try_out(cast.semester, pack(cast, DOUBLE))
    people = rows(found)
    teacher, colleague = people[cast.teacher.name], people[cast.colleague.name]
    assert (teacher["before"], teacher["after"], teacher["change"]) == ("7", "11", "4")
    assert (colleague["before"], colleague["after"], colleague["pass"]) == ("4", "8", ["学时"])
    counts = found.result["counts"]
    assert (counts["gain"], counts["lose"], counts["fail"], counts["pass"]) == (2, 0, 0, 1)
    assert found.result["totals"]["hours"] == ["11", "19"]


def test_who_loses_and_who_newly_fails_with_the_rule_that_cut(cast, work):
    found = try_out(cast.semester, pack(cast, CAPPED))
    teacher = rows(found)[cast.teacher.name]
    assert (teacher["before"], teacher["after"], teacher["fail"]) == ("7", "5", ["学时"])
    details = found.details[teacher["key"]]
    (piece,) = details["pieces"]
    assert (piece["before"], piece["after"]) == ({"hours": "3"}, {"hours": "1"})
    assert [found.result["rules"][n]["said"] for n in piece["rules"]][-1] == "活动每学期合计最多计5学时。"
    assert piece["steps"][-1] == "每学期最多计5学时，此前已计4，得1学时。"
    assert details["requirements"] == [
        {
            "name": name, "before": {"met": True, "done": done, "required": asked, "missing": "0", "unit": unit},
            "after": {"met": met, "done": then, "required": asked, "missing": missing, "unit": unit},
        }
        for name, done, then, asked, missing, unit, met in (
            ("学时", "7", "5", "6", "1", "学时", False), ("听课", "0", "0", "0", "0", "节", True),
        )
    ]  # fmt: skip


def test_the_figures_of_groups_and_tiers_add_up_to_those_of_the_people(cast, work):
    result = try_out(cast.semester, pack(cast, CAPPED)).result
    for parts in (result["groups"], result["tiers"]):
        for name in ("people", "gain", "lose", "fail", "pass"):
            assert sum(part[name] for part in parts) == result["counts"][name]
        for n, side in enumerate(("before", "after")):
            assert sum(Decimal(part[side]) for part in parts) == Decimal(result["totals"]["hours"][n])
    assert [group["name"] for group in result["groups"] if group["lose"]] == [str(cast.group)]


def test_what_is_tried_is_what_publishing_makes_of_the_ledger(cast, work):
    would = rows(try_out(cast.semester, pack(cast, CAPPED)))
    draft = drafting.begin_from(RulePack, pack(cast, CAPPED), school=cast.school)
    drafting.publish(draft, first=cast.semester.starts_on, actor=cast.office.user)
    revalue(cast.school, reason="新办法", actor=cast.office.user)
    for member in (cast.teacher, cast.colleague):
        stands = sum(entry.hours for entry in Entry.objects.filter(member=member).standing())
        assert stands == Decimal(would[member.name]["after"])
    again = try_out(cast.semester, pack(cast, CAPPED)).result
    assert again["counts"]["moved"] == 0


def test_a_closed_semester_is_tried_as_well_and_stays_closed(cast, work, now):
    close_semester(cast.semester, actor=cast.principal.user, now=now)
    assert rows(try_out(cast.semester, pack(cast, CAPPED)))[cast.teacher.name]["after"] == "5"


def test_work_of_the_semester_before_uses_up_a_cap_of_the_year(cast, work, attend):
    later = factories.SemesterFactory(
        school=cast.school,
        year=cast.semester.year,
        term=2,
        starts_on=date(2026, 3, 2),
        ends_on=date(2026, 7, 3),
    )
    attend(cast.colleague, semester=later, hours=Decimal(3), date=date(2026, 3, 12))
    assert rows(try_out(later, pack(cast, YEARLY)))[cast.colleague.name]["after"] == "1"


def test_a_scheme_says_who_would_newly_fail_and_moves_no_hours(cast, work, observe):
    observe(cast.colleague, 2)
    found = try_out(cast.semester, read_scheme(ASKED, school_names(cast.school.pk)))
    people = rows(found)
    assert people[cast.teacher.name]["fail"] == ["听课"]
    assert (people[cast.colleague.name]["fail"], people[cast.colleague.name]["pass"]) == ([], ["学时"])
    assert found.result["unit"] == ""
    asked = {row["code"]: row for row in found.result["requirements"]}
    assert asked["own/observations"]["met"] == [0, 1]


def table_counts() -> dict[str, int]:
    """Rows of every table but those of jobs and sessions."""
    tables = [
        t for t in connection.introspection.table_names() if not t.startswith(("jobs_", "django_session"))
    ]
    with connection.cursor() as cursor:
        counts = {}
        for table in tables:
            cursor.execute(f'SELECT count(*), max(xmin::text::bigint) FROM "{table}"')
            counts[table] = cursor.fetchone()
    return counts


def test_nothing_is_written_but_the_job(cast, work, browse):
    draft = drafting.begin_from(RulePack, pack(cast, CAPPED), school=cast.school)
    client = browse(cast.office)
    client.get("/")
    before = table_counts()
    client.post(reverse("requirements:pack_dryrun", args=[draft.pk]), {"semester": cast.semester.pk})
    assert [job.state for job in work_off()] == ["done"]
    assert table_counts() == before


def test_the_database_itself_refuses_to_write_while_it_is_worked_out(cast):
    with pytest.raises(DatabaseError, match="read-only"), reading_only():
        Campus.objects.create(school=cast.school, name="东校区")
    Campus.objects.create(school=cast.school, name="东校区")


@pytest.fixture
def tried(cast, work, browse):
    """The draft, and the run the office asked for in the browser."""
    draft = drafting.begin_from(RulePack, pack(cast, CAPPED), school=cast.school)
    browse(cast.office).post(
        reverse("requirements:pack_dryrun", args=[draft.pk]), {"semester": cast.semester.pk}
    )
    (job,) = work_off()
    return draft, job


def page(client, name, *args, **query):
    return client.get(reverse(f"requirements:{name}", args=args), query)


def test_the_page_says_it_and_narrows_to_who_loses(cast, tried, browse):
    _draft, job = tried
    client = browse(cast.principal)
    shown = page(client, "dryrun_detail", job.pk)
    assert [row["name"] for row in shown.context["rows"]][0] == cast.teacher.name
    lose = page(client, "dryrun_detail", job.pk, show="lose").context["rows"]
    assert [(row["name"], row["signed"]) for row in lose] == [(cast.teacher.name, "−2")]
    assert page(client, "dryrun_detail", job.pk, show="gain").context["rows"] == []
    assert page(client, "dryrun_detail", job.pk, show="nonsense").context["rows"] == []
    assert page(client, "dryrun_detail", job.pk, q=cast.colleague.name[:2]).context["found"] == 1
    initials = cast.colleague.search_text.split()[-2]
    assert cast.colleague.name in [
        row["name"] for row in page(client, "dryrun_detail", job.pk, q=initials).context["rows"]
    ]
    by_hours = page(client, "dryrun_detail", job.pk, sort="-before").context["rows"]
    amounts = [Decimal(row["before"]) for row in by_hours]
    assert amounts == sorted(amounts, reverse=True)


def test_a_person_opens_to_the_work_that_moved_and_its_rule(cast, tried, browse):
    _draft, job = tried
    shown = page(browse(cast.office), "dryrun_person", job.pk, "member", cast.teacher.pk).content.decode()
    assert "活动每学期合计最多计5学时。" in shown
    assert "3 → 1" in shown
    assert page(browse(cast.office), "dryrun_person", job.pk, "member", 999_999).status_code == 404


def test_excel_has_everybody_and_every_piece_that_moved(cast, tried, browse):
    _draft, job = tried
    answer = page(browse(cast.office), "dryrun_detail", job.pk, export="xlsx")
    book = load_workbook(BytesIO(answer.content))
    assert len(book.sheetnames) == 6
    people = {row[1]: row for row in book.worksheets[1].iter_rows(min_row=2, values_only=True)}
    assert people[cast.teacher.name][4:7] == (7, 5, -2)
    moved = list(book.worksheets[5].iter_rows(min_row=2, values_only=True))
    assert [row[7:9] for row in moved] == [(3, 1)]


def test_people_in_no_group_stand_last_and_are_called_so(cast, attend, work, browse, tried):
    lecture = factories.kind_of(cast.school, "activity", "lecture")
    attend(cast.office, kind=lecture, hours=Decimal(1), date=date(2025, 9, 12))
    draft, _job = tried
    client = browse(cast.office)
    client.post(reverse("requirements:pack_dryrun", args=[draft.pk]), {"semester": cast.semester.pk})
    (job,) = work_off()
    shown = page(client, "dryrun_detail", job.pk)
    assert [part["name"] for part in shown.context["result"]["groups"]][-1] == ""
    table = shown.content.decode().split('#list">数学组</a>')[1].split("</table>")[0]
    assert f'<a href="?group={IN_NONE}#list">未编组</a>' in table
    nowhere = page(client, "dryrun_detail", job.pk, group=IN_NONE).context["rows"]
    assert nowhere
    assert {row["group"] for row in nowhere} == {""}
    book = load_workbook(BytesIO(page(client, "dryrun_detail", job.pk, export="xlsx").content))
    groups = [row[0] for row in book.worksheets[2].iter_rows(min_row=2, values_only=True)]
    assert groups == ["数学组", "未编组"]
    assert [row[0] for row in book.worksheets[3].iter_rows(min_row=2, values_only=True)][-1] == "未定层级"


def test_the_run_before_goes_with_the_next_one(cast, tried, browse):
    draft, job = tried
    address = reverse("requirements:pack_dryrun", args=[draft.pk])
    browse(cast.office).post(address, {"semester": cast.semester.pk})
    (newer,) = work_off()
    assert list(Job.objects.filter(kind="dry_run")) == [newer]
    assert unpacked(newer, PEOPLE)
    assert unpacked(newer, DETAILS)


def test_a_run_whose_worker_lost_its_lease_leaves_the_one_before(cast, tried):
    draft, before = tried
    job = request_dry_run(draft, semester=cast.semester, actor=cast.office.user)
    outcome = run_dry_run(claim(job.pk), quiet)
    with pytest.raises(LostLease):
        finish(job, outcome)  # a claim that is not the newest
    assert before in Job.objects.all()
    assert unpacked(before, PEOPLE)


def test_a_draft_changed_since_is_named(cast, tried, browse):
    draft, job = tried
    assert not page(browse(cast.office), "dryrun_detail", job.pk).context["changed"]
    drafting.delete_row(draft.rows.last())
    assert page(browse(cast.office), "dryrun_detail", job.pk).context["changed"]


def test_a_draft_thrown_away_leaves_a_readable_run(cast, tried, browse):
    draft, job = tried
    drafting.delete_draft(draft)
    assert page(browse(cast.office), "dryrun_detail", job.pk).status_code == 200


def test_an_unfinished_draft_is_not_tried(cast, work, browse):
    head = {"code": "own", "name": "本校办法", "valid": {"from": "2025-09-01"}, "gives": "hours"}
    draft = drafting.begin(RulePack, school=cast.school, data=head)
    address = reverse("requirements:pack_dryrun", args=[draft.pk])
    browse(cast.office).post(address, {"semester": cast.semester.pk})
    (job,) = work_off()
    assert job.state == "failed"


def test_the_publish_page_offers_it_first(cast, tried, browse):
    draft, _job = tried
    shown = browse(cast.office).get(reverse("credits:rulepack_publish", args=[draft.pk])).content.decode()
    assert reverse("requirements:pack_dryrun", args=[draft.pk]) in shown


def run(*args, **options):
    out = StringIO()
    call_command(*args, stdout=out, **options)
    return out.getvalue()


def test_the_command_says_the_same(cast, work, tmp_path):
    file = tmp_path / "pack.yaml"
    file.write_text(CAPPED, encoding="utf-8")
    label = cast.semester.year.label
    said = json.loads(run("dry_run_pack", str(file), school="QINGXI", year=label, term=1, json=True))
    assert said["counts"]["lose"] == 1
    assert said["totals"]["hours"] == ["11", "9"]
    assert not RulePack.objects.exists()
    assert "Nothing was written" in run("dry_run_pack", str(file), school="QINGXI", year=label, term=1)
    with pytest.raises(CommandError, match="Name a semester"):
        run("dry_run_pack", str(file), school="QINGXI", year="1999-2000", term=1)


def test_the_command_for_schemes(cast, work, tmp_path):
    file = tmp_path / "scheme.yaml"
    file.write_text(ASKED, encoding="utf-8")
    label = cast.semester.year.label
    said = json.loads(run("dry_run_scheme", str(file), school="QINGXI", year=label, term=1, json=True))
    assert said["counts"]["fail"] == said["counts"]["people"]
    assert not Scheme.objects.exists()


def queries(client, address, **query) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address, query).status_code == 200
    return len(asked)


def test_pages_ask_as_often_for_many_people_as_for_few(cast, needs_six, attend, browse):
    """The page of a run with one person who has work, and with three."""
    client = browse(cast.office)
    draft = drafting.begin_from(RulePack, pack(cast, CAPPED), school=cast.school)
    address, counts = reverse("requirements:pack_dryrun", args=[draft.pk]), []
    attend(cast.teacher, hours=Decimal(7), date=date(2025, 9, 12))
    for members in ((), (cast.colleague, cast.leader)):
        for member in members:
            attend(member, hours=Decimal(7), date=date(2025, 9, 12))
        client.post(address, {"semester": cast.semester.pk})
        (job,) = work_off()
        run = reverse("requirements:dryrun_detail", args=[job.pk])
        one = reverse("requirements:dryrun_person", args=[job.pk, "member", cast.teacher.pk])
        client.get(run)
        counts.append((queries(client, run), queries(client, one), queries(client, address)))
    assert counts[0] == counts[1]


def test_a_run_asks_as_often_for_many_people_as_for_few(cast, needs_six, attend):
    counts = []
    for member in (cast.teacher, cast.colleague, cast.leader):
        attend(member, hours=Decimal(7), date=date(2025, 9, 12))
        with CaptureQueriesContext(connection) as asked:
            try_out(cast.semester, pack(cast, CAPPED))
        counts.append(len(asked))
    assert counts[1] == counts[2]
    assert counts[0] == counts[1]
