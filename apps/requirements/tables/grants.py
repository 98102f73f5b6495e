import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.tables import SHORT, WIDE, DayColumn, ListTable, NumberColumn
from apps.requirements.models import Exemption, OwnTarget, Transfer
from apps.requirements.selectors import Titles


class GrantTable(ListTable):
    """``titles`` of a table are the requirements by code, with those that no longer hold."""

    holder = tables.Column(
        verbose_name=gettext_lazy("for whom"), order_by=("member__search_text", "group__name")
    )
    reason = tables.Column(
        verbose_name=gettext_lazy("reason"), accessor="shown_reason",
        default=gettext_lazy("read by the person and the office"),
    )  # fmt: skip
    granted_by = tables.Column(
        verbose_name=gettext_lazy("granted by"), order_by=("granted_by__name",), attrs=WIDE
    )
    state = tables.Column(
        verbose_name=gettext_lazy("state"), accessor="withdrawal_reason", empty_values=(None,), attrs=SHORT,
        order_by=("withdrawn_at",),
    )  # fmt: skip

    def __init__(self, *args, titles=None, may_withdraw=False, **kwargs):
        self.titles, self.may_withdraw = titles or Titles(), may_withdraw
        super().__init__(*args, **kwargs)

    def render_holder(self, record):
        kind = "member" if record.member_id else "group"
        url = reverse(f"requirements:{kind}_owed", args=[record.holder.pk])
        return format_html('<a href="{}">{}</a>', url, record.holder)

    def value_holder(self, record):
        return str(record.holder)

    def render_state(self, record):
        if record.withdrawn_at:
            return format_html(
                '<span class="tag">{}</span> {}', _("taken back"), record.shown_withdrawal or ""
            )
        if not self.may_withdraw:
            return format_html('<span class="tag tag-met">{}</span>', _("holds"))
        url = reverse(f"requirements:{record._meta.model_name}_withdraw", args=[record.pk])
        return format_html('<a href="{}">{}</a>', url, _("Take back"))

    def value_state(self, record):
        return (record.shown_withdrawal or _("taken back")) if record.withdrawn_at else _("holds")

    def render_requirement(self, value):
        return format_html('<span lang="zh-Hans">{}</span>', self.titles[value].told)

    def value_requirement(self, value):
        return self.titles[value].told


class ExemptionTable(GrantTable):
    started_on = DayColumn()
    ended_on = DayColumn()
    requirements = tables.Column(empty_values=(), orderable=False)

    class Meta(ListTable.Meta):
        model = Exemption
        fields = ["holder", "requirements", "started_on", "ended_on", "reason", "granted_by", "state"]

    def render_requirements(self, value):
        names = self.value_requirements(value)
        return format_html('<span lang="zh-Hans">{}</span>', names) if value else names

    def value_requirements(self, value):
        return "、".join(self.titles[code].told for code in value) or _("all requirements")


class OwnTargetTable(GrantTable):
    day = DayColumn()
    at_least = NumberColumn()

    class Meta(ListTable.Meta):
        model = OwnTarget
        fields = ["holder", "requirement", "at_least", "day", "reason", "granted_by", "state"]

    def render_at_least(self, record, value):
        return self.titles[record.requirement].said(value)


class TransferTable(GrantTable):
    into = DayColumn()
    out_of = DayColumn()
    amount = NumberColumn()

    class Meta(ListTable.Meta):
        model = Transfer
        fields = ["holder", "requirement", "amount", "into", "out_of", "reason", "granted_by", "state"]

    def render_amount(self, record, value):
        return self.titles[record.requirement].said(value)
