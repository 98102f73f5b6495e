from rest_framework import serializers

from apps.core.rest.fields import Out
from apps.schools.models import Campus, Grade, Semester, Subject


class SemesterOut(Out):
    name = serializers.CharField(source="__str__")
    first_year = serializers.IntegerField(source="year.first_year")

    class Meta:
        model = Semester
        fields = [
            "id", "name", "first_year", "term", "starts_on", "ends_on", "weeks", "required_hours",
            "required_observations", "updated_at",
        ]  # fmt: skip

    weeks = serializers.IntegerField()


class CampusOut(Out):
    class Meta:
        model = Campus
        fields = ["id", "name", "position"]


class SubjectOut(Out):
    class Meta:
        model = Subject
        fields = ["id", "name", "position"]


class GradeOut(Out):
    class Meta:
        model = Grade
        fields = ["id", "name", "position"]
