"""What a workbook says is in the books afterwards."""

from datetime import date, time
from decimal import Decimal

from apps.activities.models import Activity, Attendance
from apps.credits.models import Entry, EntryKind
from apps.credits.selectors import totals_by_member
from apps.groups.models import Group, Membership
from apps.lessonplans.models import LessonPlan
from apps.observations.models import Observation
from apps.portfolio.models import Work
from apps.projects.models import Project, ProjectTerm
from apps.schools.models import Campus, Grade, School, Semester, Subject
from apps.staff.models import Post, StaffMember, StaffTag
from tests.semester_workbook import Size
from tests.semester_workbook import content as sized
from tests.semester_workbook import semester as semester_of


def test_the_school_and_its_semester_are_opened(book, load):
    assert load(book).written
    school = School.objects.get()
    assert (school.code, school.name, school.credit_minutes) == ("LYXX", "柳营小学", 40)
    semester = Semester.objects.get()
    assert (str(semester.year), semester.term, semester.starts_on, semester.ends_on) == (
        "2025-2026", 1, date(2025, 9, 1), date(2026, 1, 23),
    )  # fmt: skip
    assert (semester.required_hours, semester.required_observations) == (20, 8)
    assert list(Campus.objects.values_list("name", flat=True)) == ["本部", "河西校区"]
    assert set(Subject.objects.values_list("name", flat=True)) == {"语文", "数学"}
    assert Grade.objects.count() == 6
    assert EntryKind.objects.filter(school=school, code="research").exists()


def test_what_is_left_out_of_the_sheet_of_the_school_has_its_usual_value(book, load):
    book.sheets["学校"] = book["学校"][:7]
    load(book)
    semester = Semester.objects.get()
    assert (semester.school.credit_minutes, semester.required_hours, semester.required_observations) == (
        45,
        24,
        10,
    )


def test_people_have_what_the_sheet_says(book, load):
    load(book)
    first, _second, third, fourth = StaffMember.objects.order_by("number")
    assert (first.name, first.sex, first.born_on, first.joined_on) == (
        "单小雨",
        "f",
        date(1985, 3, 2),
        date(2007, 8, 20),
    )
    assert (first.campus.name, first.subject.name, first.title, first.tier) == (
        "本部",
        "语文",
        "高级教师",
        "leading",
    )
    assert [tag.name for tag in first.tags.all()] == ["骨干教师"]
    assert list(StaffMember.objects.search("sxy")) == [first], "initials find them"
    assert third.name == "古丽娜尔·买买提"
    assert {post.kind for post in fourth.posts.all()} == {"group_leader", "teacher"}
    assert {post.started_on for post in Post.objects.all()} == {date(2025, 9, 1)}
    assert not StaffMember.objects.exclude(user=None).exists(), "a log-in is for the office to issue"


def test_groups_have_a_leader_and_members(book, load):
    load(book)
    maths = Group.objects.get(name="数学组")
    assert (maths.kind, maths.campus.name, maths.started_on) == ("research", "河西校区", date(2025, 9, 1))
    roles = dict(maths.memberships.values_list("member__number", "role"))
    assert roles == {"T04": "leader", "T02": "member"}


def test_a_leader_who_is_not_listed_among_the_members_is_one_all_the_same(book, load):
    load(book.put("教研组", "D2", "T03"))
    assert set(Membership.objects.filter(group__name="语文组").values_list("member__number", "role")) == {
        ("T01", "leader"), ("T03", "member"),
    }  # fmt: skip


def test_activities_and_attendance_are_there(book, load):
    load(book)
    first, second, third = Activity.objects.order_by("code")
    assert (first.title, first.kind.code, first.organiser, first.hours) == (
        "课堂提问的艺术",
        "lecture",
        None,
        3,
    )
    assert (first.starts_at, first.ends_at, first.place, first.speaker.number) == (
        time(14, 30),
        time(16, 45),
        "报告厅",
        "T01",
    )
    assert (second.organiser.name, third.speaker, third.starts_at, third.hours) == (
        "语文组",
        None,
        None,
        Decimal("1.5"),
    )
    assert set(third.attendances.values_list("member__number", "part", "state")) == {
        ("T04", "chair", "present"), ("T02", "participant", "absent"),
    }  # fmt: skip
    assert {row.origin for row in [*Activity.objects.all(), *Attendance.objects.all()]} == {"workbook"}


def test_observations_plans_works_and_projects_are_there(book, load):
    load(book)
    first, second, third = Observation.objects.order_by("pk")
    assert (first.lesson_type.code, first.score, first.opinion) == (
        "research",
        92,
        "目标清楚。\n练习可以再少一些。",
    )
    assert (second.mode, second.score, second.period) == ("recording", Decimal("88.5"), 3)
    assert (third.mode, third.period, third.subject, third.class_name) == ("live", None, None, "")
    assert list(LessonPlan.objects.values_list("author__number", "state", "mark")) == [
        ("T04", "returned", "poor"), ("T03", "approved", "excellent"),
    ]  # fmt: skip
    assert set(Work.objects.values_list("author__number", "level", "result", "prize")) == {
        ("T01", "city", "awarded", "二等奖"), ("T02", "", "", ""),
    }  # fmt: skip
    main, part = Project.objects.order_by("code")
    assert (main.level, main.kind, main.parent, main.leader.number, main.writer.number) == (
        "county",
        "main",
        None,
        "T01",
        "T03",
    )
    assert (part.kind, part.parent, part.registered_on) == ("sub", main, None)
    assert dict(ProjectTerm.objects.values_list("project__code", "stage")) == {
        "K01": "midterm",
        "K02": "opening",
    }


def test_a_part_may_stand_above_its_main_project(book, load):
    book["课题"][1:] = reversed(book["课题"][1:])
    load(book)
    assert Project.objects.get(code="K02").parent.code == "K01"


def test_the_ledger_holds_what_was_recognised(book, load):
    load(book)
    hours = {
        StaffMember.objects.get(pk=pk).number: n.hours
        for pk, n in totals_by_member(Semester.objects.get()).items()
    }
    assert hours == {"T01": 5, "T02": 3, "T03": 2, "T04": Decimal("4.5")}
    families = [entry.kind.family for entry in Entry.objects.select_related("kind")]
    assert (families.count("activity"), families.count("observation")) == (6, 3)
    assert (families.count("lesson_plan"), families.count("work")) == (1, 2)
    assert {entry.posted_by for entry in Entry.objects.all()} == {None}


def test_kinds_the_school_does_not_have_are_added_to_its_catalogue(book, load):
    load(book.put("活动", "C2", "读书沙龙").put("听课", "G2", "接力课").put("成果", "B2", "教育叙事"))
    own = EntryKind.objects.filter(code="").values_list("family", "name")
    assert set(own) == {("activity", "读书沙龙"), ("observation", "接力课"), ("work", "教育叙事")}


def test_a_post_we_do_not_know_is_kept_as_a_tag(book, load, check):
    load(book.put("教师", "K5", "总务主任、教师"))
    member = StaffMember.objects.get(number="T04")
    assert [post.kind for post in member.posts.all()] == ["teacher"]
    assert [tag.name for tag in member.tags.all()] == ["总务主任"]
    assert check(book).plan.changes_nothing


def test_tags_every_school_starts_with_are_there(book, load):
    load(book)
    assert {"骨干教师", "新教师", "代课教师"} <= set(StaffTag.objects.values_list("name", flat=True))


def test_with_a_mistake_nothing_is_written(book, load):
    checked = load(book.put("课题", "J3", "刚想到"))
    assert (checked.written, [m.cell for m in checked.mistakes]) == (False, ["J3"])
    assert not School.objects.exists()


def test_work_of_the_holidays_around_the_semester_counts_in_it(book, load):
    load(book.put("教案", "E2", date(2025, 8, 20)).put("成果", "D2", date(2026, 2, 10)))
    dated = set(Entry.objects.filter(kind__family__in=["lesson_plan", "work"]).values_list("date", flat=True))
    assert dated == {date(2025, 8, 20), date(2026, 2, 10), date(2025, 10, 20)}


def test_the_number_of_queries_does_not_grow_with_the_rows(load, django_assert_max_num_queries):
    """Ninety teachers, some 2,500 rows: no query for each row."""
    file = sized(semester_of(Size(90, observations=8), code="DX", school="大校"))
    with django_assert_max_num_queries(190):
        assert load(file).written
    with django_assert_max_num_queries(70):
        load(file)
