from django import forms
from django.utils.translation import gettext_lazy as _

from apps.core.forms import OwnedForm
from apps.credits.models import EntryKind
from apps.credits.wording import labels_named


class EntryKindForm(OwnedForm):
    class Meta:
        model = EntryKind
        fields = ["family", "name", "position", "posts_itself", "needs_proof"]


class LabelsField(forms.MultipleChoiceField):
    """What a piece of work is about, in the words that the school's packs and schemes name themselves."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self):
        super().__init__(
            label=_("What it is about"), required=False, help_text=_("The words of your school's rules and schemes."),
        )  # fmt: skip


class Labelled:
    """A form of a record with labels: the field ``labels`` is left out where the school's rules name none."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["labels"].choices = sorted(labels_named(self.instance.school_id).items())
        if not self.fields["labels"].choices:
            del self.fields["labels"]

    @property
    def labels_asked(self) -> list[str]:
        """For the sections of the form."""
        return ["labels"] if "labels" in self.fields else []
