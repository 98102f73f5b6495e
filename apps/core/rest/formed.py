"""Endpoints that are a form of a page and the service behind it: the form describes what is sent and judges it."""

from functools import cache

from django import forms
from django.contrib.postgres.forms import SimpleArrayField
from rest_framework import serializers

from apps.core.rest.fields import ClockField, IdField, Nothing
from apps.core.rest.forms import filled
from apps.core.rest.uploads import FileField, FilesField, split_files
from apps.core.rest.views import Act, ChangingItem, CreatingCollection, Item

LONGEST, LARGEST = 4000, 2**31 - 1


def _words(field, required: bool, plain: dict):
    """One of several: words known before the form is made are named, others are any text."""
    known = (
        [] if callable(field.choices) else [(str(word), said) for word, said in field.choices if word != ""]
    )
    said = {**plain, "allow_blank": not required}
    return serializers.ChoiceField(known, **said) if known else serializers.CharField(max_length=200, **said)


def _text(field, required: bool, plain: dict):
    longest = field.max_length or LONGEST
    return serializers.CharField(max_length=longest, allow_blank=not required, trim_whitespace=False, **plain)


def _number(field, required: bool, plain: dict):
    least = -LARGEST if field.min_value is None else field.min_value
    most = LARGEST if field.max_value is None else field.max_value
    return serializers.IntegerField(min_value=least, max_value=most, allow_null=not required, **plain)


def _decimal(field, required: bool, plain: dict):
    return serializers.DecimalField(
        max_digits=field.max_digits or 12, decimal_places=field.decimal_places or 2, allow_null=not required,
        min_value=field.min_value, max_value=field.max_value, **plain,
    )  # fmt: skip


def _empty_or(make):
    return lambda field, required, plain: make(allow_null=not required, **plain)


# The first class a field of a form belongs to says what it is in JSON.
KINDS = (
    (forms.BooleanField, lambda field, required, plain: serializers.BooleanField(**plain)),
    (forms.ModelMultipleChoiceField, lambda f, r, p: serializers.ListField(child=IdField(), max_length=1000, **p)),
    (forms.ModelChoiceField, _empty_or(IdField)),
    (forms.MultipleChoiceField, lambda f, r, p: serializers.ListField(child=_words(f, True, {}), **p)),
    (forms.ChoiceField, _words),
    (forms.DecimalField, _decimal),
    (forms.IntegerField, _number),
    (forms.DateField, _empty_or(serializers.DateField)),
    (forms.TimeField, _empty_or(ClockField)),
    (forms.FileField, lambda f, r, p: (FilesField if hasattr(f.widget, "allow_multiple_selected") else FileField)(**p)),
    (SimpleArrayField, lambda f, r, p: serializers.ListField(child=serializers.CharField(max_length=200), **p)),
    (forms.CharField, _text),
)  # fmt: skip


@cache
def input_of(
    form_class: type[forms.BaseForm],
    *,
    changes: bool = False,
    filled_in: tuple[str, ...] = (),
    left_out: tuple[str, ...] = (),
) -> type[serializers.Serializer]:
    """The serializer of what a form takes; of ``changes``, and of what is ``filled_in``, nothing is required.

    Raises LookupError for a field that has no equal in JSON: such an endpoint names its own serializer.
    """
    fields = {
        name: _field(field, is_free=changes or name in filled_in)
        for name, field in form_class.base_fields.items()
        if name not in left_out
    }
    app = form_class.__module__.split(".")[1].title()  # forms of two apps may have one name
    name = f"{app}{form_class.__name__.removesuffix('Form')}{'Change' if changes else 'In'}"
    return type(name, (serializers.Serializer,), {**fields, "__doc__": ""})


def _field(field: forms.Field, *, is_free: bool) -> serializers.Field:
    """A field that begins with a value, as a new row shows it, need not be sent."""
    required = field.required and not isinstance(field, forms.BooleanField)
    plain = {"required": required and not is_free and field.initial is None, "label": field.label}
    make = next((make for kind, make in KINDS if isinstance(field, kind)), None)
    if make is None:
        raise LookupError(f"{type(field).__name__} has no equal in JSON")
    return make(field, required, plain)


class Formed:
    """Mixed into an endpoint: ``form_class`` is the form of the page, ``save(form)`` calls the service of the page.

    What may be sent is read from the form, unless ``takes`` says it. Names under which a field of the form is sent
    otherwise stand in ``names``; those the endpoint fills in, where nothing is sent, in ``filled_in``; those that are
    for the page alone in ``left_out``.
    """

    form_class: type[forms.BaseForm] | None = None
    names: dict[str, str] = {}
    filled_in: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        if cls.form_class is None:
            return
        for method in set(cls.may) - {"get"} - set(cls.takes) - set(cls.uploads):
            takes = input_of(
                cls.form_class, changes=method == "patch", filled_in=cls.filled_in, left_out=cls.left_out
            )
            cls.takes = cls.takes | {method: takes}

    def form_kwargs(self) -> dict:
        return {"user": self.request.user}

    def form(self, sent: dict, **kwargs) -> forms.BaseForm:
        """The form with what was sent; raises ValidationError by field."""
        texts, files = split_files(sent)
        return filled(self.form_class, texts, names=self.names, files=files, **self.form_kwargs(), **kwargs)

    def save(self, form):
        """Call the service of the page; answers what was made."""
        raise NotImplementedError


class FormedList(Formed, CreatingCollection):
    """A list that takes a new row through the form of the page."""

    def create(self, sent):
        return self.save(self.form(sent))


class FormedItem(Formed, ChangingItem):
    """One row, changed through the form of the page."""

    def change(self, sent):
        self.save(self.form(sent, instance=self.object))


class FormedAct(Formed, Act):
    """An act on one row, through the form of the page."""

    def act(self, sent):
        self.save(self.form(sent))


class PlainAct(Act):
    """An act on one row that needs no input: ``act(sent)`` calls the service."""

    takes = {"post": Nothing}


class Removal(Item):
    """POST removes the row; answers it as it was."""

    takes = {"post": Nothing}

    def get(self, request, *args, **kwargs):
        return self.http_method_not_allowed(request)

    def post(self, request, *args, **kwargs):
        self.input()
        gone = self.told(self.object)
        self.remove()
        return gone

    def remove(self) -> None:
        """Call the service."""
        raise NotImplementedError
