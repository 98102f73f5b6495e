"""Read all records anew, so that proposals say what they say."""

from django.db import transaction
from django.utils.translation import gettext as _

from apps.credits import sources
from apps.credits.models import Proposal
from apps.credits.postings import NOTHING, Settled
from apps.credits.selectors import catalogue_of
from apps.credits.services.ledger import lock_ledger
from apps.credits.services.proposals import propose
from apps.credits.services.valuing import closed_semesters
from apps.schools.models import School, Semester


def propose_records(school: School, *, actor, reason: str = "", value: bool = True) -> Settled:
    """Propose every record of the school's open semesters as it is known today; ``value`` as for ``propose``.

    For records written before the program knew as much of them as it does now. Changes nothing where the proposals
    say it already; closed semesters stay as they are. A constant number of queries for each semester, each in a
    transaction of its own, so that the ledger is free for everybody else between them.
    """
    reason = reason or _("The records were read anew.")
    semesters = Semester.objects.filter(school=school).order_by("starts_on")
    done = [_propose_semester(semester, actor=actor, reason=reason, value=value) for semester in semesters]
    return Settled(posted=sum(one.posted for one in done), reversed=sum(one.reversed for one in done))


@transaction.atomic
def _propose_semester(semester: Semester, *, actor, reason: str, value: bool) -> Settled:
    school_id = semester.school_id
    lock_ledger(school_id)
    if semester.pk in closed_semesters(school_id):
        return NOTHING
    catalogue = catalogue_of(school_id)
    keys, facts = sources.records_of(semester, catalogue)
    known = Proposal.objects.filter(school=school_id, semester=semester)
    keys += [key for key in known.values_list("source_key", flat=True).distinct() if sources.reads(key)]
    return propose(
        semester=semester, source_keys=keys, facts=facts, catalogue=catalogue, actor=actor, reason=reason, value=value
    )  # fmt: skip
