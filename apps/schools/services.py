"""Acts on schools and their calendar."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from apps.schools.models import Grade, Holiday, Owned, School, SchoolYear, Semester

STANDARD_GRADES = ("一年级", "二年级", "三年级", "四年级", "五年级", "六年级")


def check_semester(semester: Semester) -> None:
    """Raise ValidationError, by field, when the days contradict each other or another semester."""
    if semester.ends_on <= semester.starts_on:
        raise ValidationError({"ends_on": _("The last day must come after the first day.")})
    if Semester.objects.filter(year=semester.year, term=semester.term).exclude(pk=semester.pk).exists():
        raise ValidationError({"term": _("There is a %(semester)s already.") % {"semester": semester}})
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


def save_holiday(holiday: Holiday) -> Holiday:
    """Write days off. Raises ValidationError by field when they leave the semester or meet another holiday."""
    semester = holiday.semester
    if holiday.ends_on < holiday.starts_on:
        raise ValidationError({"ends_on": _("The last day off cannot come before the first.")})
    if holiday.starts_on < semester.starts_on or holiday.ends_on > semester.ends_on:
        raise ValidationError(
            {"starts_on": _("The semester lasts from %(first)s to %(last)s; holidays lie within it.") % {
                "first": semester.starts_on, "last": semester.ends_on}}
        )  # fmt: skip
    others = Holiday.objects.filter(semester=semester).exclude(pk=holiday.pk)
    clash = others.filter(starts_on__lte=holiday.ends_on, ends_on__gte=holiday.starts_on).first()
    if clash:
        raise ValidationError({"starts_on": _("These days meet “%(holiday)s”.") % {"holiday": clash}})
    holiday.save()
    return holiday


def delete_holiday(holiday: Holiday) -> None:
    """Open the school on these days again; activities already planned stay where they are."""
    holiday.delete()


def save_school(school: School) -> School:
    """Write what the office may change about its school."""
    school.save()
    return school


def save_named(row: Owned) -> Owned:
    """Write a campus, a subject or a grade."""
    row.save()
    return row


@transaction.atomic
def open_school(*, code: str, name: str, credit_minutes: int) -> School:
    """A new school with the standard grades. Raises ValidationError by field, as for a code that is taken."""
    school = School(code=code, name=name, credit_minutes=credit_minutes)
    school.full_clean()
    school.save()
    Grade.objects.bulk_create(
        Grade(school=school, name=grade, position=position) for position, grade in enumerate(STANDARD_GRADES)
    )
    return school


def add_named(model: type[Owned], school: School, names: Iterable[str]) -> dict[str, Owned]:
    """Campuses, subjects or other named rows of a school by name; those it does not have yet are added at the end."""
    known = {row.name: row for row in model.objects.filter(school=school)}
    last = max((row.position for row in known.values()), default=-1)
    fresh = [name for name in dict.fromkeys(names) if name not in known]
    rows = [model(school=school, name=name, position=last + n) for n, name in enumerate(fresh, start=1)]
    return known | {row.name: row for row in model.objects.bulk_create(rows)}
