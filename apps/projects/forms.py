from django import forms
from django.utils.translation import gettext_lazy as _

from apps.core.forms import PeoplePicker
from apps.credits.record_pages import VersionedForm
from apps.projects.choices import Stage
from apps.projects.models import Project


class ProjectForm(VersionedForm):
    stage = forms.ChoiceField(
        label=_("stage in this semester"), choices=[("", "—"), *Stage.choices], required=False,
        help_text=_("A project is counted in the semesters in which it has a stage."),
    )  # fmt: skip
    sections = (
        (_("The project"), ("title", "code", "level", "kind", "parent", "registered_on", "stage")),
        (_("Its people"), ("leader", "writer", "members")),
    )

    class Meta:
        model = Project
        fields = [
            "title", "code", "level", "kind", "parent", "registered_on", "leader", "writer", "members", "stage",
        ]  # fmt: skip
        widgets = {"members": PeoplePicker}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            parents = self.fields["parent"]
            parents.queryset = parents.queryset.exclude(pk=self.instance.pk)

    def _say_taken(self, names):
        self.add_error("code", _("Another project has this number. Choose the next free one."))
