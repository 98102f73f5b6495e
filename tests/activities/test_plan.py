"""Office and leaders plan activities: once or in a series, for groups and people, who are told."""

from datetime import date

import pytest
from django.urls import reverse

from apps.activities.models import Activity
from apps.activities.rules import meetings
from apps.credits.choices import Family
from apps.notices.models import Notice
from apps.schools.models import Holiday
from tests.factories import ActivityFactory, AttendanceFactory, GroupFactory, kind_of

CREATE = reverse("activities:activity_create")


@pytest.fixture
def typed(cast):
    """A fortnightly preparation of the leader's group, from 20 November to 2 January."""
    return {
        "title": "集体备课", "code": "A001", "kind": kind_of(cast.school, Family.ACTIVITY, "salon").pk,
        "organiser": cast.group.pk, "hours": "2", "date": "2025-11-20", "starts_at": "14:30", "ends_at": "16:00",
        "place": "录播室", "speaker": cast.leader.pk, "content": "", "repeat": "2", "until": "2026-01-02", "tell": "on",
    }  # fmt: skip


@pytest.fixture
def new_year(cast):
    return Holiday.objects.create(
        school=cast.school,
        semester=cast.semester,
        name="元旦",
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 1, 3),
    )


def days_of(page, **changes):
    """What a browser sends of the days proposed."""
    data = {
        f"days-{k}_FORMS": page.context["days"].management_form[f"{k}_FORMS"].value()
        for k in ("TOTAL", "INITIAL")
    }
    for form in page.context["days"]:
        for name in form.fields:
            value = form[name].value()
            data[form.add_prefix(name)] = {True: "on", None: ""}.get(value, value)
    return data | {"create": "1"} | changes


def dates(rows):
    return [f"{row.date:%m-%d}" for row in rows.order_by("date")]


def test_meetings_keep_their_rhythm_behind_a_holiday():
    off = [("国庆节", date(2025, 10, 1), date(2025, 10, 7))]
    found = meetings(date(2025, 9, 24), date(2025, 10, 15), 1, off)
    assert [(f"{m.date:%m-%d}", m.holiday) for m in found] == [
        ("09-24", ""), ("10-01", "国庆节"), ("10-08", ""), ("10-15", ""),
    ]  # fmt: skip
    assert [m.date.day for m in meetings(date(2025, 9, 24), date(2025, 10, 8), 2, off)] == [24, 8]
    assert len(meetings(date(2025, 9, 24), date(2025, 9, 24), 1, off)) == 1


def test_a_series_is_shown_before_it_is_made_and_leaves_out_holidays(cast, browse, typed, new_year):
    client = browse(cast.leader)
    page = client.post(CREATE, typed)
    assert page.templates[0].name == "activities/series_preview.html"
    assert [f"{day:%m-%d}" for _form, day, _week in page.context["lines"]] == ["11-20", "12-04", "12-18"]
    assert [m.holiday for m in page.context["skipped"]] == ["元旦"]
    assert not Activity.objects.exists()

    answer = client.post(CREATE, typed | days_of(page, **{"days-1-title": "磨课", "days-2-take": ""}))
    made = Activity.objects.order_by("date")
    assert answer.url == made[0].get_absolute_url()
    assert dates(made) == ["11-20", "12-04"]
    assert [a.title for a in made] == ["集体备课", "磨课"]
    assert [a.code for a in made] == ["A001", "A002"]
    assert made[0].series_id == made[1].series_id is not None
    assert {a.attendances.count() for a in made} == {2}  # teacher and leader


def test_one_notice_tells_of_a_whole_series(cast, browse, typed):
    client = browse(cast.leader)
    client.post(CREATE, typed | days_of(client.post(CREATE, typed)))
    told = Notice.objects.get()  # the leader acts, so only the teacher is told
    assert told.member == cast.teacher
    assert told.title == "请参加 4 次活动，第一次：集体备课"
    assert "2025-11-20 14:30" in told.body


def test_nobody_is_told_when_it_is_not_wished(cast, browse, typed):
    client = browse(cast.leader)
    client.post(CREATE, typed | {"repeat": "0", "tell": ""})
    assert Activity.objects.count() == 1
    assert not Notice.objects.exists()


def test_a_series_without_a_day_is_refused_and_the_days_stay(cast, browse, typed):
    client = browse(cast.leader)
    days = days_of(client.post(CREATE, typed), **{f"days-{n}-take": "" for n in range(4)})
    answer = client.post(CREATE, typed | days)
    assert answer.status_code == 422
    assert len(answer.context["lines"]) == 4
    assert not Activity.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"until": ""}, "until"), ({"until": "2025-11-19"}, "until"), ({"until": "2026-02-10"}, "until"),
     ({"repeat": "0", "speaker": ""}, "speaker"), ({"place": ""}, "place"), ({"starts_at": ""}, "starts_at")],
)  # fmt: skip
def test_what_is_not_fixed_is_said_at_its_field(cast, browse, typed, changes, field):
    answer = browse(cast.leader).post(CREATE, typed | changes)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]


def test_a_leader_plans_for_the_own_groups_only(cast, browse, typed):
    other = GroupFactory(school=cast.school, name="语文组")
    client = browse(cast.leader)
    for organiser in (other.pk, ""):
        answer = client.post(CREATE, typed | {"repeat": "0", "organiser": organiser})
        assert list(answer.context["form"].errors) == ["organiser"]
    assert not Activity.objects.exists()


def test_groups_and_single_people_come(cast, browse, typed):
    browse(cast.office).post(
        CREATE, typed | {"repeat": "0", "groups": [cast.group.pk], "people": [cast.colleague.pk]}
    )
    names = Activity.objects.get().attendances.values_list("member__name", flat=True)
    assert set(names) == {"单小雨", "欧阳婧", "曾一鸣"}


def test_people_of_another_school_are_no_choice(cast, browse, typed):
    answer = browse(cast.office).post(CREATE, typed | {"repeat": "0", "people": [cast.stranger.pk]})
    assert list(answer.context["form"].errors) == ["people"]


def test_a_former_one_is_copied_with_its_people(cast, browse):
    former = ActivityFactory(semester=cast.semester, title="读书沙龙", organiser=cast.group, place="图书馆")
    AttendanceFactory(activity=former, member=cast.teacher)
    form = browse(cast.leader).get(CREATE, {"copy": former.pk}).context["form"]
    assert (form["title"].value(), form["place"].value()) == ("读书沙龙", "图书馆")
    assert form["people"].value() == [cast.teacher.pk]
    assert form["code"].value() != former.code
    unseen = ActivityFactory(title="别校的活动")
    assert browse(cast.leader).get(CREATE, {"copy": unseen.pk}).context["form"]["title"].value() is None


def test_a_second_press_on_the_days_makes_no_second_series(cast, browse, typed):
    client = browse(cast.leader)
    days = days_of(client.post(CREATE, typed))
    client.post(CREATE, typed | days)
    again = client.post(CREATE, typed | days)
    assert again.status_code == 422
    assert Activity.objects.count() == 4
