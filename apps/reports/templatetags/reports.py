"""Addresses behind the figures of a summary."""

from django import template

from apps.reports.links import address

register = template.Library()


@register.simple_tag(takes_context=True)
def opens(context, page: str, pk: int | None = None, query: str = "") -> str:
    """The address a figure opens on the page; nothing on paper."""
    return address(page, context["semester"].pk, pk, query) if page and context.get("linked") else ""
