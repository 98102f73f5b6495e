import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.core.filters import ListFilter, WordFilter


class GrantFilter(ListFilter):
    q = WordFilter("member__search_text", "group__name", "shown_reason", label=_("Name, pinyin or reason"))
    state = django_filters.ChoiceFilter(
        label=_("Show"), choices=[("live", _("what holds")), ("withdrawn", _("what was taken back"))],
        empty_label=_("all exceptions"), method="of_state",
    )  # fmt: skip

    def of_state(self, queryset, name, value):
        return queryset.filter(Q(withdrawn_at=None) if value == "live" else Q(withdrawn_at__isnull=False))
