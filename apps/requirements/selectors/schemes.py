"""Which schemes hold for a school."""

from datetime import date

from django.db.models import Q

from apps.credits.wording import school_names
from apps.requirements.models import Scheme
from apps.requirements.rules.defaults import semester_scheme
from apps.requirements.rules.schemes import Scheme as PureScheme
from apps.schools.models import Semester


def published_schemes(school_id: int, day: date) -> list[PureScheme]:
    """The schemes a school has published that hold on a day; one query without any, three with."""
    rows = Scheme.objects.filter(school_id=school_id, valid_from__lte=day).holding()
    rows = rows.filter(Q(valid_until=None) | Q(valid_until__gte=day)).prefetch_related("rows")
    found = list(rows.order_by("valid_from", "pk"))
    names = school_names(school_id) if found else None
    return [row.to_scheme(names) for row in found]


def schemes_of(semester: Semester, day: date) -> list[PureScheme]:
    """What the school has published for the day; before it has published anything, what the semester itself asks."""
    return published_schemes(semester.school_id, day) or [scheme_of_semester(semester)]


def scheme_of_semester(semester: Semester) -> PureScheme:
    """The credit hours and observations the semester asks of everybody, with the codes ``credit-hours`` and
    ``observations``.
    """
    return semester_scheme(
        hours=semester.required_hours, observations=semester.required_observations,
        first=semester.starts_on, last=semester.ends_on,
    )  # fmt: skip
