"""Value confirmed work by the packs that hold, and bring the ledger in line with it."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from apps.core.garbage import uncollected
from apps.credits.choices import ProposalState
from apps.credits.holders import calendar_of, group_holders, group_key, holder_pk, member_key, staff_holders
from apps.credits.models import Entry, Proposal, SemesterSeal
from apps.credits.postings import Posting, Settled, posting_of
from apps.credits.rules.facts import Fact
from apps.credits.rules.keeping import fact_of
from apps.credits.rules.packs import Pack
from apps.credits.rules.scope import asks_who, for_groups, looks_at_one, reaches_back
from apps.credits.rules.valuing import Held, Valued, value_by
from apps.credits.rules.words import UNITS
from apps.credits.selectors import Catalogue, catalogue_of, packs_that_hold
from apps.credits.services.ledger import Key, bring_in_line, lock_ledger
from apps.schools.models import School

Lines = dict[tuple, list[Valued]]


@uncollected()
@transaction.atomic
def revalue(school: School, *, holders: Iterable[str] | None = None, reason: str, actor) -> Settled:
    """Value all confirmed work of these holders (``member:12``, ``group:3``; None for all) again, as after a pack was
    published. What changes in worth is reversed with the reason and posted anew; closed semesters stay as they are.

    Raises ValidationError without a reason when something changes.
    """
    lock_ledger(school.pk)
    whom = None if holders is None else set(holders)
    return value_all(
        school.pk, whom, packs=packs_that_hold(school.pk), catalogue=catalogue_of(school.pk),
        closed=closed_semesters(school.pk), asked=frozenset(), reason=reason, other_reason=reason, actor=actor,
    )  # fmt: skip


def closed_semesters(school_id: int) -> frozenset[int]:
    rows = SemesterSeal.objects.filter(school_id=school_id).unbroken().order_by()
    return frozenset(rows.values_list("semester_id", flat=True))


def value_all(
    school_id: int, whom: Collection[str] | None, *, packs: list[Pack], catalogue: Catalogue, closed: frozenset[int],
    asked: Collection[str], reason: str, actor, other_reason: str = "",
) -> Settled:  # fmt: skip
    """Value everything that these holders have confirmed in open semesters. The ledger is locked.

    ``asked`` are the sources of the act: what stands of them and is proposed no more is reversed, with ``reason``;
    entries of other sources that the act changes, because a cap or a tier is shared, with ``other_reason``. What
    stands and was never proposed is left alone.
    """
    rows = list(Proposal.objects.filter(about(whom), school_id=school_id).exclude(semester__in=closed))
    works = {row.key: row for row in rows if row.state == ProposalState.CONFIRMED}
    facts = {key: known(row, catalogue) for key, row in works.items()}
    held = () if looks_at_one(packs) else held_lines(school_id, whom, closed, catalogue)
    lines = valued(school_id, packs, facts.values(), held=held)
    ours = Q(about(whom)) | Q(source_key__in=asked) if asked else about(whom)
    entries = Entry.objects.filter(ours, school_id=school_id).exclude(semester__in=closed).standing()
    proposed = {row.key for row in rows}
    standing = {e.key: e for e in entries if e.key in proposed or e.source_key in asked}
    return bring_in_line(
        wanted_of(works, facts, lines), standing, school_id=school_id, actor=actor,
        reason_for=lambda entry: reason if entry.source_key in asked else other_reason or shared_reason(),
    )  # fmt: skip


def shared_reason() -> str:
    return _("Other work was recorded or corrected, and what is shared with it was worked out again.")


def wanted_of(works: dict[Key, Proposal], facts: dict[Key, Fact], lines: Lines) -> dict:
    """Each posting with its semester, by its key."""
    found = {}
    for key, work in works.items():
        posting = posting_of(work, lines.get(facts[key].identity, ()))
        if posting is not None:
            found[key] = (work.semester_id, posting)
    return found


def about(whom: Collection[str] | None) -> Q:
    """Rows of these holders, of all when None."""
    if whom is None:
        return Q()
    members = [holder_pk(key) for key in whom if key.startswith("member:")]
    groups = [holder_pk(key) for key in whom if key.startswith("group:")]
    return Q(member_id__in=members) | Q(group_id__in=groups)


def holder_of(row: Proposal | Entry) -> str:
    return member_key(row.member_id) if row.member_id else group_key(row.group_id)


def known(row: Proposal, catalogue: Catalogue) -> Fact:
    """The fact a proposal keeps."""
    return fact_of(
        row.fact, key=row.source_key, holder=holder_of(row), kind=catalogue.names[row.kind_id], date=row.date,
        title=row.title,
    )  # fmt: skip


def held_lines(
    school_id: int, whom, closed: frozenset[int], catalogue: Catalogue
) -> list[tuple[Fact, Entry]]:
    """What closed semesters hold: it uses up caps and tiers and stays as it is."""
    if not closed:
        return []
    rows = Entry.objects.filter(about(whom), school_id=school_id, semester__in=closed).standing()
    return [(fact_behind(entry, catalogue), entry) for entry in rows]


def fact_behind(entry: Entry, catalogue: Catalogue) -> Fact:
    """The work an entry saw; of entries that do not say, what their columns show."""
    data = entry.explanation.get("fact") or {
        "count": entry.count, "characters": entry.characters, "level": entry.level, "part": entry.role,
        "category": entry.category,
    }  # fmt: skip
    return fact_of(
        data, key=entry.source_key, holder=holder_of(entry), date=entry.date, title=entry.title,
        kind=data.get("kind") or catalogue.names[entry.kind_id],
    )  # fmt: skip


def valued(school_id: int, packs: list[Pack], facts: Iterable[Fact], *, held=()) -> Lines:
    """What each fact is worth by the packs of each unit, credit hours first. Reads people and calendar only for rules
    that ask for them. What a group did is worth only what a rule gives to groups; without one it has no entry.
    """
    facts = list(facts)
    if not facts:
        return {}
    groups = [fact for fact in facts if fact.holder.startswith("group:")]
    people = [fact for fact in facts if not fact.holder.startswith("group:")] if groups else facts
    alone = looks_at_one(packs)
    found: Lines = defaultdict(list)
    holders = _holders(school_id, facts, held) if asks_who(packs) else ()
    calendar = calendar_of(school_id)
    for unit in UNITS:
        own = [pack for pack in packs if pack.gives == unit]
        kept = [] if alone else [Held(fact, getattr(entry, unit)) for fact, entry in held]
        theirs = [pack for pack in map(for_groups, own) if pack.rules] if groups else []
        for valuing, work in ((own, people), (theirs, groups)):
            for line in (
                value_by(valuing, work, calendar=calendar, holders=holders, held=kept) if valuing else ()
            ):
                found[line.fact.identity].append(line)
    return found


def valued_beside(school_id: int, facts: Iterable[Fact]) -> Lines:
    """What work that is still to come would be worth to its holders beside what stands of theirs: tiers and caps begin
    where the ledger has brought them. Nothing is written; a constant number of queries.
    """
    facts, packs = list(facts), packs_that_hold(school_id)
    if not facts or looks_at_one(packs):
        return valued(school_id, packs, facts)
    whom, calendar = {fact.holder for fact in facts}, calendar_of(school_id)
    since = reaches_back(packs, calendar, min(fact.date for fact in facts))
    rows = Entry.objects.filter(about(whom), school_id=school_id, date__gte=since).standing().order_by()
    catalogue = catalogue_of(school_id)
    return valued(school_id, packs, facts, held=[(fact_behind(entry, catalogue), entry) for entry in rows])


def _holders(school_id: int, facts: list[Fact], held) -> list:
    keys = {fact.holder for fact in facts}
    days = [fact.date for fact in facts] + [fact.date for fact, _entry in held]
    first, last = min(days), max(days)
    members = [holder_pk(key) for key in keys if key.startswith("member:")]
    groups = [holder_pk(key) for key in keys if key.startswith("group:")]
    found = staff_holders(school_id, first, last, members) if members else []
    return [*found, *(group_holders(school_id, first, last, groups) if groups else [])]


def would_be_worth(rows: Collection[Proposal]) -> dict[Key, Posting | None]:
    """What proposals of one school would be worth if they were confirmed, beside what their holders have already.

    Nothing is written; a constant number of queries.
    """
    rows = list(rows)
    if not rows:
        return {}
    school_id = rows[0].school_id
    packs, catalogue = packs_that_hold(school_id), catalogue_of(school_id)
    works, held = {row.key: row for row in rows}, ()
    if not looks_at_one(packs):
        whom, closed = {holder_of(row) for row in rows}, closed_semesters(school_id)
        others = Proposal.objects.filter(about(whom), school_id=school_id).confirmed()
        works = {row.key: row for row in others.exclude(semester__in=closed)} | works
        held = held_lines(school_id, whom, closed, catalogue)
    facts = {key: known(row, catalogue) for key, row in works.items()}
    lines = valued(school_id, packs, facts.values(), held=held)
    return {row.key: posting_of(row, lines.get(facts[row.key].identity, ())) for row in rows}
