import django_filters
from django.utils.translation import gettext_lazy as _

from apps.core.filters import WordFilter
from apps.credits.choices import Family
from apps.credits.models import EntryKind
from apps.credits.record_filters import OnePerson, RecordFilter
from apps.observations.choices import Mode
from apps.observations.models import Observation
from apps.schools.models import Subject


class ObservationFilter(RecordFilter):
    person = "observer"

    q = WordFilter(
        "observer__search_text", "teacher__search_text", "class_name",
        label=_("Name, pinyin or class"),
    )  # fmt: skip
    lesson_type = django_filters.ModelChoiceFilter(
        queryset=EntryKind.objects.filter(family=Family.OBSERVATION), label=_("Lesson type")
    )
    subject = django_filters.ModelChoiceFilter(queryset=Subject.objects.all(), label=_("Subject"))
    mode = django_filters.ChoiceFilter(choices=Mode, label=_("Live or recording"))

    observer = OnePerson(label=_("observer"))
    teacher = OnePerson(label=_("observed teacher"))

    class Meta:
        model = Observation
        fields = []
