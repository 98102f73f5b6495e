"""What is looked at while requirements are compared: the desk, the pile of a holder's work, the draft of an answer.

Whatever is alike for many is worked out once and kept on the desk: what work of one shape counts for (``Shape``), on
which days somebody answers, what is then asked (``Ask``) and required in each period (``Plan``), and how whoever has
done just so much stands to it.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from operator import attrgetter

from apps.credits.rules.calendars import Calendar, Span, Window
from apps.credits.rules.facts import Fact, Holder
from apps.credits.rules.numbers import posted, rounded
from apps.credits.rules.people import reference_day
from apps.requirements.rules.adding import Adder
from apps.requirements.rules.checks import filling_order
from apps.requirements.rules.counting import Counter
from apps.requirements.rules.lines import (
    NONE,
    Almost,
    Counted,
    Lean,
    Line,
    Owed,
    PeriodOwed,
    PortionOwed,
    Transfer,
)
from apps.requirements.rules.schemes import Requirement, Scheme
from apps.requirements.rules.shapes import Shape, Shapes, asks_of
from apps.requirements.rules.shares import Belonging, belonging, share_of

WHOLE = posted(Fraction(1))
DAYS_A_WEEK = 5


@dataclass(slots=True)
class Pile:
    """The work of one holder, and by requirement (its place in the scheme) what counts for it and what nearly does."""

    lines: Sequence[Line | Lean]
    fits: dict[int, list[Line | Lean]]
    near: dict[int, list[tuple[Line, str]]]


@dataclass(frozen=True, slots=True)
class Part:
    """A week, month … a requirement is owed in, or its whole period: how much of it somebody answers for, and owes."""

    window: Window
    share: Fraction
    posted_share: Decimal
    required: Decimal


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked in the periods of one requirement of everybody who answers for the same days."""

    parts: list[Part]
    begins: list[date]
    required: Decimal

    def split(self, lines: list[Line | Lean]) -> list[list[Line | Lean]]:
        """Lines of the whole period, those of each part together; the parts follow each other without gaps."""
        if len(self.parts) == 1:
            return [lines]
        found: list[list[Line | Lean]] = [[] for _ in self.parts]
        for line in lines:
            found[bisect_right(self.begins, line.date) - 1].append(line)
        return found


@dataclass(slots=True)
class Ask:
    """A requirement, known by its place in the scheme, as it is put to all who answer for the same days.

    ``plan`` where nothing but sums decide; then ``known`` are the answers given so far: who has done as much as
    somebody before stands as they do.
    """

    place: int
    requirement: Requirement
    window: Window
    due: date
    held: Belonging
    plan: Plan | None = None
    known: dict[tuple[Decimal, ...], Owed] = field(default_factory=dict)

    @property
    def until(self) -> date:
        """The last day of work that counts."""
        return self.window.due if self.requirement.each else self.due


class Desk:
    """What a comparison needs to know besides the holder: ``on`` is a day of the period asked about."""

    def __init__(
        self, scheme: Scheme, calendar: Calendar, on: date, today: date, transfers: tuple[Transfer, ...], details: bool
    ):  # fmt: skip
        self.scheme, self.calendar, self.on, self.today = scheme, calendar, on, today
        self.transfers, self.details = transfers, details
        self.counters = [Counter(requirement) for requirement in scheme.requirements]
        self.places = {requirement.code: n for n, requirement in enumerate(scheme.requirements)}
        self.shapes = Shapes(asks_of([scheme]).fields, self._look)
        # What depends on who did the work is looked at anew for each holder.
        self.personal = [n for n, counter in enumerate(self.counters) if counter.filter.personal]
        self.order = filling_order(scheme)
        self.filling = {one.source for r in scheme.requirements for one in r.fills} | set(self.order)
        # The places of requirements of the same people in the same period.
        self.alike: dict[tuple, list[int]] = defaultdict(list)
        for n, requirement in enumerate(scheme.requirements):
            self.alike[requirement.who, requirement.within].append(n)
        self.windows: dict = {}
        self.plans: dict[tuple, Plan] = {}
        self.held: dict[Belonging, Belonging] = {}
        self.asked: dict[tuple, dict[int, Ask]] = {}
        self.kinds: dict[str, list[int]] = {}
        sums = {n: self._spans(n) for n in range(len(self.counters)) if self._is_plain(n)}
        self.adder = Adder(self.counters, sums, self.shapes.of)

    def pile(self, holder: Holder, lines: Iterable[Line | Lean]) -> Pile:
        """The holder's work laid out by requirement; with details in the order it is counted in."""
        pile = Pile(sorted(lines, key=attrgetter("order")) if self.details else lines, {}, {})
        fits, near = defaultdict(list), defaultdict(list)
        same: dict[tuple, list[Line | Lean]] = defaultdict(list)
        for line in pile.lines:
            same[id(line.fact), line.stopped].append(line)
        for some in same.values():
            self._lay(some, self.shapes.of(some[0]), fits, near)
        for n in self.personal:
            self._lay_personal(n, holder, pile.lines, fits, near)
        for n in fits if not self.details else ():
            if self.counters[n].ordered:
                fits[n].sort(key=attrgetter("order"))
        pile.fits, pile.near = fits, near
        return pile

    def plus(self, pile: Pile, n: int, more: list[Line], holder: Holder) -> Pile:
        """The pile with more work, laid out for one requirement only."""
        fits = [*pile.fits.get(n, ()), *self.pile(holder, more).fits.get(n, ())]
        if self.counters[n].ordered:
            fits.sort(key=attrgetter("order"))
        return Pile([*pile.lines, *more], {n: fits}, {})

    def _lay(self, some: list[Line | Lean], shape: Shape, fits, near) -> None:
        """Lay out lines of one shape, stopped for the same reason or not at all: what was stopped misses one thing
        more, unless it has an amount all the same.
        """
        stopped = some[0].stopped
        for n in shape.fits:
            counter = self.counters[n]
            if not stopped:
                fits[n] += some
                continue
            for line in some:
                if counter.recognised(line):
                    fits[n].append(line)
                elif self.details:
                    near[n].append((line, stopped))
        for n, reason in shape.near:
            near[n] += [(line, reason) for line in some if self.counters[n].recognised(line)]

    def _lay_personal(self, n: int, holder: Holder, lines, fits, near) -> None:
        counter = self.counters[n]
        for line in lines:
            if not counter.is_of(line.fact.kind):
                continue
            missed = counter.misses(line.fact, holder)
            if not counter.recognised(line):
                missed.append(line.stopped)
            if not missed:
                fits[n].append(line)
            elif len(missed) == 1 and self.details:
                near[n].append((line, missed[0]))

    def _look(self, fact: Fact) -> Shape:
        shape = Shape(fact, [], [])
        for n in self._of_kind(fact.kind):
            missed = self.counters[n].misses(fact)
            if not missed:
                shape.fits.append(n)
            elif len(missed) == 1 and self.details:
                shape.near.append((n, missed[0]))
        return shape

    def _of_kind(self, kind: str) -> list[int]:
        """The requirements that work of a kind may count for, whoever did it."""
        if kind not in self.kinds:
            self.kinds[kind] = [
                n for n, counter in enumerate(self.counters) if not counter.filter.personal and counter.is_of(kind)
            ]  # fmt: skip
        return self.kinds[kind]

    def window(self, period: str, day: date, holder: Holder) -> Window:
        """The period a day lies in; only the cycle may be one of the holder's own."""
        key = (period, day, holder.cycle_starts_on if period == "cycle" else None)
        found = self.windows.get(key)
        if found is None:
            cycle = self.scheme.cycle
            found = self.windows[key] = self.calendar.window(period, day, cycle, holder.cycle_starts_on)
        return found

    def asks(self, holder: Holder) -> dict[int, Ask]:
        """What is asked of a holder, by place; the same for all who answer for the same days."""
        held = [(places, *self._held(holder, places[0])) for places in self.alike.values()]
        if holder.exemptions:
            # These may be of some requirements only.
            held = [([n], *self._held(holder, n)) for places, *_days in held for n in places]
            return self._asked(held)
        key = tuple((id(window), id(days)) for _places, window, days in held)
        found = self.asked.get(key)
        if found is None:
            found = self.asked[key] = self._asked(held)
        return found

    def _held(self, holder: Holder, n: int) -> tuple[Window, Belonging]:
        """The period of a requirement and the days of it somebody answers for, both kept on the desk."""
        requirement = self.scheme.requirements[n]
        window = self.window(requirement.within, self.on, holder)
        found = belonging(requirement.who, holder, window, requirement.code)
        return window, self.held.setdefault(found, found)

    def _asked(self, held) -> dict[int, Ask]:
        found = [
            self._ask(n, window, days)
            for places, window, days in held if days.spans or days.exempt or days.unknown
            for n in places
        ]  # fmt: skip
        return {ask.place: ask for ask in sorted(found, key=attrgetter("place"))}

    def _ask(self, n: int, window: Window, held: Belonging) -> Ask:
        requirement = self.scheme.requirements[n]
        ask = Ask(n, requirement, window, due_day(requirement, window), held)
        if n in self.adder.periods and held.spans:
            ask.plan = self.plan(n, window, held, requirement.at_least or NONE)
        return ask

    def _is_plain(self, n: int) -> bool:
        """Whether only sums decide, which fill nothing and are filled by nothing, in the same periods for all."""
        requirement, own = self.scheme.requirements[n], self.scheme.cycle and self.scheme.cycle.personal
        more = requirement.cases or requirement.offsets or requirement.borrow or requirement.members
        more = more or requirement.code in self.filling or (requirement.within == "cycle" and own)
        return self.counters[n].plain and not (self.details or more)

    def _spans(self, n: int) -> list[Span]:
        """The days of work that count in each of the periods of a requirement."""
        requirement = self.scheme.requirements[n]
        window = self.calendar.window(requirement.within, self.on, self.scheme.cycle)
        if not requirement.each:
            return [Span(window.first, min(window.last, due_day(requirement, window)))]
        return [Span(part.first, part.last) for part, _whole in self._periods(requirement, window)]

    def plan(self, n: int, window: Window, held: Belonging, least: Decimal) -> Plan:
        """Most people answer for the same days. Windows and days are kept on the desk, so each is known by its id."""
        key = (n, id(window), id(held), least)
        found = self.plans.get(key)
        if found is None:
            parts = list(self._parts(self.scheme.requirements[n], window, held, least))
            required = sum((part.required for part in parts), NONE)
            found = self.plans[key] = Plan(parts, [part.window.first for part in parts], required)
        return found

    def _parts(self, requirement: Requirement, window: Window, held: Belonging, least: Decimal):
        for part, whole in self._periods(requirement, window):
            share = share_of(
                held.spans, part, whole, basis=requirement.pro_rata, calendar=self.calendar,
                period=requirement.each or requirement.within,
            )  # fmt: skip
            owed = share * self._weeks(whole) if requirement.weekly else share
            yield Part(part, share, posted(share), pro_rated(requirement, least, owed))

    def _weeks(self, period: Window) -> Fraction:
        """How many weeks of work a period has; five days of work are one."""
        return Fraction(self.calendar.working_days(period.first, period.due), DAYS_A_WEEK)

    def _periods(self, requirement: Requirement, window: Window):
        """The periods a requirement is owed in, each as far as it lies in the window, and as it is by nature."""
        if not requirement.each:
            return [(window, window)]
        parts = self.calendar.periods(requirement.each, window, self.scheme.cycle)
        return [
            (part, self.calendar.window(requirement.each, part.first, self.scheme.cycle)) for part in parts
        ]


def pro_rated(requirement: Requirement, amount: Decimal, share: Fraction) -> Decimal:
    """The part of an amount that is owed for a part of the period, or for several weeks; the whole amount for one."""
    if share == 1 or not amount:
        return amount
    return posted(rounded(Fraction(amount) * share, Fraction(requirement.round_to), requirement.rounding))


def due_day(requirement: Requirement, window: Window) -> date:
    """The last day to do what is asked: of a week of the period, a day of its year, or of the period itself."""
    if requirement.due_week is not None:
        monday = window.first - timedelta(days=window.first.weekday())
        return min(window.due, monday + timedelta(days=7 * requirement.due_week - 1))
    day = reference_day(requirement.due_on, window)
    return day if window.first <= day <= window.due else window.due


@dataclass(slots=True)
class Draft:
    """One requirement for one holder while it is worked on."""

    ask: Ask
    holder: Holder
    due: date
    held: Belonging
    least: Decimal = NONE
    most: Decimal | None = None
    share: Decimal = WHOLE
    done: Decimal = NONE
    required: Decimal = NONE
    missing: Decimal = NONE
    periods: tuple[PeriodOwed, ...] = ()
    portions: tuple[PortionOwed, ...] = ()
    counted: tuple[Counted, ...] = ()
    almost: tuple[Almost, ...] = ()
    filled: tuple[tuple[str, Decimal], ...] = ()
    reasons: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    still_missing: Decimal = NONE
    given: Decimal = NONE
    short: Decimal = NONE
    over: bool = False
    lost: bool = False

    @property
    def place(self) -> int:
        return self.ask.place

    @property
    def requirement(self) -> Requirement:
        return self.ask.requirement

    @property
    def window(self) -> Window:
        return self.ask.window

    def settle(self) -> None:
        """What is missing: the gap of the whole, or what its portions lack, whichever is more."""
        self.missing = self.still_missing = max(NONE, self.required - self.done, self.short)
