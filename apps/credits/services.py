"""The only way into the ledger."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from apps.credits.choices import STANDARD_KINDS
from apps.credits.models import Entry, EntryKind
from apps.schools.models import School, Semester, SemesterRecord

BATCH = 2000


@dataclass(frozen=True)
class Posting:
    """What one source is worth to one holder; hours are credit hours."""

    source_key: str
    kind_id: int
    date: date
    title: str
    member_id: int | None = None
    group_id: int | None = None
    hours: Decimal = Decimal("0")
    count: int = 1
    characters: int = 0
    level: str = ""
    role: str = ""
    explanation: dict = field(default_factory=dict, compare=False)

    @property
    def key(self):
        return (self.source_key, self.kind_id, self.member_id, self.group_id)

    @property
    def worth(self):
        return (self.date, self.hours, self.count, self.characters, self.level, self.role)


@dataclass(frozen=True)
class Settled:
    """How many entries a settlement posted, and how many it reversed."""

    posted: int
    reversed: int


def open_catalogue(school: School) -> None:
    """Give a new school the standard entry kinds; kinds it has already are left alone."""
    kinds = [
        EntryKind(school=school, family=family, code=code, name=name, position=position)
        for position, (family, code, name) in enumerate(STANDARD_KINDS)
    ]
    EntryKind.objects.bulk_create(kinds, ignore_conflicts=True)


@transaction.atomic
def settle(
    *, semester: Semester, source_keys: Iterable[str], postings: Iterable[Posting], reason: str, actor
) -> Settled:
    """Bring the ledger in line with what these sources are worth now.

    Entries of the sources that no longer hold are reversed with the reason, missing ones are posted, those
    that hold are left alone: asked twice, or by two workers, it posts once. ``actor`` is the user who
    confirms, None for the system.
    """
    Semester.objects.select_for_update(no_key=True).get(pk=semester.pk)
    wanted = {posting.key: posting for posting in postings}
    standing = _standing(semester, set(source_keys) | {p.source_key for p in wanted.values()})
    stale = [e for key, e in standing.items() if key not in wanted or wanted[key].worth != _worth(e)]
    stale_keys = {_key(e) for e in stale}
    fresh = [p for key, p in wanted.items() if key not in standing or key in stale_keys]
    if stale or fresh:
        _write(semester, stale, fresh, reason, actor)
    return Settled(posted=len(fresh), reversed=len(stale))


def _key(entry: Entry):
    return (entry.source_key, entry.kind_id, entry.member_id, entry.group_id)


def _worth(entry: Entry):
    return (entry.date, entry.hours, entry.count, entry.characters, entry.level, entry.role)


def _standing(semester: Semester, source_keys: set[str]) -> dict[tuple, Entry]:
    entries = Entry.objects.filter(school_id=semester.school_id, source_key__in=source_keys).standing()
    return {_key(entry): entry for entry in entries}


def _write(semester, stale, fresh, reason, actor) -> None:
    last = Entry.objects.filter(semester=semester).aggregate(last=Max("number"))["last"] or 0
    revisions = _revisions(semester.school_id, {p.source_key for p in fresh})
    rows = [_reversal(entry, reason, actor) for entry in stale]
    rows += [_entry(semester, p, revisions.get(p.key, -1) + 1, actor) for p in fresh]
    for position, row in enumerate(rows, start=1):
        row.number = last + position
    Entry.objects.bulk_create(rows, batch_size=BATCH)


def _revisions(school_id: int, source_keys: set[str]) -> dict[tuple, int]:
    past = Entry.objects.filter(school_id=school_id, source_key__in=source_keys, reverses=None)
    rows = past.values_list("source_key", "kind_id", "member_id", "group_id").annotate(Max("revision"))
    return {tuple(row[:4]): row[4] for row in rows.order_by()}


def _reversal(entry: Entry, reason: str, actor) -> Entry:
    return Entry(
        school_id=entry.school_id, semester_id=entry.semester_id, kind_id=entry.kind_id,
        member_id=entry.member_id, group_id=entry.group_id, date=entry.date, hours=-entry.hours,
        count=-entry.count, characters=-entry.characters, level=entry.level, role=entry.role,
        source_key=entry.source_key, revision=entry.revision, title=entry.title,
        explanation=entry.explanation, reverses=entry, reason=reason, posted_by=actor,
    )  # fmt: skip


def _entry(semester: Semester, posting: Posting, revision: int, actor) -> Entry:
    return Entry(
        school_id=semester.school_id, semester=semester, kind_id=posting.kind_id,
        member_id=posting.member_id, group_id=posting.group_id, date=posting.date, hours=posting.hours,
        count=posting.count, characters=posting.characters, level=posting.level, role=posting.role,
        source_key=posting.source_key, revision=revision, title=posting.title[:200],
        explanation=posting.explanation, posted_by=actor,
    )  # fmt: skip


@transaction.atomic
def save_records(
    records: list[SemesterRecord], *, key: Callable, value: Callable, reason: str, actor
) -> Settled:
    """Write records of one model and one semester, new and changed, and settle what they are worth.

    ``key(record)`` is the source key, ``value(record)`` its Posting, or None when it is worth nothing.
    """
    if not records:
        return Settled(0, 0)
    write_rows(records)
    postings = [posting for posting in (value(r) for r in records if r.withdrawn_at is None) if posting]
    return settle(
        semester=records[0].semester, source_keys=[key(r) for r in records], postings=postings,
        reason=reason, actor=actor,
    )  # fmt: skip


def withdraw_records(records: list[SemesterRecord], *, key: Callable, reason: str, actor) -> Settled:
    """Withdraw records: they stay readable, their entries are reversed with the reason."""
    now = timezone.now()
    for record in records:
        record.withdrawn_at = now
    return save_records(records, key=key, value=lambda record: None, reason=reason, actor=actor)


def write_rows(rows: list) -> None:
    """Insert the rows without a primary key and update the others, in bulk."""
    model = type(rows[0])
    known = [row for row in rows if row.pk is not None]
    model.objects.bulk_create([row for row in rows if row.pk is None], batch_size=BATCH)
    columns = [f.name for f in model._meta.concrete_fields if not f.primary_key and f.name != "created_at"]
    now = timezone.now()
    for row in known:
        row.updated_at = now
    model.objects.bulk_update(known, columns, batch_size=500)
