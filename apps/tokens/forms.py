from django import forms
from django.utils.translation import gettext_lazy as _

from apps.core.forms import NameField
from apps.tokens.choices import Area, Lifetime


class TokenForm(forms.Form):
    """What a token is for, what it may, and how long."""

    name = NameField(
        label=_("what it is for"), max_length=40,
        help_text=_("So that you recognise it later, such as “timetable program”."),
    )  # fmt: skip
    reads = forms.MultipleChoiceField(
        label=_("may read"), choices=Area, widget=forms.CheckboxSelectMultiple, required=False,
        help_text=_("Only what you can see yourself, whatever is ticked."),
    )  # fmt: skip
    writes = forms.MultipleChoiceField(
        label=_("may also change"), choices=Area,
        widget=forms.CheckboxSelectMultiple, required=False,
        help_text=_("Only what you may do yourself. Leave it empty for a program that only reads."),
    )  # fmt: skip
    days = forms.TypedChoiceField(
        label=_("valid for"), choices=Lifetime, coerce=int, initial=Lifetime.QUARTER, empty_value=None
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
