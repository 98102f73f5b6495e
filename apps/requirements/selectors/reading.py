"""What the ledger recognises, as requirements read it: piece by piece with all that is known of it, or for figures
alone, where no more is read than the schemes ask about and PostgreSQL adds up what is alike to them.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform, KeyTransform

from apps.credits.holders import group_key, member_key
from apps.credits.models import TAKEN_AS, Entry
from apps.credits.rules.facts import Fact
from apps.credits.rules.keeping import fact_of, in_json
from apps.requirements.rules.lines import NONE, Lean, Line
from apps.requirements.rules.shapes import ALWAYS, ANYTHING, Asks, Look
from apps.requirements.selectors.holders import EVERYBODY, Whom
from apps.requirements.selectors.lines import Kinds, lines_of, standing_work

# Of each requirement, by its place, the days that part its periods.
Cuts = Sequence[Sequence[date]]
# A piece of SQL and what is to be put in its places.
Piece = tuple[str, list]

READ = {
    "entry": F("pk"), "fact": KeyTransform("fact", "explanation"), "taken_as": TAKEN_AS,
    "why": KeyTextTransform("stopped", "explanation"),
}  # fmt: skip
COLUMNS = ("member_id", "group_id", "date", "source_key", "hours", "credits", "points", *READ)
SILENT = Q(taken_as__isnull=True)
# Who answers as one of the staff, or as a group; for the school nothing is entered.
HELD = {"staff": "member_id", "groups": "group_id"}
SUMS = {
    "hours": "sum(hours)", "credits": "sum(credits)", "points": "sum(points)",
    "characters": "sum((fact ->> 'characters')::integer)",
}  # fmt: skip
# The kind of each entry is read once, here; said in the ORM's words, each condition would read it from its document.
ALIKE = """
SELECT member_id, group_id, why, min(date), min(source_key), count(*), {sums}, {told}
FROM ({work} OFFSET 0) AS work
GROUP BY member_id, group_id, why, {places}
"""


def closely(
    asks: Asks, cuts: Cuts, school_id: int, first: date, last: date, own: Kinds, whom: Whom = EVERYBODY
) -> list[Line]:
    """Every standing entry of these days with the work behind it; of what is older than all periods (``cuts``) only
    what may still be in force. One query.
    """
    work = standing_work(school_id, first, last, whom).annotate(taken_as=TAKEN_AS)
    begun, older = _begun(asks.looks, cuts), _older(asks.looks, cuts, own)
    return lines_of(work.filter(Q(date__gte=begun) | older), own)


def leanly(
    asks: Asks, cuts: Cuts, school_id: int, first: date, last: date, own: Kinds, whom: Whom = EVERYBODY
) -> list[Lean | Line]:
    """What the ledger recognises in these days, as far as the schemes ask about it: as ``closely`` reads it, but what
    is alike to them of one holder's work is one line. ``cuts`` are the days on which a period a requirement asks about
    begins or has ended the day before. One query, and one more where entries do not keep their work.
    """
    work = standing_work(school_id, first, last, whom)
    told = Told(asks, own)
    holders, found, silent = {}, [], False
    for row in _summed(work, asks, cuts, told):
        member, group, stop, day, key, pieces, hours, credits, points, characters, kind, *said = row
        if kind is None:
            silent = True
            continue
        holder = holders.get((member, group))
        if holder is None:
            holder = holders[member, group] = member_key(member) if member else group_key(group)
        fact = told.of((kind, *said[: told.wide]), day)
        if stop:
            pieces = characters = 0
        found.append(
            Lean(
                holder, day, key, fact, hours or NONE, credits or NONE, points or NONE,
                Decimal(fact.count * pieces), Decimal(characters or 0), stop or "",
            )
        )  # fmt: skip
    return [*found, *lines_of(work.exclude(explanation__has_key="fact"), own)] if silent else found


def _summed(work: QuerySet[Entry], asks: Asks, cuts: Cuts, told: "Told") -> list[tuple]:
    """Rows of work that is alike: whose, why it was stopped, the first day, a key, how many pieces, how much of each
    amount; its kind and what else is said of it; then what keeps it apart from other work.
    """
    if not asks.looks:
        return []
    try:
        inner, given = _read(work, asks.looks, cuts, told.own).query.sql_with_params()
    except EmptyResultSet:
        return []
    sums = [one if name in asks.amounts else "NULL" for name, one in SUMS.items()]
    pieces = list(_told(asks, cuts, told))
    statement = ALIKE.format(
        sums=", ".join(sums), told=", ".join(sql for sql, _values in pieces), work=inner,
        places=", ".join(str(7 + len(sums) + n) for n in range(len(pieces))),
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(statement, [*(value for _sql, values in pieces for value in values), *given])
        return cursor.fetchall()


def _read(work: QuerySet[Entry], looks: Sequence[Look], cuts: Cuts, own: Kinds) -> QuerySet[Entry]:
    """Entries that may matter to a requirement, and those that do not say what they are. What is older than all periods
    is asked for by itself: by an index there is little of it to be found, beside the others all of it would be read.
    """
    rows, begun = work.annotate(**READ), _begun(looks, cuts)
    recent = rows.filter(_wanted(looks, cuts, own) | SILENT, date__gte=begun).values(*COLUMNS)
    older = rows.filter(_older(looks, cuts, own), date__lt=begun).values(*COLUMNS)
    return recent.union(older, all=True)


def _begun(looks: Sequence[Look], cuts: Cuts) -> date:
    """The first day of all periods; what lasts may be older."""
    return min((cuts[look.place][0] for look in looks if not look.lasting), default=date.max)


def _older(looks: Sequence[Look], cuts: Cuts, own: Kinds) -> Q:
    """What matters though it is older than all periods; or might, as it does not say what it is."""
    return _wanted([look for look in looks if look.lasting], cuts, own) | SILENT


def _wanted(looks: Sequence[Look], cuts: Cuts, own: Kinds) -> Q:
    """Entries that may matter to a requirement."""
    kinds = defaultdict(set)
    for look in looks:
        first = None if look.lasting else cuts[look.place][0]
        for of in look.holders & HELD.keys():
            kinds[of, first, look.unit] |= look.kinds
    found = Q(pk__in=())
    for (of, first, unit), some in kinds.items():
        wanted = Q(**{f"{HELD[of]}__isnull": False})
        if first:
            wanted &= Q(date__gte=first)
        if unit:
            wanted &= ~Q(**{unit: 0})
        if ANYTHING not in some:
            families = (Q(taken_as__startswith=f"{kind}/") for kind in sorted(some) if "/" not in kind)
            wanted &= Q(Q(taken_as__in=sorted(stored(some, own))), *families, _connector=Q.OR)
        found |= wanted
    return found


def stored(kinds: Iterable[str], own: Kinds) -> set[str]:
    """Kinds as entries keep them, also those a scheme calls otherwise than the ledger does."""
    return {*kinds, *("/".join(named) for named, code in own.items() if code in kinds)}


def _told(asks: Asks, cuts: Cuts, told: "Told") -> Iterator[Piece]:
    """What work is told apart by: first what facts are made of, the kind before all, each only of the work of which
    somebody asks it; then the periods its day lies in, and what is looked at singly.
    """
    looks = asks.looks
    yield _kind(looks, told.own)
    for name in told.names[1:]:
        asking = looks if name in ALWAYS else [look for look in looks if name in look.fields]
        yield _where(asking, f"fact ->> '{name}'", [], told.own)
    periods = defaultdict(list)
    for look in looks:
        periods[None if "date" in look.fields else tuple(cuts[look.place])].append(look)
    for days, asking in periods.items():
        column, given = ("date", []) if days is None else ("width_bucket(date, %s::date[])", [list(days)])
        yield _where(asking, column, given, told.own)
    yield _where([look for look in looks if look.singly], "entry", [], told.own)


def _kind(looks: Sequence[Look], own: Kinds) -> Piece:
    """The kind, as far as conditions tell it from others: itself, its family, or nothing; and NULL where an entry does
    not keep its work.
    """
    closely = [look for look in looks if look.singly or "kind" in look.fields]
    itself, given = _asked(closely, own)
    named = {kind for look in looks for kind in look.named}
    families = [kind for kind in named if "/" not in kind]
    return (
        f"CASE WHEN taken_as IS NULL OR {itself} OR taken_as = ANY(%s) THEN taken_as "
        "WHEN split_part(taken_as, '/', 1) = ANY(%s) THEN split_part(taken_as, '/', 1) || '/' ELSE '' END",
        [*given, sorted(stored(named, own)), sorted(families)],
    )


def _where(looks: Sequence[Look], column: str, given: list, own: Kinds) -> Piece:
    """What a column says of the work that one of these looks at, else NULL."""
    asked, values = _asked(looks, own)
    return f"CASE WHEN {asked} THEN {column} END", [*values, *given]


def _asked(looks: Sequence[Look], own: Kinds) -> Piece:
    """Whether one of these looks at the work, by its kind and by who has it."""
    found, given = ["false"], []
    for of, column in HELD.items():
        kinds = {kind for look in looks if of in look.holders for kind in look.kinds}
        if ANYTHING in kinds:
            found.append(f"{column} IS NOT NULL")
        elif kinds:
            found.append(
                f"{column} IS NOT NULL AND (taken_as = ANY(%s) OR split_part(taken_as, '/', 1) = ANY(%s))"
            )
            given += [sorted(stored(kinds, own)), sorted(kind for kind in kinds if "/" not in kind)]
    return f"({' OR '.join(found)})", given


class Told:
    """Facts of which only what is asked about is known, one for all work of which the same is said."""

    def __init__(self, asks: Asks, own: Kinds):
        self.own, self.by_day, self.found = own, "date" in asks.fields, {}
        self.names = ("kind", *(name for name in asks.fields if name not in ("kind", "date")))
        self.wide = len(self.names) - 1

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
