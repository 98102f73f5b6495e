import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from apps.core.tables import WIDE, DayColumn, ListTable
from apps.projects.choices import Stage
from apps.projects.models import Project


class ProjectTable(ListTable):
    title = tables.Column(linkify=True)
    leader = tables.Column(
        accessor="leader__name", order_by=("leader__search_text",), verbose_name=_("leader")
    )
    writer = tables.Column(
        accessor="writer__name", order_by=("writer__search_text",), verbose_name=_("writer"), attrs=WIDE
    )
    stage = tables.Column(accessor="stage_now", verbose_name=_("stage"))
    registered_on = DayColumn(attrs=WIDE)

    class Meta(ListTable.Meta):
        model = Project
        fields = ["title", "code", "level", "kind", "leader", "writer", "stage", "registered_on"]

    def render_stage(self, value):
        return Stage(value).label

    value_stage = render_stage
