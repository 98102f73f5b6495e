"""Controls written without a template are what Django's own templates write."""

import re

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from apps.core.filters import SearchInput
from apps.core.forms import DayInput, Renderer, TimeInput

CHOICES = [
    ("", "—"), (1, _("Home")), ("<2>", 'a "b" & <c>'), ("Y", [("y1", mark_safe("<i>")), (12345, 67890)]), (None, None),
]  # fmt: skip
ATTRS = {
    "id": "id_x",
    "class": "form-control",
    "required": True,
    "disabled": False,
    "data-n": 7,
    "title": 'a"<b>',
}
WIDGETS = [
    (forms.TextInput(), None), (forms.TextInput(), ""), (forms.TextInput(), 'a"<b>&amp;'), (SearchInput(), "张"),
    (forms.NumberInput(), 1234.5), (DayInput(), "2025-09-01"), (TimeInput(), "08:00"), (forms.EmailInput(), "a@b.cn"),
    (forms.HiddenInput(), 7), (forms.PasswordInput(), "never shown"), (forms.CheckboxInput(), True),
    (forms.CheckboxInput(), False), (forms.FileInput(), None), (forms.Textarea({"rows": 3}), "\n<p>a\nb</p>"),
    (forms.Textarea(), None), (forms.Select(choices=CHOICES), "1"), (forms.Select(choices=CHOICES), 12345),
    (forms.Select(choices=CHOICES), ""), (forms.NullBooleanSelect(), True),
    (forms.SelectMultiple(choices=CHOICES), ["1", "<2>"]),
]  # fmt: skip


@pytest.mark.parametrize(("widget", "value"), WIDGETS)
def test_a_control_is_written_as_by_django(widget, value):
    own = widget.render("x", value, ATTRS, renderer=Renderer())
    django = widget.render("x", value, ATTRS, renderer=DjangoTemplates())
    assert squeezed(own) == squeezed(django)


def squeezed(html):
    """Without line breaks between tags."""
    return re.sub(r"\s*\n\s*<", "<", html).strip()
