"""The comparison on real rows: the ledger, the staff, what was granted."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.activities.services import save_minutes
from apps.credits.models import Entry
from apps.credits.services import close_semester
from apps.requirements.models import Exemption, OwnTarget, Transfer
from apps.requirements.presets import preset_scheme
from apps.requirements.rules.texts import read_scheme
from apps.requirements.selectors import evaluate
from apps.requirements.selectors.holders import Whom
from apps.schools.models import Semester
from apps.workbooks.services.importing import import_workbook
from tests import factories

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"
TODAY = date(2025, 11, 18)
HEAD = "code: t\nname: 试\nvalid: {from: 2020-09-01}\nrequirements:\n"


def scheme(text: str):
    return read_scheme(HEAD + text)


def answers(cast, text="", **kwargs):
    schemes = [scheme(text)] if text else None
    found = evaluate(cast.semester, today=kwargs.pop("today", TODAY), schemes=schemes, **kwargs)
    return {(a.holder.key, a.requirement.code): a for a in found.answers}


@pytest.mark.skipif(not SAMPLES.exists(), reason="the samples are not beside this checkout")
def test_an_imported_workbook_says_who_has_reached_hours_and_observations(db, now, capsys):
    content = (SAMPLES / "primary-semester.xlsx").read_bytes()
    import_workbook(content, name="primary-semester.xlsx", actor=None, today=date(2026, 2, 1), now=now)
    semester = Semester.objects.select_related("school", "year").get()
    expected = json.loads((SAMPLES / "primary-figures.json").read_text())
    call_command(
        "evaluate", school=semester.school.code, year=semester.year.label, term=semester.term, json=True
    )
    told = json.loads(capsys.readouterr().out)["holders"]
    met = {code: [h["holder"] for h in told for r in h["requirements"] if r["code"] == code and r["met"]]
           for code in ("credit-hours", "observations")}  # fmt: skip
    assert len(met["credit-hours"]) == expected["reached_target"]
    assert len(met["observations"]) == expected["observation_quota_met"]
    done = {h["holder"]: r["done"] for h in told for r in h["requirements"] if r["code"] == "credit-hours"}
    assert {k: Decimal(str(v)) for k, v in done.items()} == {
        k: Decimal(str(v)) for k, v in expected["hours_by_teacher"].items()
    }
    seen = {
        h["holder"]: len(r["sources"]) for h in told for r in h["requirements"] if r["code"] == "observations"
    }
    assert {k: n for k, n in seen.items() if n} == expected["observations_by_teacher"]


def test_the_command_says_what_there_is_instead_of_what_was_asked_for(cast):
    for options, said in (
        ({"school": "NONE"}, "QINGXI"), ({"year": "2024-2025"}, "2025-2026 term 1"),
        ({"year": "25"}, "write it like"), ({"scheme": "nothing"}, "central-primary"),
    ):  # fmt: skip
        with pytest.raises(CommandError, match=said):
            call_command("evaluate", **{"school": "QINGXI", "year": "2025-2026", "term": 1, **options})


def test_without_a_scheme_the_semester_asks_for_its_hours_and_observations(cast, attend, observe):
    attend(cast.teacher, hours=Decimal(3))
    observe(cast.teacher, 2)
    found, key = answers(cast), f"member:{cast.teacher.pk}"
    hours, lessons = found[key, "credit-hours"].owed, found[key, "observations"].owed
    assert (hours.done, hours.required, hours.missing, hours.state) == (3, 24, 21, "open")
    assert (lessons.done, lessons.required, lessons.due) == (2, 10, cast.semester.ends_on)
    assert len(lessons.counted) == 2


def test_posts_groups_tier_tags_and_age_decide_who_owes(cast):
    cast.teacher.born_on, cast.teacher.tier = date(1990, 1, 1), "leading"
    cast.teacher.save()
    text = """
  - {code: young, name: 青年, who: {age_under: 40}, at_least: 1}
  - {code: post, name: 组长, who: {posts: [group_leader]}, at_least: 1}
  - {code: tier, name: 层级, who: {tiers: [leading]}, at_least: 1}
  - {code: group, name: 组员, who: {groups: [数学组], group_roles: [member]}, at_least: 1}
"""
    found = answers(cast, text)
    teacher, leader = f"member:{cast.teacher.pk}", f"member:{cast.leader.pk}"
    assert found[teacher, "young"].owed.state == "open"
    assert found[leader, "young"].owed.state == "unknown"
    assert {key for key, code in found if code in ("tier", "group")} == {teacher}
    assert [key for key, code in found if code == "post"] == [leader]


def test_an_exemption_frees_and_a_target_of_ones_own_replaces_the_amount(cast):
    common = {"school": cast.school, "reason": "产假"}
    Exemption.objects.create(
        **common, member=cast.teacher, started_on=date(2025, 9, 1), requirements=["observations"]
    )
    OwnTarget.objects.create(
        **common, member=cast.colleague, requirement="observations", day=TODAY, at_least=4
    )
    gone = Exemption.objects.create(**common, member=cast.leader, started_on=date(2025, 9, 1))
    gone.withdrawn_at, gone.withdrawal_reason = "2025-10-01T00:00:00Z", "销假"
    gone.save()
    found = answers(cast)
    exempt = found[f"member:{cast.teacher.pk}", "observations"].owed
    assert (exempt.state, exempt.reasons) == ("exempt", ("产假",))
    assert found[f"member:{cast.teacher.pk}", "credit-hours"].owed.state == "open"
    assert found[f"member:{cast.colleague.pk}", "observations"].owed.required == 4
    assert found[f"member:{cast.leader.pk}", "observations"].owed.state == "open"


def test_what_was_borrowed_counts_now(cast):
    Transfer.objects.create(
        school=cast.school, reason="支教", member=cast.teacher, requirement="hours", into=TODAY,
        out_of=date(2026, 3, 1), amount=4,
    )  # fmt: skip
    text = "  - {code: hours, name: 学时, measure: {quantity: hours}, at_least: 10, borrow: {at_most: 3}}\n"
    assert answers(cast, text)[f"member:{cast.teacher.pk}", "hours"].owed.done == 3


def test_what_is_added_to_a_record_later_counts_although_its_entry_stands(cast, attend, now):
    """Minutes after the meeting: nobody's hours move, the requirement that asks for them is met; closed, it stays."""
    meeting, other = attend(cast.teacher), attend(cast.teacher, date=date(2025, 9, 19))
    text = """
  - {code: kept, name: 有记录的活动, measure: {where: {kinds: [activity], evidence: [minutes]}}, at_least: 2}
"""

    def done() -> list:
        key = (f"member:{cast.teacher.pk}", "kept")
        return [answers(cast, text, details=details)[key].owed.done for details in (True, False)]

    assert done() == [0, 0]
    entries = Entry.objects.count()
    save_minutes(meeting.activity, text="评课记录", seen="", actor=None)
    assert done() == [1, 1]
    close_semester(cast.semester, actor=None, now=now)
    save_minutes(other.activity, text="评课记录", seen="", actor=None)
    assert done() == [1, 1]
    assert Entry.objects.count() == entries


def test_a_group_is_credited_with_the_meetings_it_held(cast, attend):
    attend(cast.teacher, organiser=cast.group, kind=factories.kind_of(cast.school, "activity", "group"))
    factories.ActivityFactory(school=cast.school, semester=cast.semester, organiser=cast.group)
    text = """
  - {code: meetings, name: 小组活动, who: {of: groups}, measure: {where: {kinds: [activity]}}, at_least: 3}
"""
    owed = answers(cast, text)[f"group:{cast.group.pk}", "meetings"].owed
    assert (owed.done, owed.missing) == (1, 2)


def test_a_group_answers_for_the_members_it_is_home_to(cast, observe):
    observe(cast.teacher, 2)
    text = """
  - {code: lessons, name: 听课, measure: {where: {kinds: [observation]}}, at_least: 2}
  - {code: share, name: 达到比例, who: {of: groups, group_kinds: [research]}, members: {meet: lessons, share: 50%}}
"""
    owed = answers(cast, text)[f"group:{cast.group.pk}", "share"].owed
    assert (owed.done, owed.required, owed.met) == (1, 1, True)


def test_a_scheduled_activity_one_is_listed_for_closes_a_gap(cast):
    activity = factories.ActivityFactory(
        school=cast.school, semester=cast.semester, date=date(2025, 12, 2), hours=Decimal(24)
    )
    factories.AttendanceFactory(activity=activity, member=cast.teacher, state="expected")
    found = answers(cast)
    answer = found[f"member:{cast.teacher.pk}", "credit-hours"]
    assert (answer.owed.still_missing, len(answer.owed.closing), answer.outlook) == (0, 1, "likely")
    assert found[f"member:{cast.colleague.pk}", "credit-hours"].outlook == "at_risk"


def test_before_the_tenth_week_nothing_is_foretold(cast):
    assert {a.outlook for a in answers(cast, today=date(2025, 10, 8)).values()} == {"open"}


def test_an_apprentice_of_a_mentor_pair_has_a_mentor(cast):
    pair = factories.GroupFactory(school=cast.school, kind="mentor")
    factories.MembershipFactory(group=pair, member=cast.teacher, role="apprentice")
    cast.teacher.joined_on = cast.colleague.joined_on = date(2025, 8, 20)
    cast.teacher.save(), cast.colleague.save()
    found = evaluate(cast.semester, today=TODAY, schemes=[preset_scheme("central-primary")]).answers
    mentor = {a.holder.key: a.owed.met for a in found if a.requirement.code == "mentor"}
    assert mentor[f"member:{cast.teacher.pk}"]
    assert not mentor[f"member:{cast.colleague.pk}"]


def test_a_kind_of_the_schools_own_is_the_one_a_scheme_names(cast, attend):
    kind = factories.kind_of(cast.school, "activity", "lecture")
    kind.pk, kind.code, kind.name = None, "", "研究课（上课）"
    kind.save()
    cast.teacher.born_on = date(1990, 1, 1)
    cast.teacher.save()
    attend(cast.teacher, kind=kind)
    found = evaluate(cast.semester, today=TODAY, schemes=[preset_scheme("central-primary")]).by_holder
    met = {a.requirement.code: a.owed.met for a in found[f"member:{cast.teacher.pk}"]}
    assert met["research-lesson"]


def test_a_larger_school_takes_no_more_queries(cast, attend, observe):
    chosen = [preset_scheme("central-primary")]

    def asked():
        with CaptureQueriesContext(connection) as queries:
            evaluate(cast.semester, today=TODAY, schemes=chosen)
        return len(queries)

    observe(cast.teacher, 1)
    attend(cast.teacher, organiser=cast.group, code="Q9")
    before = asked()
    for n in range(3):
        member = factories.StaffFactory(school=cast.school)
        factories.MembershipFactory(group=cast.group, member=member)
        observe(member, 2)
        attend(member, organiser=cast.group, code=f"Q{n}")
    assert asked() == before
    assert before <= 17  # what is read, what records say today, and the published packs and schemes


def test_one_person_is_asked_about_alone(cast, observe):
    observe(cast.teacher, 1)
    observe(cast.colleague, 1)
    found = evaluate(cast.semester, today=TODAY, whom=Whom(frozenset([cast.teacher.pk]), frozenset()))
    assert set(found.holders) == {f"member:{cast.teacher.pk}"}
    assert len(found.lines) == 1
