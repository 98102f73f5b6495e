"""Fictional rows for tests."""

from datetime import date
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from apps.activities.models import Activity, Attendance
from apps.credits import services as credits
from apps.credits.choices import Family
from apps.credits.models import EntryKind
from apps.declarations.models import Declaration
from apps.groups.models import Group, Membership
from apps.lessonplans.models import LessonPlan
from apps.observations.models import Observation
from apps.portfolio.models import Work
from apps.projects.models import Project, ProjectTerm
from apps.schools.models import Campus, Grade, School, SchoolYear, Semester, Subject
from apps.staff.models import Post, StaffMember, User

FIRST_DAY, LAST_DAY = date(2025, 9, 1), date(2026, 1, 23)


class SchoolFactory(DjangoModelFactory):
    class Meta:
        model = School
        skip_postgeneration_save = True

    code = factory.Sequence(lambda n: f"SCH{n}")
    name = factory.Sequence(lambda n: f"第{n}实验小学")

    @factory.post_generation
    def catalogue(self, create, extracted, **kwargs):
        credits.open_catalogue(self)


class SchoolYearFactory(DjangoModelFactory):
    class Meta:
        model = SchoolYear

    school = factory.SubFactory(SchoolFactory)
    first_year = 2025


class SemesterFactory(DjangoModelFactory):
    """The first semester of 2025-2026."""

    class Meta:
        model = Semester

    school = factory.SubFactory(SchoolFactory)
    year = factory.SubFactory(SchoolYearFactory, school=factory.SelfAttribute("..school"))
    term = 1
    starts_on = FIRST_DAY
    ends_on = LAST_DAY


class CampusFactory(DjangoModelFactory):
    class Meta:
        model = Campus

    school = factory.SubFactory(SchoolFactory)
    name = factory.Sequence(lambda n: f"校区{n}")


class SubjectFactory(DjangoModelFactory):
    class Meta:
        model = Subject

    school = factory.SubFactory(SchoolFactory)
    name = factory.Sequence(lambda n: f"学科{n}")


class GradeFactory(DjangoModelFactory):
    class Meta:
        model = Grade

    school = factory.SubFactory(SchoolFactory)
    name = factory.Sequence(lambda n: f"年级{n}")


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    login = factory.Sequence(lambda n: f"USER-{n}")
    name = factory.Sequence(lambda n: f"用户{n}")
    password = factory.django.Password("ceshi-mima-2025")


class StaffFactory(DjangoModelFactory):
    class Meta:
        model = StaffMember

    school = factory.SubFactory(SchoolFactory)
    number = factory.Sequence(lambda n: f"T{n:04d}")
    name = factory.Sequence(lambda n: f"李教师{n}")
    user = factory.SubFactory(UserFactory, name=factory.SelfAttribute("..name"))


class PostFactory(DjangoModelFactory):
    class Meta:
        model = Post

    member = factory.SubFactory(StaffFactory)
    school = factory.SelfAttribute("member.school")
    kind = "teacher"
    started_on = date(2020, 9, 1)


class GroupFactory(DjangoModelFactory):
    class Meta:
        model = Group

    school = factory.SubFactory(SchoolFactory)
    name = factory.Sequence(lambda n: f"语文组{n}")
    started_on = date(2020, 9, 1)


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    group = factory.SubFactory(GroupFactory)
    school = factory.SelfAttribute("group.school")
    member = factory.SubFactory(StaffFactory, school=factory.SelfAttribute("..school"))
    started_on = date(2020, 9, 1)


def kind_of(school: School, family: Family, code: str) -> EntryKind:
    return EntryKind.objects.get(school=school, family=family, code=code)


class ActivityFactory(DjangoModelFactory):
    class Meta:
        model = Activity

    semester = factory.SubFactory(SemesterFactory)
    school = factory.SelfAttribute("semester.school")
    code = factory.Sequence(lambda n: f"A{n:03d}")
    title = factory.Sequence(lambda n: f"研修活动{n}")
    kind = factory.LazyAttribute(lambda o: kind_of(o.school, Family.ACTIVITY, "lecture"))
    date = date(2025, 9, 12)
    hours = Decimal("2")


class AttendanceFactory(DjangoModelFactory):
    class Meta:
        model = Attendance

    activity = factory.SubFactory(ActivityFactory)
    school = factory.SelfAttribute("activity.school")
    member = factory.SubFactory(StaffFactory, school=factory.SelfAttribute("..school"))
    state = "present"


class ObservationFactory(DjangoModelFactory):
    class Meta:
        model = Observation

    semester = factory.SubFactory(SemesterFactory)
    school = factory.SelfAttribute("semester.school")
    observer = factory.SubFactory(StaffFactory, school=factory.SelfAttribute("..school"))
    teacher = factory.SubFactory(StaffFactory, school=factory.SelfAttribute("..school"))
    date = date(2025, 10, 13)
    period = 3
    class_name = "三年级2班"
    lesson_type = factory.LazyAttribute(lambda o: kind_of(o.school, Family.OBSERVATION, "drop_in"))


class LessonPlanFactory(DjangoModelFactory):
    class Meta:
        model = LessonPlan

    semester = factory.SubFactory(SemesterFactory)
    school = factory.SelfAttribute("semester.school")
    author = factory.SubFactory(StaffFactory, school=factory.SelfAttribute("..school"))
    title = factory.Sequence(lambda n: f"第{n}课")
    week = 5
    submitted_on = date(2025, 9, 26)


class WorkFactory(DjangoModelFactory):
    class Meta:
        model = Work

    semester = factory.SubFactory(SemesterFactory)
    school = factory.SelfAttribute("semester.school")
    author = factory.SubFactory(StaffFactory, school=factory.SelfAttribute("..school"))
    category = factory.LazyAttribute(lambda o: kind_of(o.school, Family.WORK, "paper"))
    title = factory.Sequence(lambda n: f"论文{n}")
    date = date(2025, 11, 14)
    characters = 2000


class DeclarationFactory(DjangoModelFactory):
    class Meta:
        model = Declaration

    semester = factory.SubFactory(SemesterFactory)
    school = factory.SelfAttribute("semester.school")
    author = factory.SubFactory(StaffFactory, school=factory.SelfAttribute("..school"))
    category = factory.LazyAttribute(lambda o: kind_of(o.school, Family.OTHER, "training"))
    title = factory.Sequence(lambda n: f"培训{n}")
    starts_on = date(2025, 11, 10)
    ends_on = date(2025, 11, 14)
    counts_on = date(2025, 11, 14)
    hours = Decimal(30)
    days = Decimal(5)


class ProjectFactory(DjangoModelFactory):
    class Meta:
        model = Project

    school = factory.SubFactory(SchoolFactory)
    code = factory.Sequence(lambda n: f"K{n:02d}")
    title = factory.Sequence(lambda n: f"课题{n}")


class ProjectTermFactory(DjangoModelFactory):
    class Meta:
        model = ProjectTerm

    project = factory.SubFactory(ProjectFactory)
    school = factory.SelfAttribute("project.school")
    semester = factory.SubFactory(SemesterFactory, school=factory.SelfAttribute("..school"))
    stage = "opening"
