"""Who sees which plan is in ``AuthoredQuerySet.visible_to``: the author, leaders, and those who see the school."""

import rules

from apps.approvals.permissions import handed_in_as
from apps.core.permissions import admitted, office, on_the_staff, sees_school, standing
from apps.lessonplans.models import SOURCE


@rules.predicate
def leads(user):
    return user.seat is not None and user.seat.is_leader


rules.add_perm("lessonplans.view_lessonplan", admitted)
rules.add_perm("lessonplans.view_missing", sees_school | leads)
rules.add_perm("lessonplans.remind_missing", office | leads)
rules.add_perm("lessonplans.add_lessonplan", office)
rules.add_perm("lessonplans.change_lessonplan", office & standing)
rules.add_perm("lessonplans.submit_lessonplan", on_the_staff)
rules.add_perm("lessonplans.resubmit_lessonplan", handed_in_as(SOURCE))
