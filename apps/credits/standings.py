"""Where staff stand against the hours and the lesson observations asked of them, for every page that tells it.

There is one answer. Before a school has published requirements of its own its semester asks
(``Semester.required_hours``, ``required_observations``); afterwards the app that compares requirements answers, which
registers itself here (``asked_elsewhere``), as it stands above the ledger.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Case, CharField, DecimalField, F, QuerySet, Value, When
from django.db.models.functions import Greatest

from apps.credits.choices import Unit
from apps.credits.selectors.totals import Totals, has_hours, staff_with_totals
from apps.schools.models import Semester
from apps.staff.models import StaffMember

MET, SHORT, EXEMPT = "met", "short", "exempt"


@dataclass(frozen=True)
class Stand:
    """How far somebody is with one requirement. ``outlook`` is where the pace leads, as far as that is known;
    ``within`` the period it is asked in; ``code`` names the requirement where it is one of a scheme.
    """

    done: Decimal
    required: Decimal
    missing: Decimal
    outlook: str
    within: str = "semester"
    code: str = ""
    name: str = ""
    unit: str = ""
    due: date | None = None

    @property
    def state(self) -> str:
        """``met``, ``short``, ``exempt``."""
        if self.outlook in ("exempt", "unknown"):
            return EXEMPT
        return MET if self.outlook == MET else SHORT

    @property
    def is_met(self) -> bool:
        return self.state == MET

    @property
    def is_short(self) -> bool:
        return self.state == SHORT


@dataclass(frozen=True)
class Standings:
    """Of each staff member: the hours and the observations asked of them. Who is not named owes nothing of the sort.

    ``semester`` is set while the semester itself asks: then everybody owes the same. ``all`` is everything schemes ask
    of somebody, of whatever sort, what is open first.
    """

    semester: Semester | None = None
    hours: Mapping[int, Stand] = field(default_factory=dict)
    observations: Mapping[int, Stand] = field(default_factory=dict)
    all: Mapping[int, list[Stand]] = field(default_factory=dict)
    scheme: str = ""

    def hours_of(self, member: int, totals: Totals) -> Stand | None:
        if self.semester is None:
            return self.hours.get(member)
        asked = self.semester
        return _stand(asked, totals.hours, asked.required_hours, asked.hours_missing(totals.hours))

    def observations_of(self, member: int, totals: Totals) -> Stand | None:
        if self.semester is None:
            return self.observations.get(member)
        asked, done = self.semester, totals.observations
        return _stand(asked, done, asked.required_observations, asked.observations_missing(done))

    @property
    def usual_hours(self) -> Stand | None:
        """What is asked of most people, with their period; of nobody in particular."""
        return self._usual(self.hours, self.semester and self.semester.required_hours)

    @property
    def usual_observations(self) -> Stand | None:
        return self._usual(self.observations, self.semester and self.semester.required_observations)

    @property
    def hours_vary(self) -> bool:
        """Whether not the same is asked of all who owe hours; never while the semester itself asks."""
        return self.semester is None and len({stand.required for stand in _owing(self.hours)}) > 1

    @property
    def observations_vary(self) -> bool:
        return self.semester is None and len({stand.required for stand in _owing(self.observations)}) > 1

    def _usual(self, stands: Mapping[int, Stand], asked) -> Stand | None:
        if self.semester is not None:
            return _stand(self.semester, 0, asked, asked)
        owing = _owing(stands)
        if not owing:
            return None
        required, _many = Counter(stand.required for stand in owing).most_common(1)[0]
        return next(stand for stand in owing if stand.required == required)


def _owing(stands: Mapping[int, Stand]) -> list[Stand]:
    return [stand for stand in stands.values() if stand.state != EXEMPT]


def _stand(semester: Semester, done, required, missing) -> Stand:
    outlook = SHORT if missing else MET
    return Stand(Decimal(done), Decimal(required), Decimal(missing), outlook, due=semester.ends_on)


Asked = Callable[..., Standings | None]
_asked: list[Asked] = []


def asked_elsewhere(asked: Asked) -> None:
    """``asked(semester, today=…, members=…)`` answers for schools with requirements of their own, None for others."""
    _asked.append(asked)


def standings(semester: Semester, *, today: date, members: Collection[int] | None = None) -> Standings:
    """Of all staff of the semester or of some; where the semester itself asks, for the query that finds that out."""
    for asked in _asked:
        found = asked(semester, today=today, members=members)
        if found is not None:
            return found
    return Standings(semester)


def staff_with_standings(user, semester: Semester, *, today: date) -> QuerySet[StaffMember]:
    """``staff_with_totals``, each with ``hours_state`` (``met``, ``short``, ``exempt``; None for who owes none),
    ``hours_missing`` in ``hours_unit``; and ``hours_asked`` in ``asked_unit`` of most people.
    """
    rows = staff_with_totals(user, semester)
    some = None if user.seat.sees_school else {user.seat.member_id, *user.seat.led_member_ids}
    found = standings(semester, today=today, members=some)
    if found.semester is not None:
        missing = Greatest(Value(semester.required_hours) - F("hours"), Decimal(0))
        state = Case(When(has_hours(semester), then=Value(MET)), default=Value(SHORT))
        unit = Value(str(Unit.HOURS.label))
        return rows.annotate(
            hours_missing=missing, hours_state=state, hours_unit=unit, asked_unit=unit,
            hours_asked=Value(semester.required_hours),
        )  # fmt: skip
    states, amounts, units = defaultdict(list), defaultdict(list), defaultdict(list)
    for member, stand in found.hours.items():
        states[stand.state].append(member)
        amounts[stand.missing].append(member)
        units[stand.unit].append(member)
    usual = found.usual_hours
    return rows.annotate(
        hours_missing=_by_member(amounts, DecimalField()), hours_state=_by_member(states, CharField()),
        hours_unit=_by_member(units, CharField()), asked_unit=Value(usual.unit if usual else ""),
        hours_asked=Value(usual and usual.required, output_field=DecimalField()),
    )  # fmt: skip


def _by_member(members: Mapping, field) -> Case:
    found = [When(pk__in=of, then=Value(value, output_field=field)) for value, of in members.items()]
    return Case(*found, output_field=field)
