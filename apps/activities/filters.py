import django_filters
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from apps.activities.choices import CAME, MARKED, Attended
from apps.activities.models import Activity, Attendance
from apps.core.filters import ListFilter, WordFilter
from apps.credits.choices import Family
from apps.credits.models import EntryKind
from apps.credits.record_filters import OnePerson, RecordFilter, groups
from apps.groups.choices import GroupKind
from apps.groups.models import Group
from apps.groups.selectors import counted_for


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


class Counted(TextChoices):
    """What figures count: several states together."""

    EXPECTED = "marked", _("all who were expected")
    CAME = "came", _("all who came")


STATES = {Counted.EXPECTED: MARKED, Counted.CAME: CAME}


class AttendanceFilter(ListFilter):
    """By how one attended, by the group of the person, by kind of activity."""

    q = WordFilter("member__search_text", "activity__title", label=_("Name, pinyin or activity"))
    state = django_filters.ChoiceFilter(
        choices=[*Counted.choices, *Attended.choices], label=_("Attendance"), method="in_state"
    )
    group = django_filters.ModelChoiceFilter(queryset=groups, label=_("Group"), method="of_group")
    kind = django_filters.ModelChoiceFilter(
        queryset=EntryKind.objects.filter(family=Family.ACTIVITY),
        field_name="activity__kind",
        label=_("Kind"),
    )
    member = OnePerson(label=_("staff member"))

    class Meta:
        model = Attendance
        fields = []

    def in_state(self, queryset, name, value):
        return queryset.filter(state__in=STATES.get(value, [value]))

    def of_group(self, queryset, name, value):
        """Those of people who count for the group in the semester that is shown."""
        return queryset.filter(member__in=counted_for(value, self.request.semester))
