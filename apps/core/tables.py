"""Columns and the base of every list."""

import django_tables2 as tables

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


class NumberColumn(tables.Column):
    """A number, right-aligned, without idle zeros."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, attrs=kwargs.pop("attrs", RIGHT), **kwargs)

    def render(self, value):
        return amount(value)

    def value(self, value):
        return value


class ListTable(tables.Table):
    """The base: an empty cell is an em dash, an empty list is explained by the page.

    Attributes of a column are the same in every row.
    """

    def lines(self):
        """Rows of the page, each a list of cells (heading, attributes, content); what a column's cells share is
        worked out once, not once a cell."""
        shared = {column.name: (str(column.header), column.attrs["td"].as_html()) for column in self.columns}
        for row in self.paginated_rows:
            yield [(*shared[column.name], cell) for column, cell in row.items()]

    class Meta:
        default = "—"
        attrs = {"class": "table"}
        order_by_field = "sort"
