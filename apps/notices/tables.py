import django_tables2 as tables
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from apps.core.tables import ListTable, MomentColumn
from apps.notices.choices import DeliveryState, NoticeKind
from apps.notices.models import Notice, Robot, explain

TONES = {
    DeliveryState.FAILED: "tag-wrong",
    DeliveryState.UNCERTAIN: "tag-close",
    DeliveryState.SENT: "tag-met",
}


# On a phone the first cell says all of it.
WIDE = {"td": {"class": "wide-only nowrap"}}


class NoticeTable(ListTable):
    title = tables.Column(attrs={"td": {"class": "notice-cell"}})
    kind = tables.Column(attrs=WIDE)
    state = tables.Column(verbose_name=gettext_lazy("state"), empty_values=(), orderable=False, attrs=WIDE)
    created_at = MomentColumn(verbose_name=gettext_lazy("received"), attrs=WIDE)

    class Meta(ListTable.Meta):
        model = Notice
        fields = ["title", "kind", "state", "created_at"]

    def render_title(self, record):
        """All of it, as a phone shows it."""
        body = format_html('<span class="notice-body">{}</span>', record.body) if record.body else ""
        return format_html(
            '<a class="notice-link{}" href="{}">{}</a> {} <span class="notice-line">{} {} · {}</span>',
            " notice-unread" if record.is_unread else "", record.get_absolute_url(), record.title, body,
            self.render_state(record), NoticeKind(record.kind).label,
            timezone.localtime(record.created_at).strftime("%m-%d %H:%M"),
        )  # fmt: skip

    def value_title(self, record):
        return record.title

    def render_state(self, record):
        return format_html('<span class="tag {}">{}</span>', self.tone(record), self.value_state(record))

    def tone(self, record):
        return "tag-close" if record.asks else "tag-info" if record.is_unread else ""

    def value_state(self, record):
        if record.done_at:
            return pgettext("notice", "done")
        if record.asks:
            return _("to be done")
        return _("unread") if record.is_unread else pgettext("notice", "read")


class RobotTable(ListTable):
    name = tables.Column(linkify=True)
    kind = tables.Column()
    group = tables.Column(default=gettext_lazy("whole school"))
    in_use = tables.Column(accessor="is_active", verbose_name=gettext_lazy("in use"))
    last = tables.Column(
        accessor="last_state", verbose_name=gettext_lazy("last message"), orderable=False,
        default=gettext_lazy("nothing sent yet"),
    )  # fmt: skip

    class Meta(ListTable.Meta):
        model = Robot
        fields = ["name", "kind", "group", "in_use", "last"]

    def render_in_use(self, value):
        return _("yes") if value else _("no")

    value_in_use = render_in_use

    def render_last(self, value, record):
        tag = format_html(
            '<span class="tag {}">{}</span>', TONES.get(value, ""), self.value_last(value, record)
        )
        if value not in {DeliveryState.FAILED, DeliveryState.UNCERTAIN}:
            return tag
        return format_html('<span>{} <span class="quiet">{}</span></span>', tag, explain(record.last_error))

    def value_last(self, value, record):
        return str(DeliveryState(value).label)
