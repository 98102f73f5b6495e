"""Filters that the lists of every kind of record share."""

import django_filters
from django.utils.translation import gettext_lazy as _

from apps.core.filters import ListFilter
from apps.core.forms import DayInput
from apps.groups.models import Group, Membership


class RecordFilter(ListFilter):
    """Standing records unless withdrawn ones are asked for; by group; by day."""

    person = "author"
    day = "date"

    group = django_filters.ModelChoiceFilter(
        queryset=Group.objects.all(), label=_("Group"), method="of_group"
    )
    first = django_filters.DateFilter(label=_("From"), widget=DayInput(), method="from_day")
    last = django_filters.DateFilter(label=_("Until"), widget=DayInput(), method="until_day")
    standing = django_filters.ChoiceFilter(
        choices=[("withdrawn", _("withdrawn")), ("all", _("standing and withdrawn"))],
        label=_("Standing or withdrawn"), empty_label=_("standing"), method="in_standing",
    )  # fmt: skip

    def filter_queryset(self, queryset):
        found = super().filter_queryset(queryset)
        return found if self.form.cleaned_data.get("standing") else found.live()

    def of_group(self, queryset, name, value):
        """Those whose person belongs to the group in the semester that is shown."""
        semester = self.request.semester
        held = Membership.objects.filter(group=value)
        if semester:
            held = held.between(semester.starts_on, semester.ends_on)
        return queryset.filter(**{f"{self.person}__in": held.values("member")})

    def from_day(self, queryset, name, value):
        return queryset.filter(**{f"{self.day}__gte": value})

    def until_day(self, queryset, name, value):
        return queryset.filter(**{f"{self.day}__lte": value})

    def in_standing(self, queryset, name, value):
        return queryset.exclude(withdrawn_at=None) if value == "withdrawn" else queryset
