"""Filters that the lists of every kind of record share."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from apps.core.filters import ListFilter
from apps.core.forms import DayInput
from apps.groups.choices import GroupKind
from apps.groups.models import Group
from apps.groups.selectors import counted_for
from apps.staff.models import StaffMember


class OnePerson(django_filters.ModelChoiceFilter):
    """One staff member, named by a link; shown above the list as a chip that can be taken off."""

    def __init__(self, **kwargs):
        super().__init__(queryset=StaffMember.objects.all(), widget=forms.HiddenInput, **kwargs)


def groups(request):
    """Groups that one looks for; a mentor pair is found through its two people."""
    return Group.objects.exclude(kind=GroupKind.MENTOR_PAIR)


class RecordFilter(ListFilter):
    """Standing records unless withdrawn ones are asked for; by group; by day."""

    person = "author"
    day = "date"

    group = django_filters.ModelChoiceFilter(queryset=groups, label=_("Group"), method="of_group")
    first = django_filters.DateFilter(label=_("From"), widget=DayInput(), method="from_day")
    last = django_filters.DateFilter(label=_("Until"), widget=DayInput(), method="until_day")
    standing = django_filters.ChoiceFilter(
        choices=[("withdrawn", _("withdrawn")), ("all", _("standing and withdrawn"))],
        label=_("Standing or withdrawn"), empty_label=_("standing"), method="in_standing",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        """What every record has stands after what is particular to the kind."""
        super().__init__(*args, **kwargs)
        for name in ("first", "last", "standing"):
            self.filters.move_to_end(name)

    def filter_queryset(self, queryset):
        found = super().filter_queryset(queryset)
        return found if self.form.cleaned_data.get("standing") else found.live()

    def of_group(self, queryset, name, value):
        """Those whose person counts for the group in the semester that is shown."""
        return queryset.filter(**{f"{self.person}__in": counted_for(value, self.request.semester)})

    def from_day(self, queryset, name, value):
        return queryset.filter(**{f"{self.day}__gte": value})

    def until_day(self, queryset, name, value):
        return queryset.filter(**{f"{self.day}__lte": value})

    def in_standing(self, queryset, name, value):
        return queryset.exclude(withdrawn_at=None) if value == "withdrawn" else queryset
