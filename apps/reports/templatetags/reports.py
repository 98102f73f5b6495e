"""Addresses behind the figures of a summary."""

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from apps.reports.links import address

register = template.Library()


@register.simple_tag(takes_context=True)
def opens(context, page: str, pk: int | None = None, query: str = "") -> str:
    """The address a figure opens on the page; nothing on paper."""
    return address(page, context["semester"].pk, pk, query) if page and context.get("linked") else ""


@register.simple_tag(takes_context=True)
def cell(context, column, shown):
    """A cell of a table: its figure, and where that opens. Codes stand on paper only."""
    linked = context.get("linked")
    if column.is_code and linked:
        return ""
    css = ' class="l"' if column.is_text else ' class="code"' if column.is_code else ""
    url = _opened(context, shown) if linked else shown.total.code_url if _is_link(column, shown) else ""
    content = format_html('<a href="{}">{}</a>', url, shown.text) if url else shown.text
    return format_html('<td{} data-label="{}">{}</td>', mark_safe(css), column.title, content)


def _opened(context, shown) -> str:
    return shown.total.url if shown.total else opens(context, shown.page, shown.pk, shown.query)


def _is_link(column, shown) -> bool:
    """On paper a code leads to the site, where its address is known."""
    return bool(column.is_code and shown.total and settings.SITE_ADDRESS)
