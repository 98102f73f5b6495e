"""What only rules ask of an activity: level, place, roll-calls, stamps; who signed; what somebody took from it."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.activities.choices import CAME, MOST_ROLL_CALLS
from apps.activities.models import Activity, Attendance
from apps.core.forms import DayInput, ProseField
from apps.credits.forms import Labelled, LabelsField
from apps.credits.record_pages import RecordForm


class ParticularsForm(Labelled, RecordForm):
    """Everything may stay empty; who plans an activity is not asked."""

    labels = LabelsField()

    class Meta:
        model = Activity
        fields = [
            "level", "setting", "labels", "breaks", "roll_calls", "plan_approved_on", "recognised_on", "verified_on",
        ]  # fmt: skip
        widgets = dict.fromkeys(("plan_approved_on", "recognised_on", "verified_on"), DayInput())
        help_texts = {
            "setting": gettext_lazy("Empty: what is usual for its kind."),
            "breaks": gettext_lazy("Left out where rules count minutes."),
            "roll_calls": gettext_lazy(
                "How often names are called; afterwards you note who signed how often."
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["reason"]
        self.fields["roll_calls"].widget.attrs["max"] = MOST_ROLL_CALLS
        self.fields["level"].choices = [("", "—"), *self.fields["level"].choices[1:]]

    @property
    def sections(self):
        return (
            (_("Level and place"), ("level", "setting", *self.labels_asked, "breaks")),
            (_("Roll-calls"), ("roll_calls",)),
            (_("Approvals on paper"), ("plan_approved_on", "recognised_on", "verified_on")),
        )

    def clean_roll_calls(self):
        asked = self.cleaned_data["roll_calls"]
        if asked > MOST_ROLL_CALLS:
            raise forms.ValidationError(_("At most %(n)s roll-calls.") % {"n": MOST_ROLL_CALLS})
        return asked


class SignaturesForm(forms.Form):
    """At how many roll-calls each of those marked signed; whoever came has signed at all unless noted."""

    def __init__(self, *args, user, activity: Activity, rows: list[Attendance], **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(n, _("signed %(n)s times") % {"n": n}) for n in range(activity.roll_calls + 1)]
        self.rows = rows
        for row in rows:
            usual = activity.roll_calls if row.state in CAME else 0
            self.fields[f"signed-{row.pk}"] = forms.TypedChoiceField(
                label=f"{row.member.name} {row.member.number}（{row.get_state_display()}）", choices=choices,
                coerce=int,
                initial=usual if row.signatures is None else min(row.signatures, activity.roll_calls),
            )  # fmt: skip

    def signed(self) -> dict[int, int]:
        """Attendance's key → how often signed, of a valid form."""
        return {row.pk: self.cleaned_data[f"signed-{row.pk}"] for row in self.rows}


class ReflectionForm(forms.Form):
    text = ProseField(
        label=gettext_lazy("My reflection"), required=False, max_length=5000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=gettext_lazy("What you take from it. Read by you and by those who see the attendance list."),
    )  # fmt: skip

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
