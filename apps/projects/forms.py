from django import forms
from django.utils.translation import gettext_lazy as _

from apps.core.forms import DayInput, PeoplePicker
from apps.credits.record_pages import VersionedForm
from apps.projects.choices import Stage
from apps.projects.models import Project


class ProjectForm(VersionedForm):
    stage = forms.ChoiceField(
        label=_("stage in this semester"), choices=[("", "—"), *Stage.choices], required=False,
        help_text=_("A project is counted in the semesters in which it has a stage."),
    )  # fmt: skip
    reached_on = forms.DateField(
        label=_("stage reached on"), required=False, widget=DayInput(),
        help_text=_("Its people have it from this day on; without one from the first day of the semester."),
    )  # fmt: skip

    class Meta:
        model = Project
        fields = [
            "title", "code", "level", "kind", "sort", "parent", "registered_on", "group", "leader", "writer", "members",
            "stage", "reached_on",
        ]  # fmt: skip
        widgets = {"members": PeoplePicker}
        help_texts = {
            "group": _("If a group holds it, rather than single people. It may name people besides.")
        }

    @property
    def sections(self):
        sort = ["sort"] if "sort" in self.fields else []
        return (
            (_("The project"), ("title", "code", "level", "kind", *sort, "parent", "registered_on")),
            (_("How far it has come"), ("stage", "reached_on")),
            (_("Its people"), ("group", "leader", "writer", "members")),
        )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._limit_sorts()
        if self.instance.pk:
            parents = self.fields["parent"]
            parents.queryset = parents.queryset.exclude(pk=self.instance.pk)

    def _limit_sorts(self):
        """A school that counts all projects alike is not asked as what this one counts."""
        field = self.fields["sort"]
        sorts = list(field.queryset)
        if len(sorts) < 2:
            del self.fields["sort"]
            return
        field.queryset = field.queryset.exclude(code="project")
        field.empty_label = next((sort.name for sort in sorts if sort.code == "project"), None)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("reached_on") and not cleaned.get("stage"):
            self.add_error("stage", _("Choose the stage that was reached on this day."))
        return cleaned

    def _say_taken(self, names):
        self.add_error("code", _("Another project has this number. Choose the next free one."))
