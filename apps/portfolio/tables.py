import django_tables2 as tables

from apps.core.tables import WIDE, DayColumn, ListTable, NumberColumn
from apps.credits.record_tables import OwnerColumn, StateColumn, TagColumn
from apps.portfolio.choices import State
from apps.portfolio.models import Work

TONES = {State.APPROVED: "met", State.RETURNED: "wrong", State.WAITING: "close"}


class WorkTable(ListTable):
    title = tables.Column(linkify=True)
    author = OwnerColumn(order_by=("author__search_text",))
    category = TagColumn(order_by=("category__position",))
    date = DayColumn()
    characters = NumberColumn()
    prize = tables.Column(attrs=WIDE)
    state = StateColumn(tones=TONES)

    class Meta(ListTable.Meta):
        model = Work
        fields = ["title", "author", "category", "date", "characters", "level", "result", "prize", "state"]
