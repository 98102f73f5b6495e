"""A dry run: what there is beside what there would be. Who gains, loses, newly fails or passes; by group and tier.

Amounts are those of the ledger. What comes out is plain data with amounts as text: it is kept as it is shown.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

NONE = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Whom a row is about; ``of`` is staff or groups. ``group`` is that of a member of the staff, or what sort of
    group it is; ``search`` is what one may type to find it.
    """

    key: str
    of: str
    number: str
    name: str
    group: str
    tier: str
    search: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of work before and after. ``counts`` is how many pieces it counts for, ``entered`` whether an entry
    would be made of it, ``rules`` the numbers of the rules that made its value, ``steps`` how they did, in sentences.
    """

    holder: str
    source: str
    date: str
    title: str
    kind: str
    before: Mapping[str, Decimal]
    after: Mapping[str, Decimal]
    counts: tuple[int, int]
    entered: bool = True
    rules: tuple[int, ...] = ()
    steps: tuple[str, ...] = ()

    @property
    def moved(self) -> bool:
        return self.counts[0] != self.counts[1] or any(
            self.before.get(unit, NONE) != self.after.get(unit, NONE) for unit in {*self.before, *self.after}
        )


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one holder stands to one requirement; ``met`` is None where it is not known whether it is owed. ``missing``
    may be something although as much is done as required: a portion of it, or a month. ``unit`` is a word.
    """

    holder: str
    code: str
    name: str
    met: bool | None
    done: Decimal = NONE
    required: Decimal = NONE
    missing: Decimal = NONE
    unit: str = ""


@dataclass
class Row:
    person: Person
    before: Counter = field(default_factory=Counter)
    after: Counter = field(default_factory=Counter)
    moved: int = 0
    fails: list[str] = field(default_factory=list)
    passes: list[str] = field(default_factory=list)
    # Of these, what was not asked before; what is not asked any more.
    added: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    unmet: tuple[int, int] = (0, 0)
    owing: bool = False

    def change(self, unit: str) -> Decimal:
        return self.after.get(unit, NONE) - self.before.get(unit, NONE)


def compare(
    people: Iterable[Person], pieces: Iterable[Piece], before: Iterable[Verdict], after: Iterable[Verdict], *,
    unit: str,
) -> dict:  # fmt: skip
    """Everything the page shows, in the order of the people. Gains and losses are of ``unit``.

    Somebody newly fails what is not met after and was met, or not asked, before; newly passes what was not met before
    and is met, or not asked any more, after.
    """
    rows = {person.key: Row(person) for person in people}
    for piece in pieces:
        row = rows[piece.holder]
        row.before.update(piece.before)
        row.after.update(piece.after)
        row.before["count"] += piece.counts[0]
        row.after["count"] += piece.counts[1]
        row.moved += piece.moved
    was, now = by_holder(before), by_holder(after)
    for key, row in rows.items():
        one, other = was.get(key, {}), now.get(key, {})
        failing = (
            {c for c, v in one.items() if v.met is False},
            {c for c, v in other.items() if v.met is False},
        )
        row.unmet = len(failing[0]), len(failing[1])
        row.fails = [v.name for code, v in other.items() if code in failing[1] - failing[0]]
        row.passes = [v.name for code, v in one.items() if code in failing[0] - failing[1]]
        row.added = [v.name for code, v in other.items() if code in failing[1] and code not in one]
        row.dropped = [v.name for code, v in one.items() if code in failing[0] and code not in other]
        row.owing = bool(one or other)
    kept = [row for row in rows.values() if row.owing or row.before or row.after or row.moved]
    staff = [row for row in kept if row.person.of == "staff"]
    return {
        "unit": unit, "totals": totals(kept), "counts": counts(staff, unit) | {"moved": sum(r.moved for r in kept)},
        "groups": parts(staff, unit, lambda person: person.group),
        "tiers": parts(staff, unit, lambda person: person.tier),
        "requirements": requirements(was, now), "people": [said(row, unit) for row in kept],
    }  # fmt: skip


def by_holder(verdicts: Iterable[Verdict]) -> dict[str, dict[str, Verdict]]:
    found: dict[str, dict[str, Verdict]] = defaultdict(dict)
    for verdict in verdicts:
        found[verdict.holder][verdict.code] = verdict
    return found


def totals(rows: Iterable[Row]) -> dict[str, list[str]]:
    before, after = Counter(), Counter()
    for row in rows:
        before.update(row.before)
        after.update(row.after)
    return {unit: [text(before[unit]), text(after[unit])] for unit in ("hours", "credits", "points", "count")}


def counts(rows: list[Row], unit: str) -> dict:
    return {
        "people": len(rows), "gain": sum(row.change(unit) > 0 for row in rows),
        "lose": sum(row.change(unit) < 0 for row in rows), "fail": sum(bool(row.fails) for row in rows),
        "pass": sum(bool(row.passes) for row in rows),
        "met": [sum(row.owing and not row.unmet[n] for row in rows) for n in (0, 1)],
    }  # fmt: skip


def parts(rows: Iterable[Row], unit: str, of) -> list[dict]:
    """The same figures for each group or tier, in the order its first member has; last those in none."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[of(row.person)].append(row)
    return [
        {
            "name": name, **counts(some, unit), "before": text(sum((r.before[unit] for r in some), NONE)),
            "after": text(sum((r.after[unit] for r in some), NONE)),
        }
        for name, some in sorted(found.items(), key=lambda part: not part[0])
    ]  # fmt: skip


def requirements(was: Mapping[str, dict], now: Mapping[str, dict]) -> list[dict]:
    """Of each requirement, before or after: how many owe it and have met it, newly fail and newly pass."""
    names: dict[str, str] = {}
    for verdicts in (*was.values(), *now.values()):
        names |= {code: verdict.name for code, verdict in verdicts.items()}
    found = []
    for code, name in names.items():
        both = [(was.get(key, {}).get(code), now.get(key, {}).get(code)) for key in {*was, *now}]
        unmet = [tuple(one is not None and one.met is False for one in pair) for pair in both]
        found.append({
            "code": code, "name": name,
            "owing": [sum(pair[n] is not None and pair[n].met is not None for pair in both) for n in (0, 1)],
            "met": [sum(pair[n] is not None and pair[n].met is True for pair in both) for n in (0, 1)],
            "fail": sum(after and not before for before, after in unmet),
            "pass": sum(before and not after for before, after in unmet),
        })  # fmt: skip
    return found


def said(row: Row, unit: str) -> dict:
    who = row.person
    return {
        "key": who.key, "of": who.of, "number": who.number, "name": who.name, "group": who.group, "tier": who.tier,
        "search": who.search,
        "before": text(row.before[unit]), "after": text(row.after[unit]), "change": text(row.change(unit)),
        "moved": row.moved, "fail": row.fails, "pass": row.passes, "added": row.added, "dropped": row.dropped,
        "unmet": list(row.unmet),
    }  # fmt: skip


def details(pieces: Iterable[Piece], before: Iterable[Verdict], after: Iterable[Verdict]) -> dict[str, dict]:
    """Of each holder the pieces of work that moved and how every requirement stands, before and after."""
    found: dict[str, dict] = defaultdict(lambda: {"pieces": [], "requirements": []})
    for piece in sorted(pieces, key=lambda piece: (piece.date, piece.source)):
        if piece.moved:
            found[piece.holder]["pieces"].append({
                "source": piece.source, "date": piece.date, "title": piece.title, "kind": piece.kind,
                "before": amounts(piece.before), "after": amounts(piece.after), "counts": list(piece.counts),
                "entered": piece.entered, "rules": list(piece.rules), "steps": list(piece.steps),
            })  # fmt: skip
    was, now = by_holder(before), by_holder(after)
    for key in {*was, *now}:
        one, other = was.get(key, {}), now.get(key, {})
        found[key]["requirements"] = [
            {
                "name": (other.get(code) or one[code]).name, "before": stand(one.get(code)),
                "after": stand(other.get(code)),
            }
            for code in {**other, **one}
        ]  # fmt: skip
    return dict(found)


def stand(verdict: Verdict | None) -> dict | None:
    if verdict is None:
        return None
    return {
        "met": verdict.met, "done": text(verdict.done), "required": text(verdict.required),
        "missing": text(verdict.missing), "unit": verdict.unit,
    }  # fmt: skip


def amounts(worth: Mapping[str, Decimal]) -> dict[str, str]:
    return {unit: text(amount) for unit, amount in worth.items() if amount}


def text(amount) -> str:
    """Exact, without idle noughts."""
    said = format(Decimal(amount), "f")
    return said.rstrip("0").rstrip(".") if "." in said else said
