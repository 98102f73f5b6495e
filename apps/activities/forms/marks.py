"""The attendance list: a line for each person, a state by one tap."""

import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.activities.choices import IN_PART, MARKED, MOST_MISSED, OFFICIAL, Attended, Part
from apps.core.forms import NameField
from apps.core.text import whole_number
from apps.staff.models import StaffMember

OFF = "off"


class MarksWidget(forms.Widget):
    """One line for each person: which state, which part, or not on the list.

    ``listed-KEY`` says that somebody is on the list although no state is chosen yet. Of who came late or left early
    the page also asks how many minutes were missed, which may stay empty; of leave, whether it was official.
    """

    template_name = "activities/marks.html"
    use_fieldset = True
    expected: tuple[tuple[str, list[StaffMember]], ...] = ()
    others: tuple[tuple[str, list[StaffMember]], ...] = ()

    def get_context(self, name, value, attrs):
        marks = value or {}

        def line(person):
            part, state, *noted = marks.get(str(person.pk), (Part.PARTICIPANT, ""))
            more = noted[0] if noted else None
            official = more == OFFICIAL
            missed = None if official else more
            return {"person": person, "part": part, "state": state, "missed": missed, "official": official}

        def parts(groups):
            return [(heading, [line(person) for person in people]) for heading, people in groups]

        return super().get_context(name, value, attrs) | {
            "expected": parts(self.expected), "others": parts(self.others), "off": OFF,
            "states": [(state.value, state.label) for state in MARKED], "parts": Part.choices,
            "most_missed": MOST_MISSED,
        }  # fmt: skip

    @property
    def counted(self) -> list[tuple[str, str]]:
        """What the bar below the list counts."""
        return [(state.value, state.label) for state in MARKED]

    def people(self) -> list[StaffMember]:
        return [person for _heading, group in (*self.expected, *self.others) for person in group]

    def value_from_datadict(self, data, files, name):
        """{primary key as text: (part, state, what else was noted)} of those on the list."""
        found = {}
        for person in self.people():
            state = data.get(f"state-{person.pk}") or (data.get(f"listed-{person.pk}") and Attended.EXPECTED)
            if state and state != OFF:
                part = data.get(f"part-{person.pk}") or Part.PARTICIPANT
                noted = "official" if state == Attended.LEAVE else "missed"
                found[str(person.pk)] = (part, state, data.get(f"{noted}-{person.pk}") or None)
        return found

    def id_for_label(self, id_):
        return ""


class MarksField(forms.Field):
    """Answers {primary key of a staff member: (part, state, minutes missed or OFFICIAL or None)}."""

    widget = MarksWidget

    def clean(self, value):
        if not all(
            part in Part.values and state in Attended.values for part, state, _noted in value.values()
        ):
            raise ValidationError(_("Choose state and part from the lists."))
        return {
            int(pk): (part, state, self._noted(state, noted)) for pk, (part, state, noted) in value.items()
        }

    def _noted(self, state: str, noted) -> int | str | None:
        if state in IN_PART:
            return self._minutes(noted)
        return OFFICIAL if noted and state == Attended.LEAVE else None

    def _minutes(self, typed) -> int | None:
        """Minutes as typed; none at all for nothing. Raises ValidationError for anything but a plausible number."""
        text = unicodedata.normalize("NFKC", str(typed or "")).strip()
        minutes = whole_number(text)
        if text and (minutes is None or minutes > MOST_MISSED):
            raise ValidationError(
                _("Write the minutes missed as a whole number, at most %(n)s.") % {"n": MOST_MISSED}
            )
        return minutes or None


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
