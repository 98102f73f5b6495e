"""Read all records anew, so that proposals say what they say."""

from django.db import transaction
from django.utils.translation import gettext as _

from apps.credits import sources
from apps.credits.models import Proposal
from apps.credits.postings import Settled
from apps.credits.selectors import catalogue_of
from apps.credits.services.ledger import lock_ledger
from apps.credits.services.proposals import propose
from apps.credits.services.valuing import closed_semesters
from apps.schools.models import School, Semester


@transaction.atomic
def propose_records(school: School, *, actor, reason: str = "") -> Settled:
    """Propose every record of the school's open semesters as it is known today.

    For records written before the program knew as much of them as it does now. Changes nothing where the proposals
    say it already; closed semesters stay as they are. A constant number of queries for each semester.
    """
    lock_ledger(school.pk)
    catalogue, shut = catalogue_of(school.pk), closed_semesters(school.pk)
    posted = reversed_ = 0
    for semester in Semester.objects.filter(school=school).exclude(pk__in=shut).order_by("starts_on"):
        keys, facts = sources.records_of(semester, catalogue)
        known = Proposal.objects.filter(school=school, semester=semester)
        keys += [key for key in known.values_list("source_key", flat=True).distinct() if sources.reads(key)]
        done = propose(
            semester=semester, source_keys=keys, facts=facts, catalogue=catalogue, actor=actor,
            reason=reason or _("The records were read anew."),
        )  # fmt: skip
        posted, reversed_ = posted + done.posted, reversed_ + done.reversed
    return Settled(posted=posted, reversed=reversed_)
