"""Acts on research projects."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from apps.credits.services import refuse_stale
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


def set_stage(project: Project, *, semester: Semester, stage: str, origin: str) -> ProjectTerm:
    """How far the project has come in the semester; an existing stage is replaced."""
    term, _created = ProjectTerm.objects.update_or_create(
        project=project, semester=semester,
        defaults={"stage": stage, "school_id": project.school_id, "origin": origin},
    )  # fmt: skip
    return term


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
    project: Project, *, members: list[StaffMember], semester: Semester | None, stage: str
) -> Project:
    """Write a project as its page has it: members, and the stage in the semester shown; empty clears the stage.

    Raises ValidationError at ``parent`` for a circle of projects, Conflict when someone else has changed it since
    it was opened.
    """
    if project.pk:
        Project.objects.select_for_update().filter(pk=project.pk).first()
        refuse_stale([project])
    check_parent(project)
    save_project(project, members=members)
    if semester and stage:
        set_stage(project, semester=semester, stage=stage, origin=Origin.PAGE)
    elif semester:
        clear_stages(list(ProjectTerm.objects.filter(project=project, semester=semester)))
    return project


def check_parent(project: Project) -> None:
    """Raise ValidationError at ``parent`` when the project would stand above itself."""
    above, seen = project.parent, set()
    while above is not None and above.pk not in seen:
        if above.pk == project.pk:
            raise ValidationError({"parent": _("This project stands below the present one. Choose another.")})
        seen.add(above.pk)
        above = above.parent
