"""Who sees which work is in ``AuthoredQuerySet.visible_to``: the author, leaders, and those who see the school."""

import rules

from apps.approvals.models import Case
from apps.core.permissions import office, seated, standing
from apps.portfolio.models import SOURCE


@rules.predicate
def on_the_staff(user):
    return user.seat is not None and user.seat.member_id is not None


@rules.predicate
def handed_in_by_me(user, work=None):
    """One's own work that was once handed in for review; what a workbook brought is corrected by the office."""
    if work is None or user.seat is None or work.author_id != user.seat.member_id:
        return False
    return Case.objects.filter(school_id=work.school_id, subject=SOURCE, target_id=work.pk).exists()


rules.add_perm("portfolio.view_work", seated)
rules.add_perm("portfolio.add_work", office)
rules.add_perm("portfolio.change_work", office & standing)
rules.add_perm("portfolio.submit_work", on_the_staff)
rules.add_perm("portfolio.resubmit_work", handed_in_by_me)
