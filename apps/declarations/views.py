"""Declared hours: list, one of them, its correction and withdrawal, and the ways of declaring."""

from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from apps.approvals.choices import BUREAU, SCHOOL
from apps.approvals.stamps import stamps_of
from apps.core.templatetags.core import amount, day, linked
from apps.core.views import ActPage
from apps.credits.record_pages import (
    RecordCorrect,
    RecordCreate,
    RecordDraftFile,
    RecordList,
    RecordProof,
    RecordResubmit,
    RecordSubmit,
    RecordWithdraw,
    ReviewedDetail,
)  # fmt: skip
from apps.credits.record_tables import state_said
from apps.credits.selectors import is_closed
from apps.declarations import selectors, services
from apps.declarations.choices import State
from apps.declarations.filters import DeclarationFilter
from apps.declarations.forms import DeclarationForm, InspectionForm, SubmitForm
from apps.declarations.models import SOURCE, Declaration
from apps.declarations.tables import DeclarationTable


class DeclarationArea:
    model = Declaration
    area = "declarations"
    list_name = "declarations:declaration_list"
    list_label = gettext_lazy("Declared hours")
    related = ("author", "category")
    withdraw_records = staticmethod(services.withdraw_declarations)


class DeclarationList(DeclarationArea, RecordList):
    permission = "declarations.view_declaration"
    add_permission = "declarations.add_declaration"
    create_name = "declarations:declaration_create"
    create_label = gettext_lazy("Record from paper")
    table_class = DeclarationTable
    filterset_class = DeclarationFilter
    title = gettext_lazy("Declared hours")
    empty_text = gettext_lazy(
        "Nothing declared this semester yet. Training away from school, degree study, publications: declare them with "
        "the certificate."
    )

    def actions(self):
        records = super().actions()
        url, style = reverse("declarations:declaration_submit"), "" if records else "primary"
        return [
            *records,
            *self.action(
                _("Record an inspection"),
                reverse("declarations:inspection_record"),
                "declarations.add_inspection",
            ),
            *self.action(_("Declare hours"), url, "declarations.submit_declaration", style=style),
        ]


class DeclarationDetail(DeclarationArea, ReviewedDetail):
    permission = "declarations.view_declaration"
    change_permission = "declarations.change_declaration"
    edit_name = "declarations:declaration_edit"
    withdraw_name = "declarations:declaration_withdraw"
    subject = SOURCE
    resubmit_name = "declarations:declaration_resubmit"
    resubmit_permission = "declarations.resubmit_declaration"
    proof_name = "declarations:declaration_proof"

    def source_key(self):
        return services.declaration_key(self.object)

    def proof(self):
        """A certificate bears more than the hours: those who check it read it."""
        may = self.request.user.has_perm("declarations.view_proof", self.object)
        return super().proof() if may else self.object.proof_id and _("there; read by whoever checks it")

    def fields(self):
        row = self.object
        is_guest = self.request.user.seat.is_guest
        return [
            (_("whose hours"), row.author if is_guest else linked(row.author)),
            (_("kind of declaration"), row.category),
            (pgettext("of declared hours", "organised by"), row.organiser),
            (_("days from and to"), self.span()), (_("hours on the certificate"), amount(row.hours)),
            (_("days"), amount(row.days)), (pgettext("of declared hours", "how many"), row.times),
            (_("level"), row.get_level_display()),
            *([(pgettext("of declared hours", "what it is about"), selectors.labels_said(row))] if row.labels else []),
            (_("certificate number"), row.certificate), (_("proof"), self.proof()),
            *self.when(), (_("state"), state_said(row)), (_("entered by"), row.get_origin_display()),
        ]  # fmt: skip

    def span(self):
        row = self.object
        if row.starts_on == row.ends_on:
            return day(row.starts_on)
        return _("%(first)s to %(last)s") % {"first": day(row.starts_on), "last": day(row.ends_on)}

    def when(self):
        """Where it counts on another day than its last one, and who has recognised it when; and what looks alike."""
        row = self.object
        alike = selectors.recorded_otherwise(self.request.user, row)
        stamps = stamps_of(SOURCE, [row])[row.pk]
        links = format_html_join(
            "、", '<a href="{}">{}</a>', [(e.get_absolute_url(), e.title) for e in alike]
        )
        said = [
            (_("counts on"), self.why_then()),
            (_("recognised by the school on"), day(stamps.get(SCHOOL))),
            (_("verified by the county on"), day(stamps.get(BUREAU))),
            (_("recorded for these days already"), links),
        ]
        return [(label, value) for label, value in said if value]

    def why_then(self):
        """On which day it counts instead of its last one, and why; nothing where it counts on its last day."""
        row = self.object
        told = {"day": day(row.counts_on), "semester": row.semester}
        if row.state != State.APPROVED and is_closed(row.semester):
            return _("on the day it is approved: %(semester)s was closed meanwhile") % told
        if row.counts_on == row.ends_on:
            return ""
        return _("%(day)s, in %(semester)s: the semester of its last day is closed") % told


class Paper:
    """The form and the service of what the office records from paper, and corrects."""

    form_class = DeclarationForm

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "today": self.request.today}

    def save(self, form):
        return services.record_declaration(
            form.instance, **form.given(), actor=self.request.user, today=self.request.today,
            reason=form.cleaned_data.get("reason", ""),
        )  # fmt: skip


class DeclarationCreate(Paper, DeclarationArea, RecordCreate):
    permission = "declarations.add_declaration"
    title = gettext_lazy("Record declared hours from paper")


class InspectionRecord(DeclarationArea, ActPage):
    """What a leader or the office has looked through on paper; once for a group, with a number for each teacher."""

    permission = "declarations.add_inspection"
    title = gettext_lazy("Record an inspection")
    template_name = "declarations/inspection_record.html"
    form_class = InspectionForm
    done_text = gettext_lazy("Recorded. It counts for those whose work was looked through, and for you.")

    def crumbs(self):
        return [(str(self.list_label), reverse(self.list_name))]

    @cached_property
    def groups(self):
        return list(
            selectors.groups_to_inspect(self.request.user, self.request.today).order_by("kind", "name")
        )

    @cached_property
    def group(self):
        """The group in the address; else the only one there is. Raises Http404 for one that is not theirs."""
        named = self.request.GET.get("group", "")
        found = next((group for group in self.groups if str(group.pk) == named), None)
        if named and found is None:
            raise Http404
        return found or (self.groups[0] if len(self.groups) == 1 else None)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "group": self.group, "today": self.request.today}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            groups=self.groups, group=self.group, first_steps=self.first_steps(), **kwargs
        )

    def first_steps(self) -> list[dict]:
        """What brings the first kinds of inspection, for whoever may do it."""
        return [
            *self.action(
                _("Choose a ready scheme"), reverse("requirements:scheme_choose"), "requirements.add_scheme",
                style="primary",
            ),
            *self.action(
                _("Add a kind of inspection"), reverse("credits:entrykind_create"), "credits.change_entrykind"
            ),
        ]  # fmt: skip

    said = ("kind", "day", "counted", "first", "last")  # of all groups looked through the same day

    def get_initial(self):
        """What was said of the group before; a form just opened has none of it."""
        return {name: self.request.GET[name] for name in self.said if name in self.request.GET}

    def save(self, form):
        said = {name: form.cleaned_data.get(name) for name in self.said}
        return services.record_inspection(
            inspector=self.request.user.seat.member, group=self.group, counts=form.counts(),
            actor=self.request.user, today=self.request.today, **said,
        )  # fmt: skip

    def get_success_url(self):
        """The next group, about which the same need not be said again; after the last one what was recorded."""
        following = self.groups[self.groups.index(self.group) + 1 :] if self.group else []
        if not following:
            return super().get_success_url()
        said = {name: self.request.POST[name] for name in self.said if self.request.POST.get(name)}
        return f"{self.request.path}?{urlencode({'group': following[0].pk} | said)}"


class DeclarationEdit(Paper, DeclarationArea, RecordCorrect):
    permission = "declarations.change_declaration"


class DeclarationWithdraw(DeclarationArea, RecordWithdraw):
    permission = "declarations.change_declaration"


class Handing:
    """The form and the service of both ways of declaring."""

    draft_prefix = "declaration"
    form_class = SubmitForm
    hand_in = staticmethod(services.hand_in)


class DeclarationSubmit(Handing, DeclarationArea, RecordSubmit):
    permission = "declarations.submit_declaration"
    title = gettext_lazy("Declare hours")


class DeclarationResubmit(Handing, DeclarationArea, RecordResubmit):
    permission = "declarations.resubmit_declaration"
    subject = SOURCE


class DraftFile(DeclarationArea, RecordDraftFile):
    permission = "declarations.view_proof"


class DeclarationProof(DeclarationArea, RecordProof):
    permission = "declarations.view_proof"
