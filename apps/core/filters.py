"""The base of every list's filter."""

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_filters.conf import settings

from apps.core.names import people_named


class SearchInput(forms.TextInput):
    input_type = "search"


class ListFilter(django_filters.FilterSet):
    """Filters of a list. Choices of other rows are limited to what the user may see."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for item in self.filters.values():
            if isinstance(item, django_filters.ModelChoiceFilter):
                item.queryset = item.field.queryset = item.field.queryset.visible_to(self.request.user)
            if isinstance(item, django_filters.ChoiceFilter):
                given = item.extra.get("empty_label")
                item.field.empty_label = item.label if given in (None, settings.EMPTY_CHOICE_LABEL) else given

    def narrows(self) -> bool:
        """Whether one of the fields a phone folds away is set; what a link alone has set is shown above the list."""
        return any(
            self.request.GET.get(field.html_name) for field in self.form.visible_fields() if field.name != "q"
        )


class WordFilter(django_filters.CharFilter):
    """A search box: the rows in which any of ``fields`` contains what was typed; people are found by pinyin too."""

    def __init__(self, *fields, **kwargs):
        kwargs.setdefault("label", _("Search"))
        super().__init__(widget=SearchInput(attrs={"placeholder": kwargs["label"]}), **kwargs)
        self.names = fields

    def filter(self, queryset, value):
        for word in (value or "").split():
            fits = Q()
            for name in self.names:
                is_person = name.rpartition("__")[2] == "search_text"
                fits |= people_named(name, word) if is_person else Q(**{f"{name}__icontains": word})
            queryset = queryset.filter(fits)
        return queryset
