"""Small helps for templates: days, numbers, form controls, bars."""

from datetime import date, datetime
from decimal import Decimal

from django import forms, template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from apps.core.links import page

register = template.Library()


@register.filter
def day(value: date | None) -> str:
    """2025年9月1日 in Chinese, 2025-09-01 in English; of a moment, the day at the school."""
    if value is None:
        return ""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    if (get_language() or "").startswith("zh"):
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value:%Y-%m-%d}"


@register.filter
def amount(value) -> str:
    """A number without idle zeros: 3.00 is 3, 2.50 is 2.5."""
    if value is None or value == "":
        return "—"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}" if value else "0"
    return str(value)


@register.filter
def percent(part, whole) -> str:
    """Share in percent with one decimal; an em dash of nothing."""
    return f"{Decimal(part) * 100 / Decimal(whole):.1f}%" if whole else "—"


@register.filter
def styled(field) -> str:
    """A form control with the classes its kind wants."""
    widget = field.field.widget
    if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        return field.as_widget()
    if isinstance(widget, forms.CheckboxInput):
        css = "form-check-input"
    elif isinstance(widget, forms.Select):
        css = "form-select"
    else:
        css = "form-control"
    if field.errors:
        css += " is-invalid"
    return field.as_widget(attrs={"class": css})


@register.simple_tag(takes_context=True)
def nav_item(context, name: str, url_name: str, label: str, count: int = 0):
    """A line of the main menu; it is lit on the pages whose ``area`` has its name. ``count`` tells what waits there."""
    return format_html(
        '<li><a href="{}"{}>{}{}</a></li>',
        page(url_name),
        mark_safe(' class="on" aria-current="page"') if context.get("area") == name else "",
        label,
        format_html(' <span class="nav-count">{}</span>', count) if count else "",
    )


@register.simple_tag
def bar(value, total, label: str, tone: str = ""):
    """A bar of a share, with words for those who cannot see it. ``tone`` is met, close or empty."""
    css = f"bar bar-{tone}" if tone else "bar"
    html = '<progress class="{}" value="{}" max="{}" aria-label="{}">{}</progress>'
    return format_html(html, css, value or 0, total or 1, label, label)


@register.filter
def linked(thing) -> str:
    """The thing's name as a link to its page; an em dash for nothing."""
    return format_html('<a href="{}">{}</a>', thing.get_absolute_url(), thing) if thing else "—"
