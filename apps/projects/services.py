"""Acts on research projects."""

from django.db import transaction

from apps.projects.models import Project, ProjectTerm
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
    term, _ = ProjectTerm.objects.update_or_create(
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
