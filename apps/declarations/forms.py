from datetime import date, timedelta
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.approvals.choices import BUREAU
from apps.approvals.stamps import given_in_review
from apps.core.forms import DayInput, OwnedForm
from apps.core.templatetags.core import amount, day
from apps.credits.forms import Labelled, LabelsField
from apps.credits.record_pages import RecordForm
from apps.declarations.models import SOURCE, Declaration
from apps.declarations.selectors import SAID, counted_today, inspected_in, kinds_inspected

PROOFS = "image/*,.pdf,application/pdf"
HELP = {
    "hours": _("As printed. Leave it empty where the certificate names none."),
    "days": _("Whole and half days you were there."),
    "times": _("Lessons of tutoring, pieces of homework …: of what is counted in pieces. Empty is one."),
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
        self.fields["ends_on"].help_text = self.where_it_counts()
        for name in ("hours", "days"):  # 16, as it was written, not 16.00
            if self.initial.get(name) is not None:
                self.initial[name] = Decimal(amount(self.initial[name]))

    def where_it_counts(self) -> str:
        """Before anything is handed in: which days lie in a semester whose books are shut, and what becomes of them."""
        spans, semester = counted_today(self.instance.school, self.today)
        if not spans:
            return ""
        days = [
            _("%(first)s to %(last)s") % {"first": day(first), "last": day(last)}
            if first
            else _("%(day)s or earlier") % {"day": day(last)}
            for first, last in spans
        ]
        told = {"days": "、".join(map(str, days)), "semester": semester, "today": day(self.today)}
        return (
            _("Over on %(days)s: that semester is closed, so it counts today, %(today)s, in %(semester)s.")
            % told
        )

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
        if not any(cleaned.get(name) for name in ("hours", "days", "times", "level")):
            self.add_error(
                "hours", _("Say the hours, the days or how many; of a publication or award its level.")
            )
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
            (_("What the certificate says"), ("hours", "days", "times", "level", "certificate", "proof")),
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
        verified = cleaned.get("verified_on")
        if verified and verified > self.today:
            self.add_error("verified_on", _("This day has not come yet."))


MOST_TIMES = 999
FIRST_DAYS = 10  # of a month: what is looked through is still that of the month before


class InspectionForm(forms.Form):
    """What somebody has looked through, and how many pieces of each teacher of a group; empty is not counted."""

    kind = forms.ModelChoiceField(label=_("What was inspected"), queryset=None)
    day = forms.DateField(label=_("Day of the inspection"), widget=DayInput())
    counted = forms.ModelChoiceField(
        label=_("What is counted of each teacher"), queryset=None, required=False,
        empty_label=_("nothing, only that it was inspected"),
    )  # fmt: skip
    first = forms.DateField(label=_("Counted from"), widget=DayInput(), required=False)
    last = forms.DateField(label=_("Counted until"), widget=DayInput(), required=False)

    def __init__(self, *args, user, group, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today, self.group = today, group
        kinds = kinds_inspected(user.seat.school.pk)
        usual = (
            "position",
            "pk",
        )  # either list begins with what it is for; a school's own words stay in both
        self.fields["kind"].queryset = kinds.order_by("-is_inspection", *usual)
        self.fields["counted"].queryset = kinds.order_by("is_inspection", *usual)
        self.members = list(inspected_in(group, user, today)) if group else []
        if not self.members:
            for name in ("counted", "first", "last"):
                del self.fields[name]
        for member in self.members:
            self.fields[count_name(member)] = forms.IntegerField(
                label=f"{member.name} {member.number}", required=False, min_value=0, max_value=MOST_TIMES
            )
        usual_days = dict(zip(("first", "last"), usual_month(today), strict=True))
        self.initial = {"day": today} | usual_days | self.initial

    @property
    def sections(self):
        yield _("The inspection"), ("kind", "day")
        if self.members:
            yield _("Counted of each teacher"), ("counted", "first", "last")
            yield self.group.name, tuple(count_name(member) for member in self.members)

    @property
    def parts(self):
        return [(legend, [self[name] for name in names]) for legend, names in self.sections]

    def counts(self) -> dict:
        """How many pieces, of those who had any."""
        found = {member: self.cleaned_data.get(count_name(member)) for member in self.members}
        return {member: times for member, times in found.items() if times}

    def clean(self):
        cleaned = super().clean()
        for name in ("day", "last"):
            if cleaned.get(name) and cleaned[name] > self.today:
                self.add_error(name, _("This day has not come yet."))
        if not self.members or self.errors:
            return cleaned
        first, last = cleaned.get("first"), cleaned.get("last")
        if self.counts() and not cleaned.get("counted"):
            self.add_error("counted", _("Say what the numbers below count."))
        if self.counts() and not (first and last):
            self.add_error("first", _("Say from which day to which day was counted."))
        elif first and last and last < first:
            self.add_error("last", _("The last day must not come before the first."))
        return cleaned


def count_name(member) -> str:
    return f"of-{member.pk}"


def usual_month(today: date) -> tuple[date, date]:
    """The month so far; in its first days the month before."""
    first = today.replace(day=1)
    if today.day > FIRST_DAYS:
        return first, today
    last = first - timedelta(days=1)
    return last.replace(day=1), last
