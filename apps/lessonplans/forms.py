from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.forms import OwnedForm, ProseField
from apps.credits.record_pages import RecordForm
from apps.files.choices import DOCUMENTS
from apps.lessonplans.choices import Part
from apps.lessonplans.models import LessonPlan
from apps.lessonplans.selectors import grade_of
from apps.schools.choices import MOST_WEEKS


def check_week(form) -> None:
    """Say at its field that a week is none of a school's semester."""
    week = form.cleaned_data.get("week")
    if week is not None and not 1 <= week <= MOST_WEEKS:
        form.add_error("week", _("Weeks are numbered from 1 to %(last)s.") % {"last": MOST_WEEKS})


class LessonPlanForm(RecordForm):
    day_field = "submitted_on"
    taken_field = "title"
    taken_text = gettext_lazy("This teacher has handed in a plan of this name already: open it in the list.")

    class Meta:
        model = LessonPlan
        fields = ["author", "title", "subject", "grade", "week", "submitted_on", "state", "mark"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.instance.drafts.exists():
            # Its state and its mark are given by the review, its author handed it in.
            for name in ("author", "state", "mark"):
                del self.fields[name]

    def clean(self):
        cleaned = super().clean()
        check_week(self)
        return cleaned


class SubmitForm(OwnedForm):
    """A lesson plan as its author hands it in: the usual parts, or a document."""

    file = forms.FileField(
        label=gettext_lazy("Document"), required=False,
        widget=forms.FileInput(attrs={"accept": DOCUMENTS}),
        help_text=gettext_lazy("Word (.docx) or PDF, at most 20 MB. It is shown in the page."),
    )  # fmt: skip
    sections = (
        (gettext_lazy("Which lesson"), ("title", "subject", "grade", "week")),
        (gettext_lazy("The plan, as a document"), ("file",)),
        (gettext_lazy("Or its parts, as far as needed"), tuple(Part.values)),
    )

    class Meta:
        model = LessonPlan
        fields = ["title", "subject", "grade", "week"]

    def __init__(self, *args, author, semester, today, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.instance.author, self.instance.semester = author, semester
            self.initial |= {"subject": author.subject_id, "grade": grade_of(author, today)}
            self.initial["week"] = semester and semester.week_of(today)
        else:
            semester = self.instance.semester
        self.semester, self.today = semester, today
        last = self.instance.drafts.last() if self.instance.pk else None
        for part in Part:
            self.fields[part.value] = ProseField(
                label=part.label, required=False, max_length=20_000,
                initial=last.sections.get(part, "") if last else "",
            )  # fmt: skip

    def clean(self):
        cleaned = super().clean()
        check_week(self)
        semester = self.semester
        if semester is None or not semester.starts_on <= self.today <= semester.ends_on:
            self.add_error(None, _("A plan is handed in during its semester: choose the present one above."))
        if not self.errors and not cleaned.get("file") and not self.written():
            self.add_error("file", _("Choose a document, or write at least one part below."))
        return cleaned

    def given(self) -> dict:
        """What the service takes besides the plan."""
        return {"sections": self.written(), "upload": self.cleaned_data.get("file")}

    def written(self) -> dict[str, str]:
        """The parts that were written."""
        return {part.value: text for part in Part if (text := self.cleaned_data.get(part.value))}

    def _get_validation_exclusions(self):
        """A plan is there once a semester for its author."""
        return super()._get_validation_exclusions() - {"semester", "author", "withdrawn_at"}
