"""Requirements compared with what was done: required, done, missing, by when; what counts and what almost does.

Every requirement is looked at for itself; then surplus fills gaps in the order that ``fills`` asks for; then groups
answer for their members. The order in which lines and holders are given makes no difference.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from operator import itemgetter

from apps.credits.rules.calendars import Calendar, Window
from apps.credits.rules.facts import Holder
from apps.credits.rules.numbers import posted, rounded
from apps.requirements.rules.counting import Counter, Tally, lacking, share_in
from apps.requirements.rules.desk import Ask, Desk, Draft, Pile, Plan, pro_rated
from apps.requirements.rules.judging import judged
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
from apps.requirements.rules.schemes import Scheme
from apps.requirements.rules.shares import Belonging


def owe(
    scheme: Scheme, holders: Iterable[Holder], lines: Iterable[Line | Lean], *, calendar: Calendar, on: date,
    today: date, planned: Iterable[Line] = (), transfers: Iterable[Transfer] = (), details: bool = True,
) -> dict[str, list[Owed]]:  # fmt: skip
    """What each holder, by key, owes in the period that contains ``on``, in the order of the scheme.

    ``planned`` is scheduled work still to come. Without ``details`` there are figures only, not which lines they come
    from; then the lines may be lean ones.
    """
    desk = Desk(scheme, calendar, on, today, tuple(transfers), details)
    own, coming, found = by_holder(lines), by_holder(planned), {}
    of_members: list[tuple[int, Holder, Ask]] = []
    for holder in holders:
        asks = desk.asks(holder)
        found[holder.key] = answers(desk, holder, asks, own.get(holder.key, ()), coming.get(holder.key, ()))
        of_members += [(n, holder, asked) for n, asked in asks.items() if asked.requirement.members]
    for n, holder, asked in sorted(of_members, key=itemgetter(0)):
        owed = for_members(desk, asked, holder, found)
        if owed is not None:
            found[holder.key][n] = owed
    return {key: [owed for _place, owed in sorted(answers.items())] for key, answers in found.items()}


def by_holder(lines: Iterable[Line | Lean]) -> dict[str, list[Line | Lean]]:
    found: dict[str, list[Line | Lean]] = defaultdict(list)
    for line in lines:
        found[line.holder].append(line)
    return found


def answers(
    desk: Desk, holder: Holder, asks: dict[int, Ask], lines: Sequence[Line | Lean], coming
) -> dict[int, Owed]:  # fmt: skip
    """What one holder owes, by place: as somebody before who had done as much, else worked out and filled from each
    other.
    """
    sums = desk.adder.sums(lines)
    # What is granted to this holder, or may be closed by what is to come, is worked out for this holder.
    closing = desk.pile(holder, coming).fits if coming else ()
    alone = {
        n: asked for n, asked in asks.items()
        if not asked.requirement.members and (asked.plan is None or holder.own_targets or n in closing)
    }  # fmt: skip
    found = {
        n: as_before(desk, asked, holder, sums) for n, asked in asks.items()
        if not asked.requirement.members and n not in alone
    }  # fmt: skip
    if alone:
        pile = desk.pile(holder, lines)
        drafts = [compared(desk, asked, holder, pile) for asked in alone.values()]
        found.update(finished(desk, [draft for draft in drafts if draft is not None], pile, coming))
    return found


def finished(desk: Desk, drafts: list[Draft], pile: Pile, coming) -> Iterator[tuple[int, Owed]]:
    """The answers, when what is missing has been filled and what would close the gap been found."""
    by_code = {draft.requirement.code: draft for draft in drafts}
    for code in desk.order:
        if code in by_code:
            fill(by_code[code], by_code)
    for draft in drafts:
        if coming and draft.missing:
            close(desk, draft, pile, coming)
        yield draft.place, judged(draft, desk.today)


def as_before(desk: Desk, asked: Ask, holder: Holder, row: list[Decimal]) -> Owed:
    """The answer where nothing but sums decide, from the first of whom they are the same."""
    sums = desk.adder.of(asked.place, row)
    owed = asked.known.get(sums)
    if owed is None:
        draft = begin(asked, holder)
        if ask(draft):
            weigh(draft, desk.counters[asked.place], asked.plan, desk.adder.tallies(asked.place, sums))
        draft.settle()
        owed = asked.known[sums] = judged(draft, desk.today)
    return owed


def begin(asked: Ask, holder: Holder) -> Draft:
    return Draft(asked, holder, asked.due, asked.held, reasons=asked.held.exempt)


def compared(desk: Desk, asked: Ask, holder: Holder, pile: Pile) -> Draft | None:
    """None for those of whom nothing is asked."""
    draft = begin(asked, holder)
    if not draft.held.spans:
        return draft
    if not ask(draft):
        return None
    if draft.held.spans:
        count(desk, draft, pile, details=desk.details)
    return draft


def ask(draft: Draft) -> bool:
    """Find what is asked of the holder: of the first case that fits, or as granted. False when no case fits.

    Whether a case fits may be unknown; then so is the answer.
    """
    requirement, holder = draft.requirement, draft.holder
    fitting = ((case, case.who.fits(holder, draft.held.last, draft.window)) for case in requirement.cases)
    case, fits = next(((case, fits) for case, fits in fitting if fits is not False), (requirement, True))
    if fits is None:
        draft.held = Belonging(unknown=True)
        return True
    draft.least, draft.most = case.at_least or NONE, case.at_most
    for own in holder.own_targets:
        if own.requirement == requirement.code and own.day in draft.window:
            draft.least = own.at_least
            draft.reasons += (own.reason,)
            return True
    only_cases = requirement.cases and requirement.at_least is None and requirement.at_most is None
    return not (only_cases and case is requirement)


def count(desk: Desk, draft: Draft, pile: Pile, *, details: bool) -> None:
    """Fill a draft with what is required and what was done, period by period."""
    requirement, counter = draft.requirement, desk.counters[draft.place]
    due = draft.ask.until
    fitting = pile.fits.get(draft.place, ())
    if details:
        draft.almost = counter.almost(fitting, pile.near.get(draft.place, ()), draft.window, due)
    fitting = counter.inside(fitting, draft.window, due)
    if counter.covers:
        covers(draft, counter, fitting, desk.today, details)
        return
    plan = desk.plan(draft.place, draft.window, draft.held, draft.least)
    tallies = [
        counter.tally(lines, draft.holder, required=part.required, at_most=draft.most, details=details)
        for part, lines in zip(plan.parts, plan.split(fitting), strict=True)
    ]
    if details:
        draft.counted += tuple(one for tally in tallies for one in tally.counted)
        draft.almost += tuple(one for tally in tallies for one in tally.almost)
    weigh(draft, counter, plan, tallies)
    if requirement.offsets:
        offset(draft, counter, pile, {line.key for line in fitting}, details)
    if requirement.borrow:
        borrow(desk, draft)
    draft.settle()


def weigh(draft: Draft, counter: Counter, plan: Plan, tallies: list[Tally]) -> None:
    """What was found in each week, month … or in the whole period, beside what is required of it."""
    requirement, most = draft.requirement, draft.most
    pairs = [(part, tally.total) for part, tally in zip(plan.parts, tallies, strict=True)]
    draft.required = plan.required
    if requirement.over == "breach" and most is not None:
        draft.over = any(total > most for _part, total in pairs)
    if requirement.each:
        # Too much in one week does not make up for another.
        capped = requirement.at_least is not None
        draft.periods = tuple(PeriodOwed(part.window, total, part.required) for part, total in pairs)
        draft.done = sum((min(total, part.required) if capped else total for part, total in pairs), NONE)
    else:
        draft.done, draft.share = tallies[0].total, plan.parts[0].posted_share
    if counter.asked:
        weigh_portions(draft, counter, plan, tallies)


def weigh_portions(draft: Draft, counter: Counter, plan: Plan, tallies: list[Tally]) -> None:
    requirement, sums = draft.requirement, [[NONE, NONE] for _ in counter.asked]
    for part, tally in zip(plan.parts, tallies, strict=True):
        for n, asked in enumerate(counter.asked):
            want = portion_required(requirement, asked.portion, part.share, part.required, tally.total)
            sums[n][0] += min(tally.portions[n], want) if requirement.each else tally.portions[n]
            sums[n][1] += want
    draft.portions = tuple(
        PortionOwed(asked.portion.name, have, want, asked.place)
        for asked, (have, want) in zip(counter.asked, sums, strict=True)
        if want or asked.portion.at_least or asked.portion.share_at_least
    )
    draft.short = lacking(counter, sums)


def offset(draft: Draft, counter: Counter, pile: Pile, taken: set[str], details: bool) -> None:
    """Add what other work counts for here."""
    added, used = counter.offset(pile.lines, draft.holder, draft.window, taken)
    draft.done += added
    draft.counted += tuple(Counted(key, NONE) for key in used) if details else ()
    draft.filled += (("offset", added),) if added else ()


def portion_required(requirement, portion, share: Fraction, required: Decimal, done: Decimal) -> Decimal:
    want = pro_rated(requirement, portion.at_least or NONE, share)
    if portion.share_at_least is not None:
        of = done if portion.of == "done" else required
        want = max(want, share_in(portion.share_at_least, of, requirement.measure.quantity, "up"))
    return want


def covers(draft: Draft, counter: Counter, fitting, today: date, details: bool) -> None:
    """Something must be in force on every day answered for, up to today."""
    until = min(today, draft.due)
    done, required, now, used = counter.covered(fitting, draft.held.spans, until)
    draft.counted = tuple(used) if details else ()
    draft.done, draft.required = Decimal(done), Decimal(required)
    draft.settle()
    # Nothing is left to do about days in the past.
    draft.lost = now and bool(draft.missing)
    draft.due = until if draft.missing else draft.due


def borrow(desk: Desk, draft: Draft) -> None:
    """Add what was borrowed into this period, ask for what was borrowed out of it."""
    rows = sorted(
        (
            t
            for t in desk.transfers
            if (t.holder, t.requirement) == (draft.holder.key, draft.requirement.code)
        ),
        key=lambda t: (t.into, t.out_of, t.amount),
    )
    lent: dict[Window, Decimal] = defaultdict(Decimal)
    for row in rows:
        into = desk.window(draft.requirement.within, row.into, draft.holder)
        amount = max(NONE, min(row.amount, draft.requirement.borrow.at_most - lent[into]))
        lent[into] += amount
        if into == draft.window:
            draft.done += amount
            draft.filled += (("borrowed", amount),)
            draft.reasons += (row.reason,)
        elif row.out_of in draft.window:
            draft.required += amount
            draft.filled += (("repaid", -amount),)
            draft.reasons += (row.reason,)


def fill(draft: Draft, found: dict[str, Draft]) -> None:
    """Fill what is missing from what other requirements have too much of; what is given is given once."""
    for one in draft.requirement.fills:
        source = found.get(one.source)
        if source is None or not draft.missing or source.over:
            continue
        rate = Fraction(one.gives or 1) / Fraction(one.per or 1)
        surplus = max(NONE, source.done - source.required - source.given) if not source.missing else NONE
        worth = posted(rounded(Fraction(surplus) * rate, Fraction(1, 100), "down"))
        gap = max(NONE, draft.required - draft.done)
        added = min(gap, worth if one.at_most is None else min(worth, one.at_most))
        if added:
            source.given += posted(rounded(Fraction(added) / rate, Fraction(1, 100), "up"))
            draft.done += added
            draft.filled += ((one.source, added),)
            draft.settle()


def close(desk: Desk, draft: Draft, pile: Pile, coming) -> None:
    """Which scheduled work would close the gap, in the order of its dates, and what would still be missing."""
    chosen, left = [], (draft.missing, sum((p.missing for p in draft.portions), NONE))
    n, offsets = draft.place, draft.requirement.offsets
    for line in sorted(coming, key=lambda one: one.order):
        if not left[0] or line.date <= desk.today:
            continue
        if not offsets and not desk.counters[n].filter.fits(line.fact, draft.holder):
            continue
        trial = Draft(draft.ask, draft.holder, draft.due, draft.held)
        trial.least, trial.most = draft.least, draft.most
        count(desk, trial, desk.plus(pile, n, [*chosen, line], draft.holder), details=False)
        trial.done += sum((amount for name, amount in draft.filled if name in desk.places), NONE)
        trial.settle()
        now = (trial.missing, sum((p.missing for p in trial.portions), NONE))
        if now < left:
            chosen.append(line)
            left = now
    draft.closing, draft.still_missing = tuple(line.key for line in chosen), left[0]


def for_members(desk: Desk, asked: Ask, holder: Holder, found: dict[str, dict[int, Owed]]) -> Owed | None:
    """How many of its members have met a requirement of theirs; None when none of them owes it."""
    rule = asked.requirement.members
    draft, meet = begin(asked, holder), desk.places[rule.meet]
    owing = {m: found[m][meet] for m in sorted(holder.members) if meet in found.get(m, ())}
    owing = {m: owed for m, owed in owing.items() if owed.state not in ("exempt", "unknown")}
    if draft.held.spans and not owing:
        return None
    met = [m for m, owed in owing.items() if owed.met]
    least = Decimal(rule.at_least or 0)
    if rule.share is not None:
        least = max(least, posted(rounded(rule.share * len(owing), Fraction(1), "up")))
    draft.done, draft.required = Decimal(len(met)), min(least, Decimal(len(owing)))
    draft.settle()
    draft.counted = tuple(Counted(m, Decimal(1)) for m in met)
    draft.almost = tuple(Almost(m, "missing") for m, owed in owing.items() if not owed.met)
    return judged(draft, desk.today)
