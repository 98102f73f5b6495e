import django_filters
from django.utils.translation import gettext_lazy as _

from apps.approvals import things
from apps.approvals.choices import DECIDED, CaseState
from apps.approvals.models import Case
from apps.core.filters import ListFilter, WordFilter
from apps.groups.choices import GroupKind
from apps.groups.models import Group, Membership
from apps.schools.filters import WeekFilter
from apps.schools.models import Grade, Subject

ORDERS = {
    "": ("submitted_at", "pk"),
    "due": ("due_on", "submitted_at", "pk"),
    "newest": ("-submitted_at", "-pk"),
}


def groups(request):
    return Group.objects.exclude(kind=GroupKind.MENTOR_PAIR)


class InboxFilter(ListFilter):
    """What waits for one; with a state, what one has decided, or what was withdrawn."""

    q = WordFilter("title", "author__search_text", label=_("Title, name or pinyin"))
    subject = django_filters.ChoiceFilter(
        label=_("What"), choices=lambda: [(t.subject, t.label) for t in things.all_things()]
    )
    group = django_filters.ModelChoiceFilter(label=_("Group"), queryset=groups, method="of_group")
    course = django_filters.ModelChoiceFilter(label=_("Subject"), queryset=Subject.objects.all())
    grade = django_filters.ModelChoiceFilter(label=_("Grade"), queryset=Grade.objects.all())
    week = WeekFilter()
    late = django_filters.ChoiceFilter(label=_("Due"), choices=[("1", _("overdue"))], method="only_late")
    state = django_filters.ChoiceFilter(
        label=_("State"), empty_label=_("waiting for me"), method="decided",
        choices=[(s.value, s.label) for s in (*DECIDED, CaseState.WITHDRAWN)],
    )  # fmt: skip

    class Meta:
        model = Case
        fields = []

    def filter_queryset(self, queryset):
        """What lies with the user, unless decided things are asked for."""
        user = self.request.user
        chosen = self.form.cleaned_data
        rows = queryset.reviewed_by(user) if chosen.get("state") else queryset.lying_with(user)
        return super().filter_queryset(rows.order_by(*ORDERS[""]))

    def of_group(self, queryset, name, value):
        held = Membership.objects.filter(group=value).between(self.request.today)
        return queryset.filter(author__in=held.values("member"))

    def only_late(self, queryset, name, value):
        return queryset.filter(due_on__lt=self.request.today)

    def decided(self, queryset, name, value):
        return queryset.filter(state=value)


class QueueFilter(InboxFilter):
    """The inbox as a queue; a list is sorted by its columns instead."""

    order = django_filters.ChoiceFilter(
        label=_("Order"), empty_label=_("longest waiting first"), method="ordered",
        choices=[("due", _("due first")), ("newest", _("newest first"))],
    )  # fmt: skip

    def ordered(self, queryset, name, value):
        return queryset.order_by(*ORDERS[value])
