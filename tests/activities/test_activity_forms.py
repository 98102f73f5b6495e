"""The office plans, corrects and withdraws activities, and marks attendance."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from apps.activities.models import Activity
from apps.activities.services import withdraw_activities
from apps.credits.choices import Family
from apps.credits.models import Entry
from tests.credits.ledger import assert_the_books_are_straight
from tests.factories import ActivityFactory, StaffFactory, kind_of

CREATE = reverse("activities:activity_create")


def page(activity, name):
    return reverse(f"activities:{name}", args=[activity.pk])


@pytest.fixture
def typed(cast):
    return {
        "title": "作业设计研讨", "code": "A031", "kind": kind_of(cast.school, Family.ACTIVITY, "salon").pk,
        "organiser": "", "hours": "2", "date": "2025-11-20", "starts_at": "14:30", "ends_at": "16:00",
        "place": "录播室", "speaker": cast.leader.pk, "content": "议一议。",
    }  # fmt: skip


def hours(member) -> Decimal:
    return sum((e.hours for e in Entry.objects.filter(member=member)), Decimal(0))


def test_the_office_plans_an_activity_and_those_who_come_are_on_its_list(cast, browse, typed):
    response = browse(cast.office).post(CREATE, typed)
    made = Activity.objects.get()
    assert response.url == page(made, "activity_detail")
    assert set(made.attendances.values_list("member__name", "part", "state")) == {
        ("单小雨", "participant", "expected"), ("曾一鸣", "participant", "expected"),
        ("欧阳婧", "speaker", "expected"), ("仇文礼", "participant", "expected"),
        ("解宏远", "participant", "expected"),
    }  # fmt: skip
    assert (made.semester, made.school, made.origin) == (cast.semester, cast.school, "page")
    assert made.content == "议一议。"


def test_the_next_free_number_is_proposed(cast, browse):
    ActivityFactory(semester=cast.semester, code="A009")
    ActivityFactory(semester=cast.semester, code="研修")
    form = browse(cast.office).get(CREATE).context["form"]
    assert form["code"].value() == "A010"


@pytest.mark.parametrize(
    ("field", "value"),
    [("date", "2026-02-01"), ("ends_at", "14:30"), ("hours", "-1"), ("title", " "), ("kind", "0")],
)
def test_what_is_wrong_is_said_at_its_field(cast, browse, typed, field, value):
    response = browse(cast.office).post(CREATE, typed | {field: value})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert not Activity.objects.exists()


def test_a_number_is_used_once_in_a_semester_unless_withdrawn(cast, browse, typed, now):
    first = ActivityFactory(semester=cast.semester, code="A031")
    response = browse(cast.office).post(CREATE, typed)
    assert list(response.context["form"].errors) == ["code"]
    withdraw_activities([first], actor=None, now=now, reason="误建")
    assert browse(cast.office).post(CREATE, typed).status_code == 302


def test_a_kind_of_another_school_or_family_is_no_choice(cast, browse, typed):
    foreign = kind_of(cast.stranger.school, Family.ACTIVITY, "salon")
    plan = kind_of(cast.school, Family.LESSON_PLAN, "plan")
    for kind in (foreign, plan):
        response = browse(cast.office).post(CREATE, typed | {"kind": kind.pk})
        assert list(response.context["form"].errors) == ["kind"]


def edit(activity, client, **changes):
    """Open the form, change something, send it."""
    form = client.get(page(activity, "activity_edit")).context["form"]
    data = {name: "" if (v := form[name].value()) is None else v for name in form.fields}
    return client.post(page(activity, "activity_edit"), data | changes)


def test_corrected_hours_reverse_and_post_again_with_the_reason(activity, cast, browse):
    response = edit(activity, browse(cast.office), hours="2", reason="学时登记有误")
    assert response.status_code == 302
    assert hours(cast.teacher) == Decimal(2)
    assert set(Entry.objects.exclude(reverses=None).values_list("reason", flat=True)) == {"学时登记有误"}
    assert_the_books_are_straight()


def test_a_correction_that_touches_the_ledger_asks_for_a_reason(activity, cast, browse):
    response = edit(activity, browse(cast.office), hours="2")
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["reason"]
    activity.refresh_from_db()
    assert (activity.hours, hours(cast.teacher)) == (Decimal(3), Decimal(3))


def test_a_corrected_place_needs_no_reason_and_leaves_the_ledger_alone(activity, cast, browse):
    assert edit(activity, browse(cast.office), place="阶梯教室").status_code == 302
    assert Entry.objects.count() == 2


def test_whoever_saves_over_a_change_of_someone_else_is_told(activity, cast, browse):
    client = browse(cast.office)
    form = client.get(page(activity, "activity_edit")).context["form"]
    old = {name: "" if (v := form[name].value()) is None else v for name in form.fields}
    assert edit(activity, client, place="阶梯教室").status_code == 302
    response = client.post(page(activity, "activity_edit"), old | {"title": "改了题目"})
    assert response.status_code == 422
    activity.refresh_from_db()
    assert (activity.title, activity.place) == ("心理健康教育通识", "阶梯教室")


def test_a_day_outside_the_semester_that_came_with_a_workbook_may_stay(cast, browse):
    activity = ActivityFactory(semester=cast.semester, date=date(2026, 1, 25))
    assert edit(activity, browse(cast.office), place="阶梯教室").status_code == 302
    response = edit(activity, browse(cast.office), date="2026-01-26")
    assert list(response.context["form"].errors) == ["date"]


def test_withdrawing_takes_the_hours_back_with_the_reason(activity, cast, browse):
    client = browse(cast.office)
    assert client.post(page(activity, "activity_withdraw"), {"reason": " "}).status_code == 422
    client.post(page(activity, "activity_withdraw"), {"reason": "没有开成"})
    activity.refresh_from_db()
    assert (activity.withdrawn_by, activity.withdrawal_reason) == (cast.office.user, "没有开成")
    assert hours(cast.teacher) == 0
    assert_the_books_are_straight()


def test_a_withdrawn_activity_is_neither_changed_nor_withdrawn_again(activity, cast, browse, now):
    withdraw_activities([activity], actor=None, now=now, reason="误建")
    client = browse(cast.office)
    for name in ("activity_edit", "activity_withdraw", "attendance_edit"):
        assert client.get(page(activity, name)).status_code == 403
        assert client.post(page(activity, name), {"reason": "再来"}).status_code == 403


@pytest.mark.parametrize("role", ["teacher", "colleague", "principal"])
def test_only_the_office_and_the_groups_leader_write(activity, cast, browse, role):
    client = browse(getattr(cast, role))
    assert client.get(CREATE).status_code == 403
    for name in ("activity_edit", "activity_withdraw", "attendance_edit"):
        assert client.get(page(activity, name)).status_code == 403


def marks(**people):
    """{"state-7": "present", "part-7": "participant"} of {member: state}."""
    data = {}
    for pk, state in people.items():
        data |= {f"state-{pk[1:]}": state, f"part-{pk[1:]}": "participant"}
    return data


def key(member):
    return f"m{member.pk}"


def mark(client, activity, data):
    """Open the page as a person would, and send it with these marks."""
    opened = client.get(page(activity, "attendance_edit")).context["form"].initial["seen"]
    return client.post(page(activity, "attendance_edit"), {"seen": opened} | data)


def test_attendance_is_marked_and_gives_hours(cast, browse):
    activity = ActivityFactory(semester=cast.semester)
    data = marks(**{key(cast.teacher): "present", key(cast.leader): "late", key(cast.colleague): ""})
    assert mark(browse(cast.office), activity, data).status_code == 302
    assert dict(activity.attendances.values_list("member__name", "state")) == {
        "单小雨": "present",
        "欧阳婧": "late",
    }
    assert (hours(cast.teacher), hours(cast.leader)) == (Decimal(2), 0)


def test_hours_taken_back_need_a_reason(activity, cast, browse):
    data = marks(**{key(cast.teacher): "absent", key(cast.leader): "present"}) | {
        f"part-{cast.leader.pk}": "speaker"
    }
    client = browse(cast.office)
    response = mark(client, activity, data)
    assert list(response.context["form"].errors) == ["reason"]
    assert hours(cast.teacher) == 3
    mark(client, activity, data | {"reason": "签到表核对"})
    assert (hours(cast.teacher), hours(cast.leader)) == (0, 3)
    assert activity.attendances.count() == 2  # the colleague was taken off the list
    assert Entry.objects.count() == 3


def test_a_state_that_is_not_in_the_list_is_refused(activity, cast, browse):
    data = marks(**{key(cast.teacher): "asleep"})
    response = mark(browse(cast.office), activity, data)
    assert list(response.context["form"].errors) == ["marks"]
    assert activity.attendances.count() == 3


def test_someone_of_another_school_cannot_be_listed(activity, cast, browse):
    data = marks(**{key(cast.stranger): "present", key(cast.teacher): "present"})
    mark(browse(cast.office), activity, data | {"reason": "核对"})
    assert not activity.attendances.filter(member=cast.stranger).exists()


def test_the_group_is_expected_the_others_come_after(activity, cast, browse):
    newcomer = StaffFactory(school=cast.school, name="黄新")
    widget = browse(cast.office).get(page(activity, "attendance_edit")).context["form"].fields["marks"].widget
    assert {name: set(people) for name, people in widget.expected} == {
        "数学组": {cast.teacher, cast.leader}, "": {cast.colleague}
    }  # fmt: skip
    assert newcomer in dict(widget.others)[""]


def test_present_can_be_proposed_for_everyone_still_open(activity, cast, browse):
    form = browse(cast.office).get(page(activity, "attendance_edit"), {"fill": "present"}).context["form"]
    states = {pk: state for pk, (_part, state) in form.initial["marks"].items()}
    assert states[str(cast.teacher.pk)] == "present"
    assert states[str(cast.colleague.pk)] == "leave"  # what is known is not overwritten
    assert Entry.objects.count() == 2


def test_two_who_mark_at_once_do_not_overwrite_each_other(activity, cast, browse):
    client = browse(cast.office)
    opened = client.get(page(activity, "attendance_edit")).context["form"].initial["seen"]
    first = marks(**{key(cast.teacher): "late"}) | {"reason": "核对", "seen": opened}
    assert client.post(page(activity, "attendance_edit"), first).status_code == 302
    second = marks(**{key(cast.teacher): "present", key(cast.leader): "present"}) | {
        "reason": "x",
        "seen": opened,
    }
    late = client.post(page(activity, "attendance_edit"), second)
    assert late.status_code == 422
    assert dict(activity.attendances.values_list("member__name", "state")) == {"单小雨": "late"}
