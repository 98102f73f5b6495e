import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.core.filters import ListFilter, SearchInput, WordFilter
from apps.core.forms import DayInput
from apps.credits.addresses import ALL, UNITS
from apps.credits.choices import Family
from apps.credits.models import Entry, EntryKind
from apps.credits.record_filters import OnePerson, groups
from apps.groups.selectors import counted_for
from apps.schools.models import Campus
from apps.staff.models import StaffMember


class KindChoice(django_filters.fields.ModelChoiceField):
    def label_from_instance(self, kind):
        """With its family: an open lesson may be an activity or a lesson observed."""
        return f"{Family(kind.family).label} · {kind.name}"


class KindFilter(django_filters.ModelChoiceFilter):
    field_class = KindChoice


class EntryFilter(ListFilter):
    """Without ``state`` the entries that count. ``member`` comes with links and is shown as a chip."""

    q = WordFilter("member__search_text", "group__name", "title", label=_("Name, pinyin, number or title"))
    member = OnePerson(label=_("staff member"))
    family = django_filters.ChoiceFilter(choices=Family, field_name="kind__family", label=_("family"))
    kind = KindFilter(queryset=EntryKind.objects.all(), label=_("kind"))
    group = django_filters.ModelChoiceFilter(queryset=groups, label=_("group"), method="of_group")
    first = django_filters.DateFilter(
        field_name="date", lookup_expr="gte", label=_("From"), widget=DayInput()
    )
    last = django_filters.DateFilter(
        field_name="date", lookup_expr="lte", label=_("Until"), widget=DayInput()
    )
    state = django_filters.ChoiceFilter(
        choices=[("all", _("all, with reversals"))], label=_("Counting or reversed"),
        empty_label=pgettext_lazy("of ledger entries", "counting"), method="in_state",
    )  # fmt: skip

    unit = django_filters.ChoiceFilter(
        choices=[(unit, unit) for unit in UNITS], widget=forms.HiddenInput, method="as_it_is"
    )  # which of the sums the address of a total means
    semester = django_filters.CharFilter(widget=forms.HiddenInput, method="as_it_is")

    class Meta:
        model = Entry
        fields = []

    @property
    def semester_shown(self):
        """The chosen semester; None for a list of several (``semester=all``)."""
        return None if self.form.cleaned_data.get("semester") == ALL else self.request.semester

    def filter_queryset(self, queryset):
        found = super().filter_queryset(queryset)
        return found if self.form.cleaned_data.get("state") else found.standing()

    def of_group(self, queryset, name, group):
        """What the group holds itself, and what its members of the semester hold."""
        return queryset.filter(group=group) | queryset.filter(
            member__in=counted_for(group, self.semester_shown)
        )

    def in_state(self, queryset, name, value):
        return queryset

    as_it_is = in_state


class EntryKindFilter(ListFilter):
    q = WordFilter("name", label=_("Name of the kind"))
    family = django_filters.ChoiceFilter(choices=Family, label=_("family"))

    class Meta:
        model = EntryKind
        fields = []


class HoursFilter(ListFilter):
    q = django_filters.CharFilter(
        label=_("Name, pinyin or number"), method="search",
        widget=SearchInput(attrs={"placeholder": _("Name, pinyin or number")}),
    )  # fmt: skip
    group = django_filters.ModelChoiceFilter(queryset=groups, label=_("group"), method="of_group")
    campus = django_filters.ModelChoiceFilter(queryset=Campus.objects.all(), label=_("campus"))
    state = django_filters.ChoiceFilter(
        choices=[("met", _("hours reached")), ("short", _("hours not reached"))],
        label=_("Reached or not"), method="in_state",
    )  # fmt: skip

    class Meta:
        model = StaffMember
        fields = []

    def search(self, queryset, name, value):
        return queryset.search(value)

    def of_group(self, queryset, name, group):
        return queryset.filter(pk__in=counted_for(group, self.request.semester))

    def in_state(self, queryset, name, value):
        return queryset.filter(hours_state=value)
