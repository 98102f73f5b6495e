"""Every figure equals what a plain loop over the rows finds."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from apps.activities.services import save_attendance
from apps.groups.models import FormerName
from apps.projects.services import set_stage
from apps.reports.figures import as_json
from apps.reports.selectors import figures
from apps.schools.models import Semester
from tests import factories
from tests.credits.packs import PLAIN, publish
from tests.reports import made as rows

pytestmark = pytest.mark.django_db
HOURS = {code: Decimal(hours) for code, _, _, _, _, hours, _ in rows.ACTIVITIES}
NUMBERS = [number for number, *_ in rows.TEACHERS]
PROGRAMME = [code for code, _, _, organiser, *_ in rows.ACTIVITIES if organiser == "学校"]


@pytest.fixture
def made(db):
    return rows.load()


@pytest.fixture
def told(made):
    return as_json(figures(made.semester, today=rows.LAST_DAY))


def hours_of(number):
    return sum(
        (HOURS[code] for code, who, state in rows.ATTENDANCE if who == number and state == "present"),
        Decimal(0),
    )


def test_hours_are_those_of_activities_attended(told):
    assert told["hours_by_teacher"] == {number: float(hours_of(number)) for number in NUMBERS}
    assert told["hours_total"] == float(sum(hours_of(number) for number in NUMBERS))
    assert told["reached_target"] == sum(hours_of(number) >= rows.HOURS_ASKED for number in NUMBERS)


def test_whole_hours_are_ints_and_halves_are_not(told):
    assert told["hours_by_teacher"]["T008"] == 3
    assert isinstance(told["hours_by_teacher"]["T008"], int)
    assert told["hours_by_teacher"]["T001"] == 7.5


def test_hours_by_group_count_where_one_belongs_at_the_end(told):
    expected = Counter()
    for number, _, _, home in rows.TEACHERS:
        expected[home or "未编组"] += float(hours_of(number))
    assert told["hours_by_group"] == dict(expected)
    assert list(told["hours_by_group"]) == ["甲组", "乙组", "未编组"]
    assert told["groups"] == 2


def test_the_programme_is_what_the_school_organised(told):
    assert told["school_programme"] == {
        "activities": len(PROGRAMME), "hours": float(sum(HOURS[code] for code in PROGRAMME)),
    }  # fmt: skip
    assert told["activities"] == len(rows.ACTIVITIES)
    assert told["group_preparations"] == sum(kind == "preparation" for _, _, kind, *_ in rows.ACTIVITIES)


def test_attendance_is_counted_by_state_and_what_is_not_recorded_yet_stands_apart(told):
    states = Counter(state for *_, state in rows.ATTENDANCE)
    assert told["attendance"] == {
        "expected": len(rows.ATTENDANCE) - states["expected"], "present": states["present"],
        "leave": states["leave"], "absent": states["absent"], "late": states["late"],
        "left_early": states["left_early"], "pending": states["expected"],
        "came": states["present"] + states["late"] + states["left_early"], "credited": states["present"],
    }  # fmt: skip


def test_who_came_late_or_left_early_came_without_earning_hours(made):
    found = figures(made.semester, today=rows.LAST_DAY)
    assert (found.roll.came, found.attended) == (16, 14)
    assert found.late_without_hours


def test_whoever_was_present_wherever_the_programme_listed_them_attended_it_whole(told):
    whole = 0
    for number in NUMBERS:
        states = {state for code, who, state in rows.ATTENDANCE if who == number and code in PROGRAMME}
        whole += states == {"present"}
    assert whole == 3  # T001, T003, and T007, who was listed to one of the two only
    assert told["attended_whole_programme"] == whole


def test_observations_are_counted_by_observer(told):
    made_by = Counter(observer for observer, *_ in rows.OBSERVATIONS)
    assert told["observations"] == len(rows.OBSERVATIONS)
    assert told["observations_by_teacher"] == {number: made_by[number] for number in NUMBERS}
    assert told["observation_quota"] == rows.LESSONS_ASKED
    assert told["observation_quota_met"] == sum(made_by[number] >= rows.LESSONS_ASKED for number in NUMBERS)


def test_research_lessons_are_counted_by_who_gave_one(told):
    givers = {teacher for _, teacher, kind, _ in rows.OBSERVATIONS if kind == "research"}
    assert told["research_lesson_givers"] == len(givers) == 3
    assert told["research_lesson_share"] == round(100 * len(givers) / len(NUMBERS), 1) == 42.9


def test_plans_are_counted_by_state(told):
    states = Counter(state for _, state, _ in rows.PLANS)
    assert told["lesson_plans"] == {"total": len(rows.PLANS), **states}


def test_achievements_are_counted_by_level_and_result(told):
    names = {"national": "国家级", "county": "县级", "": "未注明级别"}
    expected = {}
    for _, _, level, result, _ in rows.WORKS:
        if result:
            row = expected.setdefault(names[level], Counter())
            row[{"published": "发表", "awarded": "获奖"}[result]] += 1
    assert told["works_by_level"] == expected
    assert list(told["works_by_level"]) == ["国家级", "县级", "未注明级别"]
    assert told["works"] == len(rows.WORKS)


def test_projects_are_those_with_a_stage_in_the_semester(made, told):
    factories.ProjectFactory(school=made.semester.school)
    assert told["projects"] == len(rows.PROJECTS)
    people = {leader for *_, leader, _, _ in rows.PROJECTS} | {
        n for *_, members, _ in rows.PROJECTS for n in members
    }
    assert figures(made.semester, today=rows.LAST_DAY).project_people == len(people)


def test_who_left_before_the_semester_is_not_on_its_roll(told):
    assert told["teachers"] == len(rows.TEACHERS)
    assert "T006" not in told["hours_by_teacher"]


def test_groups_tell_what_their_members_did(made):
    first, second, nowhere = figures(made.semester, today=rows.LAST_DAY).groups
    assert (first.leader, first.members, first.activities) == ("刘㛃", 3, 1)
    assert (second.leader, second.members, second.activities) == ("阿依古丽·买买提·某某某", 3, 1)
    assert (nowhere.pk, nowhere.name, nowhere.members) == (None, "未编组", 1)
    assert [g.givers for g in (first, second, nowhere)] == [1, 1, 1]


def test_a_group_renamed_later_keeps_the_name_it_bore(made):
    group = made.groups["甲组"]
    FormerName.objects.create(school=group.school, group=group, name="甲组", until=date(2026, 3, 1))
    group.name = "第一组"
    group.save()
    assert figures(made.semester, today=rows.LAST_DAY).groups[0].name == "甲组"


def test_the_organisation_names_who_held_the_posts(made):
    found = figures(made.semester, today=rows.LAST_DAY).organisation
    assert found.principals == ("王䶮",)
    assert found.teaching_affairs == ("刘㛃",)
    assert found.leading_group == ""


def test_a_leading_group_is_named_with_its_head(made):
    group = factories.GroupFactory(school=made.semester.school, kind="leading", name="领导小组")
    for number, role in (("T001", "leader"), ("T002", "deputy"), ("T004", "member")):
        factories.MembershipFactory(group=group, member=made.staff[number], role=role)
    found = figures(made.semester, today=rows.LAST_DAY).organisation
    assert (found.leading_head, found.leading_deputies) == ("王䶮", ("刘㛃",))
    assert found.leading_members == ("阿依古丽·买买提·某某某",)


def test_the_ledger_is_named_from_its_first_entry_to_its_last(made):
    ledger = figures(made.semester, today=rows.LAST_DAY).ledger
    assert (ledger.first, ledger.last) == ("MADE-2025-1-0001", f"MADE-2025-1-{ledger.entries:04d}")


def test_a_semester_without_anything_has_zeros():
    told = as_json(figures(factories.SemesterFactory(), today=rows.LAST_DAY))
    assert told["teachers"] == told["hours_total"] == told["attended_whole_programme"] == 0
    assert told["works_by_level"] == told["hours_by_group"] == {}
    assert told["research_lesson_share"] == 0


def test_figures_of_a_large_semester_take_as_many_queries_as_those_of_a_small_one(django_assert_num_queries):
    one = factories.SemesterFactory()
    member = factories.StaffFactory(school=one.school)
    factories.MembershipFactory(group=factories.GroupFactory(school=one.school), member=member)
    project = factories.ProjectFactory(school=one.school, leader=member)
    set_stage(project, semester=one, stage="opening", origin="page")
    activity = factories.ActivityFactory(school=one.school, semester=one, speaker=member)
    save_attendance(
        [factories.AttendanceFactory(activity=activity, member=member)], actor=None, reason="as recorded"
    )
    factories.WorkFactory(school=one.school, semester=one, author=member)
    many = rows.load().semester
    for semester in (one, many):
        semester = Semester.objects.select_related("school", "year").get(pk=semester.pk)
        with django_assert_num_queries(21):
            figures(semester, today=rows.LAST_DAY)


def test_rules_of_the_school_are_named_with_the_days_they_leave_open(cast):
    def valued(semester):
        told = figures(semester, today=semester.ends_on)
        return told.packs, told.days_without_pack

    assert valued(cast.semester) == ([], True)
    publish(cast, PLAIN, first=date(2025, 10, 1), value_anew=False)
    assert valued(cast.semester) == (["学时办法"], True)
    later = factories.SemesterFactory(
        school=cast.school,
        year=cast.semester.year,
        term=2,
        starts_on=date(2026, 2, 20),
        ends_on=date(2026, 7, 1),
    )
    assert valued(later) == (["学时办法"], False)
