from django import forms
from django.utils.translation import gettext_lazy as _

from apps.core.forms import OwnedForm, ProseField
from apps.credits.record_pages import RecordForm
from apps.files.choices import DOCUMENTS
from apps.portfolio.choices import Result
from apps.portfolio.models import Work

PROOFS = "image/*,.pdf,application/pdf"


def check_prize(form) -> None:
    """Say at its field that a prize needs an award."""
    if form.cleaned_data.get("prize") and form.cleaned_data.get("result") != Result.AWARDED:
        form.add_error(
            "prize", _("A prize belongs to an award: choose “awarded” as the result, or empty this.")
        )


class WorkForm(RecordForm):
    taken_field = "title"
    taken_text = _("This author has a work of this name and category already: open it in the list.")

    class Meta:
        model = Work
        fields = ["author", "category", "title", "date", "characters", "level", "result", "prize"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.instance.drafts.exists():
            del self.fields["author"]  # who handed it in

    def clean(self):
        cleaned = super().clean()
        check_prize(self)
        return cleaned


class SubmitForm(OwnedForm):
    """A work as its author hands it in: written here, or as a document; with what became of it and the proof."""

    text = ProseField(
        label=_("Text"), required=False, max_length=100_000,
        help_text=_("Characters are counted as you write: punctuation counts, a foreign word counts one."),
    )  # fmt: skip
    file = forms.FileField(
        label=_("Document"), required=False, widget=forms.FileInput(attrs={"accept": DOCUMENTS}),
        help_text=_("Word (.docx) or PDF, at most 20 MB. It is shown in the page."),
    )  # fmt: skip
    characters = forms.IntegerField(
        label=_("Characters of a scanned PDF"), required=False, min_value=1, max_value=1_000_000,
        help_text=_("Only for a PDF no text can be read from; everything else is counted."),
    )  # fmt: skip
    proof = forms.FileField(
        label=_("Proof"), required=False, widget=forms.FileInput(attrs={"accept": PROOFS}),
        help_text=_("A picture or PDF of the certificate or the printed page."),
    )  # fmt: skip
    sections = (
        (_("What it is"), ("category", "title", "date")),
        (_("The work, written here"), ("text",)),
        (_("Or as a document"), ("file", "characters")),
        (_("What became of it, as far as there is something"), ("level", "result", "prize", "proof")),
    )

    class Meta:
        model = Work
        fields = ["category", "title", "date", "level", "result", "prize"]

    def __init__(self, *args, author, semester, today, **kwargs):
        super().__init__(*args, **kwargs)
        last = None
        if self.instance.pk is None:
            self.instance.author, self.instance.semester = author, semester
            self.initial.setdefault("date", today)
        else:
            semester, last = self.instance.semester, self.instance.drafts.last()
        self.semester, self.today = semester, today
        text = self.fields["text"]
        text.initial = last.text if last else ""
        text.widget.attrs |= {"rows": 16, "data-count": "characters-counted"}
        if self.instance.proof_id:
            self.fields["proof"].help_text = _("There is one already; choose another to replace it.")

    def clean(self):
        cleaned = super().clean()
        check_prize(self)
        semester, day = self.semester, cleaned.get("date")
        if semester is None or not semester.starts_on <= self.today <= semester.ends_on:
            self.add_error(None, _("A work is handed in during its semester: choose the present one above."))
        elif day and not semester.starts_on <= day <= semester.ends_on:
            self.add_error(
                "date",
                _("This day lies outside the semester (%(first)s to %(last)s).")
                % {"first": semester.starts_on, "last": semester.ends_on},
            )
        if not self.errors and not cleaned.get("file") and not cleaned.get("text"):
            self.add_error("text", _("Write the work, or choose a document."))
        if cleaned.get("characters"):
            self.instance.characters = cleaned["characters"]
        return cleaned

    def given(self) -> dict:
        """What the service takes besides the work."""
        given = self.cleaned_data
        return {"text": given["text"], "upload": given.get("file"), "proof": given.get("proof")}

    def _get_validation_exclusions(self):
        """A work is there once a semester for its author."""
        return super()._get_validation_exclusions() - {"semester", "author", "withdrawn_at"}

    def _say_taken(self, names):
        self.add_error(
            "title", _("You have handed in a work of this name and category already: open it in the list.")
        )
