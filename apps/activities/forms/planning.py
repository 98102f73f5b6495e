"""Plan, change, cancel; participants, minutes, photos."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.activities.choices import Evidence, Reach, Rhythm
from apps.activities.models import Activity
from apps.activities.rules import Meeting, meetings
from apps.core.forms import DayInput, FilesField, FilesInput, NameField, PeoplePicker, ProseField
from apps.credits.record_pages import ReasonForm, RecordForm
from apps.groups.choices import GroupKind
from apps.groups.models import Group
from apps.staff.models import StaffMember

MOST_MEETINGS = 40


class TellField(forms.BooleanField):
    """Whether those who are to come get a notice."""

    def __init__(self):
        super().__init__(label=gettext_lazy("Tell those who are to come"), required=False, initial=True)


class ReachField(forms.ChoiceField):
    """This meeting of a series, or all following too."""

    def __init__(self):
        super().__init__(
            label=gettext_lazy("Change which"), choices=Reach, initial=Reach.ONE, widget=forms.RadioSelect,
            required=False,
        )  # fmt: skip


class ActivityForm(RecordForm):
    """An activity with its time, place, theme and speaker."""

    content = ProseField(label=Activity._meta.get_field("content").verbose_name, required=False)
    taken_field = "code"
    taken_text = gettext_lazy("Another activity of this semester has this number. Choose the next free one.")

    class Meta:
        model = Activity
        fields = [
            "title", "code", "kind", "organiser", "hours", "date", "place", "starts_at", "ends_at", "speaker",
            "content",
        ]  # fmt: skip
        labels = {"title": gettext_lazy("Theme"), "speaker": gettext_lazy("Speaker")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._limit_organiser()
        self._limit_code()

    def _limit_organiser(self):
        """Whoever is not of the office plans for the groups they lead."""
        field, seat = self.fields["organiser"], self.user.seat
        field.help_text, field.empty_label = "", _("the whole school")
        if not seat.is_office:
            field.queryset = field.queryset.filter(pk__in=seat.led_group_ids)
            field.required, field.empty_label = True, None

    def _limit_code(self):
        self.fields["code"].help_text = _("Stands in lists and in the workbook.")

    @property
    def sections(self):
        why = ["reason"] if "reason" in self.fields else []
        return (
            (_("Theme"), ("title", "kind", "organiser", "hours", "content")),
            (_("Time"), ("date", "starts_at", "ends_at", *self.series_fields())),
            (_("Place and speaker"), ("place", "speaker")),
            *self.more_sections(),
            (_("For the books"), ("code", *why)),
        )

    def series_fields(self) -> tuple[str, ...]:
        return ()

    def more_sections(self) -> tuple:
        return ()

    def clean(self):
        cleaned = super().clean()
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", _("The end must come after the start."))
        if (cleaned.get("hours") or 0) < 0:
            self.add_error("hours", _("Credit hours cannot be below zero."))
        return cleaned


class ChangeForm(ActivityForm):
    """Changes one activity, or this one and all after it in its series."""

    reach = ReachField()
    tell = TellField()

    def __init__(self, *args, later: int = 0, **kwargs):
        super().__init__(*args, **kwargs)
        if later:
            self.fields["reach"].help_text = _("%(n)s more follow in this series.") % {"n": later}
        else:
            del self.fields["reach"]

    def more_sections(self):
        reach = ("reach",) if "reach" in self.fields else ()
        return ((_("Whom it concerns"), (*reach, "tell")),)


class PlanForm(ActivityForm):
    """Plans an activity or a series, with the groups and people who are to come."""

    repeat = forms.TypedChoiceField(
        label=gettext_lazy("Repeat"), choices=[(0, gettext_lazy("once")), *Rhythm.choices], coerce=int, initial=0,
        empty_value=0, required=False, widget=forms.RadioSelect,
    )  # fmt: skip
    until = forms.DateField(
        label=gettext_lazy("Until"), required=False, widget=DayInput(),
        help_text=gettext_lazy("Only for what repeats; holidays are left out, you see the days before they are made."),
    )  # fmt: skip
    groups = forms.ModelMultipleChoiceField(
        Group.objects.all(), label=gettext_lazy("Groups that come"), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("With nobody chosen: the group that organises it, or for the whole school everybody."),
    )  # fmt: skip
    everybody = forms.BooleanField(label=gettext_lazy("The whole staff comes"), required=False)
    people = forms.ModelMultipleChoiceField(
        StaffMember.objects.all(),
        label=gettext_lazy("Single people besides"),
        required=False,
        widget=PeoplePicker,
    )
    tell = TellField()

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["groups"].queryset = self._groups(today)
        self.fields["people"].queryset = self.fields["people"].queryset.on_roll(today)
        for name in ("starts_at", "place"):
            self.fields[name].required = True

    def _groups(self, today):
        """Groups there are today; of mentor pairs only those one leads."""
        groups, led = self.fields["groups"].queryset.between(today), self.user.seat.led_group_ids
        return groups.filter(~Q(kind=GroupKind.MENTOR_PAIR) | Q(pk__in=led))

    def series_fields(self):
        return ("repeat", "until")

    def more_sections(self):
        return ((_("Who comes"), ("groups", "everybody", "people", "tell")),)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("repeat"):
            self._check_until(cleaned.get("until"), cleaned.get("date"))
        elif not cleaned.get("speaker") and "speaker" not in self.errors:
            self.add_error("speaker", _("Choose who speaks; for a series you can choose for each day."))
        return cleaned

    def meetings(self) -> list[Meeting]:
        """The days of the series that the valid form asks for, those on holidays marked as such."""
        data, off = self.cleaned_data, self.instance.semester.holidays
        return meetings(
            data["date"], data["until"], data["repeat"], off.values_list("name", "starts_on", "ends_on")
        )

    def _check_until(self, until, first):
        semester = self.instance.semester
        if until is None:
            if "until" not in self.errors:
                self.add_error("until", _("Say until which day it repeats."))
        elif first and until < first:
            self.add_error("until", _("The last day cannot come before the first."))
        elif until > semester.ends_on:
            self.add_error("until", _("The semester ends on %(day)s.") % {"day": semester.ends_on})


class DayForm(forms.Form):
    """One day of a series as proposed: taken or not, with a theme, a place and a speaker of its own."""

    take = forms.BooleanField(label=gettext_lazy("Take this day"), required=False, initial=True)
    date = forms.DateField(widget=forms.HiddenInput)
    title = NameField(label=gettext_lazy("Theme"), max_length=120)
    place = NameField(label=gettext_lazy("Place"), max_length=40, required=False)
    speaker = forms.TypedChoiceField(
        label=gettext_lazy("Speaker"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args, speakers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["speaker"].choices = [("", "—"), *speakers]


class DayFormSet(forms.BaseFormSet):
    def clean(self):
        if not any(form.cleaned_data.get("take") for form in self.forms if form.is_valid()):
            raise ValidationError(_("No day is left: choose at least one."))


def day_forms(**kwargs) -> forms.BaseFormSet:
    made = forms.formset_factory(
        DayForm, formset=DayFormSet, extra=0, max_num=MOST_MEETINGS, absolute_max=MOST_MEETINGS
    )
    return made(prefix="days", **kwargs)


class CancelForm(ReasonForm):
    """Why it is cancelled, and how many of a series."""

    reach = ReachField()
    tell = TellField()

    def __init__(self, *args, user, later: int = 0, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        if later:
            self.fields["reach"].label = _("Cancel which")
            self.fields["reach"].help_text = _("%(n)s more follow in this series.") % {"n": later}
        else:
            del self.fields["reach"]


class ParticipantsForm(forms.Form):
    """Who is to come; whoever is marked already says so."""

    people = forms.ModelMultipleChoiceField(
        StaffMember.objects.all(), label=gettext_lazy("Who comes"), required=False, widget=PeoplePicker
    )
    reach = ReachField()
    tell = TellField()

    def __init__(self, *args, user, people, notes, later: int = 0, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = people
        self.fields["people"].widget.note = lambda member: notes.get(member.pk, "")
        if not later:
            del self.fields["reach"]


class MinutesForm(forms.Form):
    """What was said and decided."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    text = ProseField(
        label=gettext_lazy("Minutes"), required=False, max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=gettext_lazy("What was said, what was agreed, who does what until when."),
    )  # fmt: skip

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)


class MaterialForm(forms.Form):
    evidence = forms.ChoiceField(
        label=gettext_lazy("What the files are"), required=False,
        choices=[("", gettext_lazy("photos, or other material")), *Evidence.choices],
        help_text=gettext_lazy("Some rules count an activity only with a script, a plan or the like."),
    )  # fmt: skip
    files = FilesField(
        label=gettext_lazy("Photos and documents"),
        help_text=gettext_lazy(
            "Pictures, PDF or Word (.docx), 20 MB each. Where a photo was taken is removed from it."
        ),
        widget=FilesInput(attrs={"accept": "image/*,.pdf,.docx"}),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
