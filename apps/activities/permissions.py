"""Everyone in the school sees its activities; who sees whose attendance is in ``AttendanceQuerySet.visible_to``.

The office plans for the school, a leader for the own group.
"""

import rules

from apps.activities.choices import CAME
from apps.core.permissions import office, seated, sees_school, standing


@rules.predicate
def leads(user, activity=None):
    """Leads the group that holds the activity; of no activity in particular, leads any group."""
    if user.seat is None:
        return False
    return user.seat.is_leader if activity is None else activity.organiser_id in user.seat.led_group_ids


@rules.predicate
def speaks(user, activity=None):
    """Speaks at the activity."""
    member = user.seat and user.seat.member_id
    return activity is not None and member is not None and activity.speaker_id == member


@rules.predicate
def attends(user, activity=None):
    """Stands on the attendance list as somebody who came."""
    member = user.seat and user.seat.member_id
    if activity is None or member is None:
        return False
    return activity.attendances.filter(member_id=member, state__in=CAME).exists()


rules.add_perm("activities.view_activity", seated)
rules.add_perm("activities.add_activity", office | leads)
rules.add_perm("activities.change_activity", (office | leads) & standing)
rules.add_perm("activities.change_minutes", (office | leads | speaks) & standing)
rules.add_perm("activities.write_reflection", attends & standing)
rules.add_perm("activities.print_list", sees_school | leads)
