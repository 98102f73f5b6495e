"""What of a holder's work counts for one requirement: which lines, how much of each, and which almost do."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from apps.credits.rules.calendars import DAY, Span, Window
from apps.credits.rules.facts import Holder
from apps.credits.rules.numbers import posted, rounded
from apps.credits.rules.where import Filter
from apps.credits.rules.words import UNITS
from apps.requirements.rules.lines import Almost, Counted, Line
from apps.requirements.rules.schemes import ALL, Measure, Offset, Portion, Requirement

NONE = Decimal(0)
WHOLE = ("count", "characters", "minutes", "cover")


@dataclass
class Asked:
    """A portion or a cell of a matrix, ready to be asked of a line."""

    portion: Portion
    filter: Filter
    place: tuple[str, str] = ("", "")


@dataclass
class Tally:
    """What was found in one period. ``total`` is after every ceiling, ``portions`` before the ceiling of the whole."""

    total: Decimal = NONE
    portions: list[Decimal] = field(default_factory=list)
    counted: list[Counted] = field(default_factory=list)
    almost: list[Almost] = field(default_factory=list)
    beyond: Decimal = NONE


def amount_of(line: Line, quantity: str) -> Decimal:
    """How much of a quantity a line has. What was not recognised is no work to be counted."""
    if quantity in UNITS:
        return getattr(line, quantity)
    if line.stopped:
        return NONE
    if quantity == "minutes":
        return Decimal(line.fact.attended[0]) if line.fact.minutes else NONE
    return Decimal(line.fact.count if quantity == "count" else line.fact.characters)


def share_in(share: Fraction, of: Decimal, quantity: str, mode: str) -> Decimal:
    """A share of an amount: whole pieces of what cannot be split, hundredths of the rest."""
    step = Fraction(1) if quantity in WHOLE else Fraction(1, 100)
    return posted(rounded(share * Fraction(of), step, mode))


class Counter:
    """A requirement made ready to count."""

    def __init__(self, requirement: Requirement):
        self.requirement, self.measure = requirement, requirement.measure
        self.filter = Filter(self.measure.where)
        # Lines come from the shelf by kind, so that kinds need not be asked for again.
        self.rest = [test for name, test in self.filter.tests if name != "kinds"]
        self.asked = [Asked(p, Filter(p.where)) for p in requirement.of_which]
        if requirement.matrix:
            self.asked += [self._cell(*cell) for cell in requirement.matrix.cells()]
        self.offsets = [(offset, Filter(offset.measure.where)) for offset in requirement.offsets]

    def _cell(self, row: str, column: str, least: Decimal) -> Asked:
        where = self.requirement.matrix.where(row, column)
        return Asked(Portion(where=where, at_least=least), Filter(where), (row, column))

    def found(self, lines: Iterable[Line], holder: Holder, window: Window, due: date):
        """(lines that count, lines that almost do) of those dated in the window."""
        fitting, almost = [], []
        for line in lines:
            if not self._touches(line, window):
                continue
            missed = self.filter.misses(line.fact, holder)
            reason = self._why_not(line, missed, due)
            if reason is None:
                fitting.append(line)
            elif reason and "kinds" not in missed:
                almost.append(Almost(line.fact.key, reason))
        return fitting, almost

    def fitting(self, lines: list[Line], holder: Holder, window: Window, due: date) -> list[Line]:
        """The lines that count, without asking what is in the way of the others."""
        if self.measure.quantity == "cover":
            return self.found(lines, holder, window, due)[0]
        first, last, fits, amounts = (
            window.first,
            min(window.last, due),
            self.rest,
            self.measure.quantity in UNITS,
        )
        return [
            line for line in lines
            if first <= line.fact.date <= last and (not line.fact.aside or self.requirement.aside)
            and (not line.stopped or (amounts and amount_of(line, self.measure.quantity)))
            and all(test(line.fact, holder) for test in fits)
        ]  # fmt: skip

    def _touches(self, line: Line, window: Window) -> bool:
        """What lasts belongs to every period it touches, other work to the period of its day."""
        if self.measure.quantity != "cover":
            return line.fact.date in window
        return line.fact.date <= window.last and (line.fact.until is None or line.fact.until >= window.first)

    def _why_not(self, line: Line, missed: list[str], due: date) -> str | None:
        """None when the line counts; the one thing in the way; empty when there is more than one."""
        against = list(missed)
        if line.stopped and not (self.measure.quantity in UNITS and amount_of(line, self.measure.quantity)):
            against.append(line.stopped)
        if line.fact.aside and not self.requirement.aside:
            against.append("aside")
        if line.fact.date > due:
            against.append("late")
        if not against:
            return None
        return against[0] if len(against) == 1 else ""

    def tally(
        self, lines: list[Line], holder: Holder, *, required: Decimal, at_most: Decimal | None, details: bool
    ) -> Tally:
        """Count fitting lines of one period, in the order of their dates, up to the ceilings.

        Without ``details`` only the sums are kept.
        """
        if self.measure.quantity == "score":
            return self._mean(lines)
        lines, same = self._distinct(lines)
        tally = Tally(portions=[NONE] * len(self.asked), almost=same if details else [])
        if not self.asked and at_most is None:
            amounts = [amount_of(line, self.measure.quantity) for line in lines]
            tally.total = sum(amounts, NONE)
            if details:
                tally.counted = [Counted(line.fact.key, n) for line, n in zip(lines, amounts, strict=True)]
            return tally
        rows = [self._row(line, holder) for line in lines]
        limits = self._limits(rows, required)
        ceiling = at_most if self.requirement.over == "ignored" else None
        for line, whole, amount, inside in rows:
            if amount > 0:
                for n in inside:
                    if limits[n] is not None:
                        amount = min(amount, limits[n])
                for n in inside:
                    limits[n] = None if limits[n] is None else limits[n] - amount
            for n in inside:
                tally.portions[n] += amount
            counted = (
                amount if ceiling is None or amount < 0 else min(amount, max(NONE, ceiling - tally.total))
            )
            tally.total += counted
            tally.beyond += amount - counted
            if not details:
                continue
            if counted or not whole:
                tally.counted.append(Counted(line.fact.key, counted, whole - counted))
            else:
                tally.almost.append(Almost(line.fact.key, "over"))
        return tally

    def _row(self, line: Line, holder: Holder) -> tuple[Line, Decimal, Decimal, list[int]]:
        """A line, all of its amount, what of it counts by its portions, and which these are."""
        whole = amount = amount_of(line, self.measure.quantity)
        inside = [n for n, asked in enumerate(self.asked) if asked.filter.fits(line.fact, holder)]
        for n in inside:
            counts = self.asked[n].portion.counts
            if counts is not None:
                amount = posted(Fraction(amount) * counts)
        return line, whole, amount, inside

    def _distinct(self, lines: list[Line]) -> tuple[list[Line], list[Almost]]:
        if not self.measure.distinct:
            return lines, []
        seen, kept, same = set(), [], []
        for line in lines:
            name = getattr(line.fact, self.measure.distinct) or line.fact.key
            if name in seen:
                same.append(Almost(line.fact.key, "same"))
            else:
                kept.append(line)
            seen.add(name)
        return kept, same

    def _limits(self, rows, required: Decimal) -> list[Decimal | None]:
        """How much of each portion may count at most."""
        limits = []
        for n, asked in enumerate(self.asked):
            portion, limit = asked.portion, asked.portion.at_most
            if portion.share_at_most is not None:
                share, of = portion.share_at_most, required
                if portion.of == "done":
                    # x may be a share s of x + y, so x may be y × s ÷ (1 − s).
                    of = sum((amount for _line, _whole, amount, inside in rows if n not in inside), NONE)
                    share = share / (1 - share) if share < 1 else None
                if share is not None:
                    most = share_in(share, of, self.measure.quantity, "down")
                    limit = most if limit is None else min(limit, most)
            limits.append(limit)
        return limits

    def _mean(self, lines: list[Line]) -> Tally:
        scores = [(line, line.fact.score) for line in lines if line.fact.score is not None]
        total = posted(sum(score for _, score in scores) / len(scores)) if scores else NONE
        counted = [Counted(line.fact.key, posted(score)) for line, score in scores]
        return Tally(total=total, portions=[NONE] * len(self.asked), counted=counted)

    def offset(
        self, lines: Iterable[Line], holder: Holder, window: Window, taken: set[str]
    ) -> tuple[Decimal, list]:
        """What other work adds, and the lines it comes from; lines that count already do not count twice."""
        added, used = NONE, []
        for offset, fits in self.offsets:
            rows = [
                line for line in lines
                if line.fact.date in window and line.fact.key not in taken and not line.fact.aside
                and fits.fits(line.fact, holder)
            ]  # fmt: skip
            worth = offset_worth(
                offset, sum((amount_of(r, offset.measure.quantity) for r in rows), NONE), self.measure
            )
            added += worth
            taken |= {line.fact.key for line in rows}
            used += [line.fact.key for line in rows] if worth else []
        return added, used

    def covered(
        self, lines: Iterable[Line], spans: tuple[Span, ...], until: date
    ) -> tuple[int, int, bool, list[Counted]]:
        """(days covered, days to cover, covered on the last of them, lines that cover) of the spans up to a day."""
        asked = {s.first + DAY * n for s in spans for n in range((min(s.last, until) - s.first).days + 1)}
        held, used = set(), []
        for line in lines:
            last = min(line.fact.until or until, until)
            days = {line.fact.date + DAY * n for n in range((last - line.fact.date).days + 1)} & asked
            if days:
                used.append(Counted(line.fact.key, Decimal(len(days))))
            held |= days
        return len(held), len(asked), not asked or max(asked) in held, used


def offset_worth(offset: Offset, amount: Decimal, measure: Measure) -> Decimal:
    step = Fraction(1) if measure.quantity in WHOLE else Fraction(1, 100)
    worth = posted(rounded(Fraction(amount) / Fraction(offset.per) * Fraction(offset.gives), step, "down"))
    return worth if offset.at_most is None else min(worth, offset.at_most)


def lacking(counter: Counter, portions: Iterable[tuple[Decimal, Decimal]]) -> Decimal:
    """What must be added for the portions alone: the largest gap, or all cells of one kind together."""
    gaps, cells = [NONE], {}
    for asked, (have, want) in zip(counter.asked, portions, strict=True):
        gap = max(NONE, want - have)
        if asked.place == ("", ""):
            gaps.append(gap)
        else:
            kind = (asked.place[0] == ALL, asked.place[1] == ALL)
            cells[kind] = cells.get(kind, NONE) + gap
    return max([*gaps, *cells.values()])
