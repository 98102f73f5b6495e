"""What is sent goes through the form of the page, so that both refuse the same."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _


def filled(
    form_class, sent: dict, *, names: dict[str, str] | None = None, files=None, **kwargs
) -> forms.BaseForm:
    """The form, filled with what was sent and otherwise with what it shows; valid.

    ``names`` translates a name of the API into that of the form. Raises ValidationError by field.
    """
    names = names or {}
    blank = form_class(**kwargs)
    strange = [name for name in sent if names.get(name, name) not in blank.fields]
    if strange:
        raise ValidationError({name: _("This cannot be set here. Leave it out.") for name in strange})
    values = {name: _shown(blank[name].value()) for name in blank.fields}
    values |= {names.get(name, name): _sent(value) for name, value in sent.items()}
    form = form_class(data=_as_data(blank, values), files=files or MultiValueDict(), **kwargs)
    if not form.is_valid():
        back = {inner: outer for outer, inner in names.items()}
        raise ValidationError(
            {back.get(name, name): errors for name, errors in form.errors.as_data().items()}
        )
    return form


def _as_data(blank: forms.BaseForm, values: dict) -> MultiValueDict:
    """What a browser would send of these values; a control of several inputs says itself how."""
    data = MultiValueDict()
    for name, value in values.items():
        widget = blank.fields[name].widget
        if hasattr(widget, "put"):
            widget.put(data, name, (value or {}).items())
        elif isinstance(value, list):
            data.setlist(name, value)
        elif value is not None:
            data[name] = value
    return data


def _shown(value):
    """A value as the page's form would send it back."""
    return [str(getattr(item, "pk", item)) for item in value] if isinstance(value, list | tuple) else value


def _sent(value):
    if value is None:
        return ""
    if isinstance(value, list):
        return [str(item) for item in value]
    return str(value) if isinstance(value, Decimal | int) and not isinstance(value, bool) else value
