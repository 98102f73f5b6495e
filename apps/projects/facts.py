"""Projects as the rules know them: for everybody in one, what was reached in a semester."""

from collections.abc import Iterable
from datetime import date

from apps.credits.choices import Family
from apps.credits.holders import member_key
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
    """One fact for each person in a project and each semester in which it has a stage; the stage is a label.

    Terms carry project, semester and the project's members. Who has two parts in a project is known by the first of
    leader, writer, member.
    """
    return [
        Fact(
            key=term_key(term), holder=member_key(member), kind=_kind(term.project, catalogue), date=day_of(term),
            title=term.project.title, level=term.project.level, part=part, labels=frozenset([term.stage]),
            content=f"project:{term.project_id}", course=f"project:{term.project_id}",
        )
        for term in terms for member, part in people_of(term.project).items()
    ]  # fmt: skip


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
