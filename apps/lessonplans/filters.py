import django_filters
from django.utils.translation import gettext_lazy as _

from apps.core.filters import WordFilter
from apps.credits.record_filters import OnePerson, RecordFilter
from apps.lessonplans.choices import Mark, State
from apps.lessonplans.models import LessonPlan
from apps.schools.models import Subject


class LessonPlanFilter(RecordFilter):
    day = "submitted_on"

    q = WordFilter("author__search_text", "title", label=_("Teacher (name or pinyin) or lesson"))
    state = django_filters.ChoiceFilter(choices=State, label=_("State"))
    subject = django_filters.ModelChoiceFilter(queryset=Subject.objects.all(), label=_("Subject"))
    week = django_filters.NumberFilter(label=_("Week"))
    mark = django_filters.ChoiceFilter(choices=Mark, label=_("Mark"))

    author = OnePerson(label=_("teacher"))

    class Meta:
        model = LessonPlan
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["week"].field.widget.attrs["placeholder"] = self.filters["week"].label
