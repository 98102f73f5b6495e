"""Columns and the base of every list."""

from dataclasses import dataclass

import django_tables2 as tables
from django.utils import timezone
from django.utils.functional import cached_property

from apps.core import cells
from apps.core.templatetags.core import amount

RIGHT = {"th": {"class": "text-end"}, "td": {"class": "text-end"}}
# A column for wide screens and files only; on a phone a row keeps to what tells it from the others.
WIDE = {"th": {"class": "wide"}, "td": {"class": "wide"}}
# A column for very wide screens and files: what the page of the one thing shows anyway.
WIDEST = {"th": {"class": "wide widest"}, "td": {"class": "wide widest nowrap"}}
# A short word that is not broken.
SHORT = {"td": {"class": "nowrap"}}


class DayColumn(tables.DateColumn):
    """A day, as 2025-09-01 in lists; a real date in Excel."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, attrs=kwargs.pop("attrs", SHORT), **kwargs)

    empty_values = (None, "")  # the base class would render these too

    def render(self, value):
        return f"{value:%Y-%m-%d}"

    def value(self, value):
        return value


class MomentColumn(tables.Column):
    """A day and time at the school, as 2025-11-18 10:00 or by ``shown_as``; a real time in Excel."""

    def __init__(self, *args, shown_as="%Y-%m-%d %H:%M", **kwargs):
        super().__init__(*args, **kwargs)
        self.shown_as = shown_as

    def render(self, value):
        return timezone.localtime(value).strftime(self.shown_as)

    def value(self, value):
        return timezone.localtime(value).replace(tzinfo=None)


class NumberColumn(tables.Column):
    """A number, right-aligned, without idle zeros."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, attrs=kwargs.pop("attrs", RIGHT), **kwargs)

    def render(self, value):
        return amount(value)

    def value(self, value):
        return value


@dataclass(frozen=True)
class Heading:
    """Of a column: its words, its attributes, how it is ordered now, and the address that orders by it."""

    label: str
    attributes: str
    order: str  # ascending, descending, or empty
    sort: str  # empty when it cannot be ordered by


class ListTable(tables.Table):
    """The base: an empty cell is an em dash, an empty list is explained by the page.

    Attributes of a column are the same in every row. Rows are records of one model; the pages write them with
    ``body`` and ``file_rows``, which do what django-tables2 does cell by cell (``apps/core/cells.py``).
    """

    @property
    def order_by(self):
        return tables.Table.order_by.fget(self)

    @order_by.setter
    def order_by(self, value):
        """Rows that are alike in what is ordered by keep one order, so that no page repeats or omits one."""
        tables.Table.order_by.fset(self, value)
        if self._order_by:
            self.data.data = self.data.data.order_by(*self.data.data.query.order_by, "pk")

    @cached_property
    def headings(self) -> list[Heading]:
        return [self._heading(column) for column in self.columns]

    def _heading(self, column) -> Heading:
        alias, order, sort = column.order_by_alias, "", ""
        if column.is_ordered:
            order = "descending" if alias.is_descending else "ascending"
        if column.orderable:
            query = self.request.GET.copy()
            query.pop("page", None)
            query[self.prefixed_order_by_field] = alias.next
            sort = f"?{query.urlencode()}"
        return Heading(column.header, column.attrs["th"].as_html(), order, sort)

    def body(self):
        """The rows of the page as HTML."""
        self.before_render(self.request)
        return cells.body(self, [row.record for row in self.paginated_rows])

    def file_rows(self):
        """All rows that fit the filter, as values for a file."""
        return cells.values(self, self.data)

    class Meta:
        default = "—"
        attrs = {"class": "table"}
        order_by_field = "sort"
