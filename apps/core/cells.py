"""The cells of a list, worked out column by column.

django-tables2 finds out anew for every cell where its accessor leads, whether the field has choices and which
arguments the method takes. Here that is settled once a column; a row then only fetches, renders and escapes.
What comes out is the same (``tests/core/test_cells.py`` compares).
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache

from django.core.exceptions import FieldDoesNotExist
from django.utils.encoding import force_str
from django.utils.formats import localize
from django.utils.functional import Promise
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django_tables2.columns import Column
from django_tables2.rows import BoundRow
from django_tables2.utils import AttributeDict, signature


class ColumnCells:
    """What one column shows of each record, as HTML (``html``) or as a value for a file (``value``)."""

    def __init__(self, table, bound_column):
        self.table, self.bound_column = table, bound_column
        self.column = bound_column.column
        self.path = bound_column.accessor.bits
        self.labels = (
            {} if _has_choices(bound_column.accessor, table.data.model or table._meta.model) else None
        )

    def html(self) -> Callable[[object], str]:
        """Record → its cell, escaped; an empty one is told by its class, so that a phone may leave it out."""
        shown = _asked_of(self.bound_column.render, self)
        attributes = self.bound_column.attrs["td"]
        opening = self._opening(attributes)
        unknown = AttributeDict(attributes, **{"class": f"{attributes.get('class') or ''} none".strip()})
        link, empty = self._link(), f"{self._opening(unknown)}{as_html(self.bound_column.default)}</td>"

        def cell(record):
            value = self.fetch(record)
            if value in self.column.empty_values:
                return empty
            content = as_html(shown(record, value))
            return f"{opening}{link(record, value, content) if link else content}</td>"

        return cell

    def _opening(self, attributes: AttributeDict) -> str:
        return format_html('<td data-label="{}" {}>', self.bound_column.header, attributes.as_html())

    def value(self) -> Callable[[object], object]:
        """Record → what a file holds in its cell, None when it is empty."""
        own = self.bound_column.value
        shown_as_is = getattr(own, "__func__", None) is Column.value  # it would only ask ``render``
        valued = _asked_of(self.column.render if shown_as_is else own, self)

        def cell(record):
            value = self.fetch(record)
            if value in self.column.empty_values:
                return None
            return force_str(valued(record, value), strings_only=True)

        return cell

    def fetch(self, record):
        """Where the accessor leads; of a field with choices its label. None when the way ends early."""
        value = record
        for name in self.path[:-1]:
            value = _step(value, name)
            if value is None:
                return None
        last = self.path[-1]
        if self.labels is None:
            return _step(value, last)
        stored = getattr(value, last)
        if stored not in self.labels:
            self.labels[stored] = getattr(value, f"get_{last}_display")()
        return self.labels[stored]

    def _link(self):
        """(record, value, content) → the content as a link, unless it leads nowhere; None for columns without."""
        link = self.bound_column.link
        if link is None:
            return None
        address = _asked_of(link.url, self) if callable(link.url) else self._composed
        attributes = AttributeDict(link.attrs or {}).as_html()
        opening = f"<a {attributes} href=" if attributes else "<a href="

        def linked(record, value, content):
            url = address(record, value)
            return content if url is None else mark_safe(f'{opening}"{escape(url)}">{content}</a>')

        return linked

    def _composed(self, record, value):
        return self.bound_column.link.compose_url(record=record, bound_column=self.bound_column)


def body(table, records: Iterable) -> SafeString:
    """The rows of a table's body. Attributes of a column are the same in every row."""
    cells = [ColumnCells(table, column).html() for column in table.columns]
    rows = [f"<tr>{''.join([cell(record) for cell in cells])}</tr>" for record in records]
    return mark_safe("\n".join(rows))


def for_file(table) -> list:
    """The columns a file has."""
    return [column for column in table.columns if not column.column.exclude_from_export]


def values(table, records: Iterable) -> Iterator[list]:
    """The rows of a table as values for a file, without the columns that are for the page alone."""
    cells = [ColumnCells(table, column).value() for column in for_file(table)]
    return ([cell(record) for cell in cells] for record in records)


def as_html(content) -> str:
    """As a template would show it."""
    return conditional_escape(content if isinstance(content, (str, Promise)) else localize(content))


def _step(value, name: str):
    value = value.get(name) if isinstance(value, dict) else getattr(value, name, None)
    if callable(value) and not getattr(value, "do_not_call_in_templates", False):
        return value()
    return value


def _has_choices(accessor, model) -> bool:
    try:
        field = accessor.get_field(model) if model else None
    except FieldDoesNotExist:
        return False
    return bool(getattr(field, "choices", None)) and field.name == accessor.bits[-1]


_arguments = cache(signature)  # of a function, whose arguments do not change


def _asked_of(method: Callable, cells: ColumnCells) -> Callable[[object, object], object]:
    """(record, value) → what the method says, given those of its arguments that it names."""
    names, takes_all = _arguments(getattr(method, "__func__", method))
    table, column, bound_column = cells.table, cells.column, cells.bound_column
    shared = {"table": table, "column": column, "bound_column": bound_column}
    wanted = {"record", "value", "bound_row", *shared} if takes_all else set(names)
    given = {name: shared[name] for name in wanted & shared.keys()}

    def ask(record, value):
        if "record" in wanted:
            given["record"] = record
        if "value" in wanted:
            given["value"] = value
        if "bound_row" in wanted:
            given["bound_row"] = BoundRow(record, table)
        return method(**given)

    return ask
