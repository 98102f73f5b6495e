import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from apps.core.tables import DayColumn, ListTable, NumberColumn
from apps.portfolio.models import Work


class WorkTable(ListTable):
    title = tables.Column(linkify=True)
    author = tables.Column(
        accessor="author__name", order_by=("author__search_text",), verbose_name=_("author")
    )
    date = DayColumn()
    characters = NumberColumn()

    class Meta(ListTable.Meta):
        model = Work
        fields = ["title", "author", "category", "date", "characters", "level", "result", "prize"]
