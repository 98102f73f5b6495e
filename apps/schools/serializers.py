from rest_framework import serializers

from apps.core.rest.fields import Out, Ref
from apps.schools.models import Campus, Grade, Holiday, School, Semester, Subject


class SchoolOut(Out):
    class Meta:
        model = School
        fields = ["id", "code", "name", "credit_minutes", "motto", "updated_at"]


class SemesterOut(Out):
    name = serializers.CharField(source="__str__")
    first_year = serializers.IntegerField(source="year.first_year")

    class Meta:
        model = Semester
        fields = [
            "id", "name", "first_year", "term", "starts_on", "ends_on", "weeks", "required_hours",
            "required_observations", "plans_a_week", "updated_at",
        ]  # fmt: skip

    weeks = serializers.IntegerField()


class HolidayOut(Out):
    """Days on which the school is closed."""

    semester = Ref()

    class Meta:
        model = Holiday
        fields = ["id", "name", "semester", "starts_on", "ends_on", "updated_at"]


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
