"""Reads of research projects."""

from django.db.models import CharField, Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from apps.projects.models import ProjectTerm


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
