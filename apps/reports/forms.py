"""The form for the words of a section."""

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.core.forms import ProseField
from apps.reports.wording import markers


class TextForm(forms.Form):
    """``seen`` carries the version of the words the edit started from."""

    text = ProseField(
        label=_("Words of the section"),
        required=False,
        help_text=_("One paragraph a line. A figure in braces stays computed. Empty leaves the section out."),
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_text(self):
        """Raise ValidationError for a figure nobody knows; what was typed stays in the field."""
        text = self.cleaned_data["text"]
        markers.check(text)
        return markers.half_width(text)
