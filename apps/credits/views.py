"""The ledger: its entries and where they come from, hours by teacher, the catalogue of kinds."""

from decimal import Decimal

from django.db.models import Count, Max, Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.approvals import selectors as approvals
from apps.core.templatetags.core import amount, day, linked
from apps.core.views import CreatePage, DetailPage, EditPage, ListPage
from apps.credits import selectors, services, sources
from apps.credits.addresses import ALL, UNITS, Total
from apps.credits.cuts import cut_pieces, cut_sums
from apps.credits.explanations import explained
from apps.credits.filters import EntryFilter, EntryKindFilter, HoursFilter
from apps.credits.forms import EntryKindForm
from apps.credits.models import Entry, EntryKind
from apps.credits.record_pages import ChipList
from apps.credits.standings import MET, SHORT, staff_with_standings
from apps.credits.tables import EntryKindTable, EntryTable, HoursTable
from apps.staff.models import StaffMember


class LedgerArea:
    area = "credits"

    def crumbs(self):
        return [(_("Credit-hour ledger"), reverse("credits:entry_list"))]


OTHER_UNITS = ("credits", "points")


def unit_named(unit: str) -> str:
    return str(Entry._meta.get_field(unit).verbose_name)


class SummedList(LedgerArea, ChipList):
    """A list of the semester with the sums of what is filtered above it; credits and points where there are any."""

    part_template = "credits/summed_part.html"

    def totals(self) -> dict:
        """What the listed rows come to together; ``OTHER_UNITS`` among them."""
        raise NotImplementedError

    @cached_property
    def total(self) -> dict:
        return self.totals()

    def without(self) -> tuple[str, ...]:
        """The columns of units of which there is nothing."""
        return tuple(unit for unit in OTHER_UNITS if not self.total[unit])

    def sums(self) -> list[dict]:
        """``label``, ``value`` and, where the figure opens to entries, ``url`` of each sum."""
        raise NotImplementedError

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"sums": self.sums()}


class EntryList(SummedList):
    model = Entry
    permission = "credits.view_entry"
    table_class = EntryTable
    filterset_class = EntryFilter
    title = gettext_lazy("Credit-hour ledger")
    template_name = "credits/entry_list.html"

    def get_queryset(self):
        rows = super().get_queryset().select_related("kind", "member", "group")
        semester = self.request.semester
        rows = rows.select_related("semester__year") if self.spans else rows.filter(semester=semester)
        return rows.select_related("reversal") if self.request.GET.get("state") == "all" else rows

    @property
    def spans(self) -> bool:
        """Whether the days asked for may lie in several semesters."""
        return self.request.GET.get("semester") == ALL

    def crumbs(self):
        return []

    def chips(self):
        whole = {"text": _("all semesters"), "url": self._without("semester")}
        return [*([whole] if self.spans else []), *super().chips()]

    def hidden_columns(self):
        """The state where all are alike; the holder where it is one person, oneself or the one a chip names."""
        seat, asked = self.request.user.seat, self.request.GET
        one_person = asked.get("member") or not (seat.sees_school or seat.is_leader)
        alike = () if asked.get("state") == "all" else ("state",)
        return (*alike, *(("holder",) if one_person else ()), *self.without())

    def actions(self):
        return [
            *self.action(_("Hours by teacher"), reverse("credits:hours"), "credits.view_hours"),
            *self.action(
                _("Work to be recognised"), reverse("credits:proposal_list"), "credits.view_proposal"
            ),
            *self.action(_("Close semesters"), reverse("credits:semester_list"), "credits.view_seal"),
            *self.action(_("Kinds of work"), reverse("credits:entrykind_list"), "credits.change_entrykind"),
        ]

    def totals(self):
        return selectors.sums(self.filterset.qs)

    def sums(self):
        """Each unit there is something of; what the address of a total means is marked."""
        total, meant = self.total, self.request.GET.get("unit", "")
        said = [(unit, unit_named(unit), amount(total[unit])) for unit in UNITS[:3]]
        said += [
            ("count", _("count"), total["count"]),
            ("characters", _("characters"), f"{total['characters']:,}"),
        ]
        return [
            {"label": label, "value": value, "is_meant": unit == meant}
            for unit, label, value in said if total[unit] or unit == meant or unit not in OTHER_UNITS
        ]  # fmt: skip

    def cuts(self, rows):
        """What rules took from the work that is listed."""
        return cut_sums(self.request.user.seat.school.pk, cut_pieces(rows))

    def get_context_data(self, **kwargs):
        self.empty_text = _(
            "Nothing is recognised in this semester yet. Hours appear here as soon as attendance is marked, "
            "a lesson observed, a plan approved or a work recorded."
        )
        context = super().get_context_data(**kwargs)
        return context | {"empty_actions": [], "cuts": self.cuts(context["filter"].qs)}


class EntryDetail(LedgerArea, DetailPage):
    """One entry: its amounts, how they came about, who confirmed them, and its reversal if any."""

    model = Entry
    permission = "credits.view_entry"
    template_name = "credits/entry_detail.html"

    def get_queryset(self):
        return super().get_queryset().select_related(
            "school", "semester__year", "kind", "member", "group", "posted_by", "reverses", "reversal",
        )  # fmt: skip

    def get_title(self):
        return self.object.title

    def fields(self):
        entry = self.object
        amounts = [
            (_("holder"), linked(entry.member or entry.group)),
            (_("kind"), f"{entry.kind.get_family_display()} · {entry.kind.name}"),
            (_("date"), day(entry.date)),
            (_("credit hours"), amount(entry.hours or None)),
            *(
                (Entry._meta.get_field(unit).verbose_name, amount(value))
                for unit in ("credits", "points")
                if (value := getattr(entry, unit))
            ),
            (_("count"), entry.count),
        ]
        if entry.category:
            amounts.append((_("filed under"), self.category()))
        if entry.characters:
            amounts.append((_("characters"), f"{entry.characters:,}"))
        if entry.level:
            amounts.append((_("level"), entry.get_level_display()))
        return [
            *amounts,
            (_("confirmed by"), self.confirmed_by()),
            (_("posted at"), moment(entry.posted_at)),
            (_("semester"), entry.semester),
        ]

    def category(self) -> str:
        """The category in the words of the pack that filed it."""
        code, _v, version = self.object.explanation.get("rule", "").rpartition(" v")
        named = selectors.pack_named(self.object.school_id, code, int(version)) if code else None
        return named[0].words.of("category", self.object.category) if named else self.object.category

    def confirmed_by(self):
        """Who posted the entry; not to one from whom it is hidden that they reviewed."""
        if approvals.hides_name(self.request.user, self.object.posted_by_id):
            return "—"
        return self.object.posted_by or _("the system")

    def get_context_data(self, **kwargs):
        entry = self.object
        for other in (entry.reverses, getattr(entry, "reversal", None)):
            if other:  # both belong to the same ledger: their reference needs no further query
                other.school, other.semester = entry.school, entry.semester
        return super().get_context_data(
            explained=explained(entry, self.request.user),
            source=sources.addresses([entry.source_key]).get(entry.source_key),
            reversal=getattr(entry, "reversal", None), reference=entry.reference, entries=self.history(), **kwargs,
        )  # fmt: skip

    def history(self) -> list[Entry]:
        """Everything that was ever posted and reversed of this work, as this kind, for this holder; empty while it is
        this entry alone.
        """
        entry = self.object
        same = {
            "source_key": entry.source_key,
            "kind": entry.kind,
            "member": entry.member,
            "group": entry.group,
        }
        rows = Entry.objects.visible_to(self.request.user).filter(**same).order_by("semester_id", "number")
        found = list(rows.select_related("school", "semester__year", "kind", "reversal"))
        return found if len(found) > 1 else []


def moment(at) -> str:
    """Day and minute at the school."""
    local = timezone.localtime(at)
    return f"{day(local.date())} {local:%H:%M}"


class Hours(SummedList):
    """What every teacher has reached in the semester; each number opens to its entries."""

    model = StaffMember
    permission = "credits.view_hours"
    table_class = HoursTable
    filterset_class = HoursFilter
    title = gettext_lazy("Hours by teacher")
    empty_text = gettext_lazy("Nobody is on the staff in this semester. Add people first.")

    def get_queryset(self):
        semester = self.request.semester
        if semester is None:
            return StaffMember.objects.none()
        return staff_with_standings(self.request.user, semester, today=self.request.today)

    def hidden_columns(self):
        """On the page each number leads to its entries; in a file a code does."""
        is_file = self.request.GET.get("export") == "xlsx"
        return (*(() if is_file else ("code",)), *self.without())

    def totals(self):
        if self.request.semester is None:
            return dict.fromkeys(OTHER_UNITS, 0)
        asked = Q(hours_state__in=(MET, SHORT))
        sums = {f"all_{unit}": Sum(unit, default=Decimal(0)) for unit in UNITS[:3]}
        found = self.filterset.qs.order_by().aggregate(
            staff=Count("pk"), required=Max("hours_asked"), unit=Max("asked_unit"),
            many=Count("pk", filter=asked), met=Count("pk", filter=Q(hours_state=MET)), **sums,
        )  # fmt: skip
        return found | {unit: found[f"all_{unit}"] for unit in UNITS[:3]}

    def sums(self):
        """Of one person the sums alone: an average over one says nothing."""
        if self.request.semester is None:
            return []
        total = self.total
        units = [unit for unit in UNITS[:3] if total[unit] or unit not in OTHER_UNITS]
        said = [self.sum_of(unit) for unit in units]
        if total["staff"] > 1:
            said += [self.mean_of(unit) for unit in units]
            said += self.reached() if total["required"] is not None else []
        return said

    def mean_of(self, unit: str) -> dict:
        mean = self.total[unit] / self.total["staff"]
        return {
            "label": _("%(unit)s on average") % {"unit": unit_named(unit)},
            "value": amount(round(mean, 1)),
        }

    def sum_of(self, unit: str) -> dict:
        """A sum, which opens to its entries where it is of a whole group or of everybody."""
        chosen = self.filterset.form.cleaned_data
        whole = not {name for name, value in chosen.items() if value} - {"group"}
        group = chosen.get("group")
        url = Total(unit, semester=self.request.semester.pk, group=group and group.pk).url
        return {"label": unit_named(unit), "value": amount(self.total[unit]), "url": url if whole else ""}

    def reached(self) -> list[dict]:
        total = self.total
        asked = {"amount": amount(total["required"]), "unit": total["unit"]}
        value = _("%(met)s of %(many)s") % {"met": total["met"], "many": total["many"]}
        return [{"label": _("reached %(amount)s %(unit)s") % asked, "value": value}]


class KindArea(LedgerArea):
    model = EntryKind

    def crumbs(self):
        return [*super().crumbs(), (_("Kinds of work"), reverse("credits:entrykind_list"))]


class EntryKindList(KindArea, ListPage):
    permission = "credits.view_entrykind"
    table_class = EntryKindTable
    filterset_class = EntryKindFilter
    title = gettext_lazy("Kinds of work")

    def get_queryset(self):
        return selectors.kinds_with_use(super().get_queryset(), self.request.semester)

    def crumbs(self):
        return LedgerArea.crumbs(self)

    def hidden_columns(self):
        return () if self.request.user.seat.sees_school else ("used",)

    def actions(self):
        return self.action(
            _("New kind"), reverse("credits:entrykind_create"), "credits.change_entrykind", style="primary"
        )


class KindForms(KindArea):
    permission = "credits.change_entrykind"
    form_class = EntryKindForm

    def save(self, form):
        return services.save_kind(form.instance)

    def get_success_url(self):
        return reverse("credits:entrykind_list")


class EntryKindCreate(KindForms, CreatePage):
    title = gettext_lazy("New kind of work")


class EntryKindEdit(KindForms, EditPage):
    pass
