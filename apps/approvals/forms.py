from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from apps.approvals.choices import Reviewer
from apps.approvals.models import Absence, RouteStep
from apps.core.forms import OwnedForm, ProseField


class DecisionForm(forms.Form):
    """A reviewer's word on one draft."""

    draft = forms.IntegerField(widget=forms.HiddenInput)
    opinion = ProseField(label=_("Words to the teacher"), required=False, max_length=2000)
    mark = forms.ChoiceField(label=_("Mark"), required=False)

    def __init__(self, *args, user, marks=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["mark"].choices = [("", "—"), *marks]
        if not marks:
            del self.fields["mark"]


class ReturnForm(DecisionForm):
    opinion = ProseField(
        label=_("What should be changed"), max_length=2000,
        error_messages={"required": _("Say what should be changed; the author only sees what you write.")},
    )  # fmt: skip


class AbsenceForm(OwnedForm):
    class Meta:
        model = Absence
        fields = ["deputy", "starts_on", "ends_on"]

    def clean_deputy(self):
        deputy = self.cleaned_data["deputy"]
        if deputy.pk == self.user.seat.member_id:
            raise ValidationError(_("Choose someone other than yourself."))
        return deputy


class RouteForm(forms.Form):
    """Up to four steps, in order; empty ones are left out."""

    def __init__(self, *args, user, steps: list[RouteStep], **kwargs):
        super().__init__(*args, **kwargs)
        for n in range(4):
            step = steps[n] if n < len(steps) else None
            self.fields[f"reviewer_{n}"] = forms.ChoiceField(
                label=_("Step %(n)s") % {"n": n + 1}, choices=[("", "—"), *Reviewer.choices], required=False,
                initial=step.reviewer if step else "",
            )  # fmt: skip
            self.fields[f"days_{n}"] = forms.IntegerField(
                label=_("Days for step %(n)s") % {"n": n + 1}, min_value=1, max_value=120, required=False,
                initial=step.days if step else 7,
            )  # fmt: skip

    def steps(self) -> list[tuple[str, int]]:
        """(reviewer, days) of the steps filled in."""
        data = self.cleaned_data
        return [(data[f"reviewer_{n}"], data[f"days_{n}"] or 7) for n in range(4) if data[f"reviewer_{n}"]]

    def clean(self):
        super().clean()
        reviewers = [reviewer for reviewer, _days in self.steps()] if not self.errors else []
        if len(reviewers) != len(set(reviewers)):
            raise ValidationError(_("The same reviewer stands twice in the route. Leave one of them empty."))
        return self.cleaned_data
