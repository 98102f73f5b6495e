from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.activities.choices import Attended, Part
from apps.activities.models import Activity
from apps.core.forms import NameField, ProseField
from apps.credits.record_pages import RecordForm
from apps.staff.models import StaffMember


class ActivityForm(RecordForm):
    """An activity with its time, place, content and speaker."""

    content = ProseField(label=Activity._meta.get_field("content").verbose_name, required=False)
    taken_field = "code"
    taken_text = gettext_lazy("Another activity of this semester has this number. Choose the next free one.")

    class Meta:
        model = Activity
        fields = [
            "title", "code", "kind", "organiser", "hours", "date", "place", "starts_at", "ends_at", "speaker",
            "content",
        ]  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organiser"].empty_label = _("the whole school")
        self.fields["organiser"].help_text = ""

    @property
    def sections(self):
        why = ["reason"] if "reason" in self.fields else []
        return (
            (_("What it is"), ("title", "code", "kind", "organiser", "hours")),
            (_("When, where, who speaks"), ("date", "place", "starts_at", "ends_at", "speaker")),
            (_("Content"), ("content", *why)),
        )

    def clean(self):
        cleaned = super().clean()
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", _("The end must come after the start."))
        if (cleaned.get("hours") or 0) < 0:
            self.add_error("hours", _("Credit hours cannot be below zero."))
        return cleaned


class MarksWidget(forms.Widget):
    """One line for each person: on the list or not, in which state, with which part."""

    template_name = "activities/marks.html"
    use_fieldset = True
    expected: tuple[StaffMember, ...] = ()
    others: tuple[StaffMember, ...] = ()

    def get_context(self, name, value, attrs):
        marks = value or {}

        def line(person):
            part, state = marks.get(str(person.pk), (Part.PARTICIPANT, ""))
            return {"person": person, "part": part, "state": state}

        return super().get_context(name, value, attrs) | {
            "expected": [line(p) for p in self.expected], "others": [line(p) for p in self.others],
            "states": Attended.choices, "parts": Part.choices,
        }  # fmt: skip

    def value_from_datadict(self, data, files, name):
        """{primary key as text: (part, state)} of those on the list."""
        people = [*self.expected, *self.others]
        return {
            str(p.pk): (data.get(f"part-{p.pk}", ""), data[f"state-{p.pk}"])
            for p in people if data.get(f"state-{p.pk}")
        }  # fmt: skip

    def id_for_label(self, id_):
        return ""


class MarksField(forms.Field):
    """Answers {primary key of a staff member: (part, state)}."""

    widget = MarksWidget

    def clean(self, value):
        if not all(part in Part.values and state in Attended.values for part, state in value.values()):
            raise ValidationError(_("Choose state and part from the lists."))
        return {int(pk): mark for pk, mark in value.items()}


class AttendanceForm(forms.Form):
    """Who is on the list of an activity, and who came."""

    seen = forms.CharField(widget=forms.HiddenInput)
    marks = MarksField(label=gettext_lazy("Attendance list"), required=False)
    reason = NameField(
        label=gettext_lazy("Reason of the correction"), max_length=200, required=False,
        help_text=gettext_lazy("Needed when hours already recognised change; it stands in the ledger."),
    )  # fmt: skip

    def __init__(self, *args, user, expected, others, **kwargs):
        super().__init__(*args, **kwargs)
        widget = self.fields["marks"].widget
        widget.expected, widget.others = tuple(expected), tuple(others)
