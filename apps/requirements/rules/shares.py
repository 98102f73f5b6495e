"""How much of a period a holder answers for: who belongs, since when, until when, less the days of exemption."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from apps.credits.rules.calendars import DAY, Calendar, Span, Window
from apps.credits.rules.facts import Holder
from apps.credits.rules.people import Who

SHORT = ("week", "fortnight", "month", "semester")


@dataclass(frozen=True)
class Belonging:
    """The days of a window on which a requirement holds for somebody. ``unknown`` when that cannot be told."""

    spans: tuple[Span, ...] = ()
    exempt: tuple[str, ...] = ()
    unknown: bool = False

    @property
    def last(self) -> date | None:
        return self.spans[-1].last if self.spans else None


NOBODY, UNTOLD = Belonging(), Belonging(unknown=True)


def belonging(who: Who, holder: Holder, window: Window, code: str) -> Belonging:
    """Look at each stretch of days on which nothing changes that decides whether the holder belongs."""
    first, last = max(window.first, holder.first), min(window.due, holder.last)
    if first > last or (who.of != holder.of and who.or_else is None):
        return NOBODY
    exemptions = [e for e in holder.exemptions if not e.requirements or code in e.requirements]
    cuts = sorted(cuts_of(who, holder, exemptions, first, last)) if exemptions or who.asks else ()
    if not cuts and not exemptions:
        fits = who.fits(holder, first, window)
        return Belonging((Span(first, last),)) if fits else UNTOLD if fits is None else NOBODY
    spans, exempt, unknown = [], [], False
    for begun, after in zip([first, *cuts], [*cuts, None], strict=True):
        fits = who.fits(holder, begun, window)
        unknown = unknown or fits is None
        if not fits:
            continue
        ended = last if after is None else after - DAY
        reasons = [e.reason for e in exemptions if e.first <= begun <= e.last]
        if reasons:
            exempt += reasons
        elif spans and spans[-1].last + DAY == begun:
            spans[-1] = Span(spans[-1].first, ended)
        else:
            spans.append(Span(begun, ended))
    return Belonging(tuple(spans), tuple(dict.fromkeys(exempt)), unknown)


def cuts_of(who: Who, holder: Holder, exemptions, first: date, last: date) -> set[date]:
    """The days after the first on which a post, a membership or an exemption begins, or has ended the day before."""
    stays = [*exemptions]
    for name in ("posts", "groups"):
        stays += getattr(holder, name) if name in who.asks else ()
    cuts = {stay.first for stay in stays if first < stay.first <= last}
    return cuts | {stay.last + DAY for stay in stays if first <= stay.last < last}


def share_of(spans, part: Window, whole: Window, *, basis: str, period: str, calendar: Calendar) -> Fraction:
    """The part of a period that is answered for: days of work for short periods, all days for long ones.

    ``part`` is what of the period lies in the semester or year asked about, ``whole`` the natural period.
    """
    held = [Span(max(s.first, part.first), min(s.last, part.due)) for s in spans]
    held = [s for s in held if s.first <= s.last]
    if not held:
        return Fraction(0)
    if basis == "none":
        return Fraction(1)
    if basis == "months":
        return Fraction(len(_months(held)), max(1, len(_months([Span(whole.first, whole.due)]))))
    days = calendar.working_days if period in SHORT else _days
    of = days(whole.first, whole.due)
    return Fraction(sum(days(s.first, s.last) for s in held), of) if of else Fraction(0)


def _days(first: date, last: date) -> int:
    return (last - first).days + 1


def _months(spans) -> set[tuple[int, int]]:
    months = set()
    for span in spans:
        first, last = span.first.year * 12 + span.first.month, span.last.year * 12 + span.last.month
        months.update(divmod(n, 12) for n in range(first, last + 1))
    return months
