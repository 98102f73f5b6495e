import rules

from apps.core.permissions import admitted, office, seated, sees_school


@rules.predicate
def leads_group(user, group=None):
    return group is not None and user.seat is not None and group.pk in user.seat.led_group_ids


rules.add_perm("groups.view_group", seated)
# Since when, until when and who in earlier days: office, principals, leading group, and whoever leads it now.
rules.add_perm("groups.view_days", sees_school | leads_group)
rules.add_perm("groups.add_group", office)
rules.add_perm("groups.change_group", office)
# Choosing in which of one's schools to sit.
rules.add_perm("groups.switch_school", admitted)
