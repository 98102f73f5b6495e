"""What the pages of every kind of record share: semester, withdrawal, correction with a reason, the entries."""

from collections.abc import Callable

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.approvals import selectors as approvals
from apps.approvals import services as approval
from apps.approvals.choices import CaseState
from apps.core.forms import NameField, OwnedForm
from apps.core.views import ActOnPage, CreatePage, DetailPage, EditPage, ListPage
from apps.credits.models import Entry, Proposal
from apps.credits.record_filters import OnePerson
from apps.credits.record_tables import OwnerColumn
from apps.drafts.pages import KeptForm
from apps.files import services as files
from apps.staff.models import StaffMember


class ReasonForm(forms.Form):
    """Why a record is withdrawn; the reason stands in the ledger."""

    reason = NameField(
        label=gettext_lazy("Reason"), max_length=200,
        help_text=gettext_lazy("It stays readable beside the record and in the ledger."),
    )  # fmt: skip

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)


class VersionedForm(OwnedForm):
    """A form that brings back the version that was opened: whoever saves over another's change is told.

    The service compares (``credits.services.refuse_stale``). People to choose from are told apart by their number.
    """

    version = forms.DateTimeField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if type(field) is forms.ModelChoiceField and field.queryset.model is StaffMember:
                field.label_from_instance = lambda member: f"{member.name} {member.number}"
        if self.instance.pk:
            self.fields["version"].initial = self.instance.updated_at.isoformat()
        else:
            del self.fields["version"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("version"):
            self.instance.updated_at = cleaned["version"]
        return cleaned


class RecordForm(VersionedForm):
    """Records or corrects. A reason is asked for where a correction changes the ledger."""

    reason = NameField(
        label=gettext_lazy("Reason of the correction"), max_length=200, required=False,
        help_text=gettext_lazy("Needed when credit hours or counts change; it stands in the ledger."),
    )  # fmt: skip
    day_field = "date"
    taken_field = None
    taken_text = gettext_lazy("The same is recorded already: open it in the list.")

    def __init__(self, *args, semester=None, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.instance.semester = semester
            del self.fields["reason"]

    def clean(self):
        cleaned = super().clean()
        if self.instance.semester_id is None:
            raise ValidationError(
                _("Set the first and last day of a semester first, on the page of the school.")
            )
        day, semester = cleaned.get(self.day_field), self.instance.semester
        is_new_day = day and (self.instance.pk is None or self.day_field in self.changed_data)
        if is_new_day and not semester.starts_on <= day <= semester.ends_on:
            self.add_error(
                self.day_field,
                _("This day lies outside the semester (%(first)s to %(last)s).")
                % {"first": semester.starts_on, "last": semester.ends_on},
            )
        return cleaned

    def _get_validation_exclusions(self):
        """What is recorded once, is so in a semester and as long as it stands."""
        known = {"semester"} if self.instance.semester_id else set()
        return super()._get_validation_exclusions() - {"withdrawn_at"} - known

    def _say_taken(self, names):
        self.add_error(self.taken_field, self.taken_text)


class ChipList(ListPage):
    """A list of the semester; the person a link has named is shown above it, and can be taken off."""

    by_semester = True
    part_template = "credits/chip_part.html"

    def chips(self) -> list[dict]:
        """``text`` of each person named, and ``url`` of the page without."""
        named = {name for name, item in self.filterset.filters.items() if isinstance(item, OnePerson)}
        chosen = {k: v for k, v in self.filterset.form.cleaned_data.items() if k in named and v}
        return [
            {"text": f"{self.filterset.filters[name].label}：{member}", "url": self._without(name)}
            for name, member in chosen.items()
        ]

    def _without(self, name) -> str:
        rest = self.request.GET.copy()
        for key in (name, "page"):
            rest.pop(key, None)
        return f"{self.request.path}?{rest.urlencode()}"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if "export" not in self.request.GET:
            self._leave_out_oneself(context["table"])
        return context | {"chips": self.chips()}

    def _leave_out_oneself(self, table):
        own, records = self.request.user.seat.member_id, [row.record for row in table.paginated_rows]
        owners = [column.name for column in table.columns if isinstance(column.column, OwnerColumn)]
        for name in owners if records else []:
            if all(getattr(record, f"{name}_id") == own for record in records):
                table.columns.hide(name)


class RecordList(ChipList):
    """Records of the chosen semester."""

    related: tuple[str, ...] = ()
    create_name = add_permission = ""
    create_label = ""

    def get_queryset(self):
        rows = super().get_queryset().filter(semester=self.request.semester)
        return rows.select_related(*self.related)

    def actions(self):
        if self.request.semester is None:
            return []
        create = reverse(self.create_name)
        return self.action(str(self.create_label), create, self.add_permission, style="primary")


class RecordArea:
    """Pages below the list of the records. ``save_records`` and ``withdraw_records`` are the app's services."""

    list_name: str
    list_label = ""
    save_records: Callable
    withdraw_records: Callable

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
        withdraw = reverse(self.withdraw_name, args=[self.object.pk])
        return [
            *self.correction(),
            *self.action(_("Withdraw"), withdraw, self.change_permission, obj=self.object),
        ]

    def correction(self) -> list:
        """The way to correct it, for whoever may."""
        edit = reverse(self.edit_name, args=[self.object.pk])
        return self.action(_("Correct"), edit, self.change_permission, obj=self.object)

    def entries(self):
        """What the ledger holds of the record, for the user; None for records that are not posted themselves."""
        entries = Entry.objects.visible_to(self.request.user).filter(source_key=self.source_key())
        return entries.select_related("school", "semester__year", "kind", "reversal").order_by("pk")

    def waits_for_the_office(self) -> bool:
        """Whether it is on record but not yet confirmed; asked by the template where the ledger has nothing of it."""
        waiting = Proposal.objects.visible_to(self.request.user).waiting()
        return waiting.filter(source_key=self.source_key()).exists()

    def in_review(self) -> bool:
        return getattr(self.object, "state", CaseState.APPROVED) != CaseState.APPROVED

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            entries=self.entries(), waits=self.waits_for_the_office, in_review=self.in_review(),
            prose=[(heading, text) for heading, text in self.prose() if text], **kwargs,
        )  # fmt: skip


class ReviewedDetail(RecordDetail):
    """A record its author hands in: its drafts with the comments on them, and its review, found under ``subject``.

    Opened by someone who decides on it, it counts as seen.
    """

    template_name = "credits/reviewed_detail.html"
    subject = resubmit_name = resubmit_permission = proof_name = ""

    def get(self, request, *args, **kwargs):
        case = approvals.case_of(request.user, self.subject, self.object.pk)
        if case and request.user.has_perm("approvals.decide_case", case):
            case = approval.mark_seen(case, actor=request.user)
        self.case = case
        return self.render_to_response(self.get_context_data(object=self.object, case=case))

    def actions(self):
        again = []
        if self.case and self.case.state in {CaseState.RETURNED, CaseState.WITHDRAWN}:
            url = reverse(self.resubmit_name, args=[self.object.pk])
            again = self.action(
                _("Hand in again"), url, self.resubmit_permission, obj=self.object, style="primary"
            )
        return [*again, *super().actions()]

    def proof(self) -> str:
        """The link to what proves it; empty without any."""
        if not self.object.proof_id:
            return ""
        url = reverse(self.proof_name, args=[self.object.pk])
        return format_html('<a href="{}">{}</a>', url, _("open"))

    def correction(self):
        """None while it lies with a reviewer (see ``credits.services.records.refuse_reviewed``)."""
        is_waiting = self.case and self.case.state == CaseState.WAITING
        return [] if is_waiting else super().correction()


class RecordCreate(KeptForm, RecordArea, CreatePage):
    """Records something in the chosen semester."""

    by_semester = True

    def draft_key(self):
        return f"{self.model._meta.model_name}-record"

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "semester": self.request.semester}

    def save(self, form):
        self.save_records([form.instance], actor=self.request.user, reason="")
        return form.instance


class RecordCorrect(KeptForm, RecordArea, EditPage):
    """Corrects a record."""

    done_text = gettext_lazy("Corrected.")

    def draft_key(self):
        return f"{self.model._meta.model_name}-correct-{self.object.pk}"

    def get_queryset(self):
        return super().get_queryset().select_related("semester__year", "school")

    def save(self, form):
        self.save_records([form.instance], actor=self.request.user, reason=form.cleaned_data["reason"])
        return form.instance

    def crumbs(self):
        return [*super().crumbs(), (str(self.object), self.object.get_absolute_url())]

    def get_title(self):
        return _("Correct “%(record)s”") % {"record": self.object}


class RecordWithdraw(RecordArea, ActOnPage):
    """Withdraws a record with a reason."""

    form_class = ReasonForm
    submit_label = gettext_lazy("Withdraw")
    done_text = gettext_lazy("Withdrawn. It stays readable and counts no more.")

    def get_queryset(self):
        return super().get_queryset().select_related("semester__year", "school")

    def save(self, form):
        self.withdraw_records(
            [self.object], actor=self.request.user, now=timezone.now(), reason=form.cleaned_data["reason"]
        )

    def get_title(self):
        return _("Withdraw “%(record)s”?") % {"record": self.object}


class HandIn(KeptForm, RecordArea):
    """Forms in which an author hands a record in. ``hand_in`` is the app's service, which takes what the form has
    ``given()``; ``draft_prefix`` names the sort of record in the key of the draft.
    """

    template_name = "credits/record_submit.html"
    submit_label = gettext_lazy("Hand in")
    done_text = gettext_lazy("Handed in. Here you see with whom it lies.")
    draft_prefix = ""
    hand_in: Callable

    def save(self, form):
        request = self.request
        return self.hand_in(
            form.instance, **form.given(), actor=request.user, today=request.today, now=timezone.now()
        )

    def get_form_kwargs(self):
        request = self.request
        return {
            **super().get_form_kwargs(), "author": request.user.seat.member, "semester": request.semester,
            "today": request.today,
        }  # fmt: skip


class RecordSubmit(HandIn, CreatePage):
    """Hands in a record for review."""

    by_semester = True

    def draft_key(self):
        return f"{self.draft_prefix}-new"


class RecordResubmit(HandIn, EditPage):
    """Hands a returned record in again; ``case`` is its review, found under ``subject``."""

    subject = ""

    def get_queryset(self):
        return super().get_queryset().select_related("semester__year", "school", "author__subject")

    def crumbs(self):
        return [*super().crumbs(), (str(self.object), self.object.get_absolute_url())]

    def get_title(self):
        return _("Hand in “%(plan)s” again") % {"plan": self.object}

    def draft_key(self):
        return f"{self.draft_prefix}-{self.object.pk}"

    def get_context_data(self, **kwargs):
        case = approvals.case_of(self.request.user, self.subject, self.object.pk)
        return super().get_context_data(case=case, **kwargs)


class RecordDraftFile(RecordArea, DetailPage):
    """The document of a draft, to whoever may see the record; a PDF also inside a page of ours."""

    def get(self, request, *args, **kwargs):
        draft = self.object.drafts.select_related("file").filter(number=kwargs["number"]).first()
        if draft is None or draft.file is None:
            raise Http404
        return files.framed_response(draft.file)


class RecordProof(RecordArea, DetailPage):
    """What proves a record, to whoever may see the record."""

    def get(self, request, *args, **kwargs):
        if self.object.proof is None:
            raise Http404
        return files.framed_response(self.object.proof)
