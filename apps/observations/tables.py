import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from apps.core.tables import WIDE, DayColumn, ListTable, NumberColumn
from apps.credits.record_tables import PersonColumn, RecordColumn, TagColumn
from apps.observations.models import Observation


class ObservationTable(ListTable):
    lesson = RecordColumn(verbose_name=_("class and subject"), order_by=("class_name", "subject"))
    observer = PersonColumn(order_by=("observer__search_text",))
    teacher = PersonColumn(order_by=("teacher__search_text",))
    date = DayColumn()
    period = NumberColumn(attrs=WIDE)
    lesson_type = TagColumn(order_by=("lesson_type__position",))
    mode = tables.Column(attrs=WIDE)
    score = NumberColumn()

    class Meta(ListTable.Meta):
        model = Observation
        fields = ["lesson", "observer", "teacher", "lesson_type", "date", "period", "mode", "score"]
