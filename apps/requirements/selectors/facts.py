"""The work behind an entry, as the entry's explanation keeps it."""

from datetime import date
from decimal import Decimal

from apps.credits.rules.facts import Fact

WHOLE = ("minutes", "breaks", "count", "characters", "attended_minutes", "roll_calls", "signatures")
EXACT = ("hours", "days")
PLAIN = (
    "title", "level", "part", "place", "attendance", "content", "session", "course", "category",
)  # fmt: skip


def fact_from(data: dict, *, key: str, holder: str, kind: str) -> Fact:
    """A fact from plain data; key, holder and kind are those of the entry."""
    known = {name: data[name] for name in PLAIN if data.get(name)}
    known |= {name: int(data[name]) for name in WHOLE if data.get(name) is not None}
    known |= {name: Decimal(data[name]) for name in EXACT if data.get(name) is not None}
    known |= {name: frozenset(data[name]) for name in ("evidence", "labels") if data.get(name)}
    stamps = {name: date.fromisoformat(day) for name, day in (data.get("stamps") or {}).items()}
    return Fact(
        key=key, holder=holder, kind=data.get("kind") or kind, date=date.fromisoformat(data["date"]),
        until=date.fromisoformat(data["until"]) if data.get("until") else None,
        scores=tuple(Decimal(score) for score in data.get("scores") or ()), stamps=stamps,
        aside=bool(data.get("aside")), **known,
    )  # fmt: skip
