import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from apps.activities.choices import Attended
from apps.activities.models import Activity, Attendance
from apps.core.tables import RIGHT, WIDE, DayColumn, ListTable, NumberColumn
from apps.credits.record_tables import OwnerColumn, PersonColumn, RecordColumn, TagColumn

TONES = {
    Attended.PRESENT: "met",
    Attended.LATE: "close",
    Attended.LEFT_EARLY: "close",
    Attended.ABSENT: "wrong",
}


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


class AttendanceTable(ListTable):
    member = OwnerColumn(order_by=("member__number",))
    activity = tables.Column(linkify=True, order_by=("activity__title",))
    date = DayColumn(accessor="activity__date")
    kind = tables.Column(accessor="activity__kind", order_by=("activity__kind__position",), attrs=WIDE)
    part = tables.Column(attrs=WIDE)
    state = TagColumn(tones=TONES)

    class Meta(ListTable.Meta):
        model = Attendance
        fields = ["member", "activity", "date", "kind", "part", "state"]
