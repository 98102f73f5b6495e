from django.utils.translation import gettext_lazy as _

from apps.core.tables import WIDE, DayColumn, ListTable, NumberColumn
from apps.credits.record_tables import PersonColumn, RecordColumn, TagColumn
from apps.declarations.choices import State
from apps.declarations.models import Declaration

TONES = {State.APPROVED: "met", State.RETURNED: "wrong", State.WAITING: "close"}


class DeclarationTable(ListTable):
    title = RecordColumn()
    author = PersonColumn(order_by=("author__search_text",))
    category = TagColumn(order_by=("category__position",))
    starts_on = DayColumn(attrs=WIDE)
    ends_on = DayColumn()
    hours = NumberColumn(verbose_name=_("hours"))
    days = NumberColumn(attrs=WIDE)
    state = TagColumn(tones=TONES)

    class Meta(ListTable.Meta):
        model = Declaration
        fields = [
            "title", "author", "category", "organiser", "starts_on", "ends_on", "hours", "days", "level",
            "certificate", "state",
        ]  # fmt: skip
