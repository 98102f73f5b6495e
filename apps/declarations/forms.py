from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.approvals.choices import BUREAU
from apps.approvals.stamps import given_in_review
from apps.core.forms import OwnedForm
from apps.credits.forms import Labelled, LabelsField
from apps.credits.record_pages import RecordForm
from apps.declarations.models import SOURCE, Declaration
from apps.declarations.selectors import SAID

PROOFS = "image/*,.pdf,application/pdf"
HELP = {
    "hours": _("As printed. Leave it empty where the certificate names none."),
    "days": _("Whole and half days you were there."),
    "certificate": _("If it has one."),
}


class DeclaredForm(Labelled, OwnedForm):
    """What both forms about a declaration share: the proof, what belongs together, what must be said."""

    labels = LabelsField()
    proof = forms.FileField(
        label=pgettext_lazy("of declared hours", "Proof file"), required=False,
        widget=forms.FileInput(attrs={"accept": PROOFS}),
        help_text=_("A picture or PDF of the certificate, at most 20 MB."),
    )  # fmt: skip

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        if self.instance.proof_id:
            self.fields["proof"].help_text = _("There is one already; choose another to replace it.")

    def given(self) -> dict:
        """What the service takes besides the declaration."""
        return {"proof": self.cleaned_data.get("proof")}

    def clean(self):
        cleaned = super().clean()
        self.check(cleaned)
        return cleaned

    def check(self, cleaned: dict) -> None:
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day must not come before the first."))
        if last and last > self.today:
            self.add_error("ends_on", _("Declare it when it is over: the last day has not come yet."))
        if self.errors:
            return
        if not any(cleaned.get(name) for name in ("hours", "days", "level")):
            self.add_error("hours", _("Say the hours, or the days, or of a publication or award its level."))
        kind = cleaned.get("category")
        if kind and kind.needs_proof and not cleaned.get("proof") and not self.instance.proof_id:
            self.add_error("proof", _("Choose a picture or PDF of the certificate."))

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {"author", "withdrawn_at"}

    def _say_taken(self, names):
        self.add_error("title", self.taken_text)


class SubmitForm(DeclaredForm):
    """Hours as whoever earned them declares them."""

    taken_text = _("You have declared this already: open it in the list.")

    class Meta:
        model = Declaration
        fields = SAID
        help_texts = HELP

    @property
    def sections(self):
        about = ("category", "title", "organiser", *self.labels_asked, "starts_on", "ends_on")
        return (
            (pgettext_lazy("of declared hours", "What it was"), about),
            (_("What the certificate says"), ("hours", "days", "level", "certificate", "proof")),
        )

    def __init__(self, *args, author, semester, **kwargs):
        """``semester`` is the one on show; where it counts is said by its last day."""
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.instance.author = author


class DeclarationForm(DeclaredForm, RecordForm):
    """What the office records from paper, or corrects."""

    day_field = None  # any day that is over: the service says in which semester it counts
    taken_text = _("This is declared for the same person already: open it in the list.")

    class Meta:
        model = Declaration
        fields = ["author", *SAID, "verified_on"]
        labels = {"verified_on": _("verified by the county on")}
        help_texts = HELP | {"verified_on": _("If the county has decided on it on paper.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.instance.drafts.exists():
            del self.fields["author"]  # who declared it
            if BUREAU in given_in_review(SOURCE, [self.instance]).get(self.instance.pk, ()):
                del self.fields["verified_on"]  # the review says it

    def check(self, cleaned):
        super().check(cleaned)
        day = cleaned.get("verified_on")
        if day and day > self.today:
            self.add_error("verified_on", _("This day has not come yet."))
