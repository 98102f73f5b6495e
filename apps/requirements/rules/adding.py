"""For figures: all work of a holder added up in one pass, to the sums that requirements ask for."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from apps.credits.rules.calendars import DAY, Span
from apps.requirements.rules.counting import Counter, Tally, amounts
from apps.requirements.rules.lines import NONE, Lean, Line
from apps.requirements.rules.shapes import Shape

# The amount of a line, and the places of the sums it adds to.
Adds = tuple[Callable[[Line | Lean], Decimal], tuple[int, ...]]


class Adder:
    """Sums stand in one row: of each requirement, for each of its periods, all that counts and then each portion.

    ``periods`` are, by requirement, those it is owed in, without gaps. What a piece of work adds to depends on its
    shape and on which of all these periods its day lies in, and is found once for all work of which they are the same.
    """

    def __init__(
        self, counters: Sequence[Counter], periods: Mapping[int, list[Span]], shape: Callable[[Line | Lean], Shape]
    ):  # fmt: skip
        self.counters, self.periods, self.shape = counters, periods, shape
        self.first_of, self.width = {}, 0
        for n, spans in periods.items():
            self.first_of[n] = self.width
            self.width += len(spans) * self._wide(n)
        spans = [span for those in periods.values() for span in those]
        # The days on which a period begins, or has ended the day before: between two of them all days are alike.
        self.cuts = sorted({s.first for s in spans} | {s.last + DAY for s in spans if s.last < date.max})
        self.between: dict[date, int] = {}
        self.adds: dict[tuple[int, int], list[Adds]] = {}

    def sums(self, lines: Iterable[Line | Lean]) -> list[Decimal]:
        """The row of sums of one holder's work."""
        alike: dict[tuple[int, int], list[Line | Lean]] = defaultdict(list)
        between = self.between
        for line in lines:
            day = line.date
            place = between.get(day)
            if place is None:
                place = between[day] = bisect_right(self.cuts, day)
            alike[id(line.fact), place].append(line)
        row = [NONE] * self.width
        for key, some in alike.items():
            adds = self.adds.get(key)
            if adds is None:
                adds = self.adds[key] = self._adds(some[0], key[1])
            for amount, places in adds:
                more = sum(map(amount, some), NONE)
                if more:
                    for place in places:
                        row[place] += more
        return row

    def of(self, n: int, row: list[Decimal]) -> tuple[Decimal, ...]:
        """The sums of one requirement."""
        first = self.first_of[n]
        return tuple(row[first : first + len(self.periods[n]) * self._wide(n)])

    def tallies(self, n: int, sums: tuple[Decimal, ...]) -> list[Tally]:
        """The same, one tally for each of its periods."""
        wide = self._wide(n)
        return [Tally(sums[at], sums[at + 1 : at + wide]) for at in range(0, len(sums), wide)]

    def _wide(self, n: int) -> int:
        return 1 + len(self.counters[n].asked)

    def _adds(self, line: Line | Lean, between: int) -> list[Adds]:
        day, found = self.cuts[between - 1] if between else date.min, defaultdict(list)
        for n in self.shape(line).fits:
            found[self.counters[n].measure.quantity] += self._places(n, line, day)
        return [(amounts(quantity), tuple(places)) for quantity, places in found.items() if places]

    def _places(self, n: int, line: Line | Lean, day: date) -> Iterator[int]:
        for period, span in enumerate(self.periods.get(n, ())):
            if day in span:
                first = self.first_of[n] + period * self._wide(n)
                yield first
                yield from (first + 1 + portion for portion in self.counters[n].portions_of(line.fact))
