import django_filters
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.filters import ListFilter, WordFilter
from apps.notices.choices import ASKING, NoticeKind
from apps.notices.models import Notice, Robot


class Reading(models.TextChoices):
    UNREAD = "unread", _("unread")
    OPEN = "open", _("to be done")


class NoticeFilter(ListFilter):
    q = WordFilter("title", "body")
    state = django_filters.ChoiceFilter(choices=Reading.choices, method="by_state", label=_("all notices"))
    kind = django_filters.ChoiceFilter(choices=NoticeKind.choices, label=_("all kinds"))

    class Meta:
        model = Notice
        fields = []

    def by_state(self, queryset, name, value):
        if value == Reading.UNREAD:
            return queryset.unread()
        return queryset.filter(kind__in=ASKING, done_at=None)


class RobotFilter(ListFilter):
    q = WordFilter("name")

    class Meta:
        model = Robot
        fields = []
