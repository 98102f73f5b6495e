import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from apps.approvals import things
from apps.approvals.choices import CaseState
from apps.approvals.models import Absence, Case
from apps.core.links import page_of
from apps.core.tables import WIDE, DayColumn, ListTable, MomentColumn, NumberColumn
from apps.staff.models import StaffMember


class InboxTable(ListTable):
    title = tables.Column()
    what = tables.Column(accessor="subject", verbose_name=gettext_lazy("what"))
    author = tables.Column(accessor="author__name", verbose_name=gettext_lazy("handed in by"))
    course = tables.Column(attrs=WIDE)
    grade = tables.Column(attrs=WIDE)
    week = NumberColumn(attrs=WIDE)
    draft_number = tables.Column()
    submitted_at = MomentColumn(shown_as="%m-%d %H:%M")
    due_on = DayColumn()

    class Meta(ListTable.Meta):
        model = Case
        fields = [
            "title",
            "what",
            "author",
            "course",
            "grade",
            "week",
            "draft_number",
            "submitted_at",
            "due_on",
        ]

    def before_render(self, request):
        query = request.GET.copy()
        for name in {"page", "sort", "export", "semester"} & set(query):
            del query[name]
        self.query = f"?{query.urlencode()}" if query else ""
        self.today = request.today

    def render_title(self, record):
        """A tick for approving many at once, and the way to its review; the tick names the draft that is shown."""
        url = page_of("approvals:case_review", record.pk) + self.query
        if record.state != CaseState.WAITING:
            return format_html('<a href="{}">{}</a>', url, record.title)
        return format_html(
            '<span class="tick-line"><input class="form-check-input" type="checkbox" name="case" form="approve-many"'
            ' value="{}-{}" aria-label="{}"><a href="{}">{}</a></span>',
            record.pk, record.draft_number, _("Choose “%(title)s”") % {"title": record.title},
            url, record.title,
        )  # fmt: skip

    def value_title(self, record):
        return record.title

    def render_what(self, value):
        return things.thing_of(value).label

    def render_draft_number(self, value):
        return _("first draft") if value == 1 else _("draft %(n)s") % {"n": value}

    def value_due_on(self, value):
        return value

    def render_due_on(self, value, record):
        if value >= self.today or record.state != CaseState.WAITING:
            return f"{value:%Y-%m-%d}"
        return format_html('{} <span class="tag tag-close">{}</span>', f"{value:%Y-%m-%d}", _("overdue"))


class GuestTable(ListTable):
    name = tables.Column()
    log_in = tables.Column(accessor="user__login", verbose_name=gettext_lazy("log-in name"), orderable=False)
    entered_on = DayColumn(verbose_name=gettext_lazy("from"))
    left_on = DayColumn(verbose_name=gettext_lazy("until"))
    acts = tables.Column(
        empty_values=(), orderable=False, exclude_from_export=True, verbose_name=gettext_lazy("log-in")
    )

    class Meta(ListTable.Meta):
        model = StaffMember
        fields = ["name", "log_in", "entered_on", "left_on", "acts"]

    def before_render(self, request):
        self.today = request.today

    def render_acts(self, record):
        if record.left_on and record.left_on < self.today:
            return "—"
        return format_html(
            '<a href="{}">{}</a> · <a href="{}">{}</a>',
            reverse("approvals:guest_password", args=[record.pk]), _("password"),
            reverse("approvals:guest_end", args=[record.pk]), pgettext("of a county reviewer", "end"),
        )  # fmt: skip


class AbsenceTable(ListTable):
    deputy = tables.Column(
        accessor="deputy__name", verbose_name=gettext_lazy("deputy"),
        linkify=lambda record: reverse("approvals:absence_edit", args=[record.pk]),
    )  # fmt: skip
    starts_on = DayColumn()
    ends_on = DayColumn()

    class Meta(ListTable.Meta):
        model = Absence
        fields = ["deputy", "starts_on", "ends_on"]
