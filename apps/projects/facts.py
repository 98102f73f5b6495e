"""Projects as the rules know them: for everybody in one, what was reached in a semester."""

from collections.abc import Iterable
from datetime import date

from apps.credits.choices import Family
from apps.credits.holders import group_key, member_key
from apps.credits.rules.facts import Fact
from apps.credits.selectors import Catalogue
from apps.credits.sources import source_key
from apps.projects.choices import Stage
from apps.projects.models import SOURCE, Project, ProjectTerm
from apps.schools.models import Semester

# As the rules name the kind of projects that are counted as nothing else.
PROJECT = f"{Family.PROJECT}/project"


def term_key(term: ProjectTerm) -> str:
    return source_key(SOURCE, term.pk)


def project_facts(terms: Iterable[ProjectTerm], catalogue: Catalogue) -> list[Fact]:
    """One fact for each person in a project and each semester in which it has a stage, one more for the group that
    holds it; the stage is a label.

    Terms carry project, semester and the project's members. Who has two parts in a project is known by the first of
    leader, writer, member.
    """
    return [
        Fact(holder=holder, part=part, **of_project(term, _kind(term.project, catalogue)))
        for term in terms for holder, part in _holders(term.project)
    ]  # fmt: skip


def of_project(term: ProjectTerm, kind: str) -> dict:
    """What is the same for everybody in it."""
    project = term.project
    return {
        "key": term_key(term), "kind": kind, "date": day_of(term), "title": project.title, "level": project.level,
        "labels": frozenset([term.stage]), "content": f"project:{project.pk}", "course": f"project:{project.pk}",
    }  # fmt: skip


def _holders(project: Project) -> list[tuple[str, str]]:
    """Everybody in it, and the group that holds it as its leader."""
    people = [(member_key(member), part) for member, part in people_of(project).items()]
    return [*people, *([(group_key(project.group_id), "leader")] if project.group_id else [])]


def records_of(semester: Semester, catalogue: Catalogue) -> tuple[list[str], list[Fact]]:
    """Source keys of all projects that have a stage in a semester, and what those in them are known for."""
    terms = terms_with_people().filter(school_id=semester.school_id, semester=semester).order_by("pk")
    return [term_key(term) for term in terms], project_facts(terms, catalogue)


def terms_with_people():
    return ProjectTerm.objects.select_related("project", "semester").prefetch_related("project__members")


def people_of(project: Project) -> dict[int, str]:
    """Everybody in a project, once, with the part played."""
    found = {member.pk: "member" for member in project.members.all()}
    found |= {project.writer_id: "writer"} if project.writer_id else {}
    return found | ({project.leader_id: "leader"} if project.leader_id else {})


def day_of(term: ProjectTerm) -> date:
    """When the stage was reached: the day noted, for the registration that of the register, else the first day of the
    semester.
    """
    semester, registered = term.semester, term.project.registered_on
    if term.reached_on:
        return term.reached_on
    if (
        term.stage == Stage.REGISTRATION
        and registered
        and semester.starts_on <= registered <= semester.ends_on
    ):
        return registered
    return semester.starts_on


def _kind(project: Project, catalogue: Catalogue) -> str:
    return catalogue.names[project.sort_id] if project.sort_id else PROJECT
