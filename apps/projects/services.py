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
