from django import forms
from django.utils.translation import gettext_lazy as _

from apps.core.forms import OwnedForm, RowForm
from apps.schools.models import Campus, Grade, Holiday, School, Semester, Subject


class SchoolForm(RowForm):
    credit_minutes = forms.IntegerField(
        label=_("minutes of a credit hour"),
        min_value=10,
        max_value=120,
        help_text=_("How many minutes make one credit hour, usually 40 or 45."),
    )

    class Meta:
        model = School
        fields = ["name", "credit_minutes", "motto"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)


class SemesterForm(OwnedForm):
    first_year = forms.IntegerField(
        label=_("school year begins in"),
        min_value=1990,
        max_value=2100,
        help_text=_("2025 for the year 2025-2026."),
    )

    class Meta:
        model = Semester
        fields = [
            "first_year", "term", "starts_on", "ends_on", "required_hours", "required_observations", "plans_a_week",
        ]  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["first_year"].initial = self.instance.year.first_year

    def _get_validation_exclusions(self):
        """Overlap is left to ``services.check_semester``, which names the semester that is in the way."""
        return super()._get_validation_exclusions() | {"school"}


class HolidayForm(OwnedForm):
    class Meta:
        model = Holiday
        fields = ["name", "starts_on", "ends_on"]

    def __init__(self, *args, semester=None, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.instance.semester = semester


class CampusForm(OwnedForm):
    class Meta:
        model = Campus
        fields = ["name", "position"]


class SubjectForm(OwnedForm):
    class Meta:
        model = Subject
        fields = ["name", "position"]


class GradeForm(OwnedForm):
    class Meta:
        model = Grade
        fields = ["name", "position"]
