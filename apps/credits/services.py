"""The only way into the ledger, and acts on its catalogue."""

from collections.abc import Callable, Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.core.errors import Conflict
from apps.credits.choices import STANDARD_KINDS
from apps.credits.models import Entry, EntryKind
from apps.credits.postings import NOTHING, Posting, Settled
from apps.schools.models import School, Semester, SemesterRecord

__all__ = [
    "NOTHING", "Posting", "Settled", "lock_ledger", "open_catalogue", "refuse_stale", "save_kind", "save_records",
    "settle", "withdraw", "withdraw_records", "write_rows",
]  # fmt: skip
BATCH = 2000


def open_catalogue(school: School) -> None:
    """Give a new school the standard entry kinds; kinds it has already are left alone."""
    kinds = [
        EntryKind(school=school, family=family, code=code, name=name, position=position)
        for position, (family, code, name) in enumerate(STANDARD_KINDS)
    ]
    EntryKind.objects.bulk_create(kinds, ignore_conflicts=True)


def check_kind(kind: EntryKind) -> None:
    """Raise ValidationError when the family has a kind of this name, or a kind in use would change its family."""
    namesakes = EntryKind.objects.filter(school_id=kind.school_id, family=kind.family, name=kind.name)
    if namesakes.exclude(pk=kind.pk).exists():
        raise ValidationError({"name": _("There is a kind of this name already. Choose another name.")})
    before = EntryKind.objects.filter(pk=kind.pk).first()
    if before is None or before.family == kind.family:
        return
    if before.code:
        raise ValidationError({"family": _("A standard kind stays in its family. Add a kind of your own.")})
    if Entry.objects.filter(kind=kind).exists():
        raise ValidationError(
            {"family": _("Work has been recognised as this kind, so its family stays. Add another kind.")}
        )


def save_kind(kind: EntryKind) -> EntryKind:
    """Write a kind of the school's catalogue. Raises ValidationError by field."""
    check_kind(kind)
    kind.save()
    return kind


def lock_ledger(school_id: int) -> None:
    """Until the transaction ends nobody else writes to the school's ledger.

    Taken before the rows of the records themselves, by every act that posts, so that two acts never wait
    for each other.
    """
    School.objects.select_for_update(no_key=True).values_list("pk").get(pk=school_id)


@transaction.atomic
def settle(
    *, semester: Semester, source_keys: Iterable[str], postings: Iterable[Posting], reason: str, actor
) -> Settled:
    """Bring the ledger in line with what these sources are worth now.

    Entries of the sources that no longer hold are reversed with the reason, missing ones are posted, those
    that hold are left alone: asked twice, or by two workers, it posts once. Wording is not worth: a changed
    title or explanation alone posts nothing. ``actor`` is the user who confirms, None for the system.

    Raises ValidationError at ``reason`` when something must be reversed and no reason is given, ValueError
    for two different postings of one source, kind and holder.
    """
    wanted = _by_key(postings)
    lock_ledger(semester.school_id)
    standing = _standing(semester.school_id, {*source_keys, *(p.source_key for p in wanted.values())})
    held = {key for key, entry in standing.items() if key in wanted and _holds(entry, wanted[key], semester)}
    stale = [entry for key, entry in standing.items() if key not in held]
    fresh = [posting for key, posting in wanted.items() if key not in held]
    if stale and not reason.strip():
        raise ValidationError(
            {"reason": _("Entries of the ledger are reversed by this. Say why, in a few words.")}
        )
    if stale or fresh:
        _write(semester, stale, fresh, reason, actor)
    return Settled(posted=len(fresh), reversed=len(stale))


def _by_key(postings: Iterable[Posting]) -> dict[tuple, Posting]:
    wanted: dict[tuple, Posting] = {}
    for posting in postings:
        if wanted.setdefault(posting.key, posting) != posting:
            raise ValueError(f"{posting.source_key}: two different postings of one source")
    return wanted


def _standing(school_id: int, source_keys: set[str]) -> dict[tuple, Entry]:
    entries = Entry.objects.filter(school_id=school_id, source_key__in=source_keys).standing()
    return {(e.source_key, e.kind_id, e.member_id, e.group_id): e for e in entries}


def _holds(entry: Entry, posting: Posting, semester: Semester) -> bool:
    worth = (entry.date, entry.hours, entry.count, entry.characters, entry.level, entry.role)
    return entry.semester_id == semester.pk and worth == posting.worth


def _write(semester, stale, fresh, reason, actor) -> None:
    revisions = _revisions(semester.school_id, {p.source_key for p in fresh})
    rows = [_reversal(entry, reason.strip(), actor) for entry in stale]
    rows += [_entry(semester, p, revisions.get(p.key, -1) + 1, actor) for p in fresh]
    _number(rows)
    Entry.objects.bulk_create(rows, batch_size=BATCH)


def _revisions(school_id: int, source_keys: set[str]) -> dict[tuple, int]:
    past = Entry.objects.filter(school_id=school_id, source_key__in=source_keys, reverses=None)
    rows = past.values_list("source_key", "kind_id", "member_id", "group_id").annotate(Max("revision"))
    return {tuple(row[:4]): row[4] for row in rows.order_by()}


def _number(rows: list[Entry]) -> None:
    """Number the rows on from the last entry of the semester each belongs to."""
    ledgers = Entry.objects.filter(semester_id__in={row.semester_id for row in rows})
    last = dict(ledgers.order_by().values_list("semester_id").annotate(Max("number")))
    for row in rows:
        row.number = last[row.semester_id] = last.get(row.semester_id, 0) + 1


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
        source_key=posting.source_key, revision=revision, title=posting.title,
        explanation=posting.explanation, posted_by=actor,
    )  # fmt: skip


@transaction.atomic
def save_records(
    records: list[SemesterRecord], *, key: Callable, value: Callable, reason: str, actor
) -> Settled:
    """Write records of one model and one semester, new and changed, and settle what they are worth.

    ``key(record)`` is the source key, ``value(record)`` its Posting, or None when it is worth nothing.
    Raises Conflict when one of them was changed by someone else since it was read.
    """
    if not records:
        return NOTHING
    lock_ledger(records[0].school_id)
    refuse_stale(records)
    write_rows(records)
    postings = [posting for posting in (value(r) for r in records if r.withdrawn_at is None) if posting]
    return settle(
        semester=records[0].semester, source_keys=[key(r) for r in records], postings=postings,
        reason=reason, actor=actor,
    )  # fmt: skip


def withdraw_records(records: list[SemesterRecord], *, key: Callable, reason: str, actor, now) -> Settled:
    """Withdraw records: they stay readable, their entries are reversed with the reason.

    Raises Conflict for one that is withdrawn already.
    """
    withdraw(records, actor=actor, now=now, reason=reason)
    return save_records(records, key=key, value=lambda record: None, reason=reason, actor=actor)


def withdraw(records: list[SemesterRecord], *, actor, now, reason: str) -> None:
    """Mark records as withdrawn, not yet written.

    Raises Conflict when one is withdrawn already, ValidationError without a reason.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is withdrawn, in a few words.")})
    for record in records:
        if record.withdrawn_at is not None:
            raise Conflict(_("%(record)s has been withdrawn already.") % {"record": record})
        record.withdrawn_at, record.withdrawn_by, record.withdrawal_reason = now, actor, reason.strip()


def refuse_stale(rows: list) -> None:
    """Raise Conflict when the table holds another version of one of the rows than the one in hand, or none."""
    known = {row.pk: row for row in rows if row.pk is not None}
    found = dict(type(rows[0]).objects.filter(pk__in=known).values_list("pk", "updated_at"))
    if any(found.get(pk) != row.updated_at for pk, row in known.items()):
        raise Conflict(
            _(
                "Someone else has changed this in the meantime. Open it again, look, and then save your change."
            )
        )


def write_rows(rows: list) -> None:
    """Insert the rows without a primary key and update the others, in bulk."""
    model = type(rows[0])
    known = [row for row in rows if row.pk is not None]
    model.objects.bulk_create([row for row in rows if row.pk is None], batch_size=BATCH)
    columns = [f.name for f in model._meta.concrete_fields if not f.primary_key and f.name != "created_at"]
    now = timezone.now()  # a stamp of the row, as ``save`` sets it; no rule asks for it
    for row in known:
        row.updated_at = now
    model.objects.bulk_update(known, columns, batch_size=500)
