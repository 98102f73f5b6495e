"""Close and reopen semesters; compare what was frozen with the ledger."""

import django_tables2 as tables
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from apps.approvals.choices import CaseState
from apps.core.tables import DayColumn, ListTable, NumberColumn
from apps.core.templatetags.core import day
from apps.core.views import ActOnPage, ConfirmPage, DetailPage, ListPage
from apps.credits import selectors, services
from apps.credits.models import EntryKind, SemesterSeal
from apps.credits.record_pages import ReasonForm
from apps.groups.models import Group
from apps.schools.models import Semester
from apps.staff.models import StaffMember


class SealArea:
    area = "credits"

    def crumbs(self):
        return [
            (_("Credit-hour ledger"), reverse("credits:entry_list")),
            (_("Close semesters"), reverse("credits:semester_list")),
        ]


class SemesterTable(ListTable):
    name = tables.Column(accessor="pk", order_by=("starts_on",), verbose_name=gettext_lazy("semester"))
    starts_on = DayColumn()
    ends_on = DayColumn()
    entries = NumberColumn(verbose_name=gettext_lazy("entries"), orderable=False, default=0)
    waiting = NumberColumn(verbose_name=gettext_lazy("still waiting"), orderable=False, default=0)
    state = tables.Column(accessor="pk", orderable=False, empty_values=(), verbose_name=gettext_lazy("state"))

    class Meta(ListTable.Meta):
        model = Semester
        fields = ["name", "starts_on", "ends_on", "entries", "waiting", "state"]

    def render_name(self, record):
        return str(record)

    def value_name(self, record):
        return str(record)

    def value_state(self, record):
        return _("closed") if record.seal_id else _("reopened") if record.was_closed else _("taking entries")

    def render_state(self, record):
        """A way on: to what was frozen, or to closing it."""
        said = self.value_state(record)
        if record.seal_id:
            url = reverse("credits:semesterseal_detail", args=[record.seal_id])
            return format_html('<a href="{}"><span class="tag tag-met">{}</span></a>', url, said)
        tag = format_html('<span class="tag">{}</span>', said)
        if record.was_closed:  # when, by whom and why it was reopened
            last = reverse("credits:semesterseal_detail", args=[record.last_seal_id])
            tag = format_html('<a href="{}">{}</a>', last, tag)
        if not self.request.user.has_perm("credits.close_semester"):
            return tag
        url = reverse("credits:semesterseal_create", args=[record.pk])
        return format_html('{} <a href="{}">{}</a>', tag, url, _("Close the semester"))


class SemesterList(SealArea, ListPage):
    model = Semester
    permission = "credits.view_seal"
    table_class = SemesterTable
    filterset_fields = []
    title = gettext_lazy("Close semesters")
    lead_text = gettext_lazy(
        "Close a semester when its figures are handed in: nothing is entered any more, and its totals stay as they "
        "are. The principal can reopen it with a reason."
    )
    empty_text = gettext_lazy("The school has no semester yet.")

    def get_queryset(self):
        rows = super().get_queryset().select_related("year")
        return selectors.semesters_with_seals(rows)

    def crumbs(self):
        return super().crumbs()[:1]


class SealCreate(SealArea, ConfirmPage):
    """Asks once, and says what still waits."""

    model = Semester
    permission = "credits.close_semester"
    submit_label = gettext_lazy("Close the semester")
    danger = False

    def get_queryset(self):
        return selectors.semesters_with_seals(super().get_queryset().select_related("year"))

    def get_title(self):
        return _("Close %(semester)s") % {"semester": self.object}

    def get_context_data(self, **kwargs):
        self.warning = _(
            "What everybody has is written down as it is now. After that nothing is recognised or corrected in this "
            "semester; only the principal can reopen it, with a reason."
        )
        if self.object.waiting:
            self.warning += " " + ngettext(
                "%(n)s piece of work still waits to be confirmed and would not be recognised.",
                "%(n)s pieces of work still wait to be confirmed and would not be recognised.",
                self.object.waiting,
            ) % {"n": self.object.waiting}  # fmt: skip
        if lying := selectors.under_review(self.object):
            self.warning = format_html("{} {}", self.warning, self.reviews(lying))
        if mixed := services.said_mixed(self.object.school_id):
            self.warning, self.submit_label = self.with_way_on(mixed), ""
        return super().get_context_data(**kwargs) | {"back_url": reverse("credits:semester_list")}

    def with_way_on(self, mixed: str) -> str:
        """Why it cannot be closed now, and for the office where to go."""
        if not self.request.user.has_perm("credits.decide_proposal"):
            return mixed
        return format_html(
            '{} <a href="{}">{}</a>', mixed, reverse("credits:revalue"), _("Value everything again")
        )

    def reviews(self, lying: list) -> str:
        """What still lies with reviewers, with the way to each list."""
        links = format_html_join(
            "、", '<a href="{}">{}</a>', [(self.list_of(thing), self.counted(thing, n)) for thing, n in lying]
        )
        told = _(
            "Still under review: %(what)s. After the closing these no longer count in it: decide on them first."
        )
        before, _place, after = told.partition("%(what)s")
        return format_html("{}{}{}", before, links, after)

    def list_of(self, thing) -> str:
        app, model = thing.subject.split(".")
        return reverse(f"{app}:{model}_list") + f"?semester={self.object.pk}&state={CaseState.WAITING}"

    def counted(self, thing, n: int) -> str:
        return _("%(thing)s: %(n)s") % {"thing": capfirst(thing.label), "n": n}

    def act(self):
        seal = services.close_semester(self.object, actor=self.request.user, now=timezone.now())
        self.done_text = _("%(semester)s is closed.") % {"semester": self.object}
        self.seal = seal

    def post(self, request, *args, **kwargs):
        """Where it was closed meanwhile, its page is the semester's own; the list says so."""
        answer = super().post(request, *args, **kwargs)
        return answer if hasattr(self, "seal") else redirect("credits:semester_list")

    def get_success_url(self):
        return reverse("credits:semesterseal_detail", args=[self.seal.pk])


class SealDetail(SealArea, DetailPage):
    """One closing: when and by whom, and whether every total is still what it was."""

    model = SemesterSeal
    permission = "credits.view_seal"
    template_name = "credits/semesterseal_detail.html"

    def get_queryset(self):
        rows = super().get_queryset()
        return rows.select_related("semester__year", "closed_by", "reopened_by")

    def get_title(self):
        return _("Closing of %(semester)s") % {"semester": self.object.semester}

    def actions(self):
        seal = self.object
        if seal.reopened_at is not None:
            return []
        return self.action(
            _("Reopen the semester"), reverse("credits:semesterseal_reopen", args=[seal.pk]),
            "credits.reopen_semester",
        )  # fmt: skip

    def fields(self):
        seal = self.object
        found = [
            (_("closed at"), moment(seal.closed_at)),
            (_("closed by"), seal.closed_by or _("the system")),
            (_("entries"), seal.last_number),
        ]
        if seal.reopened_at is not None:
            found += [
                (_("reopened at"), moment(seal.reopened_at)),
                (_("reopened by"), seal.reopened_by or _("the system")),
                (_("Reason"), seal.reopening_reason),
            ]
        return found

    def get_context_data(self, **kwargs):
        found = selectors.differences(self.object)
        return super().get_context_data(differences=named(found), **kwargs)


def named(found: list) -> list[dict]:
    """Differences with the names of holders and kinds; three queries, none without a difference."""
    if not found:
        return []
    people = StaffMember.objects.in_bulk({d.member_id for d in found} - {None})
    groups = Group.objects.in_bulk({d.group_id for d in found} - {None})
    kinds = EntryKind.objects.in_bulk({d.kind_id for d in found})
    return [
        {
            "holder": people.get(d.member_id) or groups.get(d.group_id), "kind": kinds[d.kind_id], "then": d.then,
            "now": d.now,
        }
        for d in found
    ]  # fmt: skip


def moment(at) -> str:
    local = timezone.localtime(at)
    return f"{day(local.date())} {local:%H:%M}"


class SealReopen(SealArea, ActOnPage):
    model = SemesterSeal
    permission = "credits.reopen_semester"
    form_class = ReasonForm
    submit_label = gettext_lazy("Reopen the semester")

    def get_queryset(self):
        return super().get_queryset().select_related("semester__year")

    def get_title(self):
        return _("Reopen %(semester)s") % {"semester": self.object.semester}

    def save(self, form):
        self.done_text = _("%(semester)s is open again.") % {"semester": self.object.semester}
        services.reopen_semester(
            self.object, reason=form.cleaned_data["reason"], actor=self.request.user, now=timezone.now()
        )

    def get_success_url(self):
        return reverse("credits:semesterseal_detail", args=[self.object.pk])
