"""Makes the n-th row of each list: ``make(world, n)``."""

from datetime import date

from apps.activities.services import save_attendance
from apps.approvals.choices import Reviewer
from apps.approvals.models import Absence
from apps.approvals.services import add_guest, set_route
from apps.calendars.choices import Scope
from apps.calendars.models import Subscription
from apps.credits import drafting
from apps.credits.choices import Family
from apps.credits.models import EntryKind, RulePack
from apps.credits.presets import preset_pack
from apps.declarations.services import save_declarations
from apps.jobs.models import Job
from apps.lessonplans.services import save_lesson_plans
from apps.notices.models import Notice, Robot
from apps.observations.services import save_observations
from apps.portfolio.services import save_works
from apps.projects.services import set_stage
from apps.requirements.models import Exemption, OwnTarget, Scheme, Transfer
from apps.requirements.presets import preset_scheme
from apps.schools.models import Holiday
from apps.staff.models import StaffMember, StaffTag
from apps.tokens.models import ApiToken
from apps.workbooks.choices.jobs import CHECK
from tests import factories
from tests.project.world import handed_in

REASON = "one more"


def semester(world, n):
    school = world.cast.school
    year = factories.SchoolYearFactory(school=school, first_year=2025 - n)
    factories.SemesterFactory(
        school=school, year=year, starts_on=date(2025 - n, 9, 1), ends_on=date(2026 - n, 1, 20)
    )


def holiday(world, n):
    Holiday.objects.create(
        school=world.cast.school, semester=world.cast.semester, name=f"假期{n}",
        starts_on=date(2025, 12, n), ends_on=date(2025, 12, n),
    )  # fmt: skip


def campus(world, n):
    factories.CampusFactory(school=world.cast.school)


def subject(world, n):
    factories.SubjectFactory(school=world.cast.school)


def grade(world, n):
    factories.GradeFactory(school=world.cast.school)


def member(world, n):
    """Another person with a post, in the group."""
    person = factories.StaffFactory(school=world.cast.school)
    factories.PostFactory(member=person)
    factories.MembershipFactory(group=world.cast.group, member=person)
    return person


def tag(world, n):
    StaffTag.objects.create(school=world.cast.school, name=f"身份{n}").members.add(world.cast.teacher)


def group(world, n):
    made = factories.GroupFactory(school=world.cast.school)
    factories.MembershipFactory(group=made, member=world.cast.colleague, role="leader")
    factories.MembershipFactory(group=made, member=world.cast.teacher)


def exemption(world, n):
    Exemption.objects.create(**_granted(world, n), started_on=date(2025, 9, n))


def own_target(world, n):
    OwnTarget.objects.create(
        **_granted(world, n), requirement="observations", day=date(2025, 9, n), at_least=n
    )


def transfer(world, n):
    days = {"into": date(2025, 9, n), "out_of": date(2026, 9, n)}
    Transfer.objects.create(**_granted(world, n), requirement="observations", amount=n, **days)


def _granted(world, n):
    person = factories.StaffFactory(school=world.cast.school)
    return {
        "school": world.cast.school,
        "member": person,
        "reason": f"原因{n}",
        "granted_by": world.cast.office.user,
    }


def _common(world):
    return {"school": world.cast.school, "semester": world.cast.semester}


def proposal(world, n):
    """Work of the teacher's that waits for the office."""
    waits = EntryKind.objects.filter(school=world.cast.school, family=Family.WORK)
    waits.update(posts_itself=False)
    work(world, n)


def attendance(world, n):
    """An activity of the group with the teacher at it."""
    cast = world.cast
    activity = factories.ActivityFactory(**_common(world), organiser=cast.group, speaker=cast.leader)
    rows = [factories.AttendanceFactory(activity=activity, member=cast.teacher)]
    save_attendance(rows, actor=cast.office.user, reason=REASON)


def observation(world, n):
    cast = world.cast
    row = factories.ObservationFactory(**_common(world), observer=cast.teacher, teacher=cast.leader, period=n)
    save_observations([row], actor=cast.office.user, reason=REASON)


def busy_member(world, n):
    """Another person with something in the ledger."""
    row = factories.WorkFactory(**_common(world), author=member(world, n))
    save_works([row], actor=world.cast.office.user, reason=REASON)


def plan(world, n):
    row = factories.LessonPlanFactory(**_common(world), author=world.cast.teacher, state="approved")
    save_lesson_plans([row], actor=world.cast.office.user, reason=REASON)


def work(world, n):
    row = factories.WorkFactory(**_common(world), author=world.cast.teacher)
    save_works([row], actor=world.cast.office.user, reason=REASON)


def declaration(world, n):
    row = factories.DeclarationFactory(**_common(world), author=world.cast.teacher)
    save_declarations([row], actor=world.cast.office.user, reason=REASON)


def guest(world, n):
    add_guest(StaffMember(name=f"县教研员{n}"), school=world.cast.school, today=date(2025, 11, 18))


def project(world, n):
    made = factories.ProjectFactory(school=world.cast.school, leader=world.cast.leader)
    made.members.add(world.cast.teacher)
    set_stage(made, semester=world.cast.semester, stage="opening", origin="page")


def kind(world, n):
    EntryKind.objects.create(school=world.cast.school, family=Family.WORK, name=f"类别{n}")


def check(world, n):
    cast = world.cast
    Job.objects.create(
        school=cast.school, kind=CHECK, unique_key=f"row-{n}", requested_by=cast.office.user,
        params={"name": f"{n}.xlsx"},
    )  # fmt: skip


def review(world, n):
    """Another plan of the teacher's that waits for the office."""
    handed_in(world, f"分数的意义（{n}）")


def absence(world, n):
    Absence.objects.create(
        school=world.cast.school, member=world.cast.office, deputy=world.cast.leader,
        starts_on=date(2025, 12, n), ends_on=date(2025, 12, n),
    )  # fmt: skip


def step(world, n):
    """Another step of the one route there is."""
    steps = [(reviewer, 7) for reviewer in list(Reviewer)[:n]]
    set_route(school=world.cast.school, subject="lessonplans.lessonplan", name="教案", steps=steps)


def notice(world, n):
    cast = world.cast
    Notice.objects.create(school=cast.school, member=cast.office, kind="news", title="通知", key=f"row:{n}")


def robot(world, n):
    url = f"https://oapi.dingtalk.com/robot/send?access_token=abc012345678{n}"
    Robot.objects.create(school=world.cast.school, name=f"群{n}", kind="dingtalk", url=url)


def subscription(world, n):
    """The office subscribes to one more of its calendars."""
    cast = world.cast
    Subscription.objects.create(
        school=cast.school, user=cast.office.user, scope=Scope.values[n - 1], token_hash=f"{n:064}"
    )


def token(world, n):
    """Another token of the office's."""
    cast = world.cast
    ApiToken.objects.create(
        school=cast.school, user=cast.office.user, name=f"程序{n}", scopes=["school:read"], secret_hash=f"{n:064}",
        ending=f"{n:04}", expires_on=date(2026, 1, 1),
    )  # fmt: skip


def everything(world, n):
    """What a home page counts."""
    for make in (member, group, attendance, observation, plan, work, project):
        make(world, n)


def pack(world, n):
    """Another draft of a rule pack."""
    drafting.begin_from(RulePack, preset_pack("lesson-marks"), school=world.cast.school)


def scheme(world, n):
    """Another draft of a scheme."""
    drafting.begin_from(Scheme, preset_scheme("township"), school=world.cast.school)
