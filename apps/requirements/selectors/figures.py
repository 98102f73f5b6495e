"""Work for figures alone: of each entry no more is read than the schemes ask about, and PostgreSQL adds up what is
alike to them.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.db import models as db
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast

from apps.credits.holders import group_key, member_key
from apps.credits.models import Entry
from apps.credits.rules.facts import Fact
from apps.credits.rules.keeping import fact_of, in_json
from apps.requirements.rules.lines import NONE, Lean, Line
from apps.requirements.rules.shapes import ANYTHING, Asks, Look
from apps.requirements.selectors.holders import EVERYBODY, Whom
from apps.requirements.selectors.lines import Kinds, lines_of, standing_work

UNITS = ("hours", "credits", "points")
FACT = KeyTransform("fact", "explanation")
SUMS = {
    **{unit: db.Sum(unit) for unit in UNITS},
    "characters": db.Sum(Cast(KeyTextTransform("characters", FACT), db.IntegerField())),
}  # fmt: skip
NOTHING = db.Value(None, db.TextField())


def leanly(
    asks: Asks, cuts: Sequence[date], school_id: int, first: date, last: date, own: Kinds, whom: Whom = EVERYBODY
) -> list[Lean | Line]:  # fmt: skip
    """What the ledger recognises in these days, as far as the schemes ask about it: as ``entered`` reads it, but what
    is alike to them of one holder's work is one line. ``cuts`` are the days on which a period they ask about begins or
    has ended the day before. One query, and one more where entries do not keep their work.
    """
    work = standing_work(school_id, first, last, whom)
    told = Told(asks, own)
    holders, found, silent = {}, [], False
    for member, group, _between, _single, stop, *row in _summed(work, asks, cuts, told):
        *said, day, key, pieces, hours, credits, points, characters = row
        if said[0] is None:
            silent = True
            continue
        holder = holders.get((member, group))
        if holder is None:
            holder = holders[member, group] = member_key(member) if member else group_key(group)
        fact = told.of(tuple(said), day)
        if stop:
            pieces = characters = 0
        found.append(
            Lean(
                holder, day, key, fact, hours or NONE, credits or NONE, points or NONE,
                Decimal(fact.count * pieces), Decimal(characters or 0), stop or "",
            )
        )  # fmt: skip
    return [*found, *lines_of(work.exclude(explanation__has_key="fact"), own)] if silent else found


def _summed(work: db.QuerySet[Entry], asks: Asks, cuts: Sequence[date], told: "Told") -> db.QuerySet:
    """Rows of work that is alike: whose, between which of the days, which entry if it is looked at singly, why it was
    stopped, what is said of it; then the first day, a key, how many pieces, how much of each amount.
    """
    between = db.Func(db.F("date"), db.Value(list(cuts), ArrayField(db.DateField())), function="width_bucket")
    singly = db.Q(
        *(_of_kinds(look.kinds, told.own) for look in asks.looks if look.singly), _connector=db.Q.OR
    )
    alike = {
        "between": db.F("date") if told.by_day else Cast(between, db.IntegerField()),
        "single": db.Case(db.When(singly, then="pk")) if singly else NOTHING,
        "why": KeyTextTransform("stopped", "explanation"),
        **{f"said_{name}": KeyTextTransform(name, FACT) for name in told.names},
    }
    wanted = db.Q(*(_looked_at(look, cuts[0], told.own) for look in asks.looks), _connector=db.Q.OR)
    rows = work.alias(kept_kind=KeyTextTransform("kind", FACT)).filter(
        wanted | db.Q(explanation__fact__isnull=True)
    )
    sums = {f"all_{name}": one if name in asks.amounts else NOTHING for name, one in SUMS.items()}
    return rows.values_list("member_id", "group_id", *alike.values()).annotate(
        day=db.Min("date"), of=db.Min("source_key"), pieces=db.Count("pk"), **sums
    )


def _looked_at(look: Look, first: date, own: Kinds) -> db.Q:
    wanted = db.Q() if look.lasting else db.Q(date__gte=first)
    if look.unit:
        wanted &= ~db.Q(**{look.unit: 0})
    return wanted & _of_kinds(look.kinds, own)


def _of_kinds(kinds: Iterable[str], own: Kinds) -> db.Q:
    """Entries of these kinds or families, also of those a scheme calls otherwise than the ledger does."""
    if ANYTHING in kinds:
        return db.Q(pk__isnull=False)
    stored = {*kinds, *("/".join(named) for named, code in own.items() if code in kinds)}
    families = (db.Q(kept_kind__startswith=f"{kind}/") for kind in kinds if "/" not in kind)
    return db.Q(db.Q(kept_kind__in=sorted(stored)), *families, _connector=db.Q.OR)


class Told:
    """Facts of which only what is asked about is known, one for all work of which the same is said."""

    def __init__(self, asks: Asks, own: Kinds):
        self.own, self.by_day, self.found = own, "date" in asks.fields, {}
        self.names = ("kind", *(name for name in asks.fields if name not in ("kind", "date")))

    def of(self, said: tuple[str | None, ...], day: date) -> Fact:
        key = (said, day) if self.by_day else said
        found = self.found.get(key)
        if found is None:
            data = {
                name: json.loads(text) if in_json(name) else text
                for name, text in zip(self.names, said, strict=True) if text is not None
            }  # fmt: skip
            # What a rule took it for may be another kind than the one it was entered as.
            kind = self.own.get(tuple(data["kind"].split("/", 1)), data["kind"])
            found = self.found[key] = fact_of(data, key="", holder="", kind=kind, date=day)
        return found
