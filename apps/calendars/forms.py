from django import forms
from django.utils.translation import gettext_lazy as _

from apps.calendars.selectors import Chosen
from apps.credits.choices import Family
from apps.credits.models import EntryKind
from apps.groups.models import Group


class ChosenForm(forms.Form):
    """Narrows a calendar; what is no choice of the user's is left aside."""

    group = forms.ModelChoiceField(
        Group.objects.all(), label=_("Group"), required=False, empty_label=_("all groups"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )  # fmt: skip
    kind = forms.ModelChoiceField(
        EntryKind.objects.filter(family=Family.ACTIVITY), label=_("Kind"), required=False, empty_label=_("all kinds"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )  # fmt: skip

    def __init__(self, data, *, user, today):
        super().__init__(data)
        groups = self.fields["group"].queryset.visible_to(user).between(today)
        self.fields["group"].queryset = groups
        self.fields["kind"].queryset = self.fields["kind"].queryset.visible_to(user)

    def chosen(self) -> Chosen:
        self.is_valid()
        return Chosen(self.cleaned_data.get("group"), self.cleaned_data.get("kind"))
