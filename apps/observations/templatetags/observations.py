"""Whose lesson one may log."""

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe

register = template.Library()

ROW = (
    '<li data-search="{}"{}><label><input type="radio" name="teacher" value="{}" required data-name="{}" data-note="{}"'
    ' data-subject="{}"{}> <span class="whom-name">{}</span> <span class="quiet">{}</span></label></li>'
)
CHECKED = mark_safe(" checked")
MARKS = {
    (recent, namesake): mark_safe(" data-recent" * recent + " data-namesake" * namesake)
    for recent in (False, True)
    for namesake in (False, True)
}


@register.simple_tag
def whom(people, chosen):
    """Everybody one may choose, hundreds of them; ``chosen`` is the key of one, as text or number."""
    rows = (
        (
            one.search_text, MARKS[one.is_recent, one.has_namesake], one.pk, one.name, one.note,
            one.subject_id or "", CHECKED if str(one.pk) == str(chosen) else "", one.name, one.note or one.number,
        )
        for one in people
    )  # fmt: skip
    return format_html_join("", ROW, rows)
