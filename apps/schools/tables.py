import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from apps.core.tables import DayColumn, ListTable, NumberColumn
from apps.schools.models import Campus, Grade, Semester, Subject


class SemesterTable(ListTable):
    name = tables.Column(
        accessor="pk", verbose_name=_("semester"), linkify=True, order_by=("starts_on",), empty_values=()
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


class CampusTable(ListTable):
    name = tables.Column(linkify=("schools:campus_edit", [tables.A("pk")]))

    class Meta(ListTable.Meta):
        model = Campus
        fields = ["name", "position"]


class SubjectTable(ListTable):
    name = tables.Column(linkify=("schools:subject_edit", [tables.A("pk")]))

    class Meta(ListTable.Meta):
        model = Subject
        fields = ["name", "position"]


class GradeTable(ListTable):
    name = tables.Column(linkify=("schools:grade_edit", [tables.A("pk")]))

    class Meta(ListTable.Meta):
        model = Grade
        fields = ["name", "position"]
