"""Research projects: register, one of them, its form."""

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from apps.core.templatetags.core import day, linked
from apps.core.views import CreatePage, DetailPage, EditPage
from apps.credits.record_pages import ChipList
from apps.drafts.pages import KeptForm
from apps.projects import services
from apps.projects.choices import Stage
from apps.projects.filters import ProjectFilter
from apps.projects.forms import ProjectForm
from apps.projects.models import Project
from apps.projects.selectors import stage_of, with_stage
from apps.projects.tables import ProjectTable


class ProjectArea:
    model = Project
    area = "projects"

    def crumbs(self):
        return [(_("Research projects"), reverse("projects:project_list"))]


class ProjectList(ProjectArea, ChipList):
    permission = "projects.view_project"
    table_class = ProjectTable
    filterset_class = ProjectFilter
    title = gettext_lazy("Research projects")
    empty_text = gettext_lazy(
        "No research project this semester yet. Add one, or upload the office's workbook."
    )

    def get_queryset(self):
        rows = with_stage(super().get_queryset(), self.request.semester)
        return rows.select_related("leader", "writer")

    def crumbs(self):
        return []

    def actions(self):
        return self.action(
            _("New research project"),
            reverse("projects:project_create"),
            "projects.add_project",
            style="primary",
        )


class ProjectDetail(ProjectArea, DetailPage):
    permission = "projects.view_project"
    template_name = "projects/project_detail.html"

    def get_queryset(self):
        return super().get_queryset().select_related("parent", "leader", "writer", "sort", "group")

    def fields(self):
        project = self.object
        members = project.members.order_by("number")
        names = format_html_join(
            "、", '<a href="{}">{}</a>', ((m.get_absolute_url(), m.name) for m in members)
        )
        return [
            (_("project number"), project.code), (_("level"), project.get_level_display()),
            (_("kind"), project.get_kind_display()),
            *([(pgettext("of a project", "counted as"), project.sort)] if project.sort else []),
            (_("main project"), linked(project.parent)),
            *([(pgettext("of a project", "held by"), linked(project.group))] if project.group else []),
            (pgettext("of a project", "leader"), linked(project.leader)), (_("writer"), linked(project.writer)),
            (pgettext("of a project", "members"), names),
            (_("registered on"), day(project.registered_on)),
        ]  # fmt: skip

    def actions(self):
        edit = reverse("projects:project_edit", args=[self.object.pk])
        return self.action(_("Edit"), edit, "projects.change_project", obj=self.object)

    def get_context_data(self, **kwargs):
        terms = self.object.terms.select_related("semester__year").order_by("-semester__starts_on")
        children = list(
            with_stage(self.object.children, self.request.semester).select_related("leader").order_by("code")
        )
        for child in children:
            child.stage_label = Stage(child.stage_now).label if child.stage_now else ""
        return super().get_context_data(terms=terms, children=children, **kwargs)


class ProjectForms(KeptForm, ProjectArea):
    permission = "projects.change_project"
    form_class = ProjectForm

    def draft_key(self):
        """The form shows the stage of the chosen semester."""
        project, semester = getattr(self, "object", None), self.request.semester
        return f"project-{project.pk if project else 'new'}-{semester.pk if semester else 'none'}"

    def get_initial(self):
        return stage_of(getattr(self, "object", None), self.request.semester)

    def save(self, form):
        data = form.cleaned_data
        return services.keep_project(
            form.instance, members=list(data["members"]), semester=self.request.semester, stage=data["stage"],
            reached_on=data["reached_on"], actor=self.request.user,
        )  # fmt: skip


class ProjectCreate(ProjectForms, CreatePage):
    permission = "projects.add_project"
    title = gettext_lazy("New research project")

    def get_initial(self):
        return {}


class ProjectEdit(ProjectForms, EditPage):
    def crumbs(self):
        return [*super().crumbs(), (str(self.object), self.object.get_absolute_url())]
