"""One row of everything, around the shared cast, with the ledger that follows from it."""

from dataclasses import dataclass, field
from datetime import date

from apps.activities.services import save_attendance
from apps.credits.choices import Family
from apps.lessonplans.services import save_lesson_plans
from apps.observations.services import save_observations
from apps.portfolio.services import save_works
from apps.staff.models import StaffTag
from tests import factories
from tests.conftest import Cast
from tests.project import long_work

REASON = "as recorded"


@dataclass
class World:
    """``keys[name]`` are the arguments of an address about that object."""

    cast: Cast
    keys: dict[str, dict] = field(default_factory=lambda: {"-": {}})

    def add(self, name, row):
        self.keys[name] = {"pk": row.pk}
        return row


def build(cast: Cast) -> World:
    world = World(cast)
    people(world)
    records(world)
    long_work.add_jobs(world)
    return world


def people(world):
    cast, school = world.cast, world.cast.school
    world.add("semester", cast.semester)
    campus = world.add("campus", factories.CampusFactory(school=school, name="东校区"))
    subject = world.add("subject", factories.SubjectFactory(school=school, name="数学"))
    world.add("grade", factories.GradeFactory(school=school, name="三年级"))
    world.add("teacher", cast.teacher)
    world.add("colleague", cast.colleague)
    world.add("gone", factories.StaffFactory(school=school, name="邹远行", left_on=date(2025, 10, 31)))
    world.add("tag", StaffTag.objects.create(school=school, name="骨干教师"))
    world.add("group", cast.group)
    cast.teacher.campus, cast.teacher.subject = campus, subject
    cast.teacher.born_on, cast.teacher.sex, cast.teacher.title = date(1990, 5, 4), "f", "一级教师"
    cast.teacher.save()


def records(world):
    """The teacher's own under plain names, the colleague's, whom no leader leads, as ``colleague_…``."""
    cast = world.cast
    common = {"school": cast.school, "semester": cast.semester}
    activity = world.add(
        "activity", factories.ActivityFactory(**common, organiser=cast.group, speaker=cast.leader)
    )
    attended = [
        factories.AttendanceFactory(activity=activity, member=m) for m in (cast.teacher, cast.colleague)
    ]
    save_attendance(attended, actor=cast.office.user, reason=REASON)
    for owner, prefix in ((cast.teacher, ""), (cast.colleague, "colleague_")):
        seen = factories.ObservationFactory(**common, observer=owner, teacher=cast.principal)
        plan = factories.LessonPlanFactory(**common, author=owner, state="approved", mark="good")
        work = factories.WorkFactory(**common, author=owner)
        save_observations([world.add(f"{prefix}observation", seen)], actor=cast.office.user, reason=REASON)
        save_lesson_plans([world.add(f"{prefix}plan", plan)], actor=cast.office.user, reason=REASON)
        save_works([world.add(f"{prefix}work", work)], actor=cast.office.user, reason=REASON)
        world.add(f"{prefix}entry", owner.entries.latest("number"))
    project = factories.ProjectFactory(school=cast.school, leader=cast.teacher)
    world.add("project", project)
    world.add("kind", factories.kind_of(cast.school, Family.WORK, "paper"))
