"""Valuing everything again as long work: some people after the others, each part in a transaction of its own.

What one person's work is worth never depends on another's, so parts change nothing of the result. The ledger is free
for everybody else between them, and a worker that takes over begins again: what is done already holds.
"""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from apps.credits.holders import group_key, member_key
from apps.credits.models import Proposal, Revaluing, RulePack
from apps.credits.services.refreshing import propose_records
from apps.credits.services.valuing import revalue
from apps.jobs.choices import UNDER_WAY, JobState
from apps.jobs.models import Job
from apps.jobs.registry import Outcome
from apps.jobs.services import request_job
from apps.schools.models import School

KIND = "revalue"
# So many people at a time.
PART = 20


@transaction.atomic
def request_revaluing(*, school: School, reason: str, actor, pack: RulePack | None = None) -> Job:
    """Ask for everything to be valued again, because of a pack that begins or ends to hold, or just so.

    Each publication is work of its own, even while that of the one before still runs. The same asked for again is
    answered with the job that waits; one that runs may have passed somebody before what changed now, so another is
    queued behind it, its key naming the one it comes after. From now on nothing is closed until one of them has come
    to its end.
    """
    _owe(school, reason)
    params = {"reason": reason, "pack": pack.pk if pack else None}
    jobs = Job.objects.filter(school=school, kind=KIND)
    if waiting := jobs.filter(state=JobState.QUEUED, params=params).first():
        return waiting
    running = jobs.filter(state=JobState.RUNNING).values_list("pk", flat=True).first()
    because = f"pack:{pack.pk}:{pack.valid_from}:{pack.valid_until}" if pack else f"all:{reason}"
    after = f"after:{running}:" if running else ""
    return request_job(
        school=school, kind=KIND, unique_key=(after + because)[:120], actor=actor, params=params
    )


def _owe(school: School, reason: str) -> None:
    """Write down that everybody's work is to be valued anew, once more where it is already."""
    owed, is_new = Revaluing.objects.get_or_create(school=school, defaults={"reason": reason})
    if not is_new:
        owed.round, owed.reason = F("round") + 1, reason
        owed.save(update_fields=["round", "reason", "updated_at"])


def run_revaluing(job: Job, progress) -> Outcome:
    """The work of the job: safe to run again after it was cut off.

    A pack may ask for a kind that records are read for only where the school has it, so they are read first. What is
    asked for after the beginning is left to the work that follows.
    """
    owed = Revaluing.objects.filter(school=job.school)
    rounds = list(owed.values_list("round", flat=True))
    progress(0, 1, _("Reading the records"))
    read = propose_records(job.school, actor=job.requested_by, reason=job.params["reason"], value=False)
    whom, posted, taken_back = holders_with_work(job.school_id), read.posted, read.reversed
    for n in range(0, len(whom), PART):
        progress(n, len(whom), _("Valuing the work anew"))
        done = revalue(
            job.school, holders=whom[n : n + PART], reason=job.params["reason"], actor=job.requested_by
        )
        posted, taken_back = posted + done.posted, taken_back + done.reversed
    owed.filter(round__in=rounds).delete()
    # What an attempt before had done already is not known any more.
    return Outcome({"posted": posted, "reversed": taken_back} if job.attempts == 1 else {})


def holders_with_work(school_id: int) -> list[str]:
    """Everybody whose work the school knows of, in the order of their keys."""
    rows = Proposal.objects.filter(school_id=school_id).order_by("member_id", "group_id")
    pairs = rows.values_list("member_id", "group_id").distinct()
    return [member_key(member) if member else group_key(group) for member, group in pairs]


def owed_revaluing(school_id: int) -> Revaluing | None:
    """That work is to be valued anew, as long as not everybody's has been: some people may stand as before and some as
    they will. It stays so however long ago the work failed or was stopped.
    """
    return Revaluing.objects.filter(school=school_id).first()


def is_revaluing(school_id: int) -> bool:
    """Whether somebody is at it, or will be."""
    return Job.objects.filter(school_id=school_id, kind=KIND, state__in=UNDER_WAY).exists()


def latest_revaluing(school_id: int, pack: RulePack | None = None) -> Job | None:
    """The last time this was asked for, on account of a pack or, without one, of nothing in particular."""
    return Job.objects.filter(school_id=school_id, kind=KIND, params__pack=pack.pk if pack else None).first()
