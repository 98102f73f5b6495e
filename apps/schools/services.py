"""Acts on schools and their calendar."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from apps.schools.models import School, SchoolYear, Semester

STANDARD_GRADES = ("一年级", "二年级", "三年级", "四年级", "五年级", "六年级")


def check_semester(semester: Semester) -> None:
    """Raise ValidationError, by field, when the days contradict each other or another semester."""
    if semester.ends_on <= semester.starts_on:
        raise ValidationError({"ends_on": _("The last day must come after the first day.")})
    others = Semester.objects.filter(school_id=semester.school_id).exclude(pk=semester.pk)
    clash = others.filter(starts_on__lte=semester.ends_on, ends_on__gte=semester.starts_on).first()
    if clash:
        raise ValidationError(
            {"starts_on": _("These days overlap with %(semester)s (%(first)s to %(last)s).") % {
                "semester": clash, "first": clash.starts_on, "last": clash.ends_on}}
        )  # fmt: skip


@transaction.atomic
def save_semester(semester: Semester, *, school: School, first_year: int) -> Semester:
    """Write a semester, with its school year if that is new. Raises ValidationError by field."""
    year, _created = SchoolYear.objects.get_or_create(school=school, first_year=first_year)
    semester.school, semester.year = school, year
    check_semester(semester)
    semester.save()
    return semester
