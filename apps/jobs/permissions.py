"""Jobs are seen by whoever asked for them, by office and principals (``JobQuerySet.visible_to``)."""

import rules

from apps.core.permissions import office, seated


@rules.predicate
def requester(user, job=None):
    return job is not None and job.requested_by_id == user.pk


rules.add_perm("jobs.view_job", seated)
rules.add_perm("jobs.change_job", requester | office)
