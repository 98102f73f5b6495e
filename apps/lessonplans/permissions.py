"""Who sees which plan is in ``AuthoredQuerySet.visible_to``: the author, leaders, and those who see the school."""

import rules

from apps.approvals.models import Case
from apps.core.permissions import office, seated, sees_school, standing
from apps.lessonplans.models import SOURCE


@rules.predicate
def on_the_staff(user):
    return user.seat is not None and user.seat.member_id is not None


@rules.predicate
def handed_in_by_me(user, plan=None):
    """One's own plan that was once handed in for review; what a workbook brought is corrected by the office."""
    if plan is None or user.seat is None or plan.author_id != user.seat.member_id:
        return False
    return Case.objects.filter(school_id=plan.school_id, subject=SOURCE, target_id=plan.pk).exists()


@rules.predicate
def leads(user):
    return user.seat is not None and user.seat.is_leader


rules.add_perm("lessonplans.view_lessonplan", seated)
rules.add_perm("lessonplans.view_missing", sees_school | leads)
rules.add_perm("lessonplans.remind_missing", office | leads)
rules.add_perm("lessonplans.add_lessonplan", office)
rules.add_perm("lessonplans.change_lessonplan", office & standing)
rules.add_perm("lessonplans.submit_lessonplan", on_the_staff)
rules.add_perm("lessonplans.resubmit_lessonplan", handed_in_by_me)
