"""What rules may ask of an activity and its people comes from pages, and changes what they have of it."""

from datetime import date, time
from decimal import Decimal

import pytest
from django.urls import reverse

from apps.activities.models import Attendance
from apps.activities.services import save_attendance
from apps.credits import drafting
from apps.credits.models import Entry, Proposal, RulePack
from apps.credits.presets import preset_pack
from tests import documents
from tests.credits.packs import publish
from tests.factories import ActivityFactory, kind_of

ROLL = """
  - {type: treat, code: roll, where: {kinds: [activity], signed: false}, as: {attendance: absent}}
  - {type: worth, code: hour, where: {kinds: [activity]}, from: [{of: minutes, per: 60, gives: 1}]}
"""
GROUPS = """
  - {type: worth, code: people, where: {kinds: [activity]}, from: [{of: hours, gives: 1}]}
  - {type: worth, code: groups, where: {kinds: [activity], who: {of: groups}}, from: [{gives: 5}]}
"""


def page(name, activity):
    return reverse(f"activities:{name}", args=[activity.pk])


def held(cast, **fields):
    """Two hours with the teacher and the colleague at it, the leader on leave."""
    times = {"starts_at": time(14), "ends_at": time(16)}
    activity = ActivityFactory(
        semester=cast.semester, organiser=cast.group, date=date(2025, 11, 10), **times | fields
    )
    states = {cast.teacher: "present", cast.colleague: "present", cast.leader: "leave"}
    rows = [
        Attendance(school=cast.school, activity=activity, member=member, state=state)
        for member, state in states.items()
    ]
    save_attendance(rows, actor=cast.office.user, reason="")
    return activity


def fact(member) -> dict:
    return Proposal.objects.get(member=member).fact


def hours(cast) -> dict:
    return {entry.member: entry.hours for entry in Entry.objects.standing().filter(group=None)}


def test_level_place_breaks_and_stamps_are_in_the_fact(cast, browse):
    activity = held(cast)
    client = browse(cast.office)
    form = {
        "level": "county", "setting": "interschool", "breaks": "20", "roll_calls": "2", "recognised_on": "2025-11-12",
        "plan_approved_on": "2025-11-01", "verified_on": "", "version": activity.updated_at.isoformat(),
    }  # fmt: skip
    assert client.post(page("particulars_edit", activity), form).status_code == 302
    known = fact(cast.teacher)
    assert known["level"] == "county"
    assert (known["place"], known["breaks"], known["roll_calls"], known["signatures"]) == (
        "interschool",
        20,
        2,
        2,
    )
    assert known["stamps"] == {"plan": "2025-11-01", "school": "2025-11-12"}
    shown = client.get(activity.get_absolute_url()).content.decode()
    activity.refresh_from_db()
    assert all(word in shown for word in (activity.get_level_display(), "校际", "学校认定日期"))


def test_whoever_did_not_sign_at_each_roll_call_was_absent(cast, browse):
    publish(cast, ROLL)
    activity = held(cast, roll_calls=2)
    assert hours(cast) == {cast.teacher: 2, cast.colleague: 2}
    rows = {row.member: row.pk for row in activity.attendances.all()}
    signed = {cast.teacher: 2, cast.colleague: 1, cast.leader: 0}
    sent = {f"signed-{rows[member]}": many for member, many in signed.items()}
    assert browse(cast.leader).post(page("signatures_edit", activity), sent).status_code == 302
    assert hours(cast) == {cast.teacher: 2}
    assert Entry.objects.get(member=cast.colleague, reverses__isnull=False).reason


def test_nobody_signs_more_often_than_names_were_called(cast, browse):
    activity = held(cast, roll_calls=1)
    row = activity.attendances.first()
    found = browse(cast.office).post(page("signatures_edit", activity), {f"signed-{row.pk}": 2})
    assert found.status_code == 422


def test_a_reflection_is_the_persons_own(cast, browse):
    activity = held(cast)
    client = browse(cast.teacher)
    assert client.post(page("reflection_edit", activity), {"text": "提问要少而精。"}).status_code == 302
    assert "reflection" in fact(cast.teacher)["evidence"]
    assert "reflection" not in fact(cast.colleague)["evidence"]
    assert "提问要少而精。" in client.get(activity.get_absolute_url()).content.decode()
    assert "提问要少而精。" not in browse(cast.colleague).get(activity.get_absolute_url()).content.decode()
    client.post(page("reflection_edit", activity), {"text": ""})
    assert "reflection" not in fact(cast.teacher)["evidence"]


@pytest.mark.parametrize(("who", "status"), [("teacher", 200), ("leader", 403), ("office", 403)])
def test_only_who_came_writes_one(cast, browse, who, status):
    assert browse(getattr(cast, who)).get(page("reflection_edit", held(cast))).status_code == status


def test_a_file_says_what_it_proves(cast, browse):
    activity = held(cast)
    sent = {"files": documents.pdf(name="讲稿.pdf"), "evidence": "script"}
    assert browse(cast.office).post(page("material_create", activity), sent).status_code == 302
    assert {"material", "script", "sign_in"} <= set(fact(cast.teacher)["evidence"])
    assert "photo" not in fact(cast.teacher)["evidence"]


def test_away_from_school_a_day_counts_where_no_hours_are_set(cast):
    held(cast, kind=kind_of(cast.school, "activity", "outside"), hours=Decimal(0))
    assert (fact(cast.teacher)["days"], fact(cast.teacher).get("hours")) == ("1", None)


def test_a_groups_meeting_is_the_groups_own_work_where_a_pack_gives_it_something(cast):
    held(cast)
    assert not Entry.objects.exclude(group=None).exists()
    publish(cast, GROUPS)
    entry = Entry.objects.standing().get(group=cast.group)
    assert (entry.hours, entry.role) == (5, "organiser")
    assert set(hours(cast).values()) == {Decimal(2)}


def test_a_meeting_nobody_came_to_was_not_held(cast):
    activity = held(cast)
    for row in activity.attendances.all():
        row.state, row.activity = "absent", activity
        save_attendance([row], actor=cast.office.user, reason="没有开成")
    assert not Proposal.objects.exclude(group=None).exists()


def test_what_it_is_about_is_asked_in_the_words_of_the_schools_rules(cast, browse):
    activity = held(cast)
    client = browse(cast.office)
    assert "labels" not in client.get(page("particulars_edit", activity)).context["form"].fields
    drafting.begin_from(RulePack, preset_pack("national-hours"), school=cast.school)
    form = client.get(page("particulars_edit", activity)).context["form"]
    assert form.fields["labels"].choices == [("professional", "专业课程")]
    sent = {"labels": ["professional"], "breaks": "0", "roll_calls": "0", "version": form["version"].value()}
    assert client.post(page("particulars_edit", activity), sent).status_code == 302
    assert fact(cast.teacher)["labels"] == ["professional"]
