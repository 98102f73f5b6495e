"""What a rule pack would have made of a semester's work. Nothing is written."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from apps.credits.models import Entry, Proposal
from apps.credits.postings import Posting
from apps.credits.rules.packs import Pack, Validity
from apps.credits.rules.scope import looks_at_one
from apps.credits.selectors import catalogue_of, packs_that_hold
from apps.credits.services.valuing import held_lines, holder_of, known, valued, wanted_of
from apps.schools.models import Semester

# So many people are valued before it is said how far it has come.
PART = 20


@dataclass(frozen=True)
class Tried:
    """One piece of work: what stands of it in the ledger, and what would; None where nothing is entered of it."""

    before: Entry | None
    after: Entry | Posting | None


def try_pack(semester: Semester, pack: Pack, *, note: Callable[[int, int], None]) -> list[Tried]:
    """What stands in the semester's ledger beside what would stand if ``pack`` had held all the semester, in the place
    of the packs of its unit; whatever its own days are, and whether the semester is closed or not.

    Work of semesters before uses up what caps and tiers span more than one. Entries nothing was proposed for stay as
    they are. ``note`` is told how many of how many people have been looked at.
    """
    school_id, catalogue = semester.school_id, catalogue_of(semester.school_id)
    packs = instead(packs_that_hold(school_id), pack)
    rows = Proposal.objects.filter(semester=semester)
    entries = {entry.key: entry for entry in Entry.objects.filter(semester=semester).standing()}
    proposed, works = set(), {}
    for row in rows.order_by("pk"):
        proposed.add(row.key)
        if row.state == "confirmed":
            works.setdefault(holder_of(row), {})[row.key] = row
    held: dict[str, list] = defaultdict(list)
    if not looks_at_one(packs):
        for fact, entry in held_lines(school_id, None, semesters_before(semester), catalogue):
            held[fact.holder].append((fact, entry))
    wanted, people = {}, sorted(works)
    for n in range(0, len(people), PART):
        note(n, len(people))
        some = people[n : n + PART]
        part = {key: row for who in some for key, row in works[who].items()}
        facts = {key: known(row, catalogue) for key, row in part.items()}
        before = [pair for who in some for pair in held[who]]
        wanted |= wanted_of(part, facts, valued(school_id, packs, facts.values(), held=before))
    return list(beside(entries, proposed, {key: posting for key, (_semester, posting) in wanted.items()}))


def instead(packs: list[Pack], pack: Pack) -> list[Pack]:
    """The pack on all days, and the packs of other units."""
    return [*(p for p in packs if p.gives != pack.gives), replace(pack, valid=Validity(first=date.min))]


def semesters_before(semester: Semester) -> frozenset[int]:
    rows = Semester.objects.filter(school_id=semester.school_id, starts_on__lt=semester.starts_on)
    return frozenset(rows.values_list("pk", flat=True))


def beside(entries: dict, proposed: set, wanted: dict) -> Iterator[Tried]:
    for key, entry in entries.items():
        yield Tried(entry, wanted.get(key) if key in proposed else entry)
    for key, posting in wanted.items():
        if key not in entries:
            yield Tried(None, posting)
