import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from apps.core.tables import WIDE, DayColumn, ListTable, NumberColumn
from apps.observations.models import Observation


class ObservationTable(ListTable):
    date = DayColumn(linkify=True)
    observer = tables.Column(
        accessor="observer__name", order_by=("observer__search_text",), verbose_name=_("observer")
    )
    teacher = tables.Column(
        accessor="teacher__name", order_by=("teacher__search_text",), verbose_name=_("observed teacher")
    )
    period = NumberColumn(attrs=WIDE)
    score = NumberColumn()

    class Meta(ListTable.Meta):
        model = Observation
        fields = [
            "date",
            "observer",
            "teacher",
            "period",
            "class_name",
            "subject",
            "lesson_type",
            "mode",
            "score",
        ]
