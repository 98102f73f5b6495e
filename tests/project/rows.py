"""Makes the n-th row of each list: ``make(world, n)``."""

from datetime import date

from tests import factories


def semester(world, n):
    school = world.cast.school
    year = factories.SchoolYearFactory(school=school, first_year=2025 - n)
    factories.SemesterFactory(
        school=school, year=year, starts_on=date(2025 - n, 9, 1), ends_on=date(2026 - n, 1, 20)
    )


def campus(world, n):
    factories.CampusFactory(school=world.cast.school)


def subject(world, n):
    factories.SubjectFactory(school=world.cast.school)


def grade(world, n):
    factories.GradeFactory(school=world.cast.school)
