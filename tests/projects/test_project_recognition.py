"""What the register of projects says enters the ledger, at its days and again when it changes."""

from datetime import date

import pytest
from django.urls import reverse

from apps.credits.models import Entry, EntryKind, Proposal
from apps.credits.services import close_semester
from apps.projects.models import Project, ProjectTerm
from apps.projects.services import keep_project, recognise
from tests.conftest import NOW
from tests.credits.packs import publish
from tests.factories import ProjectFactory, SemesterFactory

PAID = """
  - type: worth
    code: closed
    where: {kinds: [project/project], labels: [closing], level_from: city}
    from: [{of: count, by: part, table: {leader: 10, writer: 8, member: 6}}]
"""


def keep(cast, project=None, *, stage="opening", members=(), **fields):
    project = project or ProjectFactory.build(school=cast.school, leader=cast.teacher, level="city")
    for name in [name for name in fields if name != "reached_on"]:
        setattr(project, name, fields.pop(name))
    return keep_project(
        project, members=list(members), semester=cast.semester, stage=stage, actor=cast.office.user, **fields
    )


def standing():
    rows = Entry.objects.standing().order_by("member__number")
    return [(entry.member, entry.role, entry.date, entry.hours, entry.count) for entry in rows]


def test_everybody_in_a_project_has_it_once_a_semester_without_hours(cast):
    keep(cast, members=[cast.colleague, cast.teacher], writer=cast.leader, reached_on=date(2025, 10, 9))
    day = date(2025, 10, 9)
    wanted = {
        (cast.teacher, "leader", day, 0, 1),
        (cast.leader, "writer", day, 0, 1),
        (cast.colleague, "member", day, 0, 1),
    }
    assert len(standing()) == 3
    assert set(standing()) == wanted


def test_without_a_day_a_stage_is_of_the_first_day_and_a_registration_of_the_day_of_the_register(cast):
    project = keep(cast, stage="midterm")
    assert standing()[0][2] == cast.semester.starts_on
    keep(cast, project, stage="registration", registered_on=date(2025, 9, 20))
    assert standing()[0][2] == date(2025, 9, 20)
    keep(cast, project, stage="registration", registered_on=date(2024, 9, 20))
    assert standing()[0][2] == cast.semester.starts_on


def test_asked_twice_it_changes_nothing(cast):
    project = keep(cast, members=[cast.colleague])
    before = list(Entry.objects.order_by("pk").values())
    recognise([project], actor=cast.office.user)
    keep(cast, Project.objects.get(), members=[cast.colleague])
    assert list(Entry.objects.order_by("pk").values()) == before


def test_a_change_of_people_or_stage_is_valued_again_with_a_reason(cast):
    project = keep(cast, members=[cast.colleague])
    publish(cast, PAID)
    keep(cast, project, stage="closing", members=[cast.leader])
    assert {(who, hours) for who, _role, _day, hours, _count in standing()} == {
        (cast.teacher, 10),
        (cast.leader, 6),
    }
    gone = Entry.objects.get(member=cast.colleague, reverses__isnull=False)
    assert gone.reason


def test_a_stage_taken_back_takes_the_entries_back(cast):
    project = keep(cast)
    keep(cast, project, stage="")
    assert not standing()
    assert not Proposal.objects.exists()
    assert not ProjectTerm.objects.exists()


def test_a_project_may_count_as_a_kind_of_the_schools_own(cast):
    course = EntryKind.objects.create(school=cast.school, family="project", name="校本课程开发")
    project = keep(cast)
    keep(cast, project, sort=course)
    assert [entry.kind for entry in Entry.objects.standing()] == [course]


@pytest.mark.parametrize("others", [0, 1])
def test_the_form_asks_as_what_it_counts_only_where_there_is_a_choice(cast, browse, others):
    for n in range(others):
        EntryKind.objects.create(school=cast.school, family="project", name=f"课程{n}")
    form = browse(cast.office).get(reverse("projects:project_create")).context["form"]
    assert ("sort" in form.fields) == bool(others)


def test_the_entry_opens_the_project_and_says_stage_and_part(cast, browse):
    project = keep(cast)
    entry = Entry.objects.get()
    page = browse(cast.teacher).get(entry.get_absolute_url()).content.decode()
    assert all(said in page for said in (project.get_absolute_url(), "开题", "负责人"))


def test_a_stage_in_a_closed_semester_stays_as_it_was(cast):
    spring = {"starts_on": date(2026, 2, 23), "ends_on": date(2026, 7, 3)}
    other = SemesterFactory(school=cast.school, year=cast.semester.year, term=2, **spring)
    project = keep(cast)
    close_semester(cast.semester, actor=cast.principal.user, now=NOW)
    keep_project(project, members=[cast.colleague], semester=other, stage="midterm", actor=cast.office.user)
    by_semester = {(entry.semester, entry.member) for entry in Entry.objects.standing()}
    assert by_semester == {(cast.semester, cast.teacher), (other, cast.teacher), (other, cast.colleague)}
