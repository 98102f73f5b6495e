"""The ready packs, published, on records that a school really keeps: each regulation's amounts come out of them."""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

import pytest

from apps.activities.models import Activity, Attendance
from apps.activities.services import (
    add_material,
    note_signatures,
    save_activities,
    save_attendance,
    save_minutes,
    save_reflection,
)
from apps.credits import drafting
from apps.credits.models import Entry, EntryKind, RulePack
from apps.credits.presets import preset_pack
from apps.credits.services import propose_records
from apps.declarations.models import Declaration
from apps.declarations.services import record_declaration
from apps.observations.services import save_observations
from apps.portfolio.services import save_works
from apps.projects.services import keep_project
from tests import documents, factories
from tests.declarations.conftest import proof

FIRST = date(2025, 9, 1)


@dataclass
class Desk:
    """Records of the cast, written through the services that their pages use."""

    cast: object
    day: int = 0

    @property
    def actor(self):
        return self.cast.office.user

    def kind(self, family: str, code: str = "", name: str = "") -> EntryKind:
        """A standard kind by its code, one that a pack brought by its name."""
        by = {"code": code} if code else {"name": name}
        return EntryKind.objects.get(school=self.cast.school, family=family, **by)

    def next_day(self) -> date:
        self.day += 1
        return date(2025, 9 + self.day // 28, 1 + self.day % 28)

    def meet(
        self, kind="lecture", *, who=(), hours=0, times=None, files=(), minutes="", reflect=(), **fields
    ):
        """An activity with its people: staff member → (part, state); what was written and kept of it."""
        starts, ends = times or (None, None)
        kind = self.kind("activity", kind) if kind.isascii() else self.kind("activity", name=kind)
        activity = factories.ActivityFactory.build(
            school=self.cast.school, semester=self.cast.semester, kind=kind, date=self.next_day(), starts_at=starts,
            ends_at=ends, hours=Decimal(hours), **fields,
        )  # fmt: skip
        save_activities([activity], actor=self.actor, reason="")
        for sort in files:
            add_material(activity, [documents.pdf()], actor=self.actor, evidence=sort)
        if minutes:
            save_minutes(activity, text=minutes, seen="", actor=self.actor)
        people = dict(who or {self.cast.teacher: ("participant", "present")})
        rows = [
            Attendance(school=self.cast.school, activity=activity, member=member, part=part, state=state)
            for member, (part, state) in people.items()
        ]
        save_attendance(rows, actor=self.actor, reason="")
        for row in rows:
            if row.member in reflect:
                save_reflection(row, text="要少而精。", actor=self.actor)
        return Activity.objects.get(pk=activity.pk)

    def lesson_seen(self, observer, *, score=None, teacher=None, on=None):
        row = factories.ObservationFactory.build(
            school=self.cast.school, semester=self.cast.semester, observer=observer, score=score,
            teacher=teacher or self.cast.principal, date=on or self.next_day(), period=1,
            lesson_type=self.kind("observation", "drop_in"),
        )  # fmt: skip
        save_observations([row], actor=self.actor, reason="")

    def work(self, code: str, *, characters=2000, **fields):
        row = factories.WorkFactory.build(
            school=self.cast.school, semester=self.cast.semester, author=self.cast.teacher, date=self.next_day(),
            category=self.kind("work", code), characters=characters, **fields,
        )  # fmt: skip
        save_works([row], actor=self.actor, reason="")

    def declare(self, hours: str):
        row = Declaration(
            school=self.cast.school, semester=self.cast.semester, author=self.cast.teacher, hours=Decimal(hours),
            category=self.kind("other", "training"), title="新课标培训", organiser="进修学校", state="approved",
            starts_on=date(2025, 11, 3), ends_on=date(2025, 11, 4),
        )  # fmt: skip
        record_declaration(row, proof=proof(), actor=self.actor, today=date(2025, 11, 18), reason="")

    def project(self, sort: str, **people):
        made = factories.ProjectFactory.build(
            school=self.cast.school, sort=self.kind("project", name=sort), leader=people.get("leader")
        )
        members = people.get("members", [])
        keep_project(made, members=members, semester=self.cast.semester, stage="opening", actor=self.actor)


@pytest.fixture
def desk(cast, now):
    return Desk(cast)


def hold(cast, name: str, first=FIRST) -> str:
    """Publish a ready pack and do what follows; answers its unit."""
    pack = preset_pack(name)
    draft = drafting.begin_from(RulePack, pack, school=cast.school)
    drafting.publish(draft, first=first, actor=cast.office.user)
    propose_records(cast.school, actor=cast.office.user)
    return pack.gives


def of(member, unit: str) -> list[Decimal]:
    """What stands for a member, in the order of the days."""
    rows = Entry.objects.standing().filter(member=member).order_by("date", "pk")
    return [getattr(entry, unit) for entry in rows]


def amounts(*texts) -> list[Decimal]:
    return [Decimal(text) for text in texts]


HOUR, LONG = (time(14), time(15)), (time(8), time(11))


def test_r13_hours_of_a_county(cast, desk):
    unit = hold(cast, "county-hours")
    there = {cast.teacher: ("participant", "present"), cast.leader: ("speaker", "present")}
    desk.meet("lecture", times=HOUR, who=there, files=["script"], reflect=[cast.teacher])
    desk.meet("group", times=HOUR, minutes="议定了作业量")
    desk.meet("group", times=HOUR)
    own = {cast.teacher: ("speaker", "present")}
    desk.meet("open_lesson", times=HOUR, who=own, files=["lesson_design"], reflect=[cast.teacher])
    desk.meet("outside")
    desk.meet("outside", hours=12)
    desk.meet("县级活动", times=HOUR, who={cast.teacher: ("organiser", "present")}, files=["plan", "summary"])
    assert of(cast.teacher, unit) == amounts("1", "1", "0", "8", "8", "12", "4")
    assert of(cast.leader, unit) == amounts("4")


def test_r15_r17_absence_and_lateness_cost_and_who_did_not_sign_twice_was_absent(cast, desk):
    unit = hold(cast, "county-hours")
    desk.meet("outside", hours=12)
    desk.meet("group", times=HOUR, minutes="记", who={cast.teacher: ("participant", "late")})
    desk.meet("group", times=HOUR, minutes="记", who={cast.teacher: ("participant", "absent")})
    called = desk.meet("group", times=HOUR, minutes="记", roll_calls=2)
    note_signatures(called, {row.pk: 1 for row in called.attendances.all()}, actor=desk.actor)
    assert of(cast.teacher, unit) == amounts("12", "0.5", "-1", "-1")


def test_r15_three_absences_clear_the_block(cast, desk):
    unit = hold(cast, "county-hours")
    desk.meet("outside", hours=12)
    for _ in range(3):
        desk.meet("group", times=HOUR, who={cast.teacher: ("participant", "absent")})
    assert sum(of(cast.teacher, unit)) == 0


def test_r14_r15_blocks_of_a_county(cast, desk):
    unit = hold(cast, "county-blocks")
    desk.work("notes", characters=5000, title="笔记")
    for n in range(10):
        desk.work("reflection", title=f"反思{n}")
    for _ in range(20):
        desk.lesson_seen(cast.teacher)
    own = {cast.teacher: ("speaker", "present")}
    for _ in range(2):
        desk.meet("open_lesson", who=own)
    desk.meet("commentary", who=own)
    desk.meet("校际交流", who=own)
    desk.work("paper", title="论文", level="city", result="awarded")
    desk.project("校本课程开发", leader=cast.teacher, members=[cast.colleague])
    notes = reflections = observations = 20
    open_lessons, commentary, between_schools, award, course = 4 + 2, 2, 6, 3, 10
    practice = open_lessons + commentary
    assert sum(of(cast.teacher, unit)) == (
        notes + reflections + observations + practice + between_schools + award + course
    )
    assert of(cast.colleague, unit) == amounts("6")


def test_r21_only_what_was_approved_before_and_stamped_twice(cast, desk):
    unit = hold(cast, "approved-plan")
    before, after = date(2025, 9, 1), date(2025, 12, 1)
    stamps = {"recognised_on": after, "verified_on": after}
    desk.meet("lecture", hours=2, plan_approved_on=before, **stamps)
    desk.meet("lecture", hours=2, plan_approved_on=after, **stamps)
    desk.meet("lecture", hours=2, plan_approved_on=before, recognised_on=after)
    assert of(cast.teacher, unit) == amounts("2", "0", "0")


def test_r19_the_mean_of_a_lessons_observers(cast, desk):
    day = date(2025, 11, 3)
    desk.lesson_seen(cast.leader, score=Decimal(84), teacher=cast.teacher, on=day)
    unit = hold(cast, "lesson-marks")
    assert of(cast.teacher, unit) == amounts("4")
    desk.lesson_seen(cast.colleague, score=Decimal(98), teacher=cast.teacher, on=day)
    assert of(cast.teacher, unit) == amounts("5")


def test_the_leading_group_reads_what_a_lesson_was_worth_and_not_its_score(cast, desk, browse):
    day = date(2025, 11, 3)
    desk.lesson_seen(cast.leader, score=Decimal(84), teacher=cast.teacher, on=day)
    hold(cast, "lesson-marks")
    leading = factories.GroupFactory(school=cast.school, kind="leading", name="领导小组")
    factories.MembershipFactory(group=leading, member=cast.colleague)
    entry = Entry.objects.standing().get(member=cast.teacher, points__gt=0)
    shown = {
        member: "平均84分" in browse(member).get(entry.get_absolute_url()).content.decode()
        for member in (cast.teacher, cast.leader, cast.office, cast.colleague)
    }
    assert list(shown.values()) == [True, True, True, False]
    assert "80分及以上计" in browse(cast.colleague).get(entry.get_absolute_url()).content.decode()


def test_levels_and_tiers(cast, desk):
    unit = hold(cast, "levels-and-tiers")
    desk.meet("open_lesson", who={cast.teacher: ("speaker", "present")}, level="city")
    for _ in range(12):
        desk.lesson_seen(cast.teacher)
    desk.work("paper", title="论文", level="province", result="awarded")
    assert sum(of(cast.teacher, unit)) == Decimal("3.5") + Decimal("0.5") + 4


def test_r8_school_based_training_counts_twenty_to_one(cast, desk):
    unit = hold(cast, "municipality-blocks")
    desk.meet("lecture", hours=20)
    desk.meet("lecture", hours=20, setting="outside", labels=["common"])
    assert of(cast.teacher, unit) == amounts("1", "2")
    assert Entry.objects.standing().latest("date").category == "common"


def test_r7_ten_to_one_and_twenty_of_what_is_online(cast, desk):
    unit = hold(cast, "city-ten-to-one")
    desk.meet("outside", hours=30)
    desk.meet("lecture", hours=20, setting="online")
    assert of(cast.teacher, unit) == amounts("3", "1")


def test_r27_ten_contact_hours_are_a_unit_breaks_left_out(cast, desk):
    unit = hold(cast, "contact-hours")
    desk.meet("lecture", times=LONG, breaks=30)
    assert of(cast.teacher, unit) == amounts("0.25")


def test_r3_professional_hours_are_filed_as_such(cast, desk):
    unit = hold(cast, "national-hours")
    desk.meet("lecture", hours=3, labels=["professional"])
    desk.meet("lecture", times=(time(14), time(15, 30)), hours=2)
    assert of(cast.teacher, unit) == amounts("3", "2")
    assert [e.category for e in Entry.objects.standing().order_by("date")] == ["professional", ""]


def test_hours_of_training_elsewhere_need_certificate_and_stamp(cast, desk):
    unit = hold(cast, "school-hours")
    desk.meet("lecture", hours=2)
    desk.declare("12")
    assert sum(of(cast.teacher, unit)) == 14
