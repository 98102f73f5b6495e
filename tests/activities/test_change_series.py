"""One meeting of a series is changed or cancelled, or it and all after it; who comes is changed too."""

from datetime import date, time

import pytest
from django.urls import reverse

from apps.activities.models import Activity, Series
from apps.notices.models import Notice
from apps.schools.models import Holiday
from tests.factories import ActivityFactory, AttendanceFactory


@pytest.fixture
def three(cast):
    """Three Thursdays of the group, the teacher and the leader on each list."""
    series = Series.objects.create(school=cast.school, rhythm=2)
    days = [date(2025, 11, 20), date(2025, 12, 4), date(2025, 12, 18)]
    made = [
        ActivityFactory(
            semester=cast.semester, organiser=cast.group, speaker=cast.leader, title=f"备课{n}",
            code=f"A00{n}", date=day, place="录播室", starts_at=time(14, 30), series=series,
        )
        for n, day in enumerate(days, start=1)
    ]  # fmt: skip
    for activity in made:
        AttendanceFactory(activity=activity, member=cast.teacher, state="expected")
        AttendanceFactory(activity=activity, member=cast.leader, state="expected", part="speaker")
    return made


def page(activity, name):
    return reverse(f"activities:{name}", args=[activity.pk])


def send(client, activity, **changes):
    """Open the form, change something, send it."""
    form = client.get(page(activity, "activity_edit")).context["form"]
    data = {name: "" if (v := form[name].value()) is None else v for name in form.fields}
    return client.post(page(activity, "activity_edit"), data | changes)


def places():
    return list(Activity.objects.order_by("date").values_list("place", flat=True))


def test_only_this_one_is_changed(cast, browse, three):
    assert send(browse(cast.leader), three[1], place="图书馆").status_code == 302
    assert places() == ["录播室", "图书馆", "录播室"]


def test_this_one_and_all_after_it_are_changed_and_move_together(cast, browse, three):
    client = browse(cast.leader)
    assert send(client, three[1], place="图书馆", date="2025-12-05", reach="following").status_code == 302
    assert places() == ["录播室", "图书馆", "图书馆"]
    rows = Activity.objects.order_by("date")
    assert [f"{a.date:%m-%d}" for a in rows] == ["11-20", "12-05", "12-19"]
    assert [a.title for a in rows] == ["备课1", "备课2", "备课3"]  # what was not changed stays each one's own
    told = Notice.objects.get(member=cast.teacher)
    assert told.title == "2 次活动有变动，最近一次：备课2"


def test_a_later_one_that_would_fall_on_a_holiday_stops_the_change(cast, browse, three):
    Holiday.objects.create(
        school=cast.school,
        semester=cast.semester,
        name="停课",
        starts_on=date(2025, 12, 19),
        ends_on=date(2025, 12, 19),
    )
    answer = send(browse(cast.leader), three[1], date="2025-12-05", reach="following")
    assert list(answer.context["form"].errors) == ["date"]
    assert [f"{a.date:%m-%d}" for a in Activity.objects.order_by("date")] == ["11-20", "12-04", "12-18"]


def test_a_new_speaker_comes_as_speaker_and_the_former_one_as_participant(cast, browse, three):
    send(browse(cast.leader), three[0], speaker=cast.colleague.pk)
    parts = dict(three[0].attendances.values_list("member__name", "part"))
    assert parts == {"单小雨": "participant", "欧阳婧": "participant", "曾一鸣": "speaker"}


def test_a_change_nobody_needs_to_know_tells_nobody(cast, browse, three):
    send(browse(cast.leader), three[0], content="带上课标。")
    assert not Notice.objects.exists()


@pytest.mark.parametrize(("reach", "left"), [("one", 2), ("following", 1)])
def test_cancelling_takes_one_or_all_following_and_tells_who_was_to_come(cast, browse, three, reach, left):
    answer = browse(cast.leader).post(
        page(three[1], "activity_withdraw"), {"reason": "教师外出", "reach": reach, "tell": "on"}
    )
    assert answer.status_code == 302
    assert Activity.objects.live().count() == left
    assert "取消" in Notice.objects.get(member=cast.teacher).title


def test_participants_are_changed_for_all_following(cast, browse, three):
    client = browse(cast.leader)
    chosen = {"people": [cast.colleague.pk], "reach": "following", "tell": "on"}
    assert client.post(page(three[1], "participants_edit"), chosen).status_code == 302
    listed = [set(a.attendances.values_list("member__name", flat=True)) for a in three]
    assert listed == [
        {"单小雨", "欧阳婧"},
        {"曾一鸣", "欧阳婧"},
        {"曾一鸣", "欧阳婧"},
    ]  # the speaker comes anyway
    assert Notice.objects.get().member == cast.colleague


def test_somebody_marked_already_is_not_taken_off_unawares(cast, browse, three):
    three[0].attendances.filter(member=cast.teacher).update(state="leave")
    answer = browse(cast.leader).post(page(three[0], "participants_edit"), {"people": [cast.colleague.pk]})
    assert list(answer.context["form"].errors) == ["people"]
    assert three[0].attendances.count() == 2


@pytest.mark.parametrize("role", ["teacher", "colleague", "principal", "stranger"])
def test_others_change_nothing_by_address_or_by_form(cast, browse, three, role):
    client = browse(getattr(cast, role))
    refusal = 404 if role == "stranger" else 403
    for name in (
        "activity_edit",
        "activity_withdraw",
        "participants_edit",
        "attendance_edit",
        "attendance_undo",
    ):
        assert client.get(page(three[0], name)).status_code == refusal
        assert client.post(page(three[0], name), {"reason": "x", "title": "y"}).status_code == refusal
    three[0].refresh_from_db()
    assert (three[0].title, three[0].withdrawn_at) == ("备课1", None)
