"""Which schemes hold for a school."""

from datetime import date

from apps.requirements.rules.defaults import semester_scheme
from apps.requirements.rules.schemes import Scheme
from apps.schools.models import Semester


def published_schemes(school_id: int, day: date) -> list[Scheme]:
    """The schemes a school has published that hold on a day."""
    return []


def schemes_of(semester: Semester, day: date) -> list[Scheme]:
    """What the school has published for the day; before it has published anything, what the semester itself asks."""
    return published_schemes(semester.school_id, day) or [scheme_of_semester(semester)]


def scheme_of_semester(semester: Semester) -> Scheme:
    """The credit hours and observations the semester asks of everybody, with the codes ``credit-hours`` and
    ``observations``.
    """
    return semester_scheme(
        hours=semester.required_hours, observations=semester.required_observations,
        first=semester.starts_on, last=semester.ends_on,
    )  # fmt: skip
