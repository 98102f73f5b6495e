"""What is tried on which semester, and what of the result is shown."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.core.filters import SearchInput
from apps.credits.document_forms import UserForm
from apps.requirements.selectors.dry_run_rows import IN_NONE
from apps.schools.models import Semester

SHOWN = (
    ("", pgettext_lazy("of a dry run", "everybody")), ("gain", pgettext_lazy("of a dry run", "who gains")),
    ("lose", pgettext_lazy("of a dry run", "who loses")), ("fail", pgettext_lazy("of a dry run", "who newly fails")),
    ("pass", pgettext_lazy("of a dry run", "who newly passes")),
)  # fmt: skip


class TryForm(UserForm):
    semester = forms.ModelChoiceField(
        label=_("semester"), queryset=Semester.objects.none(), empty_label=None,
        help_text=_("As if it had held from the first day of this semester to its last."),
    )  # fmt: skip

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        rows = Semester.objects.visible_to(self.user).filter(starts_on__lte=today).select_related("year")
        self.fields["semester"].queryset = rows.order_by("-starts_on")
        over = [row for row in self.fields["semester"].queryset if row.ends_on < today]
        self.fields["semester"].initial = over[0] if over else None


class ShownForm(forms.Form):
    q = forms.CharField(label=_("Name or number"), required=False, widget=SearchInput())
    show = forms.ChoiceField(label=_("Show"), required=False, choices=SHOWN)
    group = forms.ChoiceField(label=_("Group"), required=False)
    tier = forms.ChoiceField(label=_("Tier"), required=False)

    def __init__(self, *args, groups=(), tiers=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.attrs["placeholder"] = self.fields["q"].label
        self.fields["group"].choices = [("", _("all groups")), *_named(groups, _("In no group"))]
        self.fields["tier"].choices = [("", _("all tiers")), *_named(tiers, _("In no tier"))]


def _named(parts, none) -> list[tuple]:
    return [(name or IN_NONE, name or none) for name in parts]
