"""Schemes, holders and lines for the tests of requirements, written as short as they can be read."""

from datetime import date
from decimal import Decimal

from apps.credits.postings import stopped as why_stopped
from apps.credits.presets import standard_names
from apps.credits.rules.facts import Exemption, Holder, Stay
from apps.credits.rules.valuing import Valued
from apps.requirements.rules.lines import Line
from apps.requirements.rules.owing import owe
from apps.requirements.rules.texts import read_scheme
from tests.credits.rules.makers import CALENDAR, fact

HEAD = (
    "code: test\nname: 试用\nvalid: {from: 2020-09-01}\ncycle: {years: 5, starts: 2021-01-01}\n"
    "names:\n  label: {master: 名师课}\n  category: {pro: 专业, ethics: 师德, practice: 实践}\nrequirements:\n"
)
ON, TODAY = date(2025, 9, 10), date(2025, 12, 1)
OBSERVED = "observation/research"


def scheme(*requirements: str, head: str = HEAD):
    """A scheme of requirements written in YAML, each as ``{…}`` without code and name."""
    rows = "".join(f"  - {{code: r{n}, name: 要求{n}, {row}}}\n" for n, row in enumerate(requirements, 1))
    return read_scheme(head + rows, standard_names())


def day(text: str) -> date:
    return date.fromisoformat(text)


def line(number: int = 1, kind: str = OBSERVED, on: str = "2025-09-10", **fields) -> Line:
    """A line of member:1; amounts and ``stopped`` are those of the line, the rest of its fact."""
    amounts = {name: Decimal(fields.pop(name)) for name in ("credits", "points") if name in fields}
    hours = Decimal(fields.pop("worth", 0))
    return Line(fact(number, kind, on, **fields), hours=hours, stopped=fields.pop("stopped", ""), **amounts)


def line_of(valued: Valued) -> Line:
    """What the packs made of work, with why it was stopped as an entry says it."""
    return Line(valued.taken, **{valued.unit: valued.amount}, stopped=why_stopped(valued))


def lines(*rows, **shared) -> list[Line]:
    """Lines numbered in the order given; each row is the fields of one, or how many alike."""
    found = []
    for row in rows:
        many, fields = (row, {}) if isinstance(row, int) else (1, row)
        for _ in range(many):
            found.append(line(len(found) + 1, **{**shared, **fields}))
    return found


def stopped(reason: str, **fields) -> Line:
    made = line(**fields)
    return Line(made.fact, hours=made.hours, stopped=reason)


def member(key: str = "member:1", **fields) -> Holder:
    """A teacher who has been here for years, unless told otherwise."""
    for name in ("born_on", "joined_on", "first", "last", "cycle_starts_on"):
        if name in fields:
            fields[name] = day(fields[name])
    fields["tags"] = frozenset(fields.get("tags", ()))
    fields.setdefault("posts", (Stay("teacher"),))
    return Holder(key=key, **fields)


def exempt(first: str, last: str, reason: str = "产假", codes=()) -> Exemption:
    return Exemption(day(first), day(last), reason, frozenset(codes))


def owed(made, work=(), holder=None, *, on=ON, today=TODAY, **more):
    """What one holder owes, one answer for each requirement owed."""
    made = made if not isinstance(made, str) else scheme(made)
    holder = holder or member()
    return owe(made, [holder], work, calendar=CALENDAR, on=on, today=today, **more)[holder.key]


def one(made, work=(), holder=None, **more):
    """The only answer there is."""
    (found,) = owed(made, work, holder, **more)
    return found


def figures(found) -> tuple:
    """(done, required, missing, state) with plain numbers."""
    numbers = [format(number.normalize(), "f") for number in (found.done, found.required, found.missing)]
    return (*numbers, found.state)
