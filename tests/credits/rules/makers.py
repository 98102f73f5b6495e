"""Facts, packs and a calendar for the tests of rules, written as short as they can be read."""

from datetime import date
from decimal import Decimal

from apps.credits.presets import standard_names
from apps.credits.rules.calendars import Calendar, SemesterDays, Span
from apps.credits.rules.facts import Fact
from apps.credits.rules.texts import read_pack
from apps.credits.rules.valuing import value

CALENDAR = Calendar(
    semesters=(
        SemesterDays(2024, 2, date(2025, 2, 17), date(2025, 7, 4)),
        SemesterDays(2025, 1, date(2025, 9, 1), date(2026, 1, 23)),
        SemesterDays(2025, 2, date(2026, 2, 23), date(2026, 7, 3)),
    ),
    holidays=(Span(date(2025, 10, 1), date(2025, 10, 7)),),
)
HEAD = "code: test\nname: 试用\nvalid: {from: 2020-09-01}\ncycle: {years: 5, starts: 2021-01-01}\nrules:\n"
LECTURE, OPEN, GROUP = "activity/lecture", "activity/open_lesson", "activity/group"
PAPER, OBSERVED = "work/paper", "observation/research"


def pack(rules: str, head: str = HEAD):
    """A pack of rules written in YAML, one rule a line or more."""
    return read_pack(head + rules, standard_names())


def fact(number: int = 1, kind: str = LECTURE, day: str = "2025-09-10", **fields) -> Fact:
    """``number`` makes the key; numbers of hours and days may be given as text."""
    for name in ("hours", "days"):
        if name in fields:
            fields[name] = Decimal(fields[name])
    if "scores" in fields:
        fields["scores"] = tuple(Decimal(score) for score in fields["scores"])
    for name in ("evidence", "labels"):
        if name in fields:
            fields[name] = frozenset(fields[name])
    fields.setdefault("holder", "member:1")
    return Fact(key=f"test:{number}", kind=kind, date=date.fromisoformat(day), **fields)


def facts(*rows, **shared) -> list[Fact]:
    """Facts numbered in the order given; each row is the fields of one."""
    return [fact(n, **{**shared, **row}) for n, row in enumerate(rows, 1)]


def worth(rules, work, **more) -> list[str]:
    """What each fact is worth, as text: ``["2", "0.5"]``, in the order of the facts given."""
    found = value(rules if not isinstance(rules, str) else pack(rules), work, calendar=CALENDAR, **more)
    by_key = {line.fact.identity: line.amount for line in found}
    return [format(by_key[one.identity].normalize(), "f") for one in work]


def total(rules, work, **more) -> Decimal:
    return sum((Decimal(amount) for amount in worth(rules, work, **more)), Decimal(0))
