"""The days of the demo school: three semesters, the last of them the one of today."""

from dataclasses import dataclass
from datetime import date, timedelta

# First day of the Spring Festival, which moves the winter holiday; later years take a middling day.
SPRING_FESTIVAL = {
    2023: date(2023, 1, 22), 2024: date(2024, 2, 10), 2025: date(2025, 1, 29), 2026: date(2026, 2, 17),
    2027: date(2027, 2, 6), 2028: date(2028, 1, 26), 2029: date(2029, 2, 13), 2030: date(2030, 2, 3),
    2031: date(2031, 1, 23), 2032: date(2032, 2, 11), 2033: date(2033, 1, 31), 2034: date(2034, 2, 19),
    2035: date(2035, 2, 8),
}  # fmt: skip
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = range(5)


@dataclass(frozen=True)
class Term:
    """One semester before it is a row; ``volume`` is the half of the textbooks taught in it."""

    first_year: int
    term: int
    starts_on: date
    ends_on: date

    @property
    def volume(self) -> str:
        return "a" if self.term == 1 else "b"

    def day(self, week: int, weekday: int) -> date:
        """A school day in a week (from 1); a week later where it would be a public holiday."""
        monday = self.starts_on - timedelta(days=self.starts_on.weekday())
        found = max(monday + timedelta(weeks=week - 1, days=weekday), self.starts_on)
        while is_holiday(found):
            found += timedelta(days=7)
        return min(found, self.ends_on)


# Public holidays that fall into a semester: (month, day) of the first and of the last day off.
HOLIDAYS = {
    "国庆节": ((10, 1), (10, 8)), "元旦": ((1, 1), (1, 3)), "清明节": ((4, 4), (4, 6)), "劳动节": ((5, 1), (5, 5)),
}  # fmt: skip


def is_holiday(day: date) -> bool:
    return any(first <= (day.month, day.day) <= last for first, last in HOLIDAYS.values())


def holidays_in(term: Term) -> list[tuple[str, date, date]]:
    """(name, first day, last day) of the holidays that lie in a semester."""
    years = {term.starts_on.year, term.ends_on.year}
    days = [
        (name, date(y, *first), date(y, *last)) for y in years for name, (first, last) in HOLIDAYS.items()
    ]
    return [(name, a, b) for name, a, b in days if term.starts_on <= a and b <= term.ends_on]


def terms_until(today: date) -> list[Term]:
    """The last three semesters that have begun, oldest first: in holidays the one just over is the last."""
    begun = [
        term
        for year in range(today.year - 3, today.year + 1)
        for term in (autumn(year), spring(year))
        if term.starts_on <= today
    ]
    return sorted(begun, key=lambda term: term.starts_on)[-3:]


def autumn(year: int) -> Term:
    """From September to a Friday at least ten days before the Spring Festival."""
    starts_on = date(year, 9, 1)
    starts_on += timedelta(days=max(0, 7 - starts_on.weekday()) if starts_on.weekday() > FRIDAY else 0)
    latest = _festival(year + 1) - timedelta(days=10)
    return Term(year, 1, starts_on, latest - timedelta(days=(latest.weekday() - FRIDAY) % 7))


def spring(year: int) -> Term:
    """From the Monday after the Lantern Festival, or close to it, to the first Friday after 27 June."""
    earliest = _festival(year) + timedelta(days=13)
    last = date(year, 6, 28)
    return Term(
        year - 1, 2,
        earliest + timedelta(days=-earliest.weekday() % 7),
        last + timedelta(days=(FRIDAY - last.weekday()) % 7),
    )  # fmt: skip


def _festival(year: int) -> date:
    return SPRING_FESTIVAL.get(year, date(year, 2, 5))
