"""One row of everything, around the shared cast, with the ledger that follows from it."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.activities.services import add_material, save_attendance, save_minutes
from apps.approvals import services as approval
from apps.approvals.models import Absence, Case
from apps.calendars.models import Subscription
from apps.calendars.services import subscribe
from apps.credits import drafting
from apps.credits.addresses import Total
from apps.credits.choices import Family
from apps.credits.models import Proposal, RulePack
from apps.credits.presets import preset_pack
from apps.credits.services import close_semester
from apps.declarations.models import Declaration
from apps.declarations.services import hand_in as declare
from apps.declarations.services import save_declarations
from apps.files import services as files
from apps.files.models import StoredFile
from apps.groups.selectors import seat_of
from apps.lessonplans.models import LessonPlan
from apps.lessonplans.services import hand_in, save_lesson_plans
from apps.notices.models import Notice, NoticeChoice, Robot
from apps.observations.models import Observation, ObservationPhoto
from apps.observations.services import reply_to_observation, save_observations
from apps.portfolio.models import Work
from apps.portfolio.services import hand_in as hand_in_work
from apps.portfolio.services import save_works
from apps.requirements.models import Exemption, OwnTarget, Scheme, Transfer
from apps.requirements.presets import preset_scheme
from apps.schools.models import Holiday
from apps.staff.models import StaffMember, StaffTag
from apps.tokens.services import issue_token
from tests import documents, factories
from tests.conftest import NOW, Cast, make_cast
from tests.kept import Kept
from tests.project import long_work

REASON = "as recorded"
DAY = date(2025, 11, 18)
NOON = datetime(2025, 11, 18, 12, 0, tzinfo=UTC)


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
    reviews(world)
    addressed(world)
    documents_of_rules(world)
    world.add("proposal", Proposal.objects.filter(member=cast.teacher).earliest("pk"))
    long_work.add_jobs(world)
    return world


def build_with_files() -> tuple[World, dict[str, bytes]]:
    """The world, and the bytes of its files by their path."""
    made = build(make_cast())
    return made, {row.path: files.read(row) for row in StoredFile.objects.all()}


KEPT = Kept(build_with_files, NOW)


def put_back() -> World:
    """The world as it was made; what a test changes in it is the test's own."""
    made, bodies = KEPT.put_back()
    for path, body in bodies.items():
        if not default_storage.exists(path):
            default_storage.save(path, ContentFile(body))
    return made


def people(world):
    cast, school = world.cast, world.cast.school
    world.add("semester", cast.semester)
    world.add(
        "holiday",
        Holiday.objects.create(
            school=school,
            semester=cast.semester,
            name="国庆节",
            starts_on=date(2025, 10, 1),
            ends_on=date(2025, 10, 7),
        ),
    )
    past = factories.SchoolYearFactory(school=school, first_year=2018)
    first = {
        "school": school,
        "year": past,
        "term": 1,
        "starts_on": date(2018, 9, 1),
        "ends_on": date(2019, 1, 20),
    }
    second = first | {"term": 2, "starts_on": date(2019, 2, 18), "ends_on": date(2019, 7, 1)}
    world.add("past_semester", factories.SemesterFactory(**second))
    world.add("seal", close_semester(factories.SemesterFactory(**first), actor=cast.office.user, now=NOON))
    campus = world.add("campus", factories.CampusFactory(school=school, name="东校区"))
    subject = world.add("subject", factories.SubjectFactory(school=school, name="数学"))
    world.add("grade", factories.GradeFactory(school=school, name="三年级"))
    world.add("teacher", cast.teacher)
    world.add("colleague", cast.colleague)
    world.add("gone", factories.StaffFactory(school=school, name="邹远行", left_on=date(2025, 10, 31)))
    world.add("tag", StaffTag.objects.create(school=school, name="骨干教师"))
    world.add("group", cast.group)
    granted(world)
    cast.teacher.campus, cast.teacher.subject = campus, subject
    cast.teacher.born_on, cast.teacher.sex, cast.teacher.title = date(1990, 5, 4), "f", "一级教师"
    cast.teacher.save()


def granted(world):
    """Exceptions for the teacher, by the office."""
    common = {"school": world.cast.school, "member": world.cast.teacher, "granted_by": world.cast.office.user}
    world.add("exemption", Exemption.objects.create(**common, reason="脱产进修", started_on=date(2026, 3, 1)))
    target = OwnTarget(**common, reason="支教半年", requirement="observations", day=DAY, at_least=5)
    target.save()
    world.add("own_target", target)
    borrowed = Transfer(
        **common, reason="下学年补上", requirement="credit-hours", into=DAY, out_of=date(2026, 9, 1), amount=2
    )
    borrowed.save()
    world.add("transfer", borrowed)


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
    [photo] = add_material(activity, [documents.photo()], actor=cast.leader.user)
    world.keys["photo"] = {"pk": activity.pk, "material": photo.pk}
    save_minutes(activity, text="议定：下次带一份分层作业来。", seen="", actor=cast.leader.user)
    for owner, prefix in ((cast.teacher, ""), (cast.colleague, "colleague_")):
        seen = factories.ObservationFactory(**common, observer=owner, teacher=cast.principal)
        plan = factories.LessonPlanFactory(**common, author=owner, state="approved", mark="good")
        work = factories.WorkFactory(**common, author=owner)
        save_observations([world.add(f"{prefix}observation", seen)], actor=cast.office.user, reason=REASON)
        save_lesson_plans([world.add(f"{prefix}plan", plan)], actor=cast.office.user, reason=REASON)
        save_works([world.add(f"{prefix}work", work)], actor=cast.office.user, reason=REASON)
        world.add(f"{prefix}entry", owner.entries.latest("number"))
    semester = cast.semester.pk
    world.keys["own_total"] = {"code": Total("hours", semester, member=cast.teacher.pk).code}
    world.keys["school_total"] = {"code": Total("hours", semester).code}
    world.keys["mistyped"] = {"code": "7777-8"}
    photographed(world, seen=Observation.objects.get(observer=cast.teacher))
    project = factories.ProjectFactory(school=cast.school, leader=cast.teacher)
    world.add("project", project)
    world.add("kind", factories.kind_of(cast.school, Family.WORK, "paper"))


def photographed(world, seen):
    """A picture of the teacher's lesson observed, and a word about it."""
    picture = files.store(documents.photo(), school=seen.school, actor=world.cast.teacher.user)
    photo = ObservationPhoto.objects.create(school=seen.school, observation=seen, file=picture)
    world.keys["lesson_photo"] = {"pk": seen.pk, "photo": photo.pk}
    reply_to_observation(seen, actor=world.cast.principal.user, now=NOON, text="谢谢你来听课。")


def handed_in(world, title, **given) -> Case:
    """A plan of the teacher's that lies with the office."""
    cast = world.cast
    plan = LessonPlan(school=cast.school, semester=cast.semester, author=cast.teacher, title=title)
    said = {"sections": {"aims": "学会画圆"}, "upload": None} | given
    hand_in(plan, actor=cast.teacher.user, today=DAY, now=NOON, **said)
    return Case.objects.get(subject="lessonplans.lessonplan", target_id=plan.pk)


def reviews(world):
    office = world.cast.office.user
    waiting = world.add("case", handed_in(world, "圆的面积"))
    world.keys["written_draft"] = {"pk": waiting.target_id, "number": 1}
    approval.approve(
        world.add("decided_case", handed_in(world, "圆的周长")), actor=office, today=DAY, mark="good"
    )
    returned = handed_in(world, "扇形", upload=documents.word("学会画扇形"))
    remark = approval.add_remark(
        returned, actor=office, text="画法写细一些", draft=1, place="document-0", quote="学会"
    )
    world.add("remark", remark)
    approval.return_case(returned, actor=office, opinion="目标写得再具体一些")
    world.keys["part_of_guide"] = {"reader": "teacher"}
    world.keys["reviewed_plan"] = {"pk": returned.target_id}
    world.keys["document_draft"] = {"pk": returned.target_id, "number": 1}
    works(world)
    declared(world)
    absence = Absence(deputy=world.cast.leader, starts_on=date(2026, 1, 5), ends_on=date(2026, 1, 6))
    world.add("absence", approval.name_deputy(absence, member=world.cast.office, today=DAY))
    world.keys["subject_of_plans"] = {"subject": "lessonplans.lessonplan"}


def works(world):
    """A work of the teacher's, as a document and with a proof, that the office has returned."""
    cast = world.cast
    paper = factories.kind_of(cast.school, Family.WORK, "paper")
    work = Work(
        school=cast.school,
        semester=cast.semester,
        author=cast.teacher,
        category=paper,
        title="量角",
        date=DAY,
    )
    proof = SimpleUploadedFile("证书.jpg", documents.picture((40, 20)))
    hand_in_work(
        work,
        text="",
        upload=documents.word("量角的三种错法"),
        proof=proof,
        actor=cast.teacher.user,
        today=DAY,
        now=NOON,
    )
    case = Case.objects.get(subject="portfolio.work", target_id=work.pk)
    approval.return_case(case, actor=cast.office.user, opinion="补上例子")
    world.keys["reviewed_work"] = {"pk": work.pk}
    world.keys["document_work"] = {"pk": work.pk, "number": 1}


def declared(world):
    """Hours the teacher declared, which the office has returned; the colleague's, recorded from paper; and somebody of
    the county who reviews.
    """
    cast = world.cast
    common = {
        "school": cast.school, "category": factories.kind_of(cast.school, Family.OTHER, "training"), "hours": 18,
        "starts_on": DAY, "ends_on": DAY,
    }  # fmt: skip
    row = Declaration(**common, author=cast.teacher, title="新课标培训")
    proof = SimpleUploadedFile("证书.jpg", documents.picture((40, 20)))
    declare(row, proof=proof, actor=cast.teacher.user, today=DAY, now=NOON)
    case = Case.objects.get(subject="declarations.declaration", target_id=row.pk)
    approval.return_case(case, actor=cast.office.user, opinion="证书看不清")
    world.add("declared", row)
    world.keys["declared_draft"] = {"pk": row.pk, "number": 1}
    paper = Declaration(
        **common, semester=cast.semester, counts_on=DAY, author=cast.colleague, title="班主任培训"
    )
    save_declarations([paper], actor=cast.office.user, reason=REASON)
    world.add("colleague_declared", paper)
    guest = approval.add_guest(StaffMember(name="县教研员"), school=cast.school, today=DAY)
    world.add("guest", guest)


def addressed(world):
    """What only its owner opens: a notice, an address to confirm, a draft, a subscription; and the office's robot."""
    cast = world.cast
    user, school = cast.teacher.user, cast.school
    world.add(
        "notice",
        Notice.objects.create(
            school=school, member=cast.teacher, kind="news", title="周三集体备课", key="world:1"
        ),
    )
    choice = NoticeChoice.objects.create(
        school=school,
        member=cast.teacher,
        new_address="dan@school.example.cn",
        code="world-code",
        asked_at=NOON,
    )
    world.keys["new_address"] = {"code": choice.code}
    url = "https://oapi.dingtalk.com/robot/send?access_token=abc0123456789"
    world.add("robot", Robot.objects.create(school=school, name="数学组群", kind="dingtalk", url=url))
    world.keys["draft"] = {"key": "plan-new"}
    user.seat = seat_of(user, today=DAY, school_id=school.pk)
    world.keys["feed"] = {"token": subscribe(user=user, scope="me")}
    world.add("subscription", Subscription.objects.get(user=user))
    token, _secret = issue_token(user=user, name="课表程序", scopes=["school:read"], days=90, today=DAY)
    world.add("token", token)


def documents_of_rules(world):
    """A rule pack and a scheme that will hold in years to come, and a draft of each."""
    cast = world.cast
    both = (
        ("pack", RulePack, preset_pack("county-hours")),
        ("scheme", Scheme, preset_scheme("central-primary")),
    )
    for name, model, value in both:
        first = drafting.begin_from(model, value, school=cast.school)
        held = drafting.publish(first, first=date(2030, 9, 1), actor=cast.office.user)
        world.add(name, held)
        draft = world.add(f"{name}_draft", drafting.new_version(held, actor=cast.office.user))
        row = "packrule" if name == "pack" else "requirement"
        world.keys[f"{row}_up"] = {"pk": world.add(row, draft.rows.first()).pk, "way": "up"}
    world.keys["ready_pack"] = {"name": "county-hours"}
    world.keys["ready_scheme"] = {"name": "township"}
    world.keys["new_rule"] = {"pk": world.keys["pack_draft"]["pk"], "type": "worth"}
