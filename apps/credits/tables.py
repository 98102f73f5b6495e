import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from apps.core.tables import WIDE, DayColumn, ListTable, NumberColumn
from apps.core.templatetags.core import amount, linked
from apps.core.xlsx import Link
from apps.credits import standings
from apps.credits.addresses import ALL, Total
from apps.credits.choices import Family
from apps.credits.models import Entry, EntryKind, reference
from apps.staff.models import StaffMember

WIDE_RIGHT = {"th": {"class": "wide text-end"}, "td": {"class": "wide text-end"}}


class QuietColumn(NumberColumn):
    """A number that most rows do not have: nothing is an em dash on the page, 0 in a file."""

    def render(self, value):
        return super().render(value) if value else "—"


class EntryTable(ListTable):
    title = tables.Column(linkify=True)
    holder = tables.Column(
        accessor="member_id", verbose_name=_("holder"), empty_values=(),
        order_by=("member__number", "group__position"),
    )  # fmt: skip
    kind = tables.Column(order_by=("kind__family", "kind__position"))
    date = DayColumn()
    hours = QuietColumn()
    credits = QuietColumn()
    points = QuietColumn()
    count = NumberColumn()
    characters = QuietColumn(attrs=WIDE_RIGHT)
    number = tables.Column(attrs=WIDE, verbose_name=_("ledger number"))
    state = tables.Column(accessor="pk", orderable=False, empty_values=(), verbose_name=_("state"))

    class Meta(ListTable.Meta):
        model = Entry
        fields = [
            "title", "holder", "kind", "date", "hours", "credits", "points", "count", "characters", "number", "state",
        ]  # fmt: skip

    def render_holder(self, record):
        return linked(record.member or record.group)

    def value_holder(self, record):
        """With the staff number: two may have one name."""
        return f"{record.member.name} {record.member.number}" if record.member else str(record.group)

    def render_number(self, record, value):
        """All entries of the list are of the user's school, and of the chosen semester unless several are shown."""
        several = self.request.GET.get("semester") == ALL
        return reference(
            self.request.user.seat.school, record.semester if several else self.request.semester, value
        )

    def value_state(self, record):
        return state_of(record)

    def render_state(self, record):
        return format_html(
            '<span class="tag{}">{}</span>', " tag-met" if record.counts else "", state_of(record)
        )


def state_of(entry):
    if entry.reverses_id:
        return _("reversal")
    return _("counts") if entry.counts else _("reversed")


class EntryKindTable(ListTable):
    name = tables.Column()
    own = tables.Column(accessor="code", orderable=False, empty_values=(), verbose_name=_("whose"))
    posts_itself = tables.Column(verbose_name=_("recognised"))
    used = NumberColumn(verbose_name=_("this semester"))

    class Meta(ListTable.Meta):
        model = EntryKind
        fields = ["name", "family", "own", "posts_itself", "position", "used"]

    def render_name(self, record, value):
        """A way to the form, for those who may use it."""
        if not self.request.user.has_perm("credits.change_entrykind", record):
            return value
        return format_html('<a href="{}">{}</a>', reverse("credits:entrykind_edit", args=[record.pk]), value)

    def value_name(self, value):
        return value

    def value_own(self, record):
        return _("standard") if record.code else _("the school's own")

    render_own = value_own

    def render_posts_itself(self, value):
        return _("as soon as it is recorded") if value else _("when confirmed")

    value_posts_itself = render_posts_itself

    def render_used(self, record, value):
        total = Total("count", self.request.semester.pk, kind=record.pk)
        return format_html('<a href="{}">{}</a>', total.url, value)


class EntriesColumn(NumberColumn):
    """A total of a staff member that opens to its entries; of one family, or of all; ``count`` unless it says else."""

    def __init__(self, *args, family: str = "", unit: str = "count", **kwargs):
        super().__init__(*args, **kwargs)
        self.family, self.unit = family, unit

    def render(self, value, record, table):
        total = Total(self.unit, table.request.semester.pk, member=record.pk, family=self.family)
        shown = f"{value:,}" if self.unit == "characters" else amount(value)
        return format_html('<a href="{}">{}</a>', total.url, shown)


class CodeColumn(tables.Column):
    """In files only: the short code of a staff member's hours of the semester, a link to the entries."""

    def __init__(self, **kwargs):
        super().__init__(accessor="pk", orderable=False, verbose_name=_("short code"), **kwargs)

    def value(self, value, table):
        total = Total("hours", table.request.semester.pk, member=value)
        return Link(
            total.code, table.request.build_absolute_uri(reverse("totals:total_open", args=[total.code]))
        )


class HoursTable(ListTable):
    name = tables.Column(linkify=True, order_by=("number",))
    number = tables.Column(attrs=WIDE)
    group = tables.Column(accessor="group_names", verbose_name=_("teaching-research group"))
    hours = EntriesColumn(unit="hours", verbose_name=_("credit hours"))
    credits = EntriesColumn(unit="credits", verbose_name=pgettext_lazy("unit of a rule pack", "credits"))
    points = EntriesColumn(unit="points", verbose_name=pgettext_lazy("unit of a rule pack", "points"))
    state = tables.Column(accessor="hours_state", orderable=False, verbose_name=_("of those required"))
    activity = EntriesColumn(family=Family.ACTIVITY, verbose_name=_("activities"))
    observation = EntriesColumn(family=Family.OBSERVATION, verbose_name=_("lesson observations"))
    lesson_plan = EntriesColumn(family=Family.LESSON_PLAN, verbose_name=_("lesson plans"))
    work = EntriesColumn(family=Family.WORK, verbose_name=_("works"))
    characters = EntriesColumn(unit="characters", attrs=WIDE_RIGHT, verbose_name=_("characters"))
    code = CodeColumn()

    class Meta(ListTable.Meta):
        model = StaffMember
        fields = [
            "name", "number", "group", "hours", "credits", "points", "state", "activity", "observation", "lesson_plan",
            "work", "characters", "code",
        ]  # fmt: skip

    def value_state(self, record, value):
        if value == standings.SHORT:
            return _("%(amount)s %(unit)s short") % {
                "amount": amount(record.hours_missing), "unit": record.hours_unit,
            }  # fmt: skip
        return _("met") if value == standings.MET else pgettext("requirement", "exempt")

    def render_state(self, record, value):
        tone = {standings.SHORT: " tag-close", standings.MET: " tag-met"}.get(value, "")
        return format_html('<span class="tag{}">{}</span>', tone, self.value_state(record, value))
