"""Reads of research projects."""

from django.db.models import CharField, Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from apps.credits.models import Entry
from apps.credits.sources import work_behind
from apps.projects.choices import Stage
from apps.projects.models import Project, ProjectTerm

# As ``facts`` names them.
PARTS = {
    "leader": pgettext_lazy("of a project", "leader"), "writer": gettext_lazy("writer"),
    "member": pgettext_lazy("of a project", "member"),
}  # fmt: skip


def with_stage(projects, semester):
    """The projects with ``stage_now``, their stage in the semester, else the last one they reached, else empty; and
    ``member_count``.
    """
    terms = ProjectTerm.objects.filter(project=OuterRef("pk"))
    here = terms.filter(semester=semester).values("stage")[:1]
    last = terms.order_by("-semester__starts_on").values("stage")[:1]
    return projects.annotate(
        stage_now=Coalesce(Subquery(here), Subquery(last), output_field=CharField()), member_count=Count("members"),
    )  # fmt: skip


def stage_of(project: Project | None, semester) -> dict:
    """``stage`` and ``reached_on`` of the project in the semester; empty without a stage."""
    found = (
        ProjectTerm.objects.filter(project=project, semester=semester).values("stage", "reached_on").first()
    )
    return found or {"stage": "", "reached_on": None}


def pages_of_terms(keys: list[int]) -> dict[int, str]:
    """The page of the project behind each stage; stages taken back have none."""
    rows = ProjectTerm.objects.filter(pk__in=keys).values_list("pk", "project_id")
    return {pk: reverse("projects:project_detail", args=[project]) for pk, project in rows}


def explain_project(entry: Entry) -> list[str]:
    """How far the project had come, and the part played in it; only what is stored."""
    work, said = work_behind(entry), []
    stage = next((label for code, label in Stage.choices if code in work.get("labels", ())), None)
    if stage:
        said.append(_("Stage of the project: %(stage)s.") % {"stage": stage})
    part = PARTS.get(work.get("part"))
    if part:
        said.append(_("Part in the project: %(part)s.") % {"part": part})
    return said
