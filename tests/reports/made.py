"""A small made-up semester as plain rows, and how it is put into the database. Every person is invented.

Tests count the rows with loops of their own and compare.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from apps.activities.models import Attendance
from apps.activities.services import save_activities, save_attendance
from apps.credits.choices import Family
from apps.credits.models import EntryKind
from apps.groups.models import Group
from apps.lessonplans.models import LessonPlan
from apps.lessonplans.services import save_lesson_plans
from apps.observations.models import Observation
from apps.observations.services import save_observations
from apps.portfolio.models import Work
from apps.portfolio.services import save_works
from apps.projects.services import save_project, set_stage
from apps.schools.models import Semester
from apps.staff.models import StaffMember
from tests import factories
from tests.conftest import NOW
from tests.kept import Kept

REASON = "as recorded"
LAST_DAY = factories.LAST_DAY
HOURS_ASKED, LESSONS_ASKED = Decimal("6"), 2

# number, name, post, group. Rare characters, a long name with dots, two of one name, one in no group.
TEACHERS = [
    ("T001", "王䶮", "principal", "甲组"),
    ("T002", "刘㛃", "teaching_affairs", "甲组"),
    ("T003", "陈昇鑫", "teacher", "乙组"),
    ("T004", "阿依古丽·买买提·某某某", "group_leader", "乙组"),
    ("T005", "罗𬭚", "teacher", "乙组"),
    ("T007", "张伟", "teacher", "甲组"),
    ("T008", "张伟", "teacher", ""),
]
GROUPS = {"甲组": "T002", "乙组": "T004"}
# code, title, kind, organiser, day, hours, speaker
ACTIVITIES = [
    ("A1", "课堂提问的艺术", "lecture", "学校", date(2025, 9, 12), "3", "T001"),
    ("A2", "读书沙龙", "salon", "学校", date(2025, 10, 10), "2.5", "T004"),
    ("A3", "第一次集体备课", "preparation", "甲组", date(2025, 9, 19), "2", "T002"),
    ("A4", "第一次集体备课", "preparation", "乙组", date(2025, 12, 19), "2", ""),
]
# activity, teacher, state
ATTENDANCE = [
    ("A1", "T001", "present"), ("A1", "T002", "present"), ("A1", "T003", "present"), ("A1", "T004", "late"),
    ("A1", "T005", "absent"), ("A1", "T007", "present"), ("A1", "T008", "present"),
    ("A2", "T001", "present"), ("A2", "T002", "leave"), ("A2", "T003", "present"), ("A2", "T004", "present"),
    ("A2", "T005", "present"), ("A2", "T008", "expected"),
    ("A3", "T001", "present"), ("A3", "T002", "present"), ("A3", "T007", "present"),
    ("A4", "T003", "present"), ("A4", "T004", "left_early"), ("A4", "T005", "present"),
]  # fmt: skip
# observer, teacher, lesson type, mode
OBSERVATIONS = [
    ("T001", "T002", "research", "live"), ("T001", "T003", "research", "live"), ("T001", "T003", "drop_in", "live"),
    ("T002", "T003", "research", "recording"), ("T004", "T002", "report", "live"), ("T004", "T001", "drop_in", "live"),
    ("T007", "T008", "research", "live"),
]  # fmt: skip
# author, state, mark
PLANS = [
    ("T003", "approved", "excellent"), ("T003", "approved", "good"), ("T004", "returned", "pass"),
    ("T005", "returned", ""), ("T007", "waiting", ""),
]  # fmt: skip
# author, category, level, result, prize
WORKS = [
    ("T001", "paper", "national", "published", ""), ("T002", "paper", "county", "awarded", "二等奖"),
    ("T003", "case", "county", "awarded", "一等奖"), ("T003", "case", "county", "published", ""),
    ("T004", "notes", "school", "", ""), ("T005", "essay", "", "awarded", "一等奖"),
]  # fmt: skip
# code, title, level, kind, leader, members, stage
PROJECTS = [
    ("K1", "提问的研究", "city", "main", "T001", ["T002", "T003"], "midterm"),
    ("K2", "提问的分层", "school", "sub", "T003", ["T005"], "opening"),
]


@dataclass
class Made:
    semester: Semester
    staff: dict[str, StaffMember]
    groups: dict[str, Group]


def load() -> Made:
    """All rows, in a semester of a school of their own."""
    return KEPT.put_back()


def make() -> Made:
    """Put all rows in, through the services of the apps."""
    semester = factories.SemesterFactory(school__code="MADE", school__name="溪口小学")
    semester.required_hours, semester.required_observations = HOURS_ASKED, LESSONS_ASKED
    semester.save()
    made = Made(semester, people(semester), {})
    made.groups = groups(made)
    activities(made)
    records(made)
    return made


KEPT = Kept(make, NOW)


def people(semester):
    staff = {}
    for number, name, post, _ in TEACHERS:
        login = f"{semester.school.code}-{number}"
        user = factories.UserFactory(login=login, name=name)
        staff[number] = factories.StaffFactory(school=semester.school, number=number, name=name, user=user)
        factories.PostFactory(member=staff[number], kind=post)
    gone = factories.StaffFactory(
        school=semester.school, number="T006", name="早离", left_on=date(2025, 8, 30)
    )
    factories.PostFactory(member=gone, kind="principal")
    return staff


def groups(made):
    """T003 belonged to the first group until October; the first is merged from one that ended before."""
    found = {}
    for position, (name, leader) in enumerate(GROUPS.items()):
        found[name] = factories.GroupFactory(school=made.semester.school, name=name, position=position)
        for number, _, _, home in TEACHERS:
            if home == name and number != "T003":
                role = "leader" if number == leader else "member"
                factories.MembershipFactory(group=found[name], member=made.staff[number], role=role)
    moved = {"member": made.staff["T003"]}
    factories.MembershipFactory(group=found["甲组"], ended_on=date(2025, 9, 30), **moved)
    factories.MembershipFactory(group=found["乙组"], started_on=date(2025, 10, 1), **moved)
    factories.GroupFactory(school=made.semester.school, name="旧组", ended_on=date(2025, 8, 1))
    return found


def kind(made, family, code):
    return EntryKind.objects.get(school=made.semester.school, family=family, code=code)


def activities(made):
    common = {"school": made.semester.school, "semester": made.semester}
    rows = {}
    for code, title, kind_code, organiser, day, hours, speaker in ACTIVITIES:
        rows[code] = factories.ActivityFactory(
            **common, code=code, title=title, kind=kind(made, Family.ACTIVITY, kind_code), date=day,
            organiser=made.groups.get(organiser), hours=Decimal(hours), speaker=made.staff.get(speaker),
            starts_at="14:30", ends_at="16:00", place="会议室",
        )  # fmt: skip
    off = factories.ActivityFactory(**common, code="A9", title="取消的讲座", hours=Decimal("9"))
    attended = [(rows[code], number, state) for code, number, state in ATTENDANCE]
    attended.append((off, "T005", "present"))
    save_attendance(
        [Attendance(school=a.school, activity=a, member=made.staff[n], state=s) for a, n, s in attended],
        actor=None, reason=REASON,
    )  # fmt: skip
    off.withdrawn_at = timezone.now()
    save_activities([off], actor=None, reason="cancelled")


def records(made):
    common = {"school": made.semester.school, "semester": made.semester}
    staff = made.staff
    seen = [
        Observation(**common, observer=staff[a], teacher=staff[b], date=date(2025, 10, 13), period=n % 8 + 1,
                    class_name=f"{n}班", lesson_type=kind(made, Family.OBSERVATION, code), mode=mode)
        for n, (a, b, code, mode) in enumerate(OBSERVATIONS)
    ]  # fmt: skip
    save_observations(seen, actor=None, reason=REASON)
    plans = [
        LessonPlan(
            **common,
            author=staff[a],
            title=f"第{n}课",
            submitted_on=date(2025, 9, 26),
            state=state,
            mark=mark,
        )
        for n, (a, state, mark) in enumerate(PLANS)
    ]
    save_lesson_plans(plans, actor=None, reason=REASON)
    works = [
        Work(**common, author=staff[a], category=kind(made, Family.WORK, code), title=f"文{n}", level=level,
             date=date(2025, 11, 14), result=result, prize=prize)
        for n, (a, code, level, result, prize) in enumerate(WORKS)
    ]  # fmt: skip
    save_works(works, actor=None, reason=REASON)
    for code, title, level, sort, leader, members, stage in PROJECTS:
        project = factories.ProjectFactory.build(school=made.semester.school, code=code, title=title, level=level,
                                                 kind=sort, leader=staff[leader])  # fmt: skip
        save_project(project, members=[staff[number] for number in members])
        set_stage(project, semester=made.semester, stage=stage, origin="page")
