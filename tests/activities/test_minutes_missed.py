"""How long somebody was there who came late or left early; and who organised an activity."""

from datetime import date, time
from decimal import Decimal

import pytest
from django.urls import reverse

from apps.activities.models import Attendance
from apps.activities.selectors import attendance_version
from apps.credits.models import Entry, EntryKind, Proposal
from tests.credits.ledger import assert_the_books_are_straight
from tests.credits.packs import publish
from tests.factories import ActivityFactory, AttendanceFactory

BY_MINUTES = """
  - {type: worth, code: time, where: {kinds: [activity], attendance: [present, late, left_early]},
     from: [{of: minutes, per: 60, gives: 1}]}
"""
GATED = (
    BY_MINUTES
    + """
  - {type: need, code: most, where: {kinds: [activity]}, has: {attended_from: 4/5}}
"""
)
CLEARED = (
    BY_MINUTES
    + """
  - {type: zero, code: fifth, where: {kinds: [activity]}, per: semester, if: [{share: 1/5}]}
"""
)


def planned(cast, *, times=(time(14), time(15)), **fields):
    activity = ActivityFactory(
        semester=cast.semester, organiser=cast.group, date=date(2025, 11, 18), starts_at=times[0],
        ends_at=times[1], **fields,
    )  # fmt: skip
    for member in (cast.teacher, cast.leader):
        AttendanceFactory(activity=activity, member=member, state="expected")
    return activity


def page(activity):
    return reverse("activities:attendance_edit", args=[activity.pk])


def sent(activity, cast, state, missed="", **more):
    pk = cast.teacher.pk
    listed = {f"listed-{key}": "1" for key in activity.attendances.values_list("member_id", flat=True)}
    own = {f"state-{pk}": state, f"missed-{pk}": missed, f"state-{cast.leader.pk}": "present"}
    return listed | own | {"seen": attendance_version(activity)} | more


def mark(cast, client, activity, state, missed="", **more):
    return client.post(page(activity), sent(activity, cast, state, missed, **more))


def row(cast) -> Attendance:
    return Attendance.objects.get(member=cast.teacher)


def hours(cast) -> list[Decimal]:
    return [entry.hours for entry in Entry.objects.standing().filter(member=cast.teacher)]


def test_who_missed_a_quarter_of_an_hour_has_three_quarters_of_the_hour(cast, browse):
    publish(cast, BY_MINUTES)
    activity, client = planned(cast), browse(cast.leader)
    assert mark(cast, client, activity, "late", "15").status_code == 302
    assert (row(cast).missed, hours(cast)) == (15, [Decimal("0.75")])
    assert Proposal.objects.get(member=cast.teacher).fact["attended_minutes"] == 45
    shown = client.get(activity.get_absolute_url()).content.decode()
    assert "缺 15 分钟" in shown
    entry = Entry.objects.standing().get(member=cast.teacher)
    assert "全程 60 分钟，在场 45 分钟" in client.get(entry.get_absolute_url()).content.decode()


def test_the_minutes_may_be_left_empty_and_are_asked_only_of_who_was_there_in_part(cast, browse):
    publish(cast, BY_MINUTES)
    activity, client = planned(cast), browse(cast.leader)
    mark(cast, client, activity, "left_early")
    assert (row(cast).missed, hours(cast)) == (None, [Decimal(1)])
    mark(cast, client, activity, "present", "15", reason="更正")
    assert (row(cast).missed, hours(cast)) == (None, [Decimal(1)])


def test_a_correction_of_the_minutes_reverses_and_can_be_taken_back(cast, browse):
    publish(cast, BY_MINUTES)
    activity, client = planned(cast), browse(cast.leader)
    mark(cast, client, activity, "late", "15")
    form = client.get(page(activity)).context["form"]
    assert form.initial["marks"][str(cast.teacher.pk)] == ("participant", "late", 15)
    mark(cast, client, activity, "late", "30", reason="看错了时间")
    reversal = Entry.objects.get(reverses__isnull=False)
    assert (hours(cast), reversal.hours, reversal.reason) == (
        [Decimal("0.5")], Decimal("-0.75"), "看错了时间",
    )  # fmt: skip
    client.post(reverse("activities:attendance_undo", args=[activity.pk]))
    assert (row(cast).missed, hours(cast)) == (15, [Decimal("0.75")])
    assert_the_books_are_straight()


@pytest.mark.parametrize(("missed", "counted"), [("12", "0.80"), ("13", "0")])
def test_a_rule_may_ask_for_a_share_of_the_time(cast, browse, missed, counted):
    publish(cast, GATED)
    mark(cast, browse(cast.leader), planned(cast), "late", missed)
    assert hours(cast) == [Decimal(counted)]


@pytest.mark.parametrize(("missed", "counted"), [("11", "0.82"), ("12", "0")])
def test_a_fifth_of_the_time_missed_makes_the_block_nothing(cast, browse, missed, counted):
    publish(cast, CLEARED)
    mark(cast, browse(cast.leader), planned(cast), "left_early", missed)
    assert hours(cast) == [Decimal(counted)]


@pytest.mark.parametrize("typed", ["十分钟", "-5", "60", "721", "7.5", "9" * 5000])
def test_what_cannot_be_is_refused_and_kept_on_the_page(cast, browse, typed):
    activity = planned(cast)
    answer = mark(cast, browse(cast.leader), activity, "late", typed)
    assert (answer.status_code, row(cast).state) == (422, "expected")
    assert f'value="{typed}"' in answer.content.decode()


def test_of_an_activity_without_times_the_minutes_are_kept_and_decide_nothing(cast, browse):
    publish(cast, GATED)
    activity = planned(cast, times=(None, None))
    mark(cast, browse(cast.leader), activity, "late", "40")
    assert row(cast).missed == 40
    assert "attended_minutes" not in Proposal.objects.get(member=cast.teacher).fact


def test_two_pages_that_differ_in_the_minutes_are_compared(cast, browse):
    activity, client = planned(cast), browse(cast.leader)
    mine = sent(activity, cast, "late", "10")
    mark(cast, browse(cast.office), activity, "late", "20")
    answer = client.post(page(activity), mine)
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "缺 10 分钟" in said
    assert "缺 20 分钟" in said


def test_the_organiser_of_a_county_activity_is_another_than_its_chair(cast, browse):
    county = EntryKind.objects.create(school=cast.school, family="activity", name="县级活动")
    publish(cast, """
  - {type: worth, code: organiser, where: {kinds: [activity/县级活动], parts: [organiser]}, from: [{gives: 4}]}
""")  # fmt: skip
    activity = planned(cast, kind=county)
    parts = {f"part-{cast.teacher.pk}": "organiser", f"part-{cast.leader.pk}": "chair"}
    mark(cast, browse(cast.leader), activity, "present", **parts)
    assert hours(cast) == [Decimal(4)]
    assert [e.hours for e in Entry.objects.standing().filter(member=cast.leader)] == [0]


LEAVES = """
  - {type: worth, code: time, where: {kinds: [activity], attendance: [present, late]}, from: [{of: hours, gives: 1}]}
  - {type: zero, code: leaves, where: {kinds: [activity]}, per: semester, if: [{attendance: [leave], times: 1}]}
"""


def test_official_leave_is_told_from_other_leave(cast, browse):
    """It is not counted and must be made up, but it is not among the leaves that clear a block."""
    publish(cast, LEAVES)
    client = browse(cast.leader)
    mark(cast, client, planned(cast), "present")
    away = planned(cast)
    pk = cast.teacher.pk

    def kept():
        return Attendance.objects.get(activity=away, member=cast.teacher)

    mark(cast, client, away, "leave", **{f"official-{pk}": "official"})
    assert (kept().state, kept().attended, hours(cast)) == ("leave", "official_leave", [Decimal(2)])
    assert "公假" in client.get(away.get_absolute_url()).content.decode()
    mark(cast, client, away, "leave", reason="不是公假")
    assert (kept().attended, hours(cast)) == ("leave", [Decimal(0)])
    client.post(reverse("activities:attendance_undo", args=[away.pk]))
    assert (kept().attended, hours(cast)) == ("official_leave", [Decimal(2)])


def test_a_mark_other_than_leave_is_never_official(cast, browse):
    activity = planned(cast)
    mark(cast, browse(cast.leader), activity, "absent", **{f"official-{cast.teacher.pk}": "official"})
    assert (row(cast).attended, row(cast).is_official) == ("absent", False)
