import rules

from apps.core.permissions import office, seated
from apps.schools.choices import Origin

rules.add_perm("lessonplans.view_lessonplan", seated)
rules.add_perm("lessonplans.change_lessonplan", office)


@rules.predicate
def on_the_staff(user):
    return user.seat is not None and user.seat.member_id is not None


@rules.predicate
def handed_in_by_me(user, plan=None):
    """One's own plan, written on a page; what the office's workbook brought is corrected by the office."""
    return (
        plan is not None
        and user.seat is not None
        and plan.author_id == user.seat.member_id
        and plan.origin == Origin.PAGE
    )


rules.add_perm("lessonplans.submit_lessonplan", on_the_staff)
rules.add_perm("lessonplans.resubmit_lessonplan", handed_in_by_me)
