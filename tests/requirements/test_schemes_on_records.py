"""What the ready schemes ask beside hours can be met by what a school's pages record."""

from datetime import date, time
from decimal import Decimal

import pytest

from apps.activities.models import Attendance
from apps.activities.services import save_activities, save_attendance, save_minutes
from apps.credits.models import EntryKind
from apps.requirements.presets import preset_scheme
from apps.requirements.rules.texts import read_scheme
from apps.requirements.selectors import evaluate
from apps.staff.models import StaffTag
from tests import factories

TODAY = date(2025, 12, 19)
OWN_CYCLE = """
code: own
name: 五年周期
valid: {from: 2020-01-01}
cycle: {years: 5, starts: 2021-01-01, personal: true}
requirements:
  - {code: hours, name: 学时, measure: {quantity: hours}, within: cycle, at_least: 10}
"""


@pytest.fixture
def meet(cast):
    """``meet(kind, *people, part=…, minutes=…, **activity)``: an activity of a kind that these people came to."""

    def write(kind, *people, part="participant", minutes="", **fields):
        plain = {"date": date(2025, 9, 12), "starts_at": time(14), "ends_at": time(16)} | fields
        activity = factories.ActivityFactory.build(
            school=cast.school, semester=cast.semester, kind=kind, **plain
        )
        save_activities([activity], actor=cast.office.user, reason="")
        if minutes:
            save_minutes(activity, text=minutes, seen="", actor=cast.office.user)
        rows = [
            Attendance(school=cast.school, activity=activity, member=who, part=part, state="present")
            for who in people
        ]
        save_attendance(rows, actor=cast.office.user, reason="")
        return activity

    return write


def kind(cast, family, code):
    return factories.kind_of(cast.school, family, code)


def own_kind(cast, family, name):
    return EntryKind.objects.create(school=cast.school, family=family, name=name)


def owed(cast, scheme, code, holder):
    scheme = preset_scheme(scheme) if isinstance(scheme, str) else scheme
    found = evaluate(cast.semester, today=TODAY, schemes=[scheme])
    return next(a.owed for a in found.by_holder[holder] if a.requirement.code == code)


def key(member) -> str:
    return f"member:{member.pk}"


def test_an_open_lesson_counts_from_its_level_on(cast, meet):
    lesson = kind(cast, "activity", "open_lesson")
    meet(lesson, cast.teacher, part="speaker", title="没有级别")
    assert owed(cast, "nine-year", "open-lesson", key(cast.teacher)).missing == 1
    meet(lesson, cast.teacher, part="speaker", level="county")
    assert owed(cast, "nine-year", "open-lesson", key(cast.teacher)).met


def test_lessons_of_masters_are_those_of_whoever_has_the_tag(cast, observe):
    cast.teacher.born_on = date(1990, 5, 4)
    cast.teacher.save()
    for day in (15, 16):
        observe(cast.teacher, 8, date=date(2025, 10, day))
    found = owed(cast, "county-under-40", "observations", key(cast.teacher))
    assert (found.done, found.missing, found.portions[0].done) == (16, 3, 0)
    cast.principal.tags.add(StaffTag.objects.create(school=cast.school, name="名师"))
    observe(cast.teacher, 3, date=date(2025, 10, 17))
    assert owed(cast, "county-under-40", "observations", key(cast.teacher)).met


def test_a_groups_meeting_of_two_hours_counts_with_its_minutes(cast, meet):
    group = f"group:{cast.group.pk}"
    meeting = kind(cast, "activity", "group")
    meet(meeting, cast.teacher, organiser=cast.group, date=date(2025, 9, 3))
    first = owed(cast, "central-primary", "group-activity", group).periods[0]
    assert first.done == 0
    meet(meeting, cast.teacher, organiser=cast.group, date=date(2025, 9, 4), minutes="议定作业量")
    meet(meeting, cast.teacher, organiser=cast.group, date=date(2025, 9, 5), minutes="短", ends_at=time(15))
    first = owed(cast, "central-primary", "group-activity", group).periods[0]
    assert first.done == 1


def test_a_research_lesson_is_a_kind_the_scheme_brings(cast, meet):
    cast.teacher.born_on = date(1990, 5, 4)
    cast.teacher.save()
    meet(own_kind(cast, "activity", "研究课（上课）"), cast.teacher, part="speaker")
    assert owed(cast, "central-primary", "research-lesson", key(cast.teacher)).met


def test_a_new_teacher_has_a_mentor_as_long_as_the_pair_stands(cast):
    cast.teacher.joined_on = date(2024, 9, 1)
    cast.teacher.save()
    assert not owed(cast, "township", "mentor", key(cast.teacher)).met
    pair = factories.GroupFactory(school=cast.school, name="师徒", kind="mentor", started_on=date(2025, 9, 1))
    for who, role in ((cast.leader, "mentor"), (cast.teacher, "apprentice")):
        factories.MembershipFactory(group=pair, member=who, role=role, started_on=date(2025, 9, 1))
    assert owed(cast, "township", "mentor", key(cast.teacher)).missing == 0


@pytest.mark.parametrize(
    ("noted", "joined", "first"),
    [
        (date(2022, 3, 1), date(2020, 9, 1), date(2022, 3, 1)),
        (None, date(2021, 9, 1), date(2021, 9, 1)),
        (None, None, date(2021, 1, 1)),
    ],
)
def test_a_cycle_of_ones_own_begins_on_the_day_noted(cast, noted, joined, first):
    cast.teacher.cycle_starts_on, cast.teacher.joined_on = noted, joined
    cast.teacher.save()
    found = owed(cast, read_scheme(OWN_CYCLE), "hours", key(cast.teacher))
    assert found.window.first == first


def test_hours_of_an_activity_are_those_the_ledger_has(cast, meet):
    meet(kind(cast, "activity", "lecture"), cast.teacher, hours=Decimal(24))
    assert owed(cast, "central-primary", "credit-hours", key(cast.teacher)).met
