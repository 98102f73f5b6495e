"""A leader's home: what waits, who needs a hand and why, what the group does; and the teacher's open things."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from apps.activities.services import save_attendance, save_minutes
from apps.lessonplans.services import save_lesson_plans
from apps.notices.models import Notice
from tests import factories


@pytest.fixture
def behind(cast):
    """Of 24 hours and 10 observations the teacher has 2 and none, in week 12; a plan of theirs was returned."""
    activity = factories.ActivityFactory(
        semester=cast.semester,
        organiser=cast.group,
        title="集体备课",
        date=date(2025, 11, 4),
        hours=Decimal(2),
    )
    rows = [factories.AttendanceFactory(activity=activity, member=cast.teacher)]
    save_attendance(rows, actor=cast.office.user, reason="")
    common = {"school": cast.school, "semester": cast.semester}
    plan = factories.LessonPlanFactory(**common, author=cast.teacher, state="returned")
    save_lesson_plans([plan], actor=cast.office.user, reason="")
    return activity


def home(browse, member):
    return browse(member).get("/")


def test_who_needs_a_hand_is_named_with_the_reasons(cast, behind, browse):
    [need] = home(browse, cast.leader).context["needs"]
    assert need.member == cast.teacher
    assert need.reasons == ["学时 2 / 24，进度落后", "听课 0 / 10 节，进度落后", "有 1 份教案退回后没有重交"]


def test_repeated_absence_is_a_reason_and_the_first_weeks_are_none(cast, browse):
    cast.semester.required_hours, cast.semester.required_observations = 0, 0
    cast.semester.save()
    for n in (4, 5):
        activity = factories.ActivityFactory(
            semester=cast.semester, organiser=cast.group, date=date(2025, 11, n)
        )
        factories.AttendanceFactory(activity=activity, member=cast.teacher, state="absent")
    assert [n.reasons for n in home(browse, cast.leader).context["needs"]] == [["活动缺席 2 次"]]


def test_in_the_first_days_of_a_semester_nobody_is_behind(cast, behind, browse):
    cast.semester.starts_on = date(2025, 11, 17)
    cast.semester.save()
    [need] = home(browse, cast.leader).context["needs"]
    assert need.reasons == ["有 1 份教案退回后没有重交"]


def test_attendance_to_be_marked_waits_for_the_leader_and_the_office_alone(cast, browse):
    activity = factories.ActivityFactory(
        semester=cast.semester, organiser=cast.group, date=date(2025, 11, 17)
    )
    factories.AttendanceFactory(activity=activity, member=cast.teacher, state="expected")
    mark = reverse("activities:attendance_edit", args=[activity.pk])
    for role, shown in (("leader", True), ("office", True), ("teacher", False), ("principal", False)):
        assert (mark in home(browse, getattr(cast, role)).content.decode()) is shown


def test_past_activities_say_whether_minutes_are_written(cast, behind, browse):
    write = reverse("activities:minutes_edit", args=[behind.pk])
    assert write in home(browse, cast.leader).content.decode()
    save_minutes(behind, text="议定。", seen="", actor=cast.leader.user)
    assert write not in home(browse, cast.leader).content.decode()


def test_what_a_teacher_is_asked_for_stands_on_the_home_page_until_it_is_done(cast, browse, now):
    mine = {"school": cast.school, "member": cast.teacher}
    notice = Notice.objects.create(**mine, kind="returned", title="教案退回：圆", key="a:1")
    Notice.objects.create(**mine, kind="news", title="只是通知", key="a:2")
    assert [n.title for n in home(browse, cast.teacher).context["waiting"]] == ["教案退回：圆"]
    notice.done_at = now
    notice.save()
    assert list(home(browse, cast.teacher).context["waiting"]) == []


def test_one_big_button_logs_a_lesson(cast, browse):
    assert reverse("observations:observation_log") in home(browse, cast.teacher).content.decode()
