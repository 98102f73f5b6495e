"""Write the records of the apps above, and propose what they are worth."""

from collections.abc import Callable, Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.approvals import selectors as approvals
from apps.approvals.choices import SAID_BY_REVIEW, CaseState, belongs_to_review
from apps.core.errors import Conflict
from apps.credits.postings import NOTHING, Settled
from apps.credits.rules.facts import Fact
from apps.credits.selectors import Catalogue, catalogue_of
from apps.credits.services.ledger import BATCH, lock_ledger
from apps.credits.services.proposals import propose
from apps.schools.models import SemesterRecord

# What records are known as to the rules: one fact for each piece of work of each holder.
Facts = Callable[[list[SemesterRecord], Catalogue], Iterable[Fact]]


@transaction.atomic
def save_records(
    records: list[SemesterRecord], *, key: Callable, facts: Facts, reason: str, actor, by_review: bool = False,
) -> Settled:  # fmt: skip
    """Write records of one model and one semester, new and changed, and propose what they are.

    ``key(record)`` is the source key; ``facts(records, catalogue)`` says what those that stand are known as;
    ``by_review`` that handing in or a decision writes them. Raises Conflict when one of them was changed by someone
    else since it was read, ValidationError when the semester is closed or a change is the review's to make.
    """
    if not records:
        return NOTHING
    lock_ledger(records[0].school_id)
    refuse_stale(records)
    if not by_review:
        refuse_reviewed(records)
    write_rows(records)
    catalogue = catalogue_of(records[0].school_id)
    standing = [record for record in records if record.withdrawn_at is None]
    return propose(
        semester=records[0].semester, source_keys=[key(r) for r in records], facts=facts(standing, catalogue),
        reason=reason, actor=actor, catalogue=catalogue,
    )  # fmt: skip


def withdraw_records(records: list[SemesterRecord], *, key: Callable, reason: str, actor, now) -> Settled:
    """Withdraw records: they stay readable, their entries are reversed with the reason.

    Raises Conflict for one that is withdrawn already.
    """
    withdraw(records, actor=actor, now=now, reason=reason)
    return save_records(records, key=key, facts=lambda records, catalogue: (), reason=reason, actor=actor)


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


def refuse_reviewed(records: list) -> None:
    """Raise ValidationError when one of these changes what belongs to its review, see ``belongs_to_review``."""
    states = approvals.review_states(records)
    if not states:
        return
    fields = [field for field in records[0]._meta.concrete_fields if field.name in SAID_BY_REVIEW]
    before = type(records[0]).objects.in_bulk(list(states))
    for record in records:
        state = states.get(record.pk)
        if state == CaseState.WAITING:
            raise ValidationError(
                _("“%(title)s” is under review and cannot be corrected now. Return it: its author changes it and hands "
                  "it in again.") % {"title": record}
            )  # fmt: skip
        said = [field.attname for field in fields if belongs_to_review(field.name, state)]
        if any(getattr(record, name) != getattr(before[record.pk], name) for name in said):
            raise ValidationError(
                _("The review has decided on “%(title)s”, and only a review decides anew. Withdraw it, and have it "
                  "handed in again.") % {"title": record}
            )  # fmt: skip


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
