"""A school of 200 with five years behind it, written through the services like everything else."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from apps.activities import services as activities
from apps.activities.models import Activity, Attendance
from apps.credits.choices import Family
from apps.credits.drafting import begin_from, publish
from apps.credits.models import EntryKind
from apps.credits.services import open_catalogue
from apps.groups.choices import GroupKind, Role
from apps.groups.models import Group, Membership
from apps.lessonplans.models import LessonPlan
from apps.lessonplans.services import hand_in, save_lesson_plans
from apps.observations.models import Observation
from apps.observations.services import save_observations
from apps.portfolio.models import Work
from apps.portfolio.services import save_works
from apps.projects.models import Project, ProjectTerm
from apps.requirements.models import Scheme
from apps.requirements.presets import preset_scheme
from apps.schools.models import Campus, School, SchoolYear, Semester, Subject
from apps.staff.models import Post, StaffMember, User
from apps.staff.pinyin import search_text
from tests import semester_workbook as invented

CODE = "BENCH"
STAFF, YEARS, FIRST_YEAR = 200, 5, 2021
GROUP_SIZE = 10
# What one teacher does in one semester, as in the sample of a real school's figures.
OBSERVATIONS, PLANS, WORKS, PROGRAMME, PREPARATIONS = 11, 4, 4, 9, 3
WAITING = 300
REASON = "benchmark"


@dataclass
class Bench:
    school: School
    semester: Semester
    people: dict[str, StaffMember]


def ready() -> Bench:
    """The school, made unless an earlier run has kept it."""
    if not School.objects.filter(code=CODE).exists():
        with transaction.atomic():
            build()
        with connection.cursor() as cursor:  # as PostgreSQL does by itself within a minute
            cursor.execute("ANALYZE")
    school = School.objects.get(code=CODE)
    members = {m.number: m for m in StaffMember.objects.filter(school=school).select_related("user")}
    places = {"principal": 1, "office": 2, "leader": GROUP_SIZE + 1, "teacher": STAFF}
    return Bench(
        school=school,
        semester=Semester.objects.filter(school=school).latest("starts_on"),
        people={role: members[invented.number(n)] for role, n in places.items()},
    )


def build() -> None:
    """Some 60,000 records and as many ledger entries; about a minute on two cores."""
    school = School.objects.create(code=CODE, name="测试中心小学")
    open_catalogue(school)
    members = _staff(school)
    groups = _groups(school, members)
    for year in range(FIRST_YEAR, FIRST_YEAR + YEARS):
        for term in (1, 2):
            semester = _semester(school, year, term)
            _fill(semester, members, groups)
    _projects(semester, members)
    _hand_in(semester, members)
    scheme = begin_from(Scheme, preset_scheme("central-primary"), school=school)
    publish(scheme, first=date(FIRST_YEAR, 9, 1), actor=None)


def last_day_of(semester: Semester) -> datetime:
    """A morning near the end of the semester, when its pages are fullest."""
    day = semester.ends_on - timedelta(days=10)
    return datetime(day.year, day.month, day.day, 10, tzinfo=ZoneInfo("Asia/Shanghai"))


def _staff(school):
    campuses = Campus.objects.bulk_create([Campus(school=school, name=n) for n in invented.CAMPUSES])
    subjects = Subject.objects.bulk_create([Subject(school=school, name=n) for n in invented.SUBJECTS])
    users = User.objects.bulk_create(
        [User(login=f"{CODE}-{invented.number(n)}", name=invented.name(n)) for n in range(1, STAFF + 1)]
    )
    members = StaffMember.objects.bulk_create(
        StaffMember(
            school=school, user=user, number=invented.number(n), name=user.name, sex="mf"[n % 2],
            search_text=search_text(user.name, invented.number(n)), born_on=date(1970 + n % 28, 3, 9),
            campus=campuses[n % 3], subject=subjects[n % 7], title="一级教师", tier="developing",
        )
        for n, user in enumerate(users, start=1)
    )  # fmt: skip
    posts = ["principal", "teaching_affairs", *["teacher"] * (STAFF - 2)]
    started = date(FIRST_YEAR, 9, 1)
    Post.objects.bulk_create(
        Post(school=school, member=m, kind=kind, started_on=started)
        for m, kind in zip(members, posts, strict=True)
    )
    return members


def _groups(school, members):
    found = []
    started = date(FIRST_YEAR, 9, 1)
    for g, start in enumerate(range(0, STAFF, GROUP_SIZE)):
        group = Group.objects.create(
            school=school, name=f"第{g + 1}教研组", kind=GroupKind.TEACHING_RESEARCH, started_on=started
        )
        those = members[start : start + GROUP_SIZE]
        Membership.objects.bulk_create(
            Membership(
                school=school, group=group, member=m, started_on=started,
                role=Role.LEADER if m is those[0] else Role.MEMBER,
            )
            for m in those
        )  # fmt: skip
        found.append((group, those))
    return found


def _semester(school, year, term):
    row, _ = SchoolYear.objects.get_or_create(school=school, first_year=year)
    first = date(year, 9, 1) if term == 1 else date(year + 1, 2, 16)
    return Semester.objects.create(
        school=school, year=row, term=term, starts_on=first, ends_on=first + timedelta(days=144)
    )


def _fill(semester, members, groups):
    kinds = {(k.family, k.code): k for k in EntryKind.objects.filter(school=semester.school)}
    common = {"school": semester.school, "semester": semester}
    _meetings(common, kinds, members, groups)
    save_observations(_observations(common, kinds, members), actor=None, reason=REASON)
    save_lesson_plans(_plans(common, members), actor=None, reason=REASON)
    save_works(_works(common, kinds, members), actor=None, reason=REASON)


def _day(common, n):
    week, weekday = divmod(n % 100, 5)
    return common["semester"].starts_on + timedelta(weeks=week, days=weekday)


def _meetings(common, kinds, members, groups):
    school = common["school"]
    lecture, preparation = kinds[Family.ACTIVITY, "lecture"], kinds[Family.ACTIVITY, "preparation"]
    rows = [
        Activity(**common, code=f"A{n:03d}", title=f"全校研修第{n}讲", kind=lecture, date=_day(common, n * 9),
                 hours=Decimal(3), speaker=members[n])
        for n in range(PROGRAMME)
    ]  # fmt: skip
    listed = [members] * PROGRAMME
    for g, (group, those) in enumerate(groups):
        for n in range(PREPARATIONS):
            rows.append(
                Activity(**common, code=f"B{g:02d}{n}", title=f"第{n + 1}次集体备课", kind=preparation,
                         organiser=group, date=_day(common, n * 25 + g), hours=Decimal(2), speaker=those[n])
            )  # fmt: skip
            listed.append(those)
    activities.save_activities(rows, actor=None, reason=REASON)
    attendance = [
        Attendance(school=school, activity=row, member=m, state="leave" if (i * 31) % 97 == 0 else "present")
        for row, those in zip(rows, listed, strict=True)
        for i, m in enumerate(those, start=1)
    ]
    activities.save_attendance(attendance, actor=None, reason=REASON)


def _observations(common, kinds, members):
    lessons = [kinds[Family.OBSERVATION, code] for code in ("drop_in", "research", "demonstration", "report")]
    return [
        Observation(
            **common, observer=m, teacher=members[(n + 1 + i * 3) % STAFF], date=_day(common, n + i * 7),
            period=i % 7 + 1, class_name=f"{i % 6 + 1}年级{n % 4 + 1}班", subject_id=m.subject_id,
            lesson_type=lessons[(n + i) % 4], score=Decimal(85 + (n + i) % 14),
            opinion="目标清楚，练习有层次；建议多留一些时间给学生。",
        )
        for n, m in enumerate(members)
        for i in range(OBSERVATIONS)
    ]  # fmt: skip


def _plans(common, members):
    states = ("approved", "approved", "returned", "waiting")
    return [
        LessonPlan(
            **common, author=m, subject_id=m.subject_id, title=f"第{i + 1}单元第1课时", week=i + 2,
            submitted_on=_day(common, i * 5 + 5), state=states[(n + i) % 4], mark="good",
        )
        for n, m in enumerate(members)
        for i in range(PLANS)
    ]  # fmt: skip


def _works(common, kinds, members):
    papers = [kinds[Family.WORK, code] for code in ("paper", "case", "reflection", "essay")]
    return [
        Work(
            **common, author=m, category=papers[i % 4], title=f"课堂观察手记之{i + 1}", date=_day(common, n + i * 20),
            characters=1200 + n, level="city" if (n + i) % 9 == 0 else "school",
            result="published" if (n + i) % 9 == 0 else "",
        )
        for n, m in enumerate(members)
        for i in range(WORKS)
    ]  # fmt: skip


def _hand_in(semester, members):
    """What waits in the inbox of the office near the end of a busy week."""
    now = last_day_of(semester)
    for n in range(WAITING):
        author = members[n % STAFF]
        plan = LessonPlan(
            school=semester.school, semester=semester, author=author, subject_id=author.subject_id,
            title=f"第{n // STAFF + 8}单元第2课时", week=semester.week_of(now.date()),
        )  # fmt: skip
        said = {"aims": "会用方程解决实际问题", "process": "一、复习；二、例题；三、练习；四、小结"}
        hand_in(plan, sections=said, upload=None, actor=author.user, today=now.date(), now=now)


def _projects(semester, members):
    for n in range(12):
        project = Project.objects.create(
            school=semester.school, code=f"K{n:02d}", title=f"课堂提问的研究之{n + 1}", level="city",
            leader=members[n], writer=members[n + 1], registered_on=semester.starts_on,
        )  # fmt: skip
        project.members.set(members[n + 2 : n + 6])
        ProjectTerm.objects.create(
            school=semester.school, project=project, semester=semester, stage="opening"
        )
