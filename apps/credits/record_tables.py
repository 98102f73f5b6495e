"""What the lists of every kind of record share."""

from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from apps.core.tables import ListTable


class RecordTable(ListTable):
    """The first column marks a record that was withdrawn, on the page and in the file."""

    MARK = _("withdrawn")

    class Meta(ListTable.Meta):
        pass

    def marked(self, record, shown):
        if record.withdrawn_at is None:
            return shown
        return format_html('{} <span class="tag tag-wrong">{}</span>', shown, self.MARK)

    def in_file(self, record, shown):
        return shown if record.withdrawn_at is None else f"{shown}（{self.MARK}）"

    def render_title(self, record, value):
        return self.marked(record, value)

    def value_title(self, record, value):
        return self.in_file(record, value)
