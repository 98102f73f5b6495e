import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from apps.core.tables import WIDE, DayColumn, ListTable, NumberColumn
from apps.groups.models import Group


class GroupTable(ListTable):
    name = tables.Column(linkify=True)
    leader = tables.Column(accessor="leader_name", verbose_name=_("leader"))
    members = NumberColumn(accessor="member_count", verbose_name=_("members"))
    subject = tables.Column(attrs=WIDE)
    grade = tables.Column(attrs=WIDE)
    started_on = DayColumn(attrs=WIDE)
    ended_on = DayColumn()

    class Meta(ListTable.Meta):
        model = Group
        fields = ["name", "kind", "campus", "leader", "members", "subject", "grade", "started_on", "ended_on"]

    def render_leader(self, value, record):
        address = reverse("staff:staffmember_detail", args=[record.leader_pk])
        return format_html('<a href="{}">{}</a>', address, value)

    def value_leader(self, value):
        return value
