import rules

from apps.core.permissions import office, seated


@rules.predicate
def on_the_staff(user):
    """Notices go to staff members; whoever only keeps the books gets none."""
    return user.seat is not None and user.seat.member_id is not None


rules.add_perm("notices.view_notice", seated)
rules.add_perm("notices.change_choice", on_the_staff)
rules.add_perm("notices.change_robot", office)
