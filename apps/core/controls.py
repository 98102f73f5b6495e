"""The commonest form controls as HTML, written without a template each: a page of filters or a form has dozens of them,
and a select hundreds of options. What comes out is what Django's own templates write (``tests/core/test_controls.py``
compares).
"""

from django.utils.formats import localize
from django.utils.functional import Promise
from django.utils.html import conditional_escape

INPUTS = (
    "checkbox", "color", "date", "datetime", "email", "file", "hidden", "input", "number", "password", "search",
    "tel", "text", "time", "url",
)  # fmt: skip


def attributes(attrs: dict) -> str:
    """`` name="value"`` of each; the name alone of what is True, nothing of what is False."""
    return "".join(
        f" {name}" if value is True else f' {name}="{_plain(value)}"'
        for name, value in attrs.items()
        if value is not False
    )


def control(widget: dict) -> str:
    """An ``<input>``."""
    value = "" if widget["value"] is None else f' value="{_plain(widget["value"])}"'
    name = conditional_escape(widget["name"])
    return f'<input type="{widget["type"]}" name="{name}"{value}{attributes(widget["attrs"])}>'


def textarea(widget: dict) -> str:
    text = _shown(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{conditional_escape(widget["name"])}"{attributes(widget["attrs"])}>\n{text}</textarea>'


def select(widget: dict) -> str:
    groups = "".join(
        _within("optgroup", group, "".join([_option(option) for option in options]))
        for group, options, _index in widget["optgroups"]
    )
    return (
        f'<select name="{conditional_escape(widget["name"])}"{attributes(widget["attrs"])}>{groups}</select>'
    )


def _within(tag: str, label, options: str) -> str:
    return f'<{tag} label="{_shown(label)}">{options}</{tag}>' if label else options


def _option(option: dict) -> str:
    return f'<option value="{_plain(option["value"])}"{attributes(option["attrs"])}>{_shown(option["label"])}</option>'


def _plain(value) -> str:
    return conditional_escape(value if isinstance(value, (str, Promise)) else str(value))


def _shown(value) -> str:
    return conditional_escape(value if isinstance(value, (str, Promise)) else localize(value))


# Django's name of a template → what writes it here.
WRITTEN = {f"django/forms/widgets/{name}.html": control for name in INPUTS} | {
    "django/forms/widgets/textarea.html": textarea,
    "django/forms/widgets/select.html": select,
}
