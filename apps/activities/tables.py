import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from apps.activities.models import Activity
from apps.core.tables import RIGHT, WIDE, DayColumn, NumberColumn
from apps.core.templatetags.core import linked
from apps.credits.record_tables import RecordTable


class ActivityTable(RecordTable):
    title = tables.Column(linkify=True)
    date = DayColumn()
    kind = tables.Column(order_by=("kind__position",))
    organiser = tables.Column(empty_values=(), order_by=("organiser__position",))
    speaker = tables.Column(order_by=("speaker__number",))
    place = tables.Column(attrs=WIDE)
    hours = NumberColumn()
    came = tables.Column(accessor="present", verbose_name=_("present / listed"), attrs=RIGHT)
    code = tables.Column(attrs=WIDE)

    class Meta(RecordTable.Meta):
        model = Activity
        fields = ["title", "date", "kind", "organiser", "speaker", "place", "hours", "came", "code"]

    def render_kind(self, value):
        return format_html('<span class="tag">{}</span>', value)

    def value_kind(self, value):
        return str(value)

    def value_organiser(self, record):
        return record.organiser.name if record.organiser else _("the whole school")

    render_organiser = value_organiser

    def render_speaker(self, value):
        return linked(value)

    def value_speaker(self, value):
        return value.name

    def value_came(self, record):
        return f"{record.present} / {record.listed}" if record.listed else "—"

    render_came = value_came
