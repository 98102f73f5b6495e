import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from apps.core.tables import DayColumn, ListTable, NumberColumn
from apps.lessonplans.choices import State
from apps.lessonplans.models import LessonPlan

TONES = {State.APPROVED: "met", State.RETURNED: "wrong", State.WAITING: "close"}


class LessonPlanTable(ListTable):
    title = tables.Column(linkify=True)
    author = tables.Column(
        accessor="author__name", order_by=("author__search_text",), verbose_name=_("teacher")
    )
    week = NumberColumn()
    submitted_on = DayColumn()

    class Meta(ListTable.Meta):
        model = LessonPlan
        fields = ["title", "author", "subject", "week", "submitted_on", "state", "mark"]

    def render_state(self, record, value):
        return format_html('<span class="tag tag-{}">{}</span>', TONES[State(record.state)], value)

    def value_state(self, value):
        return value
