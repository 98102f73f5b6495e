import django_tables2 as tables
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.core.tables import DayColumn, ListTable, NumberColumn
from apps.schools.models import Campus, Grade, Holiday, Semester, Subject


def edit_page(name: str):
    """A link to the edit page of a row, for those who may use it; plain text for others."""

    def link(table, record):
        if not table.request.user.has_perm("schools.change_school"):
            return None
        return reverse(f"schools:{name}_edit", args=[record.pk])

    return link


class SemesterTable(ListTable):
    name = tables.Column(
        accessor="pk",
        verbose_name=_("semester"),
        linkify=edit_page("semester"),
        order_by=("starts_on",),
        empty_values=(),
    )
    starts_on = DayColumn()
    ends_on = DayColumn()
    weeks = NumberColumn(verbose_name=_("weeks"), orderable=False)
    required_hours = NumberColumn()
    required_observations = NumberColumn()

    class Meta(ListTable.Meta):
        model = Semester
        fields = ["name", "starts_on", "ends_on", "weeks", "required_hours", "required_observations"]

    def render_name(self, record):
        return str(record)

    value_name = render_name


class HolidayTable(ListTable):
    name = tables.Column(linkify=edit_page("holiday"))
    starts_on = DayColumn()
    ends_on = DayColumn()

    class Meta(ListTable.Meta):
        model = Holiday
        fields = ["name", "starts_on", "ends_on"]


class CampusTable(ListTable):
    name = tables.Column(linkify=edit_page("campus"))

    class Meta(ListTable.Meta):
        model = Campus
        fields = ["name", "position"]


class SubjectTable(ListTable):
    name = tables.Column(linkify=edit_page("subject"))

    class Meta(ListTable.Meta):
        model = Subject
        fields = ["name", "position"]


class GradeTable(ListTable):
    name = tables.Column(linkify=edit_page("grade"))

    class Meta(ListTable.Meta):
        model = Grade
        fields = ["name", "position"]
