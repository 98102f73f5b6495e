"""The list of rule packs, or of schemes."""

import django_filters
import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from apps.core.filters import ListFilter, WordFilter
from apps.core.tables import SHORT, WIDE, DayColumn, ListTable, NumberColumn
from apps.core.views import ListPage
from apps.credits.choices import DocumentState, Standing
from apps.credits.document_pages import OfKind

TONES = {Standing.IN_FORCE: " tag-met", Standing.COMING: " tag-info", Standing.DRAFT: " tag-close"}


def tagged(standing: Standing) -> str:
    return format_html('<span class="tag{}">{}</span>', TONES.get(standing, ""), standing.label)


class DocumentFilter(ListFilter):
    q = WordFilter("name", "document_title", "document_number", label=_("Name or number of the document"))
    state = django_filters.ChoiceFilter(choices=DocumentState, label=_("state"))


class DocumentTable(ListTable):
    name = tables.Column(linkify=True)
    version = NumberColumn()
    standing = tables.Column(
        accessor="pk", empty_values=(), orderable=False, verbose_name=_("state"), attrs=SHORT
    )
    valid_from = DayColumn()
    valid_until = DayColumn()
    document_number = tables.Column(attrs=WIDE)

    class Meta(ListTable.Meta):
        fields = ["name", "version", "standing", "valid_from", "valid_until", "document_number"]

    def value_standing(self, record):
        return record.standing(self.request.today).label

    def render_standing(self, record):
        return tagged(record.standing(self.request.today))


class DocumentList(OfKind, ListPage):
    act = "view"
    # The list of the other kind of documents: (name of its address, its title).
    other: tuple[str, str]
    filterset_class = DocumentFilter
    table_class = DocumentTable

    @property
    def model(self):
        return self.kind.model

    def crumbs(self):
        return []

    def get_title(self):
        return self.kind.title

    def actions(self):
        new = self.action(self.kind.new, self.kind.url("choose"), self.kind.perm("add"), style="primary")
        address, title = self.other
        return [*new, {"label": title, "url": reverse(address), "style": ""}]
