from datetime import date, time

import icalendar
import pytest
from django.urls import reverse

from apps.calendars.models import Subscription
from apps.schools.models import Holiday
from tests.factories import ActivityFactory, AttendanceFactory, GroupFactory

NOVEMBER = {"month": "2025-11"}


@pytest.fixture
def held(cast):
    """One activity of the whole school, one of the group, one of nobody in the cast."""
    common = {
        "semester": cast.semester,
        "date": date(2025, 11, 20),
        "starts_at": time(14, 30),
        "ends_at": time(16),
    }
    school = ActivityFactory(title="专题讲座：作业设计", **common)
    AttendanceFactory(activity=school, member=cast.colleague, state="expected")
    return {"school": school, "group": ActivityFactory(title="集体备课：圆", organiser=cast.group, **common)}


def titles(client, **query):
    page = client.get(reverse("calendars:calendar"), NOVEMBER | query)
    return {a.title for week in page.context["weeks"] for day in week for a in day.activities}


def test_each_sees_what_they_are_listed_for_and_what_their_groups_hold(cast, held, browse):
    assert titles(browse(cast.teacher)) == {"集体备课：圆"}
    assert titles(browse(cast.colleague)) == {"专题讲座：作业设计"}
    assert titles(browse(cast.teacher), scope="school") == {"集体备课：圆", "专题讲座：作业设计"}
    assert titles(browse(cast.stranger), scope="school") == set()


def test_a_withdrawn_activity_leaves_the_calendar(cast, held, browse, now):
    held["group"].withdrawn_at = now
    held["group"].save()
    assert titles(browse(cast.teacher)) == set()


@pytest.mark.parametrize("month", ["", "2025-13", "x", "99999-1", "2025", "9999-12", "0001-01"])
def test_a_month_that_is_none_shows_this_one(cast, browse, month):
    page = browse(cast.teacher).get(reverse("calendars:calendar"), {"month": month})
    assert page.context["month"] == date(2025, 11, 1)


@pytest.mark.parametrize("rows", [1, 3])
def test_a_month_costs_the_same_with_one_activity_and_with_three(
    cast, browse, rows, django_assert_num_queries
):
    for n in range(rows):
        ActivityFactory(semester=cast.semester, date=date(2025, 11, 3 + n), speaker=cast.leader)
    client = browse(cast.teacher)
    client.get(reverse("calendars:calendar"))
    with django_assert_num_queries(10):
        client.get(reverse("calendars:calendar"), {"scope": "school"})


def subscribe(client, scope="me"):
    page = client.post(reverse("calendars:calendar_subscribe"), {"scope": scope})
    return page.context["address"].replace("http://testserver", "")


def test_a_subscription_is_read_without_a_log_in(cast, held, browse, client):
    address = subscribe(browse(cast.teacher))
    book = icalendar.Calendar.from_ical(client.get(address).content)
    (event,) = book.walk("VEVENT")
    assert str(event["summary"]) == "集体备课：圆"
    assert event.decoded("dtstart").isoformat() == "2025-11-20T14:30:00+08:00"


def test_a_new_address_ends_the_old_one_and_only_its_hash_is_kept(cast, browse, client):
    first = subscribe(browse(cast.teacher))
    second = subscribe(browse(cast.teacher))
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    assert Subscription.objects.get().token_hash not in second


def test_someone_who_left_reads_no_more(cast, browse, client):
    address = subscribe(browse(cast.teacher))
    cast.teacher.left_on = date(2025, 11, 17)
    cast.teacher.save()
    assert client.get(address).status_code == 404


def test_a_stopped_address_is_gone(cast, browse, client):
    address = subscribe(browse(cast.teacher))
    browse(cast.teacher).post(reverse("calendars:calendar_unsubscribe"), {"scope": "me"})
    assert client.get(address).status_code == 404


@pytest.fixture
def closed(cast):
    return Holiday.objects.create(
        school=cast.school,
        semester=cast.semester,
        name="校运会",
        starts_on=date(2025, 11, 20),
        ends_on=date(2025, 11, 21),
    )


def test_the_month_names_weeks_of_the_semester_and_days_off(cast, held, closed, browse):
    page = browse(cast.teacher).get(reverse("calendars:calendar"), NOVEMBER)
    assert [number for number, _week in page.context["numbered"]] == [9, 10, 11, 12, 13]
    off = {f"{day.date:%d}" for week in page.context["weeks"] for day in week if day.holiday}
    assert off == {"20", "21"}
    assert "校运会" in page.content.decode()


def test_the_whole_semester_is_one_list_of_weeks(cast, held, closed, browse):
    page = browse(cast.teacher).get(reverse("calendars:calendar"), {"view": "semester", "scope": "school"})
    weeks = page.context["semester_weeks"]
    assert (weeks[0].number, weeks[-1].number, len(weeks)) == (1, 21, 21)
    [now] = [week for week in weeks if week.is_now]
    assert (now.number, [h.name for h in now.holidays]) == (12, ["校运会"])
    assert {a.title for a in now.activities} == {"集体备课：圆", "专题讲座：作业设计"}


def test_a_calendar_is_narrowed_to_a_group_or_a_kind(cast, held, browse):
    client = browse(cast.office)
    assert titles(client, scope="school", group=cast.group.pk) == {"集体备课：圆"}
    assert titles(client, scope="school", kind=held["school"].kind_id) == {
        "集体备课：圆",
        "专题讲座：作业设计",
    }
    other = GroupFactory(school=cast.stranger.school)
    assert len(titles(client, scope="school", group=other.pk)) == 2  # another school's group is no choice


def test_the_subscription_holds_days_off_and_who_speaks(cast, held, closed, browse, client):
    held["group"].speaker = cast.leader
    held["group"].save()
    book = icalendar.Calendar.from_ical(client.get(subscribe(browse(cast.teacher))).content)
    events = {str(event["summary"]): event for event in book.walk("VEVENT")}
    assert set(events) == {"集体备课：圆", "校运会"}
    assert "欧阳婧" in str(events["集体备课：圆"]["description"])
    assert events["校运会"].decoded("dtend") == date(2025, 11, 22)
