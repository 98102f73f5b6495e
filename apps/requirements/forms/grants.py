"""Forms of exceptions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.core.forms import OwnedForm
from apps.requirements.models import Exemption, OwnTarget, Transfer


class GrantForm(OwnedForm):
    """``choices`` are the requirements that hold: (code, name) each."""

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.choices = list(choices)
        if "requirement" in self.fields:
            self.fields["requirement"] = forms.ChoiceField(
                label=self.fields["requirement"].label, choices=[("", _("Choose")), *self.choices]
            )
        self.fields["member"].help_text = _("Or a group, below.")
        self.fields["reason"].help_text = _("The person concerned reads it.")


class ExemptionForm(GrantForm):
    class Meta:
        model = Exemption
        fields = ["member", "group", "started_on", "ended_on", "requirements", "reason"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["requirements"] = forms.MultipleChoiceField(
            label=_("Requirements"), choices=self.choices, required=False, widget=forms.CheckboxSelectMultiple,
            help_text=_("None ticked: from all of them."),
        )  # fmt: skip
        self.fields["ended_on"].help_text = _("Empty: until it is taken back.")


class OwnTargetForm(GrantForm):
    class Meta:
        model = OwnTarget
        fields = ["member", "group", "requirement", "day", "at_least", "reason"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["day"].help_text = _("The target holds for the semester, year or cycle this day lies in.")


class TransferForm(GrantForm):
    class Meta:
        model = Transfer
        fields = ["member", "group", "requirement", "amount", "into", "out_of", "reason"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["amount"].help_text = _(
            "Counts where the requirement allows borrowing, and up to what it allows."
        )
        self.fields["into"].help_text = _("A day of the period in which it counts now.")
        self.fields["out_of"].help_text = _("A day of the later period, which owes it in addition.")


class WithdrawForm(forms.Form):
    reason = forms.CharField(label=_("Why it is taken back"), max_length=200)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
