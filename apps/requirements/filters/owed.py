import django_filters
from django.utils.translation import gettext_lazy as _

from apps.core.filters import ListFilter, WordFilter
from apps.groups.choices import GroupKind
from apps.groups.models import Group
from apps.staff.models import StaffMember


class OwedFilter(ListFilter):
    q = WordFilter("search_text")

    class Meta:
        model = StaffMember
        fields = []


class GroupOwedFilter(ListFilter):
    q = WordFilter("name")
    kind = django_filters.ChoiceFilter(choices=GroupKind, label=_("kind"))

    class Meta:
        model = Group
        fields = []
