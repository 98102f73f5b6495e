"""Who sees what somebody owes: the person, whoever leads one of their groups, and those who see the school."""

import rules

from apps.core.permissions import office, on_the_staff, principal, seated, sees_school
from apps.credits.permissions import unpublished
from apps.groups.models import Group


@rules.predicate
def leads(user):
    return user.seat is not None and user.seat.is_leader


@rules.predicate
def near(user, holder=None):
    """Oneself or one's group, or of those one leads; true as well of no holder in particular."""
    seat = user.seat
    if seat is None or holder is None:
        return seat is not None
    if isinstance(holder, Group):
        return holder.pk in seat.group_ids | seat.led_group_ids
    return holder.pk == seat.member_id or holder.pk in seat.led_member_ids


@rules.predicate
def own_or_group(user, holder=None):
    """Oneself, or any group: what was granted to a group is no secret of a person."""
    return isinstance(holder, Group) or (user.seat is not None and holder.pk == user.seat.member_id)


@rules.predicate
def not_withdrawn(user, grant=None):
    return grant is None or grant.withdrawn_at is None


rules.add_perm("requirements.view_own", on_the_staff)
rules.add_perm("requirements.view_owed", sees_school | near)
# Why somebody is exempt or owes less may be an illness: as ``models.exemptions.said_openly_to``.
rules.add_perm("requirements.read_reason", office | principal | own_or_group)
rules.add_perm("requirements.view_risk", sees_school | leads)
rules.add_perm("requirements.remind", office | leads)
rules.add_perm("requirements.view_burden", sees_school)
rules.add_perm("requirements.view_grant", seated)
rules.add_perm("requirements.add_grant", office)
rules.add_perm("requirements.withdraw_grant", office & not_withdrawn)
rules.add_perm("requirements.view_scheme", seated)
rules.add_perm("requirements.add_scheme", office)
rules.add_perm("requirements.change_scheme", office & unpublished)
rules.add_perm("requirements.publish_scheme", office)
# What a rule would do to colleagues is for those who decide on it.
rules.add_perm("requirements.view_dryrun", office | principal)
