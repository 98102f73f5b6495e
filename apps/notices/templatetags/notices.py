"""The bell, for the head of every page."""

from django import template

from apps.notices import selectors

register = template.Library()


@register.inclusion_tag("notices/bell.html", takes_context=True)
def bell(context):
    """A link to the notices with the number of unread ones; one query, none for whoever gets no notices."""
    seat = getattr(context["request"].user, "seat", None)
    unread = selectors.unread_count(seat.member_id) if seat else 0
    return {
        "seated": seat is not None,
        "unread": unread,
        "shown": unread if unread <= selectors.MANY else f"{selectors.MANY}+",
        "area": context.get("area"),
    }
