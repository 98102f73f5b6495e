"""Work that waits to be recognised: what it would be worth, and the office's decisions."""

import re
from datetime import datetime

import django_filters
import django_tables2 as tables
from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from apps.core.filters import ListFilter, WordFilter
from apps.core.forms import NameField
from apps.core.tables import DayColumn, ListTable
from apps.core.templatetags.core import amount, linked
from apps.core.text import whole_number
from apps.core.views import ActPage, PlainPage
from apps.credits import services, sources
from apps.credits.choices import Family, ProposalState
from apps.credits.filters import KindFilter
from apps.credits.models import EntryKind, Proposal
from apps.credits.record_filters import OnePerson, groups
from apps.credits.record_pages import ChipList, ReasonForm
from apps.credits.rules.words import UNITS
from apps.credits.services.revaluing import latest_revaluing, request_revaluing
from apps.groups.selectors import counted_for

ACTS = ("confirm", "confirm_all", "refuse", "put_back")
CHECKED = mark_safe(" checked")
# In the session: what was ticked when the service said no, for the page that says so.
KEPT = "proposals_ticked"
REASON = NameField(max_length=200, required=False)


class ProposalFilter(ListFilter):
    """What waits, unless what was decided is asked for."""

    q = WordFilter("member__search_text", "group__name", "title", label=gettext_lazy("Name, pinyin or title"))
    member = OnePerson(label=gettext_lazy("staff member"))
    family = django_filters.ChoiceFilter(
        choices=Family, field_name="kind__family", label=gettext_lazy("family")
    )
    kind = KindFilter(queryset=EntryKind.objects.all(), label=gettext_lazy("kind"))
    group = django_filters.ModelChoiceFilter(queryset=groups, label=gettext_lazy("group"), method="of_group")
    state = django_filters.ChoiceFilter(
        choices=[(s.value, s.label) for s in (ProposalState.CONFIRMED, ProposalState.REFUSED)],
        label=gettext_lazy("State"), empty_label=pgettext_lazy("of work", "waiting"), method="in_state",
    )  # fmt: skip

    class Meta:
        model = Proposal
        fields = []

    def filter_queryset(self, queryset):
        found = super().filter_queryset(queryset)
        return found.filter(state=self.form.cleaned_data.get("state") or ProposalState.WAITING)

    def of_group(self, queryset, name, group):
        mine = queryset.filter(group=group)
        return mine | queryset.filter(member__in=counted_for(group, self.request.semester))

    def in_state(self, queryset, name, value):
        return queryset


class ProposalTable(ListTable):
    title = tables.Column()
    holder = tables.Column(
        accessor="member_id", verbose_name=gettext_lazy("holder"), empty_values=(),
        order_by=("member__number", "group__position"),
    )  # fmt: skip
    kind = tables.Column(order_by=("kind__family", "kind__position"))
    date = DayColumn()
    worth = tables.Column(
        accessor="pk", orderable=False, empty_values=(), verbose_name=gettext_lazy("would be worth")
    )
    reason = tables.Column()

    class Meta(ListTable.Meta):
        model = Proposal
        fields = ["title", "holder", "kind", "date", "worth", "reason"]

    def before_render(self, request):
        """What each row on the page is worth, and where its record is."""
        rows = [row.record for row in self.paginated_rows]
        self.worths = services.would_be_worth(rows)
        self.addresses = sources.addresses(row.source_key for row in rows)
        self.ticks = request.user.has_perm("credits.decide_proposal")
        self.kept = set(request.session.pop(KEPT, ()))

    def render_title(self, record):
        url = self.addresses.get(record.source_key)
        title = format_html('<a href="{}">{}</a>', url, record.title) if url else record.title
        if not self.ticks:
            return title
        tick, label = tick_of(record), _("Choose “%(title)s”") % {"title": record.title}
        return format_html(
            '<span class="tick-line"><input class="form-check-input" type="checkbox" name="case" form="decide-many"'
            ' value="{}"{} aria-label="{}">{}</span>',
            tick, CHECKED if tick in self.kept else "", label, title,
        )  # fmt: skip

    def value_title(self, record):
        return record.title

    def render_holder(self, record):
        return linked(record.member or record.group)

    def value_holder(self, record):
        return str(record.member or record.group)

    def render_worth(self, record):
        return self.said(self.worths.get(record.key))

    def value_worth(self, record):
        if not hasattr(self, "all_worths"):
            self.all_worths = services.would_be_worth([row.record for row in self.rows])
        return self.said(self.all_worths.get(record.key))

    def said(self, posting) -> str:
        if posting is None:
            return _("nothing: not there")
        amounts = {unit: getattr(posting, unit) for unit in UNITS}
        told = [f"{amount(value)} {UNITS[unit]}" for unit, value in amounts.items() if value]
        if posting.explanation.get("stopped") and not told:
            return _("nothing: a condition is not met")
        counted = _("counts %(n)s") % {"n": posting.count} if posting.count else _("counts nothing")
        return " · ".join(told) or counted


def tick_of(proposal: Proposal) -> str:
    """Which row, and as it was when the page was made."""
    return f"{proposal.pk}-{stamp(proposal)}"


def stamp(proposal: Proposal) -> int:
    return microseconds(proposal.updated_at)


def microseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1_000_000)


def came_in(many: int) -> str:
    return ngettext(
        "%(n)s came in or was changed after you had opened the page and was not confirmed: look at it first.",
        "%(n)s came in or were changed after you had opened the page and were not confirmed: look at them first.",
        many,
    ) % {"n": many}


class ProposalList(ChipList):
    model = Proposal
    permission = "credits.view_proposal"
    area = "credits"
    table_class = ProposalTable
    filterset_class = ProposalFilter
    template_name = "credits/proposal_list.html"
    title = gettext_lazy("Work to be recognised")
    empty_text = gettext_lazy(
        "Nothing waits. Work of the kinds that wait for the office appears here as soon as it is recorded; "
        "which kinds wait is set on the page of each kind."
    )

    def get_queryset(self):
        rows = super().get_queryset().filter(semester=self.request.semester)
        return rows.select_related("kind", "member", "group")

    def crumbs(self):
        return [(_("Credit-hour ledger"), reverse("credits:entry_list"))]

    def hidden_columns(self):
        """The reason where nothing was refused; the holder for those who see only their own."""
        seat = self.request.user.seat
        own = not (seat.sees_school or seat.is_leader)
        refused = self.request.GET.get("state") == ProposalState.REFUSED
        return (*(() if refused else ("reason",)), *(("holder",) if own else ()))

    def actions(self):
        return [
            *self.action(_("Kinds of work"), reverse("credits:entrykind_list"), "credits.change_entrykind"),
            *self.action(_("Value everything again"), reverse("credits:revalue"), "credits.decide_proposal"),
        ]

    def get_context_data(self, **kwargs):
        made = microseconds(timezone.now())  # before the rows are read
        query = self.request.GET.copy()
        for name in {"sort", "export"} & set(query):
            del query[name]
        return super().get_context_data(**kwargs) | {
            "made": str(made),
            "lacks_reason": KEPT in self.request.session,
            "may_decide": self.request.user.has_perm("credits.decide_proposal"),
            "state": self.request.GET.get("state") or ProposalState.WAITING.value,
            "decide_url": f"{reverse('credits:proposal_decide')}?{query.urlencode()}",
        }  # fmt: skip


class Revalue(ActPage):
    """Value all confirmed work of open semesters again, as after a semester was moved or somebody's post changed."""

    permission = "credits.decide_proposal"
    area = "credits"
    form_class = ReasonForm
    template_name = "credits/revalue.html"
    title = submit_label = gettext_lazy("Value everything again")
    done_text = gettext_lazy("The work is being valued anew.")

    def crumbs(self):
        return [
            (_("Credit-hour ledger"), reverse("credits:entry_list")),
            (_("Work to be recognised"), reverse("credits:proposal_list")),
        ]

    def get_context_data(self, **kwargs):
        """With the last time it was asked for, and how far that has come."""
        user = self.request.user
        job = latest_revaluing(user.seat.school.pk)
        may_change = job is not None and user.has_perm("jobs.change_job", job)
        return super().get_context_data(job=job, sees_job=job is not None, may_change=may_change, **kwargs)

    def save(self, form):
        user = self.request.user
        reason = form.cleaned_data["reason"]
        self.job = request_revaluing(school=user.seat.school, reason=reason, actor=user)

    def get_success_url(self):
        return self.job.get_absolute_url()


class ProposalDecide(PlainPage):
    """POST decides on the work ticked, or on all that the filter shows; a GET leads back to the list."""

    permission = "credits.decide_proposal"

    def get(self, request, *args, **kwargs):
        return self.back()

    def back(self, *, to_page: bool = False):
        """To the list as it was filtered; to its page as well where nothing was decided."""
        query = self.request.GET.copy()
        if not to_page:
            query.pop("page", None)
        query = query.urlencode()
        return redirect(reverse("credits:proposal_list") + (f"?{query}" if query else ""))

    def post(self, request):
        act = request.POST.get("act", "")
        if act not in ACTS:
            raise BadRequest
        rows, changed = self.filtered() if act == "confirm_all" else self.ticked()
        if changed and act == "confirm_all":
            messages.warning(request, came_in(changed))
        elif changed:
            messages.error(request, _("Some of it was changed or decided meanwhile: look at it again."))
        elif not rows:
            messages.error(request, _("Tick at least one."))
        refused = bool(rows) and not self.decide(act, rows)
        if refused:
            request.session[KEPT] = [tick_of(row) for row in rows]
        return self.back(to_page=refused)

    def decide(self, act: str, rows: list[Proposal]) -> bool:
        """Call the service of the button that was pressed; whether it did it."""
        said = {"actor": self.request.user, "now": timezone.now()}
        try:
            reason = REASON.clean(self.request.POST.get("reason", ""))
            if act == "refuse":
                services.refuse(rows, reason=reason, **said)
                text = ngettext("%(n)s is not recognised.", "%(n)s are not recognised.", len(rows))
            elif act == "put_back":
                services.put_back(rows, reason=reason, **said)
                text = ngettext("%(n)s waits again.", "%(n)s wait again.", len(rows))
            else:
                services.confirm(rows, **said)
                text = ngettext("%(n)s confirmed.", "%(n)s confirmed.", len(rows))
        except ValidationError as refusal:
            messages.error(self.request, " ".join(refusal.messages))
            return False
        messages.success(self.request, text % {"n": len(rows)})
        return True

    def filtered(self) -> tuple[list[Proposal], int]:
        """All that waits, fits the filter and is as it was when the page was made, pages and all; and how much came in
        or was changed since.
        """
        made = self.request.POST.get("made", "")
        if not re.fullmatch(r"[0-9]{1,20}", made):
            raise BadRequest
        rows = Proposal.objects.visible_to(self.request.user).filter(semester=self.request.semester)
        found = ProposalFilter(self.request.GET, queryset=rows.waiting(), request=self.request)
        waiting = list(found.qs.waiting()) if found.is_valid() else []
        seen = [row for row in waiting if stamp(row) <= int(made)]
        return seen, len(waiting) - len(seen)

    def ticked(self) -> tuple[list[Proposal], int]:
        """The rows ticked that are still as they were shown, and how many are not."""
        values = [[whole_number(p) for p in value.split("-")] for value in self.request.POST.getlist("case")]
        ticks = {v[0]: v[1] for v in values if len(v) == 2 and None not in v}
        rows = list(Proposal.objects.visible_to(self.request.user).filter(pk__in=ticks))
        same = [row for row in rows if stamp(row) == ticks[row.pk]]
        return same, len(ticks) - len(same)
