import django_tables2 as tables
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.core.tables import WIDE, DayColumn, ListTable, NumberColumn
from apps.credits.record_tables import PersonColumn, TagColumn
from apps.projects.choices import Stage
from apps.projects.models import Project


class ProjectTable(ListTable):
    title = tables.Column(linkify=True)
    kind = TagColumn()
    leader = PersonColumn(order_by=("leader__search_text",))
    writer = PersonColumn(order_by=("writer__search_text",), attrs=WIDE)
    people = NumberColumn(accessor="member_count", verbose_name=pgettext_lazy("of a project", "members"))
    stage = tables.Column(accessor="stage_now", verbose_name=_("stage"))
    registered_on = DayColumn(attrs=WIDE)

    class Meta(ListTable.Meta):
        model = Project
        fields = ["title", "code", "level", "kind", "leader", "writer", "people", "stage", "registered_on"]

    def render_stage(self, value):
        return Stage(value).label

    value_stage = render_stage
