import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from apps.activities.models import Activity
from apps.core.tables import RIGHT, WIDE, DayColumn, ListTable, NumberColumn
from apps.credits.record_tables import PersonColumn, RecordColumn, TagColumn


class ActivityTable(ListTable):
    title = RecordColumn()
    date = DayColumn()
    kind = TagColumn(order_by=("kind__position",))
    organiser = tables.Column(empty_values=(), order_by=("organiser__position",))
    speaker = PersonColumn(order_by=("speaker__search_text",))
    place = tables.Column(attrs=WIDE)
    hours = NumberColumn()
    came = tables.Column(verbose_name=_("came / expected"), attrs=RIGHT)
    code = tables.Column(attrs=WIDE)

    class Meta(ListTable.Meta):
        model = Activity
        fields = ["title", "date", "kind", "organiser", "speaker", "place", "hours", "came", "code"]

    def value_organiser(self, record):
        return record.organiser.name if record.organiser else _("the whole school")

    render_organiser = value_organiser

    def value_came(self, record):
        return str(record.turnout)

    render_came = value_came
