import django_filters
from django.utils.translation import gettext_lazy as _

from apps.approvals import things
from apps.approvals.models import Case
from apps.core.filters import ListFilter, WordFilter
from apps.groups.models import Group


class InboxFilter(ListFilter):
    q = WordFilter("title", "author__search_text", label=_("Title, name or pinyin"))
    subject = django_filters.ChoiceFilter(
        label=_("What"), choices=lambda: [(t.subject, t.label) for t in things.all_things()]
    )
    group = django_filters.ModelChoiceFilter(
        label=_("Group"), queryset=Group.objects.all(), field_name="author__memberships__group", distinct=True
    )
    late = django_filters.ChoiceFilter(label=_("Due"), choices=[("1", _("late"))], method="only_late")

    class Meta:
        model = Case
        fields = []

    def only_late(self, queryset, name, value):
        return queryset.filter(due_on__lt=self.request.today)
