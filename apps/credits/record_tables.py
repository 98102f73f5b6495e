"""Columns that the lists of every kind of record share."""

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from apps.core.templatetags.core import linked


class PersonColumn(tables.Column):
    """A staff member: a link to their page, the plain name in a file. Name where it sorts (``order_by``)."""

    def render(self, value):
        return linked(value)

    def value(self, value):
        return value.name


class OwnerColumn(PersonColumn):
    """Whose the record is: left out of a page on which it would be oneself in every row; a file keeps it."""


class RecordColumn(tables.Column):
    """The column that leads to the record, and says so when it was withdrawn."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, linkify=True, **kwargs)

    def render(self, value, record):
        if record.withdrawn_at is None:
            return value
        return format_html('{} <span class="tag tag-wrong">{}</span>', value, _("withdrawn"))

    def value(self, value, record):
        return value if record.withdrawn_at is None else f"{value}（{_('withdrawn')}）"


class TagColumn(tables.Column):
    """One of a few words, set off as a tag; ``tones`` maps a stored value to met, close, wrong or info."""

    def __init__(self, *args, tones: dict | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.tones = tones or {}

    def render(self, value, record, bound_column):
        tone = self.tone(record, bound_column.name)
        return format_html('<span class="tag{}">{}</span>', f" tag-{tone}" if tone else "", value)

    def tone(self, record, name: str) -> str | None:
        return self.tones.get(getattr(record, name, None))

    def value(self, value):
        return str(value)


class StateColumn(TagColumn):
    """How far the review of a record is; of one that was withdrawn that it is."""

    def render(self, record, bound_column):
        return super().render(state_said(record), record, bound_column)

    def tone(self, record, name):
        return "wrong" if record.withdrawn_at else super().tone(record, name)

    def value(self, record):
        return str(state_said(record))


def state_said(record):
    """The state of a record that is reviewed, in words."""
    return _("withdrawn") if record.withdrawn_at else record.get_state_display()
