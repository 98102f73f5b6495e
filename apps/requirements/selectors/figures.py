"""Work for figures alone: of each entry no more is read than the schemes ask about, and what is alike is told once."""

import json
from datetime import date
from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.db.models import Func, TextField, Value
from django.db.models.fields.json import KeyTextTransform, KeyTransform

from apps.credits.holders import group_key, member_key
from apps.credits.rules.facts import Fact
from apps.credits.rules.keeping import fact_of
from apps.requirements.rules.lines import NONE, Lean, Line
from apps.requirements.rules.shapes import Asks
from apps.requirements.selectors.holders import EVERYBODY, Whom
from apps.requirements.selectors.lines import Kinds, lines_of, standing_work

UNITS = ("hours", "credits", "points")
NOTHING = Value(None, TextField())


class Without(Func):
    """The text of a JSON object without some of its keys."""

    template, arg_joiner, output_field = "(%(expressions)s)::text", " - ", TextField()


def leanly(
    asks: Asks, school_id: int, first: date, last: date, own: Kinds, whom: Whom = EVERYBODY
) -> list[Lean | Line]:
    """What the ledger recognises in these days, as far as the schemes ask about it, as ``entered`` reads it. One query,
    and one more where entries do not keep their work.
    """
    work = standing_work(school_id, first, last, whom)
    unsaid = Value(
        [name for name in Fact.__dataclass_fields__ if name not in asks.fields], ArrayField(TextField())
    )
    rows = work.values_list(
        "member_id", "group_id", "date", "source_key", KeyTextTransform("stopped", "explanation"),
        Without(KeyTransform("fact", "explanation"), unsaid),
        KeyTextTransform("characters", KeyTransform("fact", "explanation"))
        if "characters" in asks.amounts else NOTHING,
        *(unit if unit in asks.amounts else NOTHING for unit in UNITS),
    )  # fmt: skip
    told, holders, found, silent = Told(own, "date" in asks.fields), {}, [], False
    for member, group, day, key, stop, text, characters, hours, credits, points in rows:
        if text is None:
            silent = True
            continue
        holder = holders.get((member, group))
        if holder is None:
            holder = holders[member, group] = member_key(member) if member else group_key(group)
        fact, count = told.of(text, day)
        hours, credits, points = hours or NONE, credits or NONE, points or NONE
        if stop:
            found.append(Lean(holder, day, key, fact, hours, credits, points, NONE, NONE, stop))
        else:
            characters = Decimal(characters) if characters else NONE
            found.append(Lean(holder, day, key, fact, hours, credits, points, count, characters))
    return [*found, *lines_of(work.exclude(explanation__has_key="fact"), own)] if silent else found


class Told:
    """Facts of which only what is asked about is known, one for all work of which the same is said."""

    def __init__(self, own: Kinds, by_day: bool):
        self.own, self.by_day, self.found = own, by_day, {}

    def of(self, text: str, day: date) -> tuple[Fact, Decimal]:
        """The fact, and how many pieces of work it is."""
        key = (text, day) if self.by_day else text
        found = self.found.get(key)
        if found is None:
            data = json.loads(text)
            # What a rule took it for may be another kind than the one it was entered as.
            kind = self.own.get(tuple(data["kind"].split("/", 1)), data["kind"])
            fact = fact_of(data, key="", holder="", kind=kind, date=day)
            found = self.found[key] = fact, Decimal(fact.count)
        return found
