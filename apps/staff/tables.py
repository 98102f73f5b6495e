import django_tables2 as tables
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.core.tables import SHORT, WIDE, WIDEST, DayColumn, ListTable, NumberColumn
from apps.staff.models import StaffMember, StaffTag
from apps.staff.selectors import post_names

PERSONAL = ("posts", "tier", "tags", "sex", "born_on", "joined_on", "left_on")


class StaffTable(ListTable):
    name = tables.Column(linkify=True, order_by=("pinyin", "number"))
    subject = tables.Column(attrs=SHORT)
    title = tables.Column(attrs=SHORT)
    groups = tables.Column(accessor="group_names", verbose_name=pgettext_lazy("of a person", "groups"))
    posts = tables.Column(accessor="post_kinds", verbose_name=_("posts"), orderable=False)
    tier = tables.Column(order_by=("tier_rank",), attrs=WIDE)
    sex = tables.Column(attrs=WIDEST)
    tags = tables.Column(accessor="tag_names", verbose_name=_("tags"), attrs=WIDE)
    born_on = DayColumn(attrs=WIDEST)
    joined_on = DayColumn(attrs=WIDEST)
    left_on = DayColumn()

    class Meta(ListTable.Meta):
        model = StaffMember
        fields = ["name", "number", "campus", "subject", "groups", "title"]
        sequence = ["name", "number", "campus", "subject", "groups", "posts", "title", "tier", "tags", "..."]

    def render_posts(self, value):
        return post_names(value)

    value_posts = render_posts


class TagTable(ListTable):
    name = tables.Column(linkify=("staff:stafftag_edit", [tables.A("pk")]))
    bearers = NumberColumn(verbose_name=_("people"))

    class Meta(ListTable.Meta):
        model = StaffTag
        fields = ["name", "bearers"]
