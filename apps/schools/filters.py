from apps.core.filters import ListFilter, WordFilter
from apps.schools.models import Campus, Grade, Subject


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
