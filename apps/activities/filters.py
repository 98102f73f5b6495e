import django_filters
from django.utils.translation import gettext_lazy as _

from apps.activities.models import Activity
from apps.core.filters import WordFilter
from apps.credits.choices import Family
from apps.credits.models import EntryKind
from apps.credits.record_filters import RecordFilter
from apps.groups.choices import GroupKind
from apps.groups.models import Group


class ActivityFilter(RecordFilter):
    """By kind, by organiser, by what has been held or is to come."""

    q = WordFilter(
        "title", "code", "place", "speaker__search_text", label=_("Title, number, place or speaker")
    )
    kind = django_filters.ModelChoiceFilter(
        queryset=EntryKind.objects.filter(family=Family.ACTIVITY), label=_("Kind")
    )
    group = django_filters.ModelChoiceFilter(
        queryset=Group.objects.exclude(kind=GroupKind.MENTOR_PAIR), field_name="organiser",
        label=_("Organised by"), null_label=_("the whole school"),
    )  # fmt: skip
    held = django_filters.ChoiceFilter(
        choices=[("yes", _("held")), ("no", _("to come"))], label=_("Held or to come"), method="held_or_not"
    )

    class Meta:
        model = Activity
        fields = []

    def held_or_not(self, queryset, name, value):
        today = self.request.today
        return queryset.filter(date__lte=today) if value == "yes" else queryset.filter(date__gt=today)
