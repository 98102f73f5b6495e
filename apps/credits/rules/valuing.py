"""Rules applied to facts: what every piece of work of every holder is worth, with each step that led there.

Stages: treat; worth, tiers or reach; convert; multiply; round; need, zero, once; caps; part; deduct. Work is counted
by date, on one day by the key of its record. Every cap looks at what is left in it when the turn of a piece of work
comes; a piece gets the least of what its caps have left. The order in which facts are given makes no difference.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from fractions import Fraction

from apps.credits.rules.calendars import OF_WORK, PERIODS, Calendar
from apps.credits.rules.facts import Fact, Holder
from apps.credits.rules.numbers import posted
from apps.credits.rules.packs import Pack
from apps.credits.rules.steps import GRID, ZERO, Cut, Step, cuts, take
from apps.credits.rules.stops import stopped
from apps.credits.rules.verbs import (
    VALUING,
    Cap,
    Convert,
    CountPart,
    Deduct,
    Multiply,
    Reach,
    Round,
    Rule,
    Source,
    Tiers,
    Treat,
    Worth,
)
from apps.credits.rules.where import Filter

# Conditions that work without a level never meets.
OF_LEVEL = frozenset({"levels", "level_from"})


@dataclass(frozen=True, slots=True)
class Valued:
    """A fact as it was recorded, as the rules took it, and what it is worth in the unit of the pack.

    ``amount`` is negative only where a deduction is larger than what the same work is worth.
    """

    fact: Fact
    taken: Fact
    amount: Decimal
    steps: tuple[Step, ...]
    unit: str
    pack: str
    version: int

    @property
    def cuts(self) -> list[Cut]:
        return cuts(self.steps)

    def explanation(self) -> dict:
        """What the ledger stores with the entry."""
        return {
            "rule": f"{self.pack} v{self.version}",
            "unit": self.unit,
            "steps": [step.as_json() for step in self.steps],
        }


@dataclass(frozen=True, slots=True)
class Held:
    """Work that has been valued and stays as it is, because its semester is closed; it uses up caps and tiers first."""

    fact: Fact
    amount: Decimal


@dataclass(slots=True)
class Line:
    """One fact on its way through the stages."""

    fact: Fact
    taken: Fact
    steps: list[Step]
    stop: tuple | None = None
    held: Decimal | None = None

    @property
    def value(self) -> Fraction:
        return self.steps[-1].value if self.steps else ZERO


class Ready:
    """A pack made ready: its rules by stage, each with its filter."""

    def __init__(self, pack: Pack, calendar: Calendar):
        self.pack, self.calendar = pack.all_coded(), calendar
        self.filters = {rule.code: Filter(rule.where) for rule in self.pack.rules}
        self.stages: dict[tuple, list[Rule]] = {}
        self.windows: dict[tuple, object] = {}
        order = list(PERIODS)
        self.caps = sorted(self.of(Cap), key=lambda cap: order.index(cap.per))
        self.by_level = [rule for rule in self.of(*VALUING) if asks_level(rule)]

    def of(self, *types) -> list[Rule]:
        if types not in self.stages:
            self.stages[types] = [rule for rule in self.pack.rules if isinstance(rule, types)]
        return self.stages[types]

    def fits(self, rule: Rule, fact: Fact, holder: Holder | None) -> bool:
        return self.filters[rule.code].fits(fact, holder)

    def fitting(self, rules, fact: Fact, holder: Holder | None):
        return (rule for rule in rules if self.fits(rule, fact, holder))

    def unnamed(self, fact: Fact, holder: Holder | None) -> str:
        """``level`` where nobody filled in the level of the work and a rule would value it by that; else empty."""
        missed = (
            () if fact.level else (self.filters[rule.code].misses(fact, holder) for rule in self.by_level)
        )
        return "level" if any(OF_LEVEL.issuperset(names) for names in missed) else ""

    def period(self, per: str, fact: Fact, holder: Holder | None) -> tuple:
        """Which item, session, course, day … the work lies in: works with the same answer are counted together."""
        if per in OF_WORK:
            named = {"item": "", "session": fact.session, "course": fact.course or fact.session}[per]
            return (per, named) if named else (per, fact.key, fact.kind)
        starts = holder.cycle_starts_on if holder else None
        key = (per, fact.date, starts)
        if key not in self.windows:
            self.windows[key] = self.calendar.window(per, fact.date, self.pack.cycle, starts)
        return self.windows[key]


def value(
    pack: Pack,
    facts: Iterable[Fact],
    *,
    calendar: Calendar,
    holders: Iterable[Holder] = (),
    held: Iterable[Held] = (),
) -> list[Valued]:
    """Value facts by one pack, in the order of holder, date and key.

    A fact outside the pack's validity is worth nothing by it. Asked twice for one fact, it is valued once. Raises
    ValueError for two different facts of one identity.
    """
    ready = Ready(pack, calendar)
    people = {holder.key: holder for holder in holders}
    fixed: dict[str, list[Held]] = defaultdict(list)
    for line in held:
        fixed[line.fact.holder].append(line)
    found = []
    for key, own in sorted(by_holder(facts).items()):
        found += _Holding(ready, people.get(key), own, fixed[key]).valued()
    return found


def value_by(packs: Iterable[Pack], facts, *, calendar: Calendar, holders=(), held=()) -> list[Valued]:
    """Value each fact by the pack that holds on its day; what an earlier pack gave uses up the caps of the next."""
    facts, found, held = list(facts), [], list(held)
    for pack in sorted(packs, key=lambda p: p.valid.first):
        own = [fact for fact in facts if fact.date in pack.valid]
        lines = value(pack, own, calendar=calendar, holders=holders, held=held)
        held += [Held(line.taken, line.amount) for line in lines]
        found += lines
    return sorted(found, key=lambda line: (line.fact.holder, *line.fact.order))


def by_holder(facts: Iterable[Fact]) -> dict[str, list[Fact]]:
    known: dict[tuple, Fact] = {}
    for fact in facts:
        if known.setdefault(fact.identity, fact) != fact:
            raise ValueError(f"{fact.key}: two different facts of one identity")
    found: dict[str, list[Fact]] = defaultdict(list)
    for fact in sorted(known.values(), key=lambda f: f.order):
        found[fact.holder].append(fact)
    return found


def treated(ready: Ready, fact: Fact, holder: Holder | None, steps: list[Step]) -> Fact:
    """The fact as the rules take it, each change written down."""
    for rule in ready.of(Treat):
        if ready.fits(rule, fact, holder):
            changes = {f.name: getattr(rule.to, f.name) for f in fields(rule.to)}
            changes = {
                name: to for name, to in changes.items() if to not in ("", None) and to != getattr(fact, name)
            }
            for name, to in changes.items():
                take(steps, "treat", rule.code, key=name, was=getattr(fact, name), to=to)
            fact = replace(fact, **changes)
    return fact


class _Holding:
    """All work of one holder, valued together."""

    def __init__(self, ready: Ready, holder: Holder | None, facts: list[Fact], held: list[Held]):
        self.ready, self.holder = ready, holder
        self.running: dict[tuple, Fraction] = defaultdict(Fraction)
        self.lines = [self._line(fact) for fact in facts]
        self.held = []
        for old in sorted(held, key=lambda h: h.fact.order):
            self.held.append(Line(old.fact, treated(ready, old.fact, holder, []), [], held=old.amount))

    def _line(self, fact: Fact) -> Line:
        steps: list[Step] = []
        return Line(fact, treated(self.ready, fact, self.holder, steps), steps)

    def valued(self) -> list[Valued]:
        inside = [line for line in self.lines if line.fact.date in self.ready.pack.valid]
        stopped(self.ready, self.holder, inside, self.held, self.nominal)
        for line in self.held:
            self._hold(line)
        for line in self.lines:
            if line.fact.date in self.ready.pack.valid:
                self._value(line)
            else:
                take(line.steps, "nothing", "", why="validity")
        for rule in self.ready.of(Deduct):
            self._deduct(rule)
        pack = self.ready.pack
        return [
            Valued(n.fact, n.taken, posted(n.value), tuple(n.steps), pack.gives, pack.code, pack.version)
            for n in self.lines
        ]

    def nominal(self, fact: Fact) -> Fraction:
        """What a fact would be worth if it were the only one and nothing cut it."""
        alone = _Holding(self.ready, self.holder, [], [])
        steps: list[Step] = []
        alone._worth(fact, steps, counted=False)
        return alone._adjusted(fact, steps, counted=False)

    def _value(self, line: Line) -> None:
        """What is stopped neither opens a tier nor fills a rung, so only the rest is ``counted``."""
        self._worth(line.taken, line.steps, counted=line.stop is None)
        self._adjusted(line.taken, line.steps, counted=line.stop is None)
        # What no rule values can still be counted, so what stops it is written down; being away is said already.
        if line.stop is not None and (line.value or line.taken.there):
            name, rule, inputs = line.stop
            take(line.steps, name, rule, **inputs)
        if line.value > 0:
            self._cap(line)

    def _worth(self, fact: Fact, steps: list[Step], *, counted: bool) -> None:
        for rule in self.ready.fitting(self.ready.of(*VALUING), fact, self.holder):
            if not fact.there and not rule.where.attendance:
                continue
            if isinstance(rule, Worth):
                if any(from_source(source, fact, rule.code, steps) for source in rule.sources):
                    return
                continue
            self._running_worth(rule, fact, steps, counted)
            return
        unnamed = self.ready.unnamed(fact, self.holder) if fact.there else ""
        why = {"why": "no_rule" if fact.there else "away"} | ({"unnamed": unnamed} if unnamed else {})
        take(steps, "nothing", "", **why)

    def _running_worth(self, rule: Tiers | Reach, fact: Fact, steps: list[Step], counted: bool) -> None:
        key = (rule.code, self.ready.period(rule.per, fact, self.holder))
        amount = quantity(rule.of, fact, with_breaks=False) or ZERO
        scale = (
            {"tiers": [[t.up_to, t.each] for t in rule.tiers]} if isinstance(rule, Tiers)
            else {"rungs": [[r.at, r.gives] for r in rule.rungs]}
        )  # fmt: skip
        name = "tiers" if isinstance(rule, Tiers) else "reach"
        take(steps, name, rule.code, of=rule.of, before=self.running[key], quantity=amount, **scale)
        self.running[key] += amount if counted else ZERO

    def _adjusted(self, fact: Fact, steps: list[Step], *, counted: bool) -> Fraction:
        """Converted, multiplied and rounded."""
        if steps[-1].name == "nothing":
            return ZERO
        for rule in list(self.ready.fitting(self.ready.of(Convert), fact, self.holder))[:1]:
            take(steps, "convert", rule.code, hours=rule.hours, gives=rule.gives)
        for rule in self.ready.fitting(self.ready.of(Multiply), fact, self.holder):
            factor, by = looked_up(rule.factor, rule, fact)
            if factor is not None:
                take(steps, "multiply", rule.code, factor=factor, **by)
        for rule in list(self.ready.fitting(self.ready.of(Round), fact, self.holder))[:1]:
            self._round(rule, fact, steps, counted)
        if steps[-1].value % GRID:
            take(steps, "round", "", to=GRID, mode="nearest", per="item", before=ZERO)
        return steps[-1].value

    def _round(self, rule: Round, fact: Fact, steps: list[Step], counted: bool) -> None:
        raw, before = steps[-1].value, ZERO
        if rule.per != "item":
            key = (rule.code, self.ready.period(rule.per, fact, self.holder))
            before = self.running[key]
            self.running[key] += raw if counted else ZERO
        take(steps, "round", rule.code, to=rule.to, mode=rule.mode, per=rule.per, before=before)

    def _cap(self, line: Line) -> None:
        """Cut to what the caps have left, narrow ones first, and write off what was used; then the part counted."""
        caps = list(self.ready.fitting(self.ready.caps, line.taken, self.holder))
        keys = [(cap.code, self.ready.period(cap.per, line.taken, self.holder)) for cap in caps]
        for cap, key in zip(caps, keys, strict=True):
            if line.value > Fraction(cap.at_most) - self.running[key]:
                take(line.steps, "cap", cap.code, at_most=cap.at_most, used=self.running[key], per=cap.per)
        for key in keys:
            self.running[key] += line.value
        for rule in self.ready.fitting(self.ready.of(CountPart), line.taken, self.holder):
            take(line.steps, "part", rule.code, share=rule.share)

    def _hold(self, line: Line) -> None:
        """What stays as it is uses up tiers, rungs and caps."""
        fact = line.taken
        for rule in list(self.ready.fitting(self.ready.of(*VALUING), fact, self.holder))[:1]:
            if isinstance(rule, (Tiers, Reach)) and line.held:
                key = (rule.code, self.ready.period(rule.per, fact, self.holder))
                self.running[key] += quantity(rule.of, fact, with_breaks=False) or ZERO
        for cap in self.ready.fitting(self.ready.caps, fact, self.holder):
            period = self.ready.period(cap.per, fact, self.holder)
            self.running[cap.code, period] += max(ZERO, Fraction(line.held))

    def _deduct(self, rule: Deduct) -> None:
        left: dict[tuple, Fraction] = defaultdict(Fraction)
        for line in (*self.held, *self.lines):
            amount = line.value if line.held is None else Fraction(line.held)
            left[self.ready.period(rule.per, line.taken, self.holder)] += amount
        for line in self.lines:
            if line.fact.date not in self.ready.pack.valid:
                continue
            if not self.ready.fits(rule, line.taken, self.holder):
                continue
            each, by = looked_up(rule.amount, rule, line.taken)
            amount = Fraction(each or 0) * line.taken.count
            key = self.ready.period(rule.per, line.taken, self.holder)
            available = None if rule.below_zero else max(ZERO, left[key])
            taken = amount if available is None else min(amount, available)
            if amount:
                take(line.steps, "deduct", rule.code, amount=amount, available=available, per=rule.per, **by)
                left[key] -= taken


def asks_level(rule: Rule) -> bool:
    """Whether a rule values work by its level."""
    tables = isinstance(rule, Worth) and any(source.by == "level" for source in rule.sources)
    return tables or bool(rule.where.levels or rule.where.level_from)


def quantity(of: str, fact: Fact, *, with_breaks: bool) -> Fraction | None:
    """How much of something a piece of work has; None when that is not known of it."""
    if of == "minutes":
        there = fact.minutes if fact.attended_minutes is None else fact.attended_minutes
        return Fraction(max(0, there - (0 if with_breaks else fact.breaks))) if fact.minutes else None
    if of == "score":
        return fact.score
    held = getattr(fact, of)
    return None if held is None or (of == "characters" and not held) else Fraction(held)


def from_source(source: Source, fact: Fact, rule: str, steps: list[Step]) -> bool:
    """Value the fact from one source; False when the source says nothing about it."""
    amount = quantity(source.of, fact, with_breaks=source.with_breaks)
    if amount is None:
        return False
    if source.bands:
        band = next((b for b in source.bands if amount >= b.least), None)
        least, gives = (band.least, band.gives) if band else (ZERO, ZERO)
        take(steps, "band", rule, of=source.of, quantity=amount, least=least, gives=gives)
        return True
    gives, by = looked_up(source.gives, source, fact)
    if gives is None:
        return False
    take(steps, "worth", rule, of=source.of, quantity=amount, per=source.per, gives=gives, **by)
    return True


def looked_up(single, rule, fact: Fact) -> tuple[Decimal | None, dict]:
    """The one number of a rule, or what its table has for the fact; and by what it was looked up."""
    if not rule.by:
        return single, {}
    key = getattr(fact, rule.by)
    return dict(rule.table).get(key), {"by": rule.by, "key": key}
