"""How forms are drawn, and the fields they share."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.models import construct_instance
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

from apps.core.controls import WRITTEN
from apps.core.meanwhile import Guarded
from apps.core.text import clean_code, clean_name, clean_text


class Renderer(TemplatesSetting):
    """Forms are drawn by ``templates/generic/form_fields.html`` and ``templates/generic/field.html``."""

    form_template_name = "generic/form_fields.html"
    field_template_name = "generic/field.html"

    def render(self, template_name, context, request=None):
        """The commonest controls take no template."""
        written = WRITTEN.get(template_name)
        return written(context["widget"]) if written else super().render(template_name, context, request)


class DayInput(forms.DateInput):
    """The browser's own calendar; the value is always 2025-09-01."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%H:%M")


class SuggestInput(forms.TextInput):
    """A line of text that proposes what was written before; anything else may be typed.

    ``suggestions`` is set by the form: the proposals as texts.
    """

    template_name = "generic/suggest.html"
    suggestions: tuple[str, ...] = ()

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["list"] = f"{name}-suggestions"
        return context | {"suggestions": self.suggestions, "list_id": f"{name}-suggestions"}


class PeoplePicker(forms.CheckboxSelectMultiple):
    """Many people, ticked in a list that a search box narrows by name, pinyin, initials or number.

    For a ``ModelMultipleChoiceField`` of staff members; without script the whole list shows. Set
    ``note(member)`` to say something beside a name.
    """

    template_name = "generic/people.html"
    note = staticmethod(lambda member: "")

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        person = getattr(value, "instance", None)
        return option | {"person": person, "note": self.note(person)}


class PersonSelect(forms.Select):
    """One person of many: a search box above narrows the choice by name, pinyin, initials or number."""

    def __init__(self, attrs=None, choices=()):
        words = {
            "data-person": _("Find people by name, pinyin or number"), "data-some": _("people fit: choose one"),
            "data-none": _("Nobody of this name"),
        }  # fmt: skip
        super().__init__(words | (attrs or {}), choices)

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        if person := getattr(value, "instance", None):
            option["attrs"]["data-search"] = person.search_text
        return option


class NameField(forms.CharField):
    """One line of text with stray and full-width spaces, full-width letters and digits put right."""

    def to_python(self, value):
        return super().to_python(clean_name(value) if isinstance(value, str) else value)


class CodeField(forms.CharField):
    """A staff number or school code: half-width, upper case, no spaces."""

    def to_python(self, value):
        return super().to_python(clean_code(value) if isinstance(value, str) else value)


class ProseField(forms.CharField):
    """Longer text, kept as written but for invisible characters."""

    widget = forms.Textarea(attrs={"rows": 4})

    def to_python(self, value):
        return super().to_python(clean_text(value) if isinstance(value, str) else value)


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of uploads under one name, answered as a list; what they are is judged by ``apps.files``."""

    widget = FilesInput

    def clean(self, data, initial=None):
        clean_one = super().clean
        return [clean_one(upload, initial) for upload in data or ([None] if self.required else [])]


class RowForm(Guarded, forms.ModelForm):
    """A form for one row. What is there already is said at its field, in plain words; what somebody else changed
    meanwhile as well.

    Rules about days and numbers are left to the service, which can explain them; Django would only name the
    constraint.
    """

    def guarded_row(self):
        return self.instance if self.instance.pk else None

    def _post_clean(self):
        exclude = self._get_validation_exclusions()
        try:
            self.instance = construct_instance(self, self.instance, self._meta.fields, self._meta.exclude)
            self.instance.full_clean(exclude=exclude, validate_unique=False, validate_constraints=False)
        except ValidationError as refusal:
            self._update_errors(refusal)
        self.validate_unique()

    def validate_unique(self):
        super().validate_unique()
        exclude = self._get_validation_exclusions()
        for constraint in self.instance._meta.constraints:
            if isinstance(constraint, models.UniqueConstraint):
                conditions = constraint.condition.referenced_base_fields if constraint.condition else set()
                try:
                    constraint.validate(type(self.instance), self.instance, exclude=exclude - conditions)
                except ValidationError:
                    named = constraint.fields or [getattr(e, "name", "") for e in constraint.expressions]
                    self._say_taken([name for name in named if name in self.cleaned_data])

    def _say_taken(self, names):
        name = names[-1] if names else None
        words = _("%(value)s is there already: choose another, or edit the one in the list.")
        self.add_error(name, words % {"value": self.cleaned_data.get(name, "")})


class OwnedForm(RowForm):
    """A form for a row of the user's school: choices of other rows are limited to what the user may see.

    ``sections`` groups the fields of a long form: (legend, names of fields) each.
    """

    sections: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        if self.instance.pk is None and user.seat:
            self.instance.school = user.seat.school
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = field.queryset.visible_to(user)
                if not isinstance(field, forms.ModelMultipleChoiceField):
                    _search_people(field)
                    field.empty_label = _("Choose") if field.required else "—"
            elif isinstance(field, forms.MultipleChoiceField):
                continue
            elif isinstance(field, forms.ChoiceField):
                field.choices = [
                    (value, label) if value != "" else ("", _("Choose") if field.required else "—")
                    for value, label in field.choices
                ]
            elif isinstance(field, forms.DateField):
                field.widget = DayInput()
            elif isinstance(field, forms.TimeField):
                field.widget = TimeInput()
            if type(field) is forms.CharField and not isinstance(field.widget, forms.Textarea):
                field.to_python = _clean_line(field)

    def parts(self):
        """(legend, fields) of each section, for the template."""
        return [(legend, [self[name] for name in names]) for legend, names in self.sections]

    def _get_validation_exclusions(self):
        """Check uniqueness within the school too, although the school is not a field of the form."""
        return super()._get_validation_exclusions() - {"school"}


def _search_people(field):
    """A choice of one person gets its search box; a control of another kind stays as it is."""
    if type(field.widget) is forms.Select and hasattr(field.queryset.model, "search_text"):
        required, field.widget = field.widget.is_required, PersonSelect(field.widget.attrs)
        field.widget.is_required, field.widget.choices = required, field.choices


def _clean_line(field):
    plain = field.to_python
    return lambda value: plain(clean_name(value) if isinstance(value, str) else value)
