import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from apps.core.tables import WIDEST, DayColumn, ListTable, NumberColumn
from apps.credits.record_tables import OwnerColumn, StateColumn, TagColumn
from apps.declarations.choices import State
from apps.declarations.models import Declaration

TONES = {State.APPROVED: "met", State.RETURNED: "wrong", State.WAITING: "close"}


class DeclarationTable(ListTable):
    title = tables.Column(linkify=True)
    author = OwnerColumn(order_by=("author__search_text",))
    category = TagColumn(order_by=("category__position",))
    certificate = tables.Column(attrs=WIDEST)
    days = NumberColumn(attrs=WIDEST)
    times = NumberColumn(attrs=WIDEST)
    starts_on = DayColumn(attrs=WIDEST)
    ends_on = DayColumn()
    hours = NumberColumn(verbose_name=_("hours"))
    state = StateColumn(tones=TONES)

    class Meta(ListTable.Meta):
        model = Declaration
        fields = [
            "title", "author", "category", "organiser", "starts_on", "ends_on", "hours", "days", "times", "level",
            "certificate", "state",
        ]  # fmt: skip
