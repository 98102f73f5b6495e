import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.approvals import things
from apps.approvals.models import Absence, Case
from apps.core.tables import DayColumn, ListTable


class InboxTable(ListTable):
    title = tables.Column()
    what = tables.Column(accessor="subject", verbose_name=gettext_lazy("what"))
    author = tables.Column(accessor="author__name", verbose_name=gettext_lazy("handed in by"))
    draft_number = tables.Column()
    submitted_at = tables.DateTimeColumn(format="m-d H:i")
    due_on = DayColumn()

    class Meta(ListTable.Meta):
        model = Case
        fields = ["title", "what", "author", "draft_number", "submitted_at", "due_on"]

    def before_render(self, request):
        self.pages = things.pages_of([row.record for row in self.paginated_rows])
        self.today = request.today

    def render_title(self, record):
        """A tick for approving many at once, and the way to its page; the tick names the draft that is shown."""
        return format_html(
            '<span class="tick-line"><input class="form-check-input" type="checkbox" name="case" form="approve-many"'
            ' value="{}-{}" aria-label="{}"><a href="{}">{}</a></span>',
            record.pk, record.draft_number, _("Choose “%(title)s”") % {"title": record.title},
            self.pages.get(record.pk) or record.get_absolute_url(), record.title,
        )  # fmt: skip

    def value_title(self, record):
        return record.title

    def render_what(self, value):
        return things.thing_of(value).label

    def render_draft_number(self, value):
        return _("first draft") if value == 1 else _("draft %(n)s") % {"n": value}

    def value_due_on(self, value):
        return value

    def render_due_on(self, value):
        if value >= self.today:
            return f"{value:%Y-%m-%d}"
        return format_html('{} <span class="tag tag-close">{}</span>', f"{value:%Y-%m-%d}", _("late"))


class AbsenceTable(ListTable):
    deputy = tables.Column(accessor="deputy__name", verbose_name=gettext_lazy("deputy"))
    starts_on = DayColumn()
    ends_on = DayColumn()

    class Meta(ListTable.Meta):
        model = Absence
        fields = ["deputy", "starts_on", "ends_on"]
