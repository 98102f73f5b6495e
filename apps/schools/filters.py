import django_filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from apps.core.filters import ListFilter, WordFilter
from apps.schools.choices import MOST_WEEKS
from apps.schools.models import Campus, Grade, Subject


class WeekFilter(django_filters.ChoiceFilter):
    """The weeks of the semester that is shown; where none is, all a semester can have."""

    described = {"type": "integer", "minimum": 1, "maximum": MOST_WEEKS}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label=_("Week"), choices=list, **kwargs)

    @property
    def field(self):
        """Filled for each form, in its reader's language."""
        field, semester = super().field, self.parent.request.semester
        last = semester.weeks if semester else MOST_WEEKS
        field.choices = [(str(n), pgettext("a week's number", "week %d") % n) for n in range(1, last + 1)]
        return field


class CampusFilter(ListFilter):
    q = WordFilter("name")

    class Meta:
        model = Campus
        fields = []


class SubjectFilter(ListFilter):
    q = WordFilter("name")

    class Meta:
        model = Subject
        fields = []


class GradeFilter(ListFilter):
    q = WordFilter("name")

    class Meta:
        model = Grade
        fields = []
