"""Jobs are seen by whoever asked for them, by office and principals (``JobQuerySet.visible_to``)."""

import rules

from apps.core import clock
from apps.core.permissions import office, seated
from apps.groups.selectors import as_seated_in
from apps.jobs.registry import work_of


@rules.predicate
def requester(user, job=None):
    return job is not None and job.requested_by_id == user.pk


@rules.predicate
def may_do_this_work(user, job=None):
    """Still has the permission the kind of work asks for, in the school of the job, whichever they sit in: who lost
    the post loses the files too.
    """
    if job is None:
        return True
    if job.school_id != user.seat.school.pk:
        user = as_seated_in(user, job.school_id, today=clock.today())
    return user is not None and user.has_perm(work_of(job.kind).permission)


rules.add_perm("jobs.view_job", seated & may_do_this_work)
rules.add_perm("jobs.change_job", (requester | office) & may_do_this_work)
