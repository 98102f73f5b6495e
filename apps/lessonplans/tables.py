import django_tables2 as tables

from apps.core.tables import DayColumn, ListTable, NumberColumn
from apps.credits.record_tables import PersonColumn, RecordColumn, TagColumn
from apps.lessonplans.choices import State
from apps.lessonplans.models import LessonPlan

TONES = {State.APPROVED: "met", State.RETURNED: "wrong", State.WAITING: "close"}


class LessonPlanTable(ListTable):
    title = RecordColumn()
    author = PersonColumn(order_by=("author__search_text",))
    subject = tables.Column(order_by=("subject__position",))
    week = NumberColumn()
    submitted_on = DayColumn()
    state = TagColumn(tones=TONES)

    class Meta(ListTable.Meta):
        model = LessonPlan
        fields = ["title", "author", "subject", "week", "submitted_on", "state", "mark"]
