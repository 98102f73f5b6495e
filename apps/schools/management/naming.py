"""Commands name a semester by school, school year and term. Here it is found; where there is none, what there is
instead is said.
"""

import re

from django.core.management.base import CommandError

from apps.core.text import clean_code
from apps.schools.models import School, Semester


def add_semester(parser) -> None:
    """The arguments of a command about one semester."""
    parser.add_argument("--school", required=True, metavar="CODE", help="code of the school, such as QSZX")
    parser.add_argument("--year", required=True, metavar="YYYY-YYYY", help="school year, such as 2025-2026")
    parser.add_argument("--term", required=True, type=int, choices=[1, 2], help="1 or 2")


def find_school(code: str | None) -> School:
    """The school of a code; without one the only school there is. Raises CommandError."""
    schools = School.objects.order_by("code")
    if code is None and schools.count() == 1:
        return schools.get()
    found = schools.filter(code=clean_code(code)).first() if code else None
    if found is None:
        known = ", ".join(schools.values_list("code", flat=True)[:20])
        what = f"There is no school {code}." if code else "Name the school with --school CODE."
        raise CommandError(f"{what} Schools: {known or 'none yet'}.")
    return found


def find_semester(school: School, year: str, term: int) -> Semester:
    """The semester of a school; the year as 2025-2026, or by its first half. Raises CommandError."""
    written = re.fullmatch(r"(\d{4})(?:\s*[-—–/]\s*(\d{4}))?", year.strip())
    if written is None or (written[2] and int(written[2]) != int(written[1]) + 1):
        raise CommandError(f"{year} is not a school year; write it like 2025-2026.")
    semesters = Semester.objects.filter(school=school).select_related("school", "year")
    found = semesters.filter(year__first_year=int(written[1]), term=term).first()
    if found is None:
        known = ", ".join(f"{s.year.label} term {s.term}" for s in semesters.order_by("starts_on"))
        raise CommandError(
            f"{school.code} has no semester {year} term {term}. Semesters: {known or 'none yet'}."
        )
    return found
