from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.approvals import selectors, things
from apps.approvals.choices import Reviewer, Sight
from apps.approvals.models import Absence, Remark, RouteStep
from apps.approvals.services import Step
from apps.core.forms import DayInput, NameField, OwnedForm, ProseField
from apps.core.meanwhile import Guarded
from apps.staff.models import StaffMember


class DecisionForm(forms.Form):
    """A reviewer's word on one draft."""

    draft = forms.IntegerField(widget=forms.HiddenInput)
    opinion = ProseField(label=_("Words to the teacher"), required=False, max_length=2000)
    mark = forms.ChoiceField(label=_("Mark"), required=False, widget=forms.RadioSelect)

    decided_on = forms.DateField(
        label=_("Day on which the county decided"), widget=DayInput(), required=False,
        help_text=_("Nobody of the county has a log-in here: record what it decided on paper."),
    )  # fmt: skip

    def __init__(self, *args, user, marks=(), for_county=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["opinion"].widget.attrs["rows"] = 3
        if not for_county:
            del self.fields["decided_on"]
        self.fields["mark"].choices = [("", _("none")), *marks]
        if not marks:
            del self.fields["mark"]


class ReturnForm(DecisionForm):
    opinion = ProseField(
        label=_("What should be changed"), max_length=2000,
        error_messages={"required": _("Say what should be changed; the author only sees what you write.")},
    )  # fmt: skip


class GuestForm(forms.ModelForm):
    """Somebody of the county who reviews here."""

    name = NameField(
        label=pgettext_lazy("of a person", "name"), max_length=60,
        help_text=_("As teachers shall read it, with the office they work for."),
    )  # fmt: skip

    class Meta:
        model = StaffMember
        fields = ["name"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)


class AbsenceForm(OwnedForm):
    class Meta:
        model = Absence
        fields = ["deputy", "starts_on", "ends_on"]

    def clean_deputy(self):
        deputy = self.cleaned_data["deputy"]
        if deputy.pk == self.user.seat.member_id:
            raise ValidationError(_("Choose someone other than yourself."))
        return deputy


class RemarkForm(forms.Form):
    """A comment at a place of the draft that is open; without a place, on the whole."""

    draft = forms.IntegerField(widget=forms.HiddenInput)
    quote = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)
    place = forms.ChoiceField(label=_("Where"), required=False)
    text = ProseField(
        label=_("Comment"), max_length=2000, error_messages={"required": _("Write the comment first.")}
    )

    def __init__(self, *args, places=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [("", _("the whole")), *places]
        self.fields["text"].widget.attrs["rows"] = 3


class AnswerForm(forms.ModelForm):
    """What the author says to a comment, and whether it is dealt with."""

    answer = ProseField(required=False, max_length=1000)
    done = forms.BooleanField(required=False)

    class Meta:
        model = Remark
        fields = ["answer"]


class SchoolsForm(Guarded, forms.Form):
    """A form about how the user's school reviews: who saves second is told what has changed."""

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.school = user.seat.school

    def guarded_row(self):
        return self.school


_PHRASES_HELP = _("One a line, offered to whoever returns one. Empty: the usual phrases.")


class PhrasesField(ProseField):
    """A phrase a line."""

    def clean(self, value):
        lines = [line.strip() for line in super().clean(value).split("\n") if line.strip()]
        if any(len(line) > 120 for line in lines):
            raise ValidationError(_("A phrase has at most 120 characters."))
        if len(lines) > 20:
            raise ValidationError(_("At most 20 phrases: one that is not seen is not chosen."))
        return lines


class PhrasesForm(SchoolsForm):
    """For each thing that is reviewed what is often said when one is returned; a phrase a line."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for thing in things.all_things():
            field = PhrasesField(label=thing.label, required=False, help_text=_PHRASES_HELP)
            field.initial = "\n".join(selectors.phrases_of(self.school, thing))
            field.widget.attrs["rows"] = 7
            self.fields[phrases_name(thing.subject)] = field

    def phrases(self) -> dict[str, list[str]]:
        """By subject."""
        return {
            thing.subject: self.cleaned_data[phrases_name(thing.subject)] for thing in things.all_things()
        }


def phrases_name(subject: str) -> str:
    """The form's field with the phrases for a subject."""
    return f"phrases_{subject.replace('.', '_')}"


STEPS = 4


class RouteForm(SchoolsForm):
    """Up to four steps, in order; empty ones are left out."""

    def __init__(self, *args, steps: list[RouteStep], **kwargs):
        super().__init__(*args, **kwargs)
        for n in range(STEPS):
            self._add_step(n, steps[n] if n < len(steps) else None)

    def _add_step(self, n: int, step: RouteStep | None) -> None:
        self.fields[f"reviewer_{n}"] = forms.ChoiceField(
            label=_("who reviews"), choices=[("", "—"), *Reviewer.choices], required=False,
            initial=step.reviewer if step else "",
        )  # fmt: skip
        self.fields[f"days_{n}"] = forms.IntegerField(
            label=_("days to review"), min_value=1, max_value=120, required=False,
            initial=step.days if step else 7,
        )  # fmt: skip
        for name, label in (
            ("names", _("author sees the reviewer's name")),
            ("opinions", _("author sees the opinion")),
        ):
            self.fields[f"{name}_{n}"] = forms.ChoiceField(
                label=label, choices=Sight.choices, required=False,
                initial=getattr(step, name) if step else Sight.ALWAYS,
            )  # fmt: skip

    def parts(self):
        """(legend, fields) of each step, for the template."""
        names = ("reviewer", "days", "names", "opinions")
        return [
            (_("Step %(n)s") % {"n": n + 1}, [self[f"{name}_{n}"] for name in names]) for n in range(STEPS)
        ]

    def steps(self) -> list[Step]:
        """The steps filled in."""
        data = self.cleaned_data
        return [
            Step(
                data[f"reviewer_{n}"], data[f"days_{n}"] or 7,
                data[f"names_{n}"] or Sight.ALWAYS, data[f"opinions_{n}"] or Sight.ALWAYS,
            )
            for n in range(STEPS) if data[f"reviewer_{n}"]
        ]  # fmt: skip

    def clean(self):
        super().clean()
        reviewers = [step.reviewer for step in self.steps()] if not self.errors else []
        if len(reviewers) != len(set(reviewers)):
            raise ValidationError(_("The same reviewer stands twice in the route. Leave one of them empty."))
        return self.cleaned_data
