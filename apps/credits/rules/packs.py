"""A rule pack, and what must be true of one before it may be used."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date

from apps.credits.rules.calendars import Cycle
from apps.credits.rules.problems import Problem, Refused
from apps.credits.rules.schema import (
    Choice,
    Code,
    Day,
    Many,
    Part,
    Table,
    Text,
    Type,
    Unreadable,
    Variant,
    Whole,
    item,
    pairs,
)
from apps.credits.rules.verbs import (
    BY,
    VERBS,
    Band,
    Deduct,
    Multiply,
    Reach,
    Rule,
    Source,
    TakenFor,
    Tiers,
    Treat,
    Trigger,
    Worth,
    Zero,
    verb,
)
from apps.credits.rules.where import Where
from apps.credits.rules.words import LONGEST, NAMES, OPEN, UNITS, Names, longest


class Words(Type):
    """Names a document adds, by list. A kind is ``family/code``."""

    def read(self, node, at, path):
        found, whole = [], True
        for name, child in pairs(node, at, path).items():
            if name not in OPEN:
                known = name in at.names.lists
                code, params = (
                    ("closed_list", {"list": name}) if known else ("unknown_key", {"key": name, "hint": ""})
                )
                at.report(code, (*path, name), **params)
                whole = False
                continue
            table = Table(Text(LONGEST), Text(longest(name))).read(child, at, (*path, name))
            for key, _word in table:
                if name == "kind" and (
                    key.count("/") != 1 or key.split("/")[0] not in at.names.lists["family"]
                ):
                    at.report("bad_kind", (*path, name, key), value=key)
                    whole = False
            found.append((name, table))
        if not whole:
            raise Unreadable
        if not found:
            raise at.refuse("empty_list", path)
        return tuple(found)

    def plain(self, value):
        return {name: dict(table) for name, table in value}


@dataclass(frozen=True, kw_only=True)
class Document:
    """The regulation a pack was taken from: 文件名称, 文号, 发文单位, 发文日期."""

    title: str = item(Text(200))
    number: str = item(Text(60), "")
    issuer: str = item(Text(100), "")
    issued_on: date | None = item(Day(), None)


@dataclass(frozen=True, kw_only=True)
class Validity:
    """From a day on; without a last day until something else holds."""

    first: date = item(Day(), key="from")
    last: date | None = item(Day(), None, key="until")

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= (self.last or date.max)


@dataclass(frozen=True, kw_only=True)
class Pack:
    """Rules that say what work is worth, in one unit, for a time. A published version never changes."""

    code: str = item(Code())
    name: str = item(Text(80))
    gives: str = item(Choice(tuple(UNITS)), "hours")
    version: int = item(Whole(1, 9999), 1)
    valid: Validity = item(Part(Validity))
    document: Document | None = item(Part(Document), None)
    author: str = item(Text(60), "")
    note: str = item(Text(500), "")
    cycle: Cycle | None = item(Part(Cycle), None)
    names: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = item(Words(), ())
    rules: tuple[Rule, ...] = item(Many(Variant(VERBS)))

    @property
    def words(self) -> Names:
        return NAMES.plus({name: dict(table) for name, table in self.names})

    def all_coded(self) -> "Pack":
        """The same pack with a code for every rule: ``cap-3`` is the third rule, a cap."""
        coded = [r if r.code else replace(r, code=f"{verb(r)}-{n}") for n, r in enumerate(self.rules, 1)]
        return replace(self, rules=tuple(coded))


def problems(pack: Pack, names: Names | None = None) -> list[Problem]:
    """Everything that is wrong with a pack although each field alone is right."""
    names = names or pack.words
    found = list(validity_faults(pack.valid, ("valid",)))
    found += repeated(pack.rules, "rules")
    for n, rule in enumerate(pack.rules):
        path = ("rules", n)
        found += [Problem(code, (*path, *at), params) for code, at, params in _faults(rule, names)]
        if getattr(rule, "per", "") == "cycle" and pack.cycle is None:
            found.append(Problem("cycle_missing", (*path, "per")))
    return found


def validity_faults(valid: Validity, path) -> Iterator[Problem]:
    if valid.last is not None and valid.last < valid.first:
        yield Problem("ends_before_start", (*path, "until"))


def repeated(rows, name: str) -> Iterator[Problem]:
    """A problem for each code that two rows share."""
    seen = set()
    for n, row in enumerate(rows):
        if row.code and row.code in seen:
            yield Problem("repeated_code", (name, n, "code"), {"value": row.code})
        seen.add(row.code)


def overlaps(pack: Pack, others) -> list[Problem]:
    """A problem for each other pack of the same unit that holds on one of the same days."""
    found = []
    for other in others:
        if other.gives == pack.gives and (days := shared_days(pack.valid, other.valid)):
            params = {"other": f"{other.name} v{other.version}", "first": days[0], "last": days[1] or "今后"}
            found.append(Problem("overlap", ("valid",), params))
    return found


def shared_days(one: Validity, other: Validity) -> tuple[date, date | None] | None:
    """First and last day on which both hold, the last None for ever; None when there is no such day."""
    first = max(one.first, other.first)
    last = min((v.last for v in (one, other) if v.last), default=None)
    return (first, last) if last is None or first <= last else None


def _faults(rule: Rule, names: Names):
    """(code, path, params) of what is wrong inside one rule."""
    for path, part in walk(rule):
        if isinstance(part, (Source, Multiply, Deduct)):
            yield from _table_faults(part, path, names)
        if isinstance(part, Where) and part.first and part.last and part.last < part.first:
            yield "ends_before_start", (*path, "last"), {}
    if isinstance(rule, Treat) and rule.to == TakenFor():
        yield "no_effect", ("as",), {"keys": "、".join(f.name for f in fields(TakenFor))}
    elif isinstance(rule, Worth):
        for n, source in enumerate(rule.sources):
            yield from _bands(source.bands, ("from", n, "bands"))
    elif isinstance(rule, Tiers):
        yield from _tiers(rule.tiers)
    elif isinstance(rule, Reach):
        marks = [(r.at, r.gives) for r in rule.rungs]
        if any(b[0] <= a[0] or b[1] <= a[1] for a, b in zip(marks, marks[1:], strict=False)):
            yield "not_rising", ("rungs",), {}
    elif isinstance(rule, Zero):
        for n, trigger in enumerate(rule.when):
            yield from _trigger(trigger, ("if", n))


def _table_faults(part, path, names: Names):
    single = (
        part.gives if isinstance(part, Source) else part.factor if isinstance(part, Multiply) else part.amount
    )
    word = {Source: "gives", Multiply: "factor", Deduct: "amount"}[type(part)]
    bands = getattr(part, "bands", ())
    given = [single is not None, bool(part.table), bool(bands)]
    choices = [word, "table", "bands"] if isinstance(part, Source) else [word, "table"]
    if sum(given) != 1:
        yield ("only_one" if any(given) else "no_effect"), path, {"keys": "、".join(choices)}
    if bool(part.by) != bool(part.table):
        yield "both_or_none", path, {"keys": "by、table"}
    elif part.by:
        for key, _value in part.table:
            if not names.knows(BY[part.by], key):
                said = {"value": key, "hint": "", "list": BY[part.by]}
                yield "unknown_word", (*path, "table", key), said


def _bands(bands: tuple[Band, ...], path):
    if any(b.least >= a.least or b.gives > a.gives for a, b in zip(bands, bands[1:], strict=False)):
        yield "not_falling", path, {}


def _tiers(tiers):
    ends = [t.up_to for t in tiers]
    if ends[-1] is not None or None in ends[:-1]:
        yield "last_tier_open", ("tiers",), {}
    elif any(b <= a for a, b in zip(ends[:-1], ends[1:-1], strict=False)):
        yield "not_rising", ("tiers",), {}


def _trigger(trigger: Trigger, path):
    if (trigger.times is None) == (trigger.share is None):
        yield ("no_effect" if trigger.times is None else "only_one"), path, {"keys": "times、share"}


def walk(part, path=()):
    """Every dataclass inside one, itself first, with its path by the keys of YAML."""
    yield path, part
    for declared in fields(part):
        value = getattr(part, declared.name)
        key = declared.metadata.get("key") or declared.name
        if is_dataclass(value):
            yield from walk(value, (*path, key))
        elif isinstance(value, tuple):
            for n, child in enumerate(value):
                if is_dataclass(child):
                    yield from walk(child, (*path, key, n))


def checked(pack: Pack, names: Names | None = None) -> Pack:
    """The pack with a code for every rule. Raises Refused when it may not be used."""
    found = problems(pack, names)
    if found:
        raise Refused(found)
    return pack.all_coded()
