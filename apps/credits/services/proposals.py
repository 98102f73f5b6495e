"""What records propose for the ledger, and who confirms it."""

from collections.abc import Collection, Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.core.errors import Conflict
from apps.core.garbage import uncollected
from apps.credits.choices import ProposalState
from apps.credits.holders import holder_pk
from apps.credits.models import Proposal
from apps.credits.postings import NOTHING, TITLE_LENGTH, Settled
from apps.credits.rules.facts import Fact
from apps.credits.rules.keeping import rest
from apps.credits.rules.scope import looks_at_one
from apps.credits.selectors import Catalogue, catalogue_of, packs_that_hold
from apps.credits.services import valuing
from apps.credits.services.ledger import BATCH, Key, bring_in_line, closed, lock_ledger, standing_of
from apps.schools.models import Semester

SAID = ("semester_id", "date", "title", "fact")
DECIDED = ("state", "reason", "confirmed_by", "confirmed_at")


@uncollected()
@transaction.atomic
def propose(
    *, semester: Semester, source_keys: Iterable[str], facts: Iterable[Fact], reason: str, actor,
    catalogue: Catalogue | None = None, leave_closed: bool = False, value: bool = True,
) -> Settled:  # fmt: skip
    """What these sources say today, all of it; the ledger follows.

    New work of kinds that count at once is confirmed by ``actor``, of other kinds it waits for the office. Confirmed
    work stays confirmed when its record changes and is valued again; refused work that changes waits again. What the
    sources say no more is taken back. Asked twice it changes nothing. Without ``value`` the valuing of what they say
    is left to whoever calls, who values everybody concerned afterwards.

    Raises ValidationError at ``reason`` when entries must be reversed and no reason is given, and when the semester
    is closed and something changes (with ``leave_closed`` nothing is done instead); ValueError for two different
    facts of one source, kind and holder.
    """
    lock_ledger(semester.school_id)
    catalogue = catalogue or catalogue_of(semester.school_id)
    given = _by_key(facts, catalogue)
    asked = {*source_keys, *(key[0] for key in given)}
    rows = Proposal.objects.filter(school_id=semester.school_id, source_key__in=asked)
    held = {row.key: row for row in rows}
    wanted = {key: _said(semester, key, fact, held.get(key)) for key, fact in given.items()}
    changed = [row for key, row in wanted.items() if _differs(row, held.get(key))]
    gone = [row for key, row in held.items() if key not in wanted]
    shut = valuing.closed_semesters(semester.school_id)
    touched = {semester.pk} if changed or gone else set()
    touched |= {held[row.key].semester_id for row in changed if row.key in held} | {
        row.semester_id for row in gone
    }
    if touched & shut:
        if leave_closed:
            return NOTHING
        raise closed(semester if semester.pk in shut else Semester.objects.get(pk=min(touched & shut)))
    for row in changed:
        _decide(row, catalogue, actor)
    _write(changed, gone)
    if not value:
        return _take_back(semester.school_id, asked, wanted, shut, reason=reason, actor=actor)
    return _follow(semester, asked, held, wanted, given, catalogue, shut, changed=bool(changed or gone),
                   reason=reason, actor=actor)  # fmt: skip


def _follow(
    semester, asked, held, wanted, given, catalogue, shut, *, changed: bool, reason: str, actor
) -> Settled:
    """Value again what is touched: the sources alone where rules look at one piece of work, else all of the holders."""
    packs = packs_that_hold(semester.school_id)
    if not looks_at_one(packs):
        if not changed:
            return NOTHING
        whom = {valuing.holder_of(row) for row in (*held.values(), *wanted.values())}
        return valuing.value_all(
            semester.school_id, whom, packs=packs, catalogue=catalogue, closed=shut, asked=asked, reason=reason,
            actor=actor,
        )  # fmt: skip
    works = {
        key: row for key, row in wanted.items()
        if row.state == ProposalState.CONFIRMED and row.semester_id not in shut
    }  # fmt: skip
    lines = valuing.valued(semester.school_id, packs, [given[key] for key in works])
    standing = standing_of(semester.school_id, asked)
    return bring_in_line(
        valuing.wanted_of(works, given, lines), {k: e for k, e in standing.items() if e.semester_id not in shut},
        school_id=semester.school_id, reason_for=lambda entry: reason, actor=actor,
    )  # fmt: skip


def _take_back(school_id: int, asked, wanted, shut, *, reason: str, actor) -> Settled:
    """Reverse what stands of these sources in open semesters and is said no more."""
    standing = standing_of(school_id, asked)
    stale = {k: e for k, e in standing.items() if k not in wanted and e.semester_id not in shut}
    return bring_in_line({}, stale, school_id=school_id, reason_for=lambda entry: reason, actor=actor)


def _by_key(facts: Iterable[Fact], catalogue: Catalogue) -> dict[Key, Fact]:
    kinds, found = catalogue.ids, {}
    for fact in facts:
        of, pk = fact.holder.partition(":")[0], holder_pk(fact.holder)
        key = (fact.key, kinds[fact.kind], *((pk, None) if of == "member" else (None, pk)))
        if found.setdefault(key, fact) != fact:
            raise ValueError(f"{fact.key}: two different facts of one source")
    return found


def _said(semester: Semester, key: Key, fact: Fact, old: Proposal | None) -> Proposal:
    """The row as the record has it now, decided as it was."""
    source_key, kind_id, member_id, group_id = key
    row = Proposal(
        school_id=semester.school_id, semester_id=semester.pk, kind_id=kind_id, member_id=member_id,
        group_id=group_id, source_key=source_key, date=fact.date, title=fact.title[:TITLE_LENGTH], fact=rest(fact),
    )  # fmt: skip
    if old is not None:
        row.state, row.reason = old.state, old.reason
        row.confirmed_by_id, row.confirmed_at = old.confirmed_by_id, old.confirmed_at
    return row


def _differs(row: Proposal, old: Proposal | None) -> bool:
    return old is None or any(getattr(row, name) != getattr(old, name) for name in SAID)


def _decide(row: Proposal, catalogue: Catalogue, actor) -> None:
    """Confirm at once what need not wait; what was refused as it was before waits to be looked at again."""
    if row.state == ProposalState.REFUSED:
        row.state, row.reason, row.confirmed_by_id, row.confirmed_at = ProposalState.WAITING, "", None, None
    elif row.state == ProposalState.WAITING and row.kind_id not in catalogue.waits:
        row.state = ProposalState.CONFIRMED
        row.confirmed_by, row.confirmed_at = actor, timezone.now()  # a stamp of the row; no rule asks for it


def _write(changed: list[Proposal], gone: list[Proposal]) -> None:
    if gone:
        Proposal.objects.filter(pk__in=[row.pk for row in gone]).delete()
    if changed:
        Proposal.objects.bulk_create(
            changed, batch_size=BATCH, update_conflicts=True,
            update_fields=["semester", "date", "title", "fact", *DECIDED, "updated_at"],
            unique_fields=["school", "source_key", "kind", "member", "group"],
        )  # fmt: skip


def confirm(proposals: Collection[Proposal], *, actor, now) -> Settled:
    """The office confirms work of one school: it is valued and enters the ledger.

    Raises Conflict when one of them has changed since it was read or waits no more, ValidationError when its semester
    is closed.
    """
    return _decided(
        proposals, ProposalState.CONFIRMED, {ProposalState.WAITING}, reason="", actor=actor, now=now
    )


def refuse(proposals: Collection[Proposal], *, reason: str, actor, now) -> Settled:
    """The office does not recognise work of one school, and says why; what was posted of it is reversed.

    Raises ValidationError without a reason, Conflict when one of them is refused already.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is not recognised, in a few words.")})
    before = {ProposalState.WAITING, ProposalState.CONFIRMED}
    return _decided(proposals, ProposalState.REFUSED, before, reason=reason.strip(), actor=actor, now=now)


def put_back(proposals: Collection[Proposal], *, reason: str, actor, now) -> Settled:
    """Take a decision back: the work waits again, and what was posted of it is reversed with the reason.

    Raises Conflict when one of them waits already.
    """
    before = {ProposalState.CONFIRMED, ProposalState.REFUSED}
    return _decided(proposals, ProposalState.WAITING, before, reason=reason, actor=actor, now=now)


@uncollected()
@transaction.atomic
def _decided(proposals, state: ProposalState, before: set, *, reason: str, actor, now) -> Settled:
    proposals = list(proposals)
    if not proposals:
        return NOTHING
    school_id = proposals[0].school_id
    lock_ledger(school_id)
    rows = list(Proposal.objects.filter(school_id=school_id, pk__in=[row.pk for row in proposals]))
    seen = {row.pk: row.updated_at for row in proposals}
    as_seen = all(row.state in before and row.updated_at == seen[row.pk] for row in rows)
    if len(rows) != len(proposals) or not as_seen:
        raise Conflict(
            _("Some of this work has changed or was decided meanwhile. Look at the list again, then decide.")
        )
    shut = valuing.closed_semesters(school_id)
    barred = {row.semester_id for row in rows} & shut
    if barred:
        raise closed(Semester.objects.select_related("year").get(pk=min(barred)))
    waits = state == ProposalState.WAITING
    Proposal.objects.filter(pk__in=[row.pk for row in rows]).update(
        state=state, reason=reason if state == ProposalState.REFUSED else "", updated_at=now,
        confirmed_by=None if waits else actor, confirmed_at=None if waits else now,
    )  # fmt: skip
    return valuing.value_all(
        school_id, {valuing.holder_of(row) for row in rows}, packs=packs_that_hold(school_id),
        catalogue=catalogue_of(school_id), closed=shut, asked={row.source_key for row in rows}, reason=reason,
        actor=actor,
    )  # fmt: skip
