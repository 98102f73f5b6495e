"""Spells of time, and what must change for something to hold on certain days. Days are inclusive."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

DAY = timedelta(days=1)
BATCH = 1000


@dataclass
class Span:
    """``key`` holds from ``first`` to ``last`` (None: open). ``row`` is the record it was read from, if any."""

    key: object
    first: date
    last: date | None = None
    row: object = None

    def covers(self, day: date) -> bool:
        return self.first <= day and (self.last is None or self.last >= day)

    def meets(self, other: "Span") -> bool:
        return (self.last is None or self.last >= other.first) and (
            other.last is None or other.last >= self.first
        )


@dataclass
class Change:
    """What to do with the rows: remove some, end some earlier, add some."""

    removed: list = field(default_factory=list)
    ended: list[tuple[object, date]] = field(default_factory=list)
    added: list[Span] = field(default_factory=list)


def hold_exactly(
    held: Iterable[Span],
    wanted: Iterable,
    *,
    window: tuple[date, date | None],
    day: date,
    clash: Callable[[object, object], bool] = lambda one, other: one == other,
) -> Change:
    """What makes exactly ``wanted`` hold on ``day``, with effect in the ``window`` and not outside it.

    Keys that hold on the day already stay as they are. Others that do are taken out of the window. A new one
    fills the window, but for days on which a spell that stays clashes with it.
    """
    first, last = window
    change, staying, wanted = Change(), [], list(wanted)
    holding = {span.key for span in held if span.covers(day)}
    for span in held:
        if span.covers(day) and span.key not in wanted:
            staying += _cut(span, first, last, change)
        else:
            staying.append(span)
    for key in wanted:
        if key not in holding:
            new = _clipped(Span(key, first, last), staying, day, clash)
            change.added.append(new)
            staying.append(new)
    return change


def hold_from(held: Iterable[Span], wanted: Iterable, *, day: date) -> Change:
    """What makes exactly ``wanted`` hold from the day on, without end.

    What held before is kept with its days; what would only have begun on the day or later, and is not wanted, never
    took effect and is removed.
    """
    change, wanted = Change(), list(wanted)
    for span in held:
        if span.last is not None and span.last < day:
            continue
        if span.key in wanted and span.first <= day and span.last is None:
            wanted.remove(span.key)
        elif span.first >= day:
            change.removed.append(span.row)
        else:
            change.ended.append((span.row, day - DAY))
    change.added = [Span(key, day) for key in wanted]
    return change


def write_changes(rows, changes: Iterable[tuple[Change, Callable[[Span], object]]]) -> bool:
    """Carry changes out on a table of rows with ``started_on`` and ``ended_on``; answers whether there were any.

    ``rows`` is a queryset of all of it; each change comes with what makes a row of a new spell.
    """
    removed, ended, added = [], [], []
    for change, row_of in changes:
        removed += [row.pk for row in change.removed]
        for row, last in change.ended:
            row.ended_on, row.updated_at = last, timezone.now()  # the stamp that ``save`` would set
            ended.append(row)
        added += [row_of(span) for span in change.added]
    if removed:
        rows.filter(pk__in=removed).delete()
    rows.bulk_update(ended, ["ended_on", "updated_at"], batch_size=BATCH)
    rows.bulk_create(added, batch_size=BATCH)
    return bool(removed or ended or added)


def _cut(span: Span, first: date, last: date | None, change: Change) -> list[Span]:
    """Take the window out of a spell; answers what is left of it."""
    left = []
    if span.first < first:
        change.ended.append((span.row, first - DAY))
        left.append(Span(span.key, span.first, first - DAY, span.row))
    else:
        change.removed.append(span.row)
    if last is not None and (span.last is None or span.last > last):
        rest = Span(span.key, last + DAY, span.last)
        change.added.append(rest)
        left.append(rest)
    return left


def _clipped(new: Span, staying: list[Span], day: date, clash) -> Span:
    """The part of a new spell around the day that no other spell clashes with."""
    for span in staying:
        if not clash(span.key, new.key) or not span.meets(new):
            continue
        if span.first > day:
            new.last = min(new.last or date.max, span.first - DAY)
        elif span.last is not None and span.last < day:
            new.first = max(new.first, span.last + DAY)
    return new
