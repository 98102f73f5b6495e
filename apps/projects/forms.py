from django import forms
from django.utils.translation import gettext_lazy as _

from apps.core.forms import OwnedForm
from apps.projects.choices import Stage
from apps.projects.models import Project


class ProjectForm(OwnedForm):
    stage = forms.ChoiceField(
        label=_("stage in this semester"), choices=[("", "—"), *Stage.choices], required=False,
        help_text=_("A project is counted in the semesters in which it has a stage."),
    )  # fmt: skip

    class Meta:
        model = Project
        fields = [
            "code",
            "title",
            "level",
            "kind",
            "parent",
            "leader",
            "writer",
            "members",
            "registered_on",
            "stage",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["members"].widget.attrs["size"] = 8
        if self.instance.pk:
            parents = self.fields["parent"]
            parents.queryset = parents.queryset.exclude(pk=self.instance.pk)
