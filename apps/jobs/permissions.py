"""Jobs are seen by whoever asked for them, by office and principals (``JobQuerySet.visible_to``)."""

import rules

from apps.core.permissions import office, seated
from apps.jobs.registry import work_of


@rules.predicate
def requester(user, job=None):
    return job is not None and job.requested_by_id == user.pk


@rules.predicate
def may_do_this_work(user, job=None):
    """Still has the permission the kind of work asks for: who lost the post loses the files too."""
    return job is None or user.has_perm(work_of(job.kind).permission)


rules.add_perm("jobs.view_job", seated & may_do_this_work)
rules.add_perm("jobs.change_job", (requester | office) & may_do_this_work)
