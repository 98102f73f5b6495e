import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.core.tables import WIDE, DayColumn, ListTable, NumberColumn
from apps.credits.record_tables import OwnerColumn, RecordColumn, TagColumn
from apps.observations.models import Observation


class AnswerColumn(tables.Column):
    """Whether the observed teacher, once told, has acknowledged it."""

    WORDS = {
        True: ("tag-met", pgettext_lazy("by the observed teacher", "acknowledged")),
        False: ("tag-close", pgettext_lazy("by the observed teacher", "to be acknowledged")),
    }

    def render(self, value):
        return format_html('<span class="tag {}">{}</span>', *self.WORDS[value])

    def value(self, value):
        return str(self.WORDS[value][1])


class ObservationTable(ListTable):
    lesson = RecordColumn(verbose_name=_("class and subject"), order_by=("class_name", "subject"))
    observer = OwnerColumn(order_by=("observer__search_text",))
    teacher = OwnerColumn(order_by=("teacher__search_text",))
    date = DayColumn()
    period = NumberColumn(attrs=WIDE)
    topic = tables.Column(attrs=WIDE)
    lesson_type = TagColumn(order_by=("lesson_type__position",))
    mode = tables.Column(attrs=WIDE)
    score = NumberColumn(verbose_name=_("score"), accessor="shown_score", order_by=("shown_score",))
    acknowledged_at = AnswerColumn(
        accessor="is_acknowledged", order_by=("acknowledged_at",),
        verbose_name=pgettext_lazy("by the observed teacher", "acknowledgement"),
    )  # fmt: skip

    class Meta(ListTable.Meta):
        model = Observation
        fields = [
            "lesson", "topic", "observer", "teacher", "lesson_type", "date", "period", "mode", "score",
            "acknowledged_at",
        ]  # fmt: skip
