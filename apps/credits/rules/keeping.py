"""Facts as plain data that JSON can keep: amounts as text, lists in order, what stands at its default left out."""

from dataclasses import MISSING, fields
from datetime import date
from decimal import Decimal

from apps.credits.rules.facts import Fact

_LISTED = ("evidence", "labels")
_DAYS = ("date", "until")
_NUMBERS = ("hours", "days")
# Name of each field that may be left out, and what it is then.
_DEFAULTS = tuple(
    (f.name, f.default if f.default is not MISSING else f.default_factory())
    for f in fields(Fact)
    if f.default is not MISSING or f.default_factory is not MISSING
)


# What is kept as plain text; the text of anything else is JSON.
_TEXTS = frozenset(
    ("key", "holder", "kind", *_DAYS, *_NUMBERS, *(n for n, default in _DEFAULTS if default == ""))
)


def in_json(name: str) -> bool:
    """Whether the text of what is kept under a name is still to be read as JSON: 3, true, ["photo"]."""
    return name not in _TEXTS


def kept(fact: Fact) -> dict:
    """The fact as plain data, complete."""
    return {"key": fact.key, "holder": fact.holder, "kind": fact.kind, "date": fact.date.isoformat()} | rest(
        fact
    )


def rest(fact: Fact) -> dict:
    """What the fact says beyond key, holder, kind, date and title."""
    said = {}
    for name, default in _DEFAULTS:
        value = getattr(fact, name)
        if value != default and name != "title":
            said[name] = _plain(name, value)
    return said


def _plain(name: str, value):
    if name in _LISTED:
        return sorted(value)
    if name in _DAYS:
        return value.isoformat()
    if name in _NUMBERS:
        return _number(value)
    if name == "scores":
        return [_number(score) for score in value]
    if name == "stamps":
        return {stamp: day.isoformat() for stamp, day in sorted(value.items())}
    return value


def _number(value: Decimal) -> str:
    """Exact, and the same for 2 and 2.00: data that means the same looks the same."""
    text = format(Decimal(value), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def fact_of(data: dict, **columns) -> Fact:
    """The fact of plain data; ``columns`` are what is kept elsewhere, as it is. Unknown names are left aside."""
    read = {name: _read(name, value) for name, value in data.items() if name in Fact.__dataclass_fields__}
    return Fact(**read | columns)


def _read(name: str, value):
    if name in _LISTED:
        return frozenset(value)
    if name in _DAYS:
        return date.fromisoformat(value)
    if name in _NUMBERS:
        return Decimal(value)
    if name == "scores":
        return tuple(Decimal(score) for score in value)
    if name == "stamps":
        return {stamp: date.fromisoformat(day) for stamp, day in value.items()}
    return value
