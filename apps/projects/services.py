"""Acts on research projects. Whoever writes projects or stages ends with ``recognise``."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from apps.credits import services as credits
from apps.credits.selectors import catalogue_of
from apps.projects.facts import project_facts, term_key, terms_with_people
from apps.projects.models import Project, ProjectTerm
from apps.schools.choices import Origin
from apps.schools.models import Semester
from apps.staff.models import StaffMember


@transaction.atomic
def save_project(project: Project, *, members: list[StaffMember] | None = None) -> Project:
    """Write a project; with ``members`` given, exactly these are its members."""
    project.save()
    if members is not None:
        project.members.set(members)
    return project


def set_stage(
    project: Project, *, semester: Semester, stage: str, origin: str, reached_on: date | None = None
) -> ProjectTerm:
    """How far the project has come in the semester, and since when; an existing stage is replaced."""
    term, _created = ProjectTerm.objects.update_or_create(
        project=project, semester=semester,
        defaults={"stage": stage, "school_id": project.school_id, "origin": origin, "reached_on": reached_on},
    )  # fmt: skip
    return term


@transaction.atomic
def recognise(projects: Iterable[Project], *, gone: Iterable[ProjectTerm] = (), actor) -> None:
    """Propose what these projects are today, in every semester that is open; ``gone`` are stages taken back.

    A change is valued again with the program's own reason: the register says who is in it and how far it has come.
    """
    gone = list(gone)
    terms = list(terms_with_people().filter(project__in=list(projects)).order_by("pk"))
    schools = {term.school_id for term in (*terms, *gone)}
    for school_id in schools:
        catalogue = catalogue_of(school_id)
        by_semester = {term.semester: [] for term in (*terms, *gone) if term.school_id == school_id}
        for semester in by_semester:
            own = [term for term in terms if term.semester_id == semester.pk]
            lost = [term for term in gone if term.semester_id == semester.pk]
            credits.propose(
                semester=semester, source_keys=[term_key(term) for term in (*own, *lost)],
                facts=project_facts(own, catalogue), reason=_("The project was changed."), actor=actor,
                catalogue=catalogue, leave_closed=True,
            )  # fmt: skip


def list_members(project: Project, members: list[StaffMember]) -> None:
    """Exactly these are the members of the project, in this order."""
    through = Project.members.through
    held = through.objects.filter(project=project).order_by("pk").values_list("staffmember_id", flat=True)
    wanted = [member.pk for member in members]
    if list(held) != wanted:
        through.objects.filter(project=project).delete()
        through.objects.bulk_create([through(project=project, staffmember_id=pk) for pk in wanted])


def clear_stages(terms: list[ProjectTerm]) -> None:
    """The projects are not counted in the semesters of these stages; the projects themselves stay."""
    ProjectTerm.objects.filter(pk__in=[term.pk for term in terms]).delete()


@transaction.atomic
def keep_project(
    project: Project, *, members: list[StaffMember], semester: Semester | None, stage: str, actor,
    reached_on: date | None = None,
) -> Project:  # fmt: skip
    """Write a project as its page has it: members, and the stage in the semester shown; empty clears the stage.
    What its people have of it follows.

    Raises ValidationError at ``parent`` for a circle of projects, Conflict when someone else has changed it since
    it was opened.
    """
    credits.lock_ledger(project.school_id)
    if project.pk:
        Project.objects.select_for_update().filter(pk=project.pk).first()
        credits.refuse_stale([project])
    check_parent(project)
    save_project(project, members=members)
    gone = []
    if semester and stage:
        set_stage(project, semester=semester, stage=stage, origin=Origin.PAGE, reached_on=reached_on)
    elif semester:
        gone = list(ProjectTerm.objects.filter(project=project, semester=semester).select_related("semester"))
        clear_stages(gone)
    recognise([project], gone=gone, actor=actor)
    return project


def check_parent(project: Project) -> None:
    """Raise ValidationError at ``parent`` when the project would stand above itself."""
    above, seen = project.parent, set()
    while above is not None and above.pk not in seen:
        if above.pk == project.pk:
            raise ValidationError({"parent": _("This project stands below the present one. Choose another.")})
        seen.add(above.pk)
        above = above.parent
