"""Research projects and their stage in a semester."""

from django.utils.translation import gettext_lazy as _

from apps.core.rest.forms import filled
from apps.core.rest.views import ChangingItem, CreatingCollection
from apps.projects import services
from apps.projects.filters import ProjectFilter
from apps.projects.forms import ProjectForm
from apps.projects.models import Project
from apps.projects.selectors import stage_of, with_stage
from apps.projects.serializers import ProjectChange, ProjectIn, ProjectOut
from apps.schools.api import OfSemester


class ProjectArea(OfSemester):
    area = "projects"
    model, reads = Project, ProjectOut

    def rows(self):
        rows = with_stage(super().rows(), self.request.semester)
        return (
            rows.select_related("parent", "sort", "group", "leader", "writer")
            .prefetch_related("members")
            .order_by("code")
        )

    def rows_to_change(self):
        return Project.objects.visible_to(self.request.user).select_related("parent", "school")

    def keep(self, sent, **kwargs) -> Project:
        """Through the form and the service of the page."""
        form = filled(ProjectForm, sent, user=self.request.user, **kwargs)
        data = form.cleaned_data
        return services.keep_project(
            form.instance, members=list(data["members"]), semester=self.request.semester, stage=data["stage"],
            reached_on=data["reached_on"], actor=self.request.user,
        )  # fmt: skip


class ProjectList(ProjectArea, CreatingCollection):
    may = {"get": "projects.view_project", "post": "projects.add_project"}
    summary = {"get": _("Research projects of a semester"), "post": _("Register a research project")}
    takes = {"post": ProjectIn}
    filterset_class = ProjectFilter
    sorts = {"code": "code", "title": "title", "registered_on": "registered_on"}

    def create(self, sent):
        return self.keep(sent)


class ProjectItem(ProjectArea, ChangingItem):
    may = {"get": "projects.view_project", "patch": "projects.change_project"}
    summary = {"get": _("One research project"), "patch": _("Change a research project")}
    takes = {"patch": ProjectChange}

    def change(self, sent):
        first = stage_of(self.object, self.request.semester)
        self.keep(sent, instance=self.object, initial=first)
