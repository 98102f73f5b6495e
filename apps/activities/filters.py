import django_filters
from django import forms
from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from apps.activities.choices import CAME, MARKED, Attended, Side
from apps.activities.models import FIXED, Activity, Attendance
from apps.core.filters import ListFilter, WordFilter
from apps.credits.choices import Family
from apps.credits.models import EntryKind
from apps.credits.record_filters import OnePerson, RecordFilter, groups
from apps.groups.choices import GroupKind
from apps.groups.models import Group
from apps.groups.selectors import counted_for

# What an address may say of a list without narrowing it.
PLAIN = {"page", "sort", "semester", "export", "side"}


def own_groups(user) -> frozenset[int]:
    return user.seat.group_ids | user.seat.led_group_ids


def opening_side(user, asked) -> str:
    """What the page opens with: a teacher's own, a leader's groups; all for the school, and where a link narrows."""
    seat = user.seat
    if seat.sees_school or seat.member_id is None or any(v for k, v in asked.items() if k not in PLAIN):
        return Side.ALL
    return Side.GROUP if seat.is_leader else Side.MINE


class ActivityFilter(RecordFilter):
    """By whose it is, by kind, by organiser, by what has been held or is to come."""

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
    fixed = django_filters.ChoiceFilter(
        choices=[("yes", _("time, place and speaker fixed")), ("no", _("not all fixed"))],
        label=_("Fixed or open"), method="fixed_or_not",
    )  # fmt: skip
    side = django_filters.ChoiceFilter(choices=Side, widget=forms.HiddenInput, method="on_side")

    class Meta:
        model = Activity
        fields = []

    def on_side(self, queryset, name, value):
        """One takes part in what one is on the list of, and in what one speaks at."""
        user = self.request.user
        if value == Side.GROUP:
            return queryset.filter(organiser__in=own_groups(user))
        if value == Side.MINE:
            me = user.seat.member_id
            listed = Attendance.objects.filter(member=me).values("activity")
            return queryset.filter(Q(pk__in=listed) | Q(speaker=me))
        return queryset

    def held_or_not(self, queryset, name, value):
        today = self.request.today
        return queryset.filter(date__lte=today) if value == "yes" else queryset.filter(date__gt=today)

    def fixed_or_not(self, queryset, name, value):
        return queryset.filter(FIXED) if value == "yes" else queryset.exclude(FIXED)


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
