"""Forms of exceptions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.core.forms import OwnedForm
from apps.credits.rules.numbers import spoken
from apps.requirements.models import Exemption, OwnTarget, Transfer


class GrantForm(OwnedForm):
    """``requirements`` are those that hold; ``choices`` those to choose from: (code, name) each."""

    def __init__(self, *args, requirements, **kwargs):
        super().__init__(*args, **kwargs)
        self.requirements = {r.code: r for r in requirements}
        self.choices = self.choices_of(requirements)
        if "requirement" in self.fields:
            self.fields["requirement"] = forms.ChoiceField(
                label=self.fields["requirement"].label, choices=[("", _("Choose")), *self.choices]
            )
        self.fields["member"].help_text = _("Or a group, below.")
        self.fields["reason"].help_text = _("The person concerned reads it.")

    def choices_of(self, requirements) -> list[tuple[str, str]]:
        return [(r.code, r.name) for r in requirements]


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
        self.fields["into"].help_text = _("A day of the period in which it counts now.")
        self.fields["out_of"].help_text = _("A day of the later period, which owes it in addition.")
        if not self.choices:
            self.fields["requirement"].help_text = _(
                "No requirement that holds allows borrowing. A scheme says which does, and how much."
            )

    def choices_of(self, requirements) -> list[tuple[str, str]]:
        """Those of which something may be borrowed, with how much."""
        return [
            (r.code, _("%(name)s: at most %(n)s") % {"name": r.name, "n": spoken(r.borrow.at_most)})
            for r in requirements if r.borrow
        ]  # fmt: skip

    def clean(self):
        said = super().clean()
        requirement, wanted = self.requirements.get(said.get("requirement")), said.get("amount")
        if requirement and wanted is not None and wanted > requirement.borrow.at_most:
            self.add_error(
                "amount",
                _("Of this at most %(n)s may be borrowed.") % {"n": spoken(requirement.borrow.at_most)},
            )
        return said


class WithdrawForm(forms.Form):
    reason = forms.CharField(label=_("Why it is taken back"), max_length=200)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
