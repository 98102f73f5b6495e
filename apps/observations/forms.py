from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from apps.core.forms import FilesField, FilesInput, ProseField, SuggestInput
from apps.credits.record_pages import RecordForm
from apps.observations.choices import Mode
from apps.observations.models import Observation, ObservationPhoto
from apps.staff.models import StaffMember

LONGEST = 10_000
PERIODS = range(1, 13)


def prose(name: str, rows: int = 4) -> ProseField:
    field = Observation._meta.get_field(name)
    return ProseField(
        label=field.verbose_name, required=False, max_length=LONGEST, help_text=field.help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )  # fmt: skip


class LessonForm(RecordForm):
    """What both ways of recording a lesson check."""

    notes = prose("notes", 6)
    opinion = prose("opinion")
    reflection = prose("reflection")
    photos = FilesField(
        label=gettext_lazy("Pictures"), required=False, widget=FilesInput(attrs={"accept": "image/*"})
    )
    taken_field = "period"
    taken_text = gettext_lazy(
        "This lesson is recorded already: same observer, teacher, day, period and class. Was it another one,"
        " change period or class."
    )

    class Meta:
        model = Observation
        fields = [
            "teacher", "date", "period", "class_name", "subject", "topic", "lesson_type", "mode", "score",
            "notes", "opinion", "reflection",
        ]  # fmt: skip

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {"observer"}

    def clean(self):
        cleaned = super().clean()
        observer = cleaned.get("observer") or getattr(self.instance, "observer", None)
        if observer and observer == cleaned.get("teacher"):
            self.add_error("teacher", _("Nobody observes their own lesson: choose the colleague who taught."))
        period, score = cleaned.get("period"), cleaned.get("score")
        if period is not None and period not in PERIODS:
            self.add_error("period", _("Periods are numbered from 1 to 12."))
        if score is not None and not 0 <= score <= 100:
            self.add_error("score", _("A score lies between 0 and 100."))
        return cleaned


class LogForm(LessonForm):
    """A lesson as its observer logs it; the day says in which semester."""

    period = forms.TypedChoiceField(
        label=Observation._meta.get_field("period").verbose_name, required=False, coerce=int, empty_value=None,
        choices=[(n, n) for n in PERIODS], widget=forms.RadioSelect,
    )  # fmt: skip
    once = forms.UUIDField(required=False, widget=forms.HiddenInput)

    class Meta(LessonForm.Meta):
        widgets = {
            "teacher": forms.RadioSelect, "lesson_type": forms.RadioSelect, "mode": forms.RadioSelect,
            "class_name": SuggestInput,
            "score": forms.NumberInput(attrs={"inputmode": "decimal", "min": 0, "max": 100, "step": "0.5"}),
        }  # fmt: skip

    def __init__(self, *args, observer, semesters, today, classes=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.observer, self.semesters, self.today = observer, semesters, today
        teachers = StaffMember.objects.visible_to(self.user).on_roll(today).exclude(pk=observer.pk)
        self.fields["teacher"].queryset = teachers
        self.fields["teacher"].error_messages["required"] = _("Choose whose lesson it was.")
        self.fields["lesson_type"].empty_label = None
        self.fields["mode"].choices = Mode.choices
        self.fields["class_name"].widget.suggestions = tuple(classes)
        self.fields["date"].widget.attrs["max"] = today.isoformat()

    def clean(self):
        day = self.cleaned_data.get("date")
        for semester in self.semesters:
            if day and semester.starts_on <= day <= semester.ends_on:
                self.instance.semester = semester
        cleaned = super().clean()
        if day and day > self.today:
            self.add_error("date", _("This day is still to come. Log the lesson after it was held."))
        return cleaned


class OfficeForm(LessonForm):
    """A lesson as the office enters it for somebody, from paper."""

    reflection = None
    photos = None

    class Meta(LessonForm.Meta):
        fields = ["observer", *(name for name in LessonForm.Meta.fields if name != "reflection")]


class DropPhotosField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, photo):
        return format_html(
            '<img class="photo-small" src="{}" alt="{}">',
            photo.get_absolute_url(),
            _("Picture of the lesson"),
        )


class CorrectForm(LessonForm):
    """A correction. Observer and reflection stay what they are, but for the observer's own reflection."""

    dropped = DropPhotosField(
        label=gettext_lazy("Take out pictures"), required=False, queryset=ObservationPhoto.objects.none()
    )
    field_order = [*LessonForm.Meta.fields, "dropped", "photos", "reason"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.fields["photos"].label = _("Add pictures")
        if self.instance.observer_id != user.seat.member_id:
            del self.fields["reflection"]
        photos = self.instance.photos.select_related("file")
        if photos:
            self.fields["dropped"].queryset = photos
        else:
            del self.fields["dropped"]


class ReplyForm(forms.Form):
    """Words to the other one; the key tells a second press from a second answer."""

    text = ProseField(
        label=pgettext_lazy("to a lesson observation", "Your answer"), required=False, max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    once = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
