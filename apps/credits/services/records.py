"""Write the records of the apps above, and propose what they are worth."""

from collections.abc import Callable, Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

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
    records: list[SemesterRecord], *, key: Callable, facts: Facts, reason: str, actor
) -> Settled:
    """Write records of one model and one semester, new and changed, and propose what they are.

    ``key(record)`` is the source key; ``facts(records, catalogue)`` says what those that stand are known as.
    Raises Conflict when one of them was changed by someone else since it was read, ValidationError when the semester
    is closed.
    """
    if not records:
        return NOTHING
    lock_ledger(records[0].school_id)
    refuse_stale(records)
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
