"""What the page of those at risk is narrowed to."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.core.filters import SearchInput
from apps.core.text import whole_number
from apps.requirements.selectors.risk import Chosen

STATES = (
    ("", _("who still misses something")), ("at_risk", pgettext_lazy("requirement", "at risk")),
    ("lost", pgettext_lazy("requirement", "cannot be made up")), ("open", pgettext_lazy("requirement", "open")),
    ("likely", pgettext_lazy("requirement", "on the way")), ("met", pgettext_lazy("requirement", "met")),
    ("exempt", pgettext_lazy("requirement", "exempt")),
    ("unknown", pgettext_lazy("requirement", "a date is missing")), ("all", _("everybody")),
)  # fmt: skip


class PersonForm(forms.Form):
    """Look for a person among those listed."""

    q = forms.CharField(label=_("Name or pinyin"), required=False, widget=SearchInput())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.attrs["placeholder"] = self.fields["q"].label


class RiskForm(PersonForm):
    group = forms.ChoiceField(label=_("Group"), required=False)
    requirement = forms.ChoiceField(label=_("Requirement"), required=False)
    state = forms.ChoiceField(label=_("Show"), required=False, choices=STATES)

    def __init__(self, *args, groups=(), requirements=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = [("", _("all groups")), *groups]
        self.fields["requirement"].choices = [("", _("all requirements")), *requirements]


def chosen_of(data) -> Chosen:
    """What an address asks for; what is no number or no state is left aside."""
    group, state = data.get("group", ""), data.get("state", "")
    if state not in dict(STATES):
        state = ""
    return Chosen(
        words=data.get("q", "").strip(), group=whole_number(group),
        requirement=data.get("requirement", ""), state={"": "short", "all": ""}.get(state, state),
    )  # fmt: skip
