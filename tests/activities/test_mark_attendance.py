"""Attendance by one tap and its exceptions: hours at once, two pages at once, taking it back."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from apps.activities.models import Marking
from apps.activities.selectors import attendance_version
from apps.credits.models import Entry
from apps.drafts.models import Draft
from tests.activities.test_activity_forms import hours, page
from tests.credits.ledger import assert_the_books_are_straight
from tests.factories import ActivityFactory, AttendanceFactory, MembershipFactory, StaffFactory


@pytest.fixture
def planned(cast):
    """The group's activity of today: two are expected."""
    activity = ActivityFactory(
        semester=cast.semester, organiser=cast.group, date=date(2025, 11, 18), title="集体备课"
    )
    for member in (cast.teacher, cast.leader):
        AttendanceFactory(activity=activity, member=member, state="expected")
    return activity


def sent(activity, **states):
    """What the page sends: everybody listed, and the states tapped, by the person's key."""
    listed = {f"listed-{pk}": "1" for pk in activity.attendances.values_list("member_id", flat=True)}
    return listed | {"seen": attendance_version(activity)} | {f"state-{k[1:]}": v for k, v in states.items()}


def key(member):
    return f"m{member.pk}"


def test_a_leader_marks_the_group_and_hours_are_there_at_once(planned, cast, browse):
    client = browse(cast.leader)
    answer = client.post(
        page(planned, "attendance_edit"),
        sent(planned, **{key(cast.teacher): "present", key(cast.leader): "late"}),
    )
    assert answer.url == planned.get_absolute_url()
    assert (hours(cast.teacher), hours(cast.leader)) == (Decimal(2), 0)
    text = client.get(answer.url).content.decode()
    assert "1 人认定了学时，共 2 学时" in text
    assert reverse("credits:entry_list") in text
    assert reverse("activities:attendance_undo", args=[planned.pk]) in text


def test_guests_of_the_group_count_among_those_recognised(planned, cast, browse):
    client = browse(cast.leader)
    marks = {key(cast.teacher): "present", key(cast.colleague): "present"}
    client.post(page(planned, "attendance_edit"), sent(planned, **marks))
    assert "2 人认定了学时，共 4 学时" in client.get(planned.get_absolute_url()).content.decode()


def test_whoever_has_no_mark_stays_expected(planned, cast, browse):
    browse(cast.leader).post(
        page(planned, "attendance_edit"), sent(planned, **{key(cast.teacher): "present"})
    )
    assert dict(planned.attendances.values_list("member__name", "state")) == {
        "单小雨": "present", "欧阳婧": "expected",
    }  # fmt: skip


def test_somebody_else_is_added_and_somebody_taken_off(planned, cast, browse):
    marks = {key(cast.teacher): "off", key(cast.colleague): "present"}
    browse(cast.leader).post(page(planned, "attendance_edit"), sent(planned, **marks))
    assert set(planned.attendances.values_list("member__name", flat=True)) == {"欧阳婧", "曾一鸣"}


def test_the_second_of_two_pages_is_told_who_marked_what_and_keeps_its_own_marks(planned, cast, browse):
    leader, office = browse(cast.leader), browse(cast.office)
    mine = sent(planned, **{key(cast.teacher): "absent", key(cast.leader): "present"})
    theirs = sent(planned, **{key(cast.teacher): "present", key(cast.leader): "present"})
    office.post(page(planned, "attendance_edit"), theirs)
    late = leader.post(page(planned, "attendance_edit"), mine)
    assert late.status_code == 422
    [one] = late.context["theirs"]
    assert (one.name, one.mine, one.theirs, one.who) == ("单小雨", "缺席", "出席", cast.office.user)
    assert late.context["form"]["marks"].value()[str(cast.teacher.pk)][:2] == ("participant", "absent")
    assert hours(cast.teacher) == 2
    # Having compared, the leader saves again; now it is a correction of the ledger.
    again = mine | {"seen": late.context["form"]["seen"].value()}
    assert leader.post(page(planned, "attendance_edit"), again).status_code == 422
    assert leader.post(page(planned, "attendance_edit"), again | {"reason": "核对签到表"}).status_code == 302
    assert hours(cast.teacher) == 0
    assert_the_books_are_straight()


def test_the_same_marks_sent_twice_are_one_marking_and_no_conflict(planned, cast, browse):
    client, data = browse(cast.leader), sent(planned, **{key(cast.teacher): "present"})
    for _press in range(2):
        assert client.post(page(planned, "attendance_edit"), data).status_code == 302
    assert Marking.objects.count() == 1
    assert Entry.objects.count() == 1


def test_sent_from_the_device_the_answer_names_the_next_page_and_the_draft_is_gone(planned, cast, browse):
    Draft.objects.create(
        school=cast.school, user=cast.leader.user, key=f"attendance-{planned.pk}", fields={"a": "1"}
    )
    answer = browse(cast.leader).post(
        page(planned, "attendance_edit"),
        sent(planned, **{key(cast.teacher): "present"}),
        headers={"X-Once": "now"},
    )
    assert (answer.status_code, answer.headers["X-Next"]) == (201, planned.get_absolute_url())
    assert not Draft.objects.exists()


def test_whoever_is_logged_out_meanwhile_is_asked_to_log_in_and_the_device_keeps_the_marks(planned, client):
    answer = client.post(page(planned, "attendance_edit"), {}, headers={"X-Once": "later"})
    assert answer.status_code == 401


def test_undo_puts_list_and_ledger_back(planned, cast, browse):
    client = browse(cast.leader)
    client.post(page(planned, "attendance_edit"), sent(planned, **{key(cast.teacher): "present"}))
    marking = Marking.objects.get()
    client.post(page(planned, "attendance_undo"), {"marking": marking.pk})
    assert set(planned.attendances.values_list("state", flat=True)) == {"expected"}
    assert hours(cast.teacher) == 0
    assert Entry.objects.exclude(reverses=None).get().reason == "撤销了考勤登记。"
    assert_the_books_are_straight()


def test_undo_comes_too_late_when_somebody_has_marked_since(planned, cast, browse):
    client = browse(cast.leader)
    client.post(page(planned, "attendance_edit"), sent(planned, **{key(cast.teacher): "present"}))
    old = Marking.objects.get().pk
    client.post(
        page(planned, "attendance_edit"),
        sent(planned, **{key(cast.teacher): "present", key(cast.leader): "present"}),
    )
    answer = client.post(page(planned, "attendance_undo"), {"marking": old}, follow=True)
    assert "名单后来又改过" in answer.content.decode()
    assert hours(cast.teacher) == hours(cast.leader) == 2


def test_before_the_day_only_leave_is_marked(planned, cast, browse):
    planned.date = date(2025, 11, 20)
    planned.save()
    client = browse(cast.leader)
    early = client.post(page(planned, "attendance_edit"), sent(planned, **{key(cast.teacher): "present"}))
    assert list(early.context["form"].errors) == ["marks"]
    assert not Entry.objects.exists()
    leave = client.post(page(planned, "attendance_edit"), sent(planned, **{key(cast.teacher): "leave"}))
    assert leave.status_code == 302


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_costs_the_same_for_one_more_person_and_for_three(
    planned, cast, browse, many, django_assert_num_queries
):
    for _n in range(many):
        MembershipFactory(group=cast.group, member=StaffFactory(school=cast.school))
    client = browse(cast.leader)
    client.get(page(planned, "attendance_edit"))
    with django_assert_num_queries(14):
        client.get(page(planned, "attendance_edit"))
