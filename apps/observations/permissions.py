"""Who sees which observation is in ``ObservationQuerySet.visible_to``: observer, observed teacher, their leaders, and
those who see the school. What was said about a lesson (notes, opinion, score, pictures, answers) is read by fewer:
see ``said_openly_to``. The observer's reflection is the observer's alone.
"""

import rules

from apps.core.permissions import office, seated, standing
from apps.observations.models import Observation
from apps.schools.choices import Origin


@rules.predicate
def on_the_staff(user):
    return user.seat is not None and user.seat.member_id is not None


@rules.predicate
def logged_by_me(user, observation=None):
    """One's own, recorded on a page; what a workbook brought is corrected by the office."""
    if observation is None or user.seat is None or user.seat.member_id is None:
        return False
    return observation.observer_id == user.seat.member_id and observation.origin == Origin.PAGE


@rules.predicate
def observed_me(user, observation=None):
    """It is the user's lesson that was observed."""
    if observation is None or user.seat is None or user.seat.member_id is None:
        return False
    return observation.teacher_id == user.seat.member_id


@rules.predicate
def observed_by_me(user, observation=None):
    if observation is None or user.seat is None or user.seat.member_id is None:
        return False
    return observation.observer_id == user.seat.member_id


@rules.predicate
def may_read_what_was_said(user, observation=None):
    return observation is not None and Observation.objects.open_to(user).filter(pk=observation.pk).exists()


rules.add_perm("observations.view_observation", seated)
rules.add_perm("observations.read_opinion", may_read_what_was_said)
rules.add_perm("observations.read_reflection", observed_by_me)
rules.add_perm("observations.log_observation", on_the_staff)
rules.add_perm("observations.add_observation", office)
rules.add_perm("observations.change_observation", (office | logged_by_me) & standing)
rules.add_perm("observations.reply_to_observation", (observed_by_me | observed_me) & standing)
rules.add_perm("observations.acknowledge_observation", observed_me & standing)
