"""What of a holder's work counts for one requirement: which lines, how much of each, and which almost do."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from operator import attrgetter

from apps.credits.rules.calendars import DAY, Span, Window
from apps.credits.rules.facts import Fact, Holder
from apps.credits.rules.numbers import posted, rounded
from apps.credits.rules.where import Filter, is_among
from apps.credits.rules.words import UNITS
from apps.requirements.rules.lines import NONE, Almost, Counted, Lean, Line
from apps.requirements.rules.schemes import ALL, Measure, Offset, Portion, Requirement

WHOLE = ("count", "characters", "minutes", "cover")
MERGED = (*UNITS, "count", "characters")
SUMMABLE = (*MERGED, "minutes")


@dataclass
class Asked:
    """A portion or a cell of a matrix, ready to be asked of a line."""

    portion: Portion
    filter: Filter
    place: tuple[str, str] = ("", "")


@dataclass(slots=True)
class Tally:
    """What was found in one period. ``total`` is after every ceiling, ``portions`` before the ceiling of the whole."""

    total: Decimal = NONE
    portions: Sequence[Decimal] = ()
    counted: Sequence[Counted] = ()
    almost: Sequence[Almost] = ()
    beyond: Decimal = NONE


def amounts(quantity: str) -> Callable[[Line | Lean], Decimal]:
    """How much of a quantity a line has; of scores and days in force there is nothing to sum."""
    return attrgetter(quantity) if quantity in SUMMABLE else lambda line: NONE


def share_in(share: Fraction, of: Decimal, quantity: str, mode: str) -> Decimal:
    """A share of an amount: whole pieces of what cannot be split, hundredths of the rest."""
    step = Fraction(1) if quantity in WHOLE else Fraction(1, 100)
    return posted(rounded(share * Fraction(of), step, mode))


class Counter:
    """A requirement made ready to count."""

    def __init__(self, requirement: Requirement):
        self.requirement, self.measure = requirement, requirement.measure
        self.filter = Filter(self.measure.where)
        # Kinds are asked first and once, see ``is_of``.
        self.rest = [(name, test) for name, test in self.filter.tests if name != "kinds"]
        self.amount = amounts(self.measure.quantity)
        self.in_units, self.covers = self.measure.quantity in UNITS, self.measure.quantity == "cover"
        self.asked = [Asked(p, Filter(p.where)) for p in requirement.of_which]
        if requirement.matrix:
            self.asked += [self._cell(*cell) for cell in requirement.matrix.cells()]
        self.offsets = [(offset, Filter(offset.measure.where)) for offset in requirement.offsets]
        ceilings = [requirement.at_most, *(case.at_most for case in requirement.cases)]
        limits = [limit for p in requirement.of_which for limit in (p.at_most, p.share_at_most)]
        # Whether it matters in which order lines are counted.
        self.ordered = bool(self.measure.distinct) or any(m is not None for m in (*ceilings, *limits))
        # Whether pieces of work that are alike count as one piece with the amounts of all of them.
        self.merges = self.measure.quantity in MERGED and not (
            self.ordered or self.offsets or any(asked.portion.counts is not None for asked in self.asked)
        )
        # Whether sums of amounts are all there is to it, the same whoever did the work.
        self.plain = self.measure.quantity in SUMMABLE and not (
            self.ordered or self.filter.personal
            or any(asked.filter.personal or asked.portion.counts is not None for asked in self.asked)
        )  # fmt: skip

    def _cell(self, row: str, column: str, least: Decimal) -> Asked:
        where = self.requirement.matrix.where(row, column)
        return Asked(Portion(where=where, at_least=least), Filter(where), (row, column))

    def is_of(self, kind: str) -> bool:
        """Whether work of this kind may count."""
        kinds = self.measure.where.kinds
        return not kinds or is_among(kind, kinds)

    def misses(self, fact: Fact, holder: Holder | None = None) -> list[str]:
        """What keeps work of the right kind from counting, its day left aside."""
        missed = [name for name, test in self.rest if not test(fact, holder)]
        return [*missed, "aside"] if fact.aside and not self.requirement.aside else missed

    def recognised(self, line: Line | Lean) -> bool:
        """Whether a line is work that could be counted: what was stopped only if it has an amount all the same."""
        return not line.stopped or (self.in_units and bool(self.amount(line)))

    def inside(self, lines: Iterable[Line | Lean], window: Window, due: date) -> list[Line | Lean]:
        """Those of the lines that lie in the window and were done by the day."""
        if self.covers:
            return [line for line in lines if self._touches(line, window) and line.date <= due]
        first, last = window.first, min(window.last, due)
        return [line for line in lines if first <= line.date <= last]

    def almost(
        self, fits: Iterable[Line], near: Iterable[tuple[Line, str]], window: Window, due: date
    ) -> list[Almost]:
        """What would count but for one thing: done too late, or missing one condition, in the order of the days."""
        found = [(line, "late") for line in fits if line.date > due and self._touches(line, window)]
        found += [(line, reason) for line, reason in near if line.date <= due and self._touches(line, window)]
        return tuple(
            Almost(line.key, reason) for line, reason in sorted(found, key=lambda pair: pair[0].order)
        )

    def _touches(self, line: Line | Lean, window: Window) -> bool:
        """What lasts belongs to every period it touches, other work to the period of its day."""
        if not self.covers:
            return line.date in window
        return line.date <= window.last and (line.fact.until is None or line.fact.until >= window.first)

    def tally(
        self,
        lines: list[Line | Lean],
        holder: Holder,
        *,
        required: Decimal,
        at_most: Decimal | None,
        details: bool,
    ) -> Tally:
        """Count fitting lines of one period, in the order of their dates, up to the ceilings.

        Without ``details`` only the sums are kept.
        """
        if self.measure.quantity == "score":
            return self._mean(lines)
        lines, same = self._distinct(lines)
        if not self.asked and at_most is None:
            amounts = list(map(self.amount, lines))
            tally = Tally(sum(amounts, NONE))
            if details:
                # Work without any of what is asked for, such as hours, adds nothing.
                tally.counted = [Counted(line.key, n) for line, n in zip(lines, amounts, strict=True) if n]
                tally.almost = same
            return tally
        tally = Tally(portions=[NONE] * len(self.asked), counted=[], almost=same if details else [])
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
            if counted:
                tally.counted.append(Counted(line.key, counted, whole - counted))
            elif whole:
                tally.almost.append(Almost(line.key, "over"))
        return tally

    def _row(self, line: Line | Lean, holder: Holder) -> tuple[Line | Lean, Decimal, Decimal, list[int]]:
        """A line, all of its amount, what of it counts by its portions, and which these are."""
        whole = amount = self.amount(line)
        inside = self.portions_of(line.fact, holder)
        for n in inside:
            counts = self.asked[n].portion.counts
            if counts is not None:
                amount = posted(Fraction(amount) * counts)
        return line, whole, amount, inside

    def portions_of(self, fact: Fact, holder: Holder | None = None) -> list[int]:
        """The portions that work lies in."""
        return [n for n, asked in enumerate(self.asked) if asked.filter.fits(fact, holder)]

    def _distinct(self, lines: list[Line]) -> tuple[list[Line], list[Almost]]:
        if not self.measure.distinct:
            return lines, []
        seen, kept, same = set(), [], []
        for line in lines:
            name = getattr(line.fact, self.measure.distinct) or line.key
            if name in seen:
                same.append(Almost(line.key, "same"))
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
        counted = [Counted(line.key, posted(score)) for line, score in scores]
        return Tally(total=total, portions=[NONE] * len(self.asked), counted=counted)

    def offset(
        self, lines: Iterable[Line], holder: Holder, window: Window, taken: set[str]
    ) -> tuple[Decimal, list]:
        """What other work adds, and the lines it comes from; lines that count already do not count twice."""
        added, used = NONE, []
        for offset, fits in self.offsets:
            rows = [
                line for line in lines
                if line.date in window and line.key not in taken and not line.fact.aside
                and fits.fits(line.fact, holder)
            ]  # fmt: skip
            worth = offset_worth(offset, sum(map(amounts(offset.measure.quantity), rows), NONE), self.measure)
            added += worth
            taken |= {line.key for line in rows}
            used += [line.key for line in rows] if worth else []
        return added, used

    def covered(
        self, lines: Iterable[Line], spans: tuple[Span, ...], until: date
    ) -> tuple[int, int, bool, list[Counted]]:
        """(days covered, days to cover, covered on the last of them, lines that cover) of the spans up to a day."""
        asked = {s.first + DAY * n for s in spans for n in range((min(s.last, until) - s.first).days + 1)}
        held, used = set(), []
        for line in lines:
            last = min(line.fact.until or until, until)
            days = {line.date + DAY * n for n in range((last - line.date).days + 1)} & asked
            if days:
                used.append(Counted(line.key, Decimal(len(days))))
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
