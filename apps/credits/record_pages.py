"""What the pages of every kind of record share: semester, withdrawal, correction with a reason, the entries."""

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.forms import NameField, OwnedForm
from apps.core.views import ActOnPage, DetailPage, EditPage, ListPage
from apps.credits.models import Entry


class ReasonForm(forms.Form):
    """Why a record is withdrawn; the reason stands in the ledger."""

    reason = NameField(
        label=gettext_lazy("Reason"), max_length=200,
        help_text=gettext_lazy("It stays readable beside the record and in the ledger."),
    )  # fmt: skip

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)


class RecordForm(OwnedForm):
    """Corrects a record. A reason is asked for where the correction changes the ledger."""

    reason = NameField(
        label=gettext_lazy("Reason of the correction"), max_length=200, required=False,
        help_text=gettext_lazy("Needed when credit hours or counts change; it stands in the ledger."),
    )  # fmt: skip
    day_field = "date"

    def clean(self):
        cleaned = super().clean()
        day, semester = cleaned.get(self.day_field), self.instance.semester
        if day and not semester.starts_on <= day <= semester.ends_on:
            self.add_error(
                self.day_field,
                _("This day lies outside the semester (%(first)s to %(last)s).")
                % {"first": semester.starts_on, "last": semester.ends_on},
            )
        return cleaned


class RecordList(ListPage):
    """Records of the chosen semester."""

    by_semester = True
    related: tuple[str, ...] = ()

    def get_queryset(self):
        rows = super().get_queryset().filter(semester=self.request.semester)
        return rows.select_related(*self.related)


class RecordArea:
    """Pages below the list of the records."""

    list_name: str
    list_label = ""

    def crumbs(self):
        return [(self.list_label, reverse(self.list_name))]


class RecordDetail(RecordArea, DetailPage):
    """One record: withdrawn or not, and what the ledger holds of it."""

    template_name = "credits/record_detail.html"
    related: tuple[str, ...] = ()
    edit_name = withdraw_name = change_permission = ""

    def get_queryset(self):
        return super().get_queryset().select_related("semester__year", "withdrawn_by", *self.related)

    def source_key(self) -> str:
        raise NotImplementedError

    def prose(self) -> list[tuple[str, str]]:
        """Longer texts below the terms: (heading, text)."""
        return []

    def actions(self):
        if self.object.withdrawn_at:
            return []
        edit, withdraw = (
            reverse(name, args=[self.object.pk]) for name in (self.edit_name, self.withdraw_name)
        )
        return [
            *self.action(_("Correct"), edit, self.change_permission, obj=self.object),
            *self.action(_("Withdraw"), withdraw, self.change_permission, obj=self.object),
        ]

    def get_context_data(self, **kwargs):
        entries = Entry.objects.visible_to(self.request.user).filter(source_key=self.source_key())
        return super().get_context_data(
            entries=entries.select_related("school", "semester__year", "kind", "reversal").order_by("pk"),
            prose=[(heading, text) for heading, text in self.prose() if text], **kwargs,
        )  # fmt: skip


class RecordCorrect(RecordArea, EditPage):
    """Corrects a record; ``write(records, reason)`` is the app's service."""

    done_text = gettext_lazy("Corrected.")

    def get_queryset(self):
        return super().get_queryset().live().select_related("semester", "school")

    def write(self, records, reason: str):
        raise NotImplementedError

    def save(self, form):
        self.write([form.instance], form.cleaned_data["reason"])
        return form.instance

    def crumbs(self):
        return [*super().crumbs(), (str(self.object), self.object.get_absolute_url())]

    def get_title(self):
        return _("Correct “%(record)s”") % {"record": self.object}


class RecordWithdraw(RecordArea, ActOnPage):
    """Withdraws a record with a reason; ``write(records, reason)`` is the app's service."""

    form_class = ReasonForm
    submit_label = gettext_lazy("Withdraw")
    done_text = gettext_lazy("Withdrawn. It stays readable and counts no more.")

    def get_queryset(self):
        return super().get_queryset().live().select_related("semester", "school")

    def write(self, records, reason: str):
        raise NotImplementedError

    def save(self, form):
        self.write([self.object], form.cleaned_data["reason"])

    def get_title(self):
        return _("Withdraw “%(record)s”?") % {"record": self.object}
