import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.tables import WIDE, DayColumn, ListTable, NumberColumn
from apps.credits.record_tables import OwnerColumn, StateColumn
from apps.lessonplans.choices import State
from apps.lessonplans.models import LessonPlan
from apps.staff.models import StaffMember

TONES = {State.APPROVED: "met", State.RETURNED: "wrong", State.WAITING: "close"}


class LessonPlanTable(ListTable):
    title = tables.Column(linkify=True)
    author = OwnerColumn(order_by=("author__search_text",))
    subject = tables.Column(order_by=("subject__position",))
    grade = tables.Column(order_by=("grade__position",), attrs=WIDE)
    week = NumberColumn()
    submitted_on = DayColumn()
    state = StateColumn(tones=TONES)

    class Meta(ListTable.Meta):
        model = LessonPlan
        fields = ["title", "author", "subject", "grade", "week", "submitted_on", "state", "mark"]


class MissingTable(ListTable):
    """Who has not handed in; whom one has asked today bears a word beside the name."""

    name = tables.Column(linkify=True, verbose_name=gettext_lazy("teacher"), order_by=("search_text",))
    group_names = tables.Column(verbose_name=gettext_lazy("groups"), attrs=WIDE)
    expected = NumberColumn(verbose_name=gettext_lazy("plans expected"))
    handed_in = NumberColumn(verbose_name=gettext_lazy("plans handed in"))
    returned = NumberColumn(verbose_name=gettext_lazy("of these returned"))
    missing = NumberColumn(verbose_name=gettext_lazy("missing"))
    last_on = DayColumn(verbose_name=gettext_lazy("last plan on"))

    class Meta(ListTable.Meta):
        model = StaffMember
        fields = ["name", "group_names", "expected", "handed_in", "returned", "missing", "last_on"]

    def render_name(self, value, record):
        if not record.reminded:
            return value
        return format_html('{} <span class="tag tag-info">{}</span>', value, _("reminded today"))

    def value_name(self, value):
        return value
