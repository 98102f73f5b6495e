"""Work for figures alone: of each entry no more is read than the schemes ask about, and what is alike is told once."""

import json
from datetime import date
from decimal import Decimal

from django.db.models import TextField, Value
from django.db.models.fields.json import KeyTextTransform, KeyTransform

from apps.credits.holders import group_key, member_key
from apps.credits.rules.facts import Fact
from apps.credits.rules.keeping import fact_of, in_json
from apps.requirements.rules.lines import NONE, Lean, Line
from apps.requirements.rules.shapes import Asks
from apps.requirements.selectors.holders import EVERYBODY, Whom
from apps.requirements.selectors.lines import Kinds, lines_of, standing_work

UNITS = ("hours", "credits", "points")
NOTHING = Value(None, TextField())
FACT = KeyTransform("fact", "explanation")


def leanly(
    asks: Asks, school_id: int, first: date, last: date, own: Kinds, whom: Whom = EVERYBODY
) -> list[Lean | Line]:
    """What the ledger recognises in these days, as far as the schemes ask about it, as ``entered`` reads it. One query,
    and one more where entries do not keep their work.
    """
    work = standing_work(school_id, first, last, whom)
    told = Told(asks, own)
    rows = work.values_list(
        "member_id", "group_id", "date", "source_key", KeyTextTransform("stopped", "explanation"),
        KeyTextTransform("characters", FACT) if "characters" in asks.amounts else NOTHING,
        *(unit if unit in asks.amounts else NOTHING for unit in UNITS),
        *(KeyTextTransform(name, FACT) for name in told.names),
    )  # fmt: skip
    holders, found, silent = {}, [], False
    for row in rows:
        member, group, day, key, stop, characters, hours, credits, points = row[:9]
        said = row[9:]
        if said[0] is None:
            silent = True
            continue
        holder = holders.get((member, group))
        if holder is None:
            holder = holders[member, group] = member_key(member) if member else group_key(group)
        fact, count = told.of(said, day)
        if stop:
            count = characters = None
        found.append(
            Lean(
                holder, day, key, fact, hours or NONE, credits or NONE, points or NONE, count or NONE,
                Decimal(characters) if characters else NONE, stop or "",
            )
        )  # fmt: skip
    return [*found, *lines_of(work.exclude(explanation__has_key="fact"), own)] if silent else found


class Told:
    """Facts of which only what is asked about is known, one for all work of which the same is said."""

    def __init__(self, asks: Asks, own: Kinds):
        self.own, self.by_day, self.found = own, "date" in asks.fields, {}
        self.names = ("kind", *(name for name in asks.fields if name not in ("kind", "date")))

    def of(self, said: tuple[str | None, ...], day: date) -> tuple[Fact, Decimal]:
        """The fact, and how many pieces of work it is."""
        key = (said, day) if self.by_day else said
        found = self.found.get(key)
        if found is None:
            data = {
                name: json.loads(text) if in_json(name) else text
                for name, text in zip(self.names, said, strict=True) if text is not None
            }  # fmt: skip
            # What a rule took it for may be another kind than the one it was entered as.
            kind = self.own.get(tuple(data["kind"].split("/", 1)), data["kind"])
            fact = fact_of(data, key="", holder="", kind=kind, date=day)
            found = self.found[key] = fact, Decimal(fact.count)
        return found
