"""What groups do when staff tells that somebody left."""

from django.dispatch import receiver

from apps.groups import services
from apps.staff.signals import member_left


@receiver(member_left, dispatch_uid="groups.end_memberships")
def end_memberships(sender, member, on, **kwargs):
    services.end_memberships_of(member, on=on)
