import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from apps.core.filters import WordFilter
from apps.credits.choices import Family
from apps.credits.models import EntryKind
from apps.credits.record_filters import OnePerson, RecordFilter
from apps.observations.choices import Mode, Side
from apps.observations.models import Observation
from apps.schools.models import Subject


def opening_side(user, asked) -> str:
    """A teacher's own lessons observed; everything for those who see more, and where a link names somebody."""
    seat = user.seat
    sees_more = seat.sees_school or seat.is_leader or seat.member_id is None
    return Side.ALL if sees_more or asked.get("observer") or asked.get("teacher") else Side.MADE


class ObservationFilter(RecordFilter):
    person = "observer"

    q = WordFilter(
        "observer__search_text", "teacher__search_text", "class_name", "topic",
        label=_("Name, pinyin, class or topic"),
    )  # fmt: skip
    lesson_type = django_filters.ModelChoiceFilter(
        queryset=EntryKind.objects.filter(family=Family.OBSERVATION), label=_("Lesson type")
    )
    subject = django_filters.ModelChoiceFilter(queryset=Subject.objects.all(), label=_("Subject"))
    mode = django_filters.ChoiceFilter(choices=Mode, label=_("Live or recording"))

    side = django_filters.ChoiceFilter(choices=Side, widget=forms.HiddenInput, method="on_side")
    observer = OnePerson(label=_("observer"))
    teacher = OnePerson(label=_("observed teacher"))

    class Meta:
        model = Observation
        fields = []

    def __init__(self, data=None, *args, **kwargs):
        """Without a side named, the one that the page opens with."""
        request = kwargs["request"]
        if data is not None and not data.get("side"):
            data = data.copy()
            data["side"] = opening_side(request.user, data)
        super().__init__(data, *args, **kwargs)

    def on_side(self, queryset, name, value):
        member = self.request.user.seat.member_id
        if value == Side.MADE:
            return queryset.filter(observer_id=member)
        return queryset.filter(teacher_id=member) if value == Side.RECEIVED else queryset
