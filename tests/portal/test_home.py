"""The home page of each role shows the right numbers, and nothing of another school."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from apps.activities.services import save_attendance, withdraw_activities
from apps.credits import drafting
from apps.credits.choices import Family
from apps.credits.models import RulePack
from apps.credits.presets import preset_pack
from apps.lessonplans.services import save_lesson_plans
from apps.observations.services import save_observations
from apps.portfolio.services import save_works
from tests import factories

HOME = "/"
WHY = "as recorded"


@pytest.fixture
def term(cast):
    """Four hours and two observations are asked of everyone; today is 18 November 2025, in week 12.

    Counted by hand: teacher 5 hours, 2 observations; leader 2 hours, 1 observation; the others nothing.
    Two of three activities were held, and the leader gave a research lesson.
    """
    semester = cast.semester
    semester.required_hours, semester.required_observations = Decimal(4), 2
    semester.save()
    attend(
        cast, "同课异构观摩", date(2025, 9, 12), 2, teacher="present", leader="present", colleague="absent"
    )
    attend(cast, "读懂学生的错误", date(2025, 11, 7), 3, teacher="present", leader="late", colleague="leave")
    attend(cast, "期末复习课怎么上", date(2025, 12, 5), 4, teacher="expected", leader="expected")
    watch(cast, cast.teacher, cast.leader, "research")
    watch(cast, cast.teacher, cast.colleague, "drop_in")
    watch(cast, cast.leader, cast.teacher, "drop_in")
    return semester


def attend(cast, title, day, hours, **states):
    activity = factories.ActivityFactory(
        school=cast.school, semester=cast.semester, title=title, date=day, hours=Decimal(hours)
    )
    rows = [
        factories.AttendanceFactory(activity=activity, member=getattr(cast, who), state=state)
        for who, state in states.items()
    ]
    save_attendance(rows, actor=cast.office.user, reason=WHY)
    return activity


def watch(cast, observer, teacher, kind):
    row = factories.ObservationFactory(
        school=cast.school, semester=cast.semester, observer=observer, teacher=teacher,
        lesson_type=factories.kind_of(cast.school, Family.OBSERVATION, kind),
    )  # fmt: skip
    save_observations([row], actor=cast.office.user, reason=WHY)


def page_of(browse, member, **chosen):
    response = browse(member).get(HOME, chosen)
    assert response.status_code == 200
    return response


def test_the_principal_sees_the_four_figures(term, cast, browse):
    page = page_of(browse, cast.principal)
    assert page.templates[0].name == "portal/home_school.html"
    held, reached, observed, given = page.context["figures"]
    assert (held.number, held.value, held.total) == ("2", 2, 3)
    assert (reached.number, reached.value, reached.total) == ("1", 1, 5)
    assert (observed.number, observed.value, observed.total) == ("3", 3, 10)
    assert "0.6" in observed.words
    assert (given.number, given.value, given.total) == ("20.0%", 1, 5)


def test_a_large_figure_opens_exactly_what_it_counts_or_nothing(term, cast, browse):
    client = browse(cast.principal)
    held, reached, observed, given = client.get(HOME).context["figures"]
    for figure in (held, reached, observed):
        rows = client.get(figure.url).context["table"].rows
        assert len(rows) == int(figure.number)
    assert given.url == ""  # a share of people; what they gave are lessons
    assert len(client.get(given.lessons).context["table"].rows) == 1


def test_the_heading_tells_the_week(term, cast, browse):
    assert page_of(browse, cast.principal).context["title"] == "本学期进行到第 12 周"


def test_groups_show_how_many_have_their_hours(term, cast, browse):
    rows = [bar.row for bar in page_of(browse, cast.principal).context["group_bars"]]
    assert [(r.group, r.reached, r.people, r.mean) for r in rows] == [
        (cast.group, 1, 2, Decimal("3.5")),
        (None, 0, 3, Decimal("0.0")),
    ]


def test_those_who_miss_most_come_first_and_those_who_miss_nothing_not_at_all(term, cast, browse):
    short = page_of(browse, cast.principal).context["glance"].short
    assert [s.member for s in short] == [cast.colleague, cast.office, cast.principal, cast.leader]
    assert (short[0].hours.missing, short[0].observations.missing) == (4, 2)
    assert (short[-1].hours.missing, short[-1].observations.missing) == (2, 1)


def test_recent_activities_are_those_held_the_latest_first_with_who_came(term, cast, browse):
    recent = page_of(browse, cast.principal).context["recent"]
    assert [(a.title, a.turnout) for a in recent] == [("读懂学生的错误", "2 / 3"), ("同课异构观摩", "2 / 3")]


def test_what_was_withdrawn_is_not_counted(term, cast, browse, now):
    activity = attend(cast, "取消的讲座", date(2025, 10, 10), 9, colleague="present")
    withdraw_activities([activity], actor=cast.office.user, now=now, reason="会议改期")
    page = page_of(browse, cast.principal)
    assert page.context["figures"][0].number == "2"
    assert "取消的讲座" not in page.content.decode()
    assert page.context["glance"].short[0].member == cast.colleague


def test_another_semester_can_be_chosen(term, cast, browse):
    year = factories.SchoolYearFactory(school=cast.school, first_year=2024)
    past = factories.SemesterFactory(
        school=cast.school, year=year, term=2, starts_on=date(2025, 2, 17), ends_on=date(2025, 7, 4)
    )
    page = page_of(browse, cast.principal, semester=past.pk)
    assert page.context["title"] == "2024-2025 第二学期已结束"
    assert [figure.number for figure in page.context["figures"]] == ["0", "0", "0", "0.0%"]


def test_the_office_finds_the_workbook_and_a_new_activity_the_principal_the_workbook(term, cast, browse):
    def urls(member):
        return [action["url"] for action in page_of(browse, member).context["actions"]]

    assert urls(cast.office) == [
        reverse("workbooks:home"),
        reverse("activities:activity_create"),
        reverse("reports:summary"),
    ]
    assert urls(cast.principal) == [reverse("workbooks:home"), reverse("reports:summary")]
    assert urls(cast.teacher) == [reverse("observations:observation_log")]


def test_a_teacher_sees_what_is_owed_and_what_comes(term, cast, browse):
    common = {"school": cast.school, "semester": cast.semester, "author": cast.teacher}
    plans = [factories.LessonPlanFactory(**common, state=s) for s in ("approved", "approved", "returned")]
    save_lesson_plans(plans, actor=cast.office.user, reason=WHY)
    works = [
        factories.WorkFactory(**common),
        factories.WorkFactory(**common, result="awarded", level="county", prize="二等奖"),
    ]
    save_works(works, actor=cast.office.user, reason=WHY)
    page = page_of(browse, cast.teacher)
    assert page.templates[0].name == "portal/home_teacher.html"
    assert [(o.stand.done, o.stand.required, o.stand.is_met) for o in page.context["owed"]] == [
        (5, 4, True),
        (2, 2, True),
    ]
    part = page.context["part"]
    assert part.plans == {"waiting": 0, "returned": 1, "approved": 2}
    assert (part.standing.totals.works, part.awarded) == (2, 1)
    assert [a.title for a in part.coming] == ["期末复习课怎么上"]
    assert [e.date for e in part.latest] == sorted((e.date for e in part.latest), reverse=True)
    assert len(part.latest) == 5


def test_a_teacher_sees_nothing_of_the_colleagues(term, cast, browse):
    words = page_of(browse, cast.teacher).content.decode()
    for other in (cast.colleague, cast.leader, cast.office, cast.principal):
        assert other.name not in words


def test_a_leader_sees_the_own_group_and_the_own_part(term, cast, browse):
    page = page_of(browse, cast.leader)
    assert page.templates[0].name == "portal/home_leader.html"
    [led] = page.context["led_groups"]
    assert led.group == cast.group
    assert [(s.member, s.totals.hours, s.totals.observations) for s in led.standings] == [
        (cast.leader, 2, 1), (cast.teacher, 5, 2),
    ]  # fmt: skip
    assert led.reached == 1
    assert page.context["own"].member == cast.leader
    assert cast.colleague.name not in page.content.decode()


def test_a_leader_of_yesterday_sees_only_the_own_part(term, cast, browse):
    membership = cast.leader.memberships.get()
    membership.ended_on = date(2025, 11, 17)
    membership.save()
    assert page_of(browse, cast.leader).templates[0].name == "portal/home_teacher.html"


def test_a_stranger_sees_nothing_of_the_school(term, cast, browse):
    factories.SemesterFactory(school=cast.stranger.school)
    page = page_of(browse, cast.stranger, semester=cast.semester.pk)
    words = page.content.decode()
    assert [figure.number for figure in page.context["figures"]] == ["0", "0", "0", "0.0%"]
    assert page.context["glance"].teachers == 1
    for secret in (cast.school.name, cast.teacher.name, cast.leader.name, cast.group.name, "同课异构观摩"):
        assert secret not in words


@pytest.mark.parametrize(("role", "offered"), [("office", True), ("principal", False), ("teacher", False)])
def test_without_a_semester_the_office_is_told_what_to_do_first(cast, browse, role, offered):
    cast.semester.delete()
    page = page_of(browse, getattr(cast, role))
    assert page.templates[0].name == "portal/home_empty.html"
    assert (reverse("schools:semester_create") in page.content.decode()) is offered


def test_a_semester_in_which_nothing_happened_yet_is_shown_as_such(cast, browse):
    for role in ("office", "leader", "teacher"):
        page_of(browse, getattr(cast, role))
    assert page_of(browse, cast.principal).context["glance"].reached == 0


def test_a_keeper_of_the_books_who_is_not_on_the_staff_sees_the_school(term, cast, browse):
    cast.stranger.user.grants.create(school=cast.school)
    client = browse(cast.stranger)
    session = client.session
    session["school"] = cast.school.pk
    session.save()
    page = client.get(HOME)
    assert page.templates[0].name == "portal/home_school.html"
    assert page.context["glance"].teachers == 5
    assert page.context["own"] is None


def test_the_log_in_page_comes_first(client, db):
    response = client.get(HOME)
    assert response.status_code == 302
    assert response.url.startswith(reverse("staff:log_in"))


def add_rows(cast, n):
    """One more group with a member the teacher's leader also leads, an activity, an observation, a plan, a work."""
    member = factories.StaffFactory(school=cast.school, name=f"新同事{n}")
    group = factories.GroupFactory(school=cast.school)
    factories.MembershipFactory(group=group, member=member)
    factories.MembershipFactory(group=group, member=cast.leader, role="leader")
    activity = attend(
        cast, f"校本活动{n}", date(2025, 10, n), 2, teacher="present", leader="present", principal="present"
    )
    late = attend(cast, f"以后的活动{n}", date(2025, 12, n), 2, teacher="expected", leader="expected")
    row = factories.AttendanceFactory(activity=activity, member=member)
    save_attendance([row], actor=cast.office.user, reason=WHY)
    assert late.date > date(2025, 11, 18)
    watch(cast, member, cast.teacher, "research")
    for author in (cast.teacher, cast.leader):
        factories.LessonPlanFactory(school=cast.school, semester=cast.semester, author=author)
        factories.WorkFactory(school=cast.school, semester=cast.semester, author=author)


@pytest.mark.parametrize(
    ("role", "queries"), [("principal", 14), ("office", 17), ("leader", 15), ("teacher", 12)]
)
def test_three_of_everything_take_as_many_queries_as_one(
    cast, browse, role, queries, django_assert_num_queries
):
    add_rows(cast, 1)
    client = browse(getattr(cast, role))
    client.get(HOME)
    with django_assert_num_queries(queries):
        client.get(HOME)
    add_rows(cast, 2)
    add_rows(cast, 3)
    with django_assert_num_queries(queries):
        client.get(HOME)


def test_ready_rules_are_offered_to_the_office_until_one_was_begun(term, cast, browse):
    choose = reverse("credits:rulepack_choose")
    assert choose in browse(cast.office).get(HOME).content.decode()
    assert choose not in browse(cast.principal).get(HOME).content.decode()
    drafting.begin_from(RulePack, preset_pack("school-hours"), school=cast.school, actor=cast.office.user)
    page = browse(cast.office).get(HOME).content.decode()
    assert choose not in page
    assert reverse("requirements:scheme_choose") in page
