import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.core.filters import ListFilter, SearchInput
from apps.groups.choices import GroupKind
from apps.groups.models import FormerName, Group
from apps.groups.selectors import home_groups, of_semester
from apps.schools.models import Campus


class GroupFilter(ListFilter):
    """Without ``state`` the groups that exist today."""

    q = django_filters.CharFilter(
        label=_("Name, present or former"),
        widget=SearchInput(attrs={"placeholder": _("Name, present or former")}),
        method="named",
    )
    kind = django_filters.ChoiceFilter(choices=GroupKind, label=_("kind"))
    campus = django_filters.ModelChoiceFilter(queryset=Campus.objects.all(), label=_("campus"))
    state = django_filters.ChoiceFilter(
        choices=[
            ("ended", pgettext_lazy("of a group", "ended")),
            ("semester", _("teaching-research groups of the semester")),
            ("all", _("all, ended or not")),
        ],
        label=_("Existing or ended"),
        empty_label=pgettext_lazy("of a group", "existing"),
        method="in_state",
    )

    class Meta:
        model = Group
        fields = []

    def filter_queryset(self, queryset):
        found = super().filter_queryset(queryset)
        return found if self.form.cleaned_data.get("state") else found.between(self.request.today)

    def named(self, queryset, name, value):
        former = FormerName.objects.filter(name__icontains=value)
        return queryset.filter(Q(name__icontains=value) | Q(pk__in=former.values("group")))

    def in_state(self, queryset, name, value):
        if value == "semester" and (semester := self.request.semester):
            home = home_groups(semester.school, semester.starts_on, semester.ends_on)
            return queryset.filter(pk__in=of_semester(semester, home))
        return queryset.filter(ended_on__lt=self.request.today) if value == "ended" else queryset
