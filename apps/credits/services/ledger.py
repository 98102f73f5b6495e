"""The only way into the ledger."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Exists, F, Max, OuterRef
from django.utils.translation import gettext as _

from apps.core.garbage import uncollected
from apps.credits.models import Entry, SemesterSeal
from apps.credits.postings import Posting, Settled, marks, taken_off
from apps.schools.models import School, Semester

BATCH = 2000
# So many new entries at once make the database's picture of the ledger a wrong one.
MANY = 5000
Key = tuple[str, int, int | None, int | None]


def lock_ledger(school_id: int) -> None:
    """Until the transaction ends nobody else writes to the school's ledger.

    Taken before the rows of the records themselves, by every act that posts, so that two acts never wait
    for each other.
    """
    School.objects.lock(school_id)


@uncollected()
@transaction.atomic
def settle(
    *, semester: Semester, source_keys: Iterable[str], postings: Iterable[Posting], reason: str, actor
) -> Settled:
    """Bring the ledger in line with what these sources are worth now.

    Entries of the sources that no longer hold are reversed with the reason, missing ones are posted, those
    that hold are left alone: asked twice, or by two workers, it posts once. Wording is not worth: a changed
    title or explanation alone posts nothing. ``actor`` is the user who confirms, None for the system.

    Raises ValidationError at ``reason`` when something must be reversed and no reason is given, and when a semester
    it concerns is closed; ValueError for two different postings of one source, kind and holder.
    """
    wanted = by_key(postings)
    lock_ledger(semester.school_id)
    standing = standing_of(semester.school_id, {*source_keys, *(p.source_key for p in wanted.values())})
    return bring_in_line(
        {key: (semester.pk, posting) for key, posting in wanted.items()}, standing,
        school_id=semester.school_id, reason_for=lambda entry: reason, actor=actor,
    )  # fmt: skip


def by_key(postings: Iterable[Posting]) -> dict[Key, Posting]:
    wanted: dict[Key, Posting] = {}
    for posting in postings:
        if wanted.setdefault(posting.key, posting) != posting:
            raise ValueError(f"{posting.source_key}: two different postings of one source")
    return wanted


def standing_of(school_id: int, source_keys: Iterable[str]) -> dict[Key, Entry]:
    """What stands of these sources."""
    rows = Entry.objects.filter(school_id=school_id, source_key__in=set(source_keys)).standing()
    return {entry.key: entry for entry in rows}


def bring_in_line(
    wanted: dict[Key, tuple[int, Posting]],
    standing: dict[Key, Entry],
    *,
    school_id: int,
    reason_for: Callable[[Entry], str],
    actor,
) -> Settled:
    """Reverse what stands and is not wanted, post what is wanted and does not stand. The ledger is locked.

    ``wanted`` has each posting with the semester it belongs to.
    """
    held = {key for key, entry in standing.items() if key in wanted and _holds(entry, *wanted[key])}
    stale = [entry for key, entry in standing.items() if key not in held]
    fresh = [pair for key, pair in wanted.items() if key not in held]
    reasons = [reason_for(entry).strip() for entry in stale]
    if not all(reasons):
        raise ValidationError(
            {"reason": _("Entries of the ledger are reversed by this. Say why, in a few words.")}
        )
    if stale or fresh:
        revisions = _revisions(school_id, {posting.source_key for _semester, posting in fresh})
        rows = [_reversal(entry, reason, actor) for entry, reason in zip(stale, reasons, strict=True)]
        rows += [_entry(school_id, s, p, revisions.get(p.key, -1) + 1, actor) for s, p in fresh]
        _number(rows)
        Entry.objects.bulk_create(rows, batch_size=BATCH)
        if len(rows) >= MANY:
            _count_anew()
    return Settled(posted=len(fresh), reversed=len(stale))


def _count_anew() -> None:
    """Tell the database how full the ledger is now. Until it knows, it reads it as if it were empty, and what stands
    of thousands of sources takes minutes. Whoever does not own the table is only warned.
    """
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE credits_entry")


def _holds(entry: Entry, semester_id: int, posting: Posting) -> bool:
    """Same amounts and same work. Where an entry says what work it saw, that counts too; how a value came about
    does not: a new version of a pack that leads to the same amounts leaves the entry alone, unless it takes something
    else off, for that is what "why not more?" lists. Entries from before work was kept with them name no part outside
    activities; that one is known now is no reason to reverse them.
    """
    seen, now = marks(entry.explanation), marks(posting.explanation)
    if seen is None and not entry.role:
        posting = replace(posting, role="")
    if entry.semester_id != semester_id or entry.worth != posting.worth:
        return False
    if seen is None or now is None:
        return True
    return seen == now and (
        _packs(entry.explanation) == _packs(posting.explanation)
        or taken_off(entry.explanation) == taken_off(posting.explanation)
    )


def _packs(explanation: dict) -> list[str]:
    return [part.get("rule", "") for part in (explanation, *explanation.get("also", ()))]


def _revisions(school_id: int, source_keys: set[str]) -> dict[Key, int]:
    past = Entry.objects.filter(school_id=school_id, source_key__in=source_keys, reverses=None)
    rows = past.values_list("source_key", "kind_id", "member_id", "group_id").annotate(Max("revision"))
    return {tuple(row[:4]): row[4] for row in rows.order_by()}


def _number(rows: list[Entry]) -> None:
    """Number the rows on from the last number given in the semester each belongs to.

    Raises ValidationError for a semester that is closed.
    """
    seals = SemesterSeal.objects.filter(semester=OuterRef("pk")).unbroken()
    touched = Semester.objects.filter(pk__in={row.semester_id for row in rows}).select_related("year")
    last = {}
    for semester in touched.annotate(last=F("ledger_head__last_number"), is_closed=Exists(seals)).order_by():
        if semester.is_closed:
            raise closed(semester)
        last[semester.pk] = semester.last or 0
    for row in rows:
        row.number = last[row.semester_id] = last[row.semester_id] + 1


def closed(semester: Semester) -> ValidationError:
    """What everybody is told whose act would change a closed semester."""
    return ValidationError(
        _("%(semester)s is closed: nothing is recognised or corrected in it. The principal can reopen it.")
        % {"semester": semester}
    )


def _reversal(entry: Entry, reason: str, actor) -> Entry:
    return Entry(
        school_id=entry.school_id, semester_id=entry.semester_id, kind_id=entry.kind_id,
        member_id=entry.member_id, group_id=entry.group_id, date=entry.date, hours=-entry.hours,
        credits=-entry.credits, points=-entry.points, category=entry.category, count=-entry.count,
        characters=-entry.characters, level=entry.level, role=entry.role, source_key=entry.source_key,
        revision=entry.revision, title=entry.title, explanation=entry.explanation, reverses=entry,
        reason=reason, posted_by=actor,
    )  # fmt: skip


def _entry(school_id: int, semester_id: int, posting: Posting, revision: int, actor) -> Entry:
    return Entry(
        school_id=school_id, semester_id=semester_id, kind_id=posting.kind_id, member_id=posting.member_id,
        group_id=posting.group_id, date=posting.date, hours=posting.hours, credits=posting.credits,
        points=posting.points, category=posting.category, count=posting.count, characters=posting.characters,
        level=posting.level, role=posting.role, source_key=posting.source_key, revision=revision,
        title=posting.title, explanation=posting.explanation, posted_by=actor,
    )  # fmt: skip
