"""Why a total is not more: what rules took from the work it sums, added up by the rule that took it."""

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q, QuerySet

from apps.credits.models import Entry, RulePack
from apps.credits.rules.numbers import spoken
from apps.credits.rules.sentences import sentence
from apps.credits.rules.steps import CUTTING, Cut, cuts, step_from_json
from apps.credits.rules.words import UNITS
from apps.credits.selectors import pack_named
from apps.credits.wording import school_names

# So many pieces of work are named of each rule.
NAMED = 20


@dataclass(frozen=True)
class Piece:
    """What one rule took from one entry; ``pack`` is named as the entry names it (``xiaoben v2``)."""

    entry: Entry
    pack: str
    cut: Cut


@dataclass
class CutSum:
    """What one rule took from all of them, in the unit of its pack."""

    sentence: str
    clause: str
    unit: str
    amount: Decimal = Decimal(0)
    entries: list[tuple[Entry, str]] = field(default_factory=list)

    @property
    def said(self) -> str:
        return f"{spoken(self.amount)}{self.unit}"

    @property
    def named(self) -> list[tuple[Entry, str]]:
        return self.entries[:NAMED]

    @property
    def more(self) -> int:
        return max(0, len(self.entries) - NAMED)


def cut_pieces(rows: QuerySet[Entry]) -> list[Piece]:
    """What was cut from the entries among ``rows`` that count; one query, which reads only those that were cut, and
    looks at none where the school never had rules of its own.
    """
    took = reduce(or_, (
        Q(**{f"explanation{also}__contains": ([steps] if also else steps)})
        for name in CUTTING for also in ("", "__also") for steps in [{"steps": [{"step": name}]}]
    ))  # fmt: skip
    own_rules = Exists(RulePack.objects.filter(school=OuterRef("school")).published())
    found = rows.filter(own_rules, took).standing().select_related(None).order_by("date", "pk")
    found = found.only("date", "title", "explanation")
    return [
        Piece(entry, part["rule"], cut)
        for entry in found
        for part in (entry.explanation, *entry.explanation.get("also", ()))
        for cut in cuts(step_from_json(step) for step in part["steps"])
    ]


def cut_sums(school: int, pieces: list[Piece]) -> list[CutSum]:
    """By rule, what took most first; two queries for each pack, none without pieces."""
    if not pieces:
        return []
    names = school_names(school)

    @cache
    def pack_of(named: str):
        code, _v, version = named.rpartition(" v")
        found = pack_named(school, code, int(version))
        return found[0] if found else None

    found: dict[tuple, CutSum] = {}
    for piece in pieces:
        pack = pack_of(piece.pack)
        if pack is None:
            continue
        key = (pack.code, piece.cut.rule, pack.gives)
        if key not in found:
            words = names.plus({name: dict(table) for name, table in pack.names})
            rule = next((rule for rule in pack.rules if rule.code == piece.cut.rule), None)
            said = (sentence(rule, pack, words), rule.clause) if rule else (piece.cut.rule, "")
            found[key] = CutSum(*said, UNITS[pack.gives])
        found[key].amount += piece.cut.amount
        found[key].entries.append((piece.entry, f"{spoken(piece.cut.amount)}{UNITS[pack.gives]}"))
    return sorted(found.values(), key=lambda cut: -cut.amount)
