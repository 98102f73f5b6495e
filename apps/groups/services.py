"""Acts on groups and membership."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from apps.groups.choices import Role
from apps.groups.models import FormerName, Group, Membership
from apps.staff.models import StaffMember


@transaction.atomic
def save_group(group: Group, *, today: date) -> Group:
    """Write a group; a changed name is kept among its former names, until yesterday."""
    if group.pk:
        before = Group.objects.select_for_update().get(pk=group.pk)
        if before.name != group.name:
            FormerName.objects.create(
                school_id=group.school_id, group=group, name=before.name, until=today - timedelta(days=1)
            )
    group.save()
    return group


@transaction.atomic
def set_members(group: Group, roles: dict[StaffMember, str], *, on: date) -> bool:
    """From the day on exactly these staff belong to the group, each in a role. Answers whether anything changed.

    Raises ValidationError for two leaders.
    """
    if sum(role == Role.LEADER for role in roles.values()) > 1:
        raise ValidationError({"leader": _("A group has one leader.")})
    wanted = {member.pk: role for member, role in roles.items()}
    changed = False
    for held in Membership.objects.filter(group=group).exclude(ended_on__lt=on):
        if wanted.get(held.member_id) == held.role and held.started_on <= on and held.ended_on is None:
            del wanted[held.member_id]
            continue
        changed = True
        if held.started_on >= on:
            held.delete()
        else:
            held.ended_on = on - timedelta(days=1)
            held.save()
    Membership.objects.bulk_create(
        [
            Membership(school_id=group.school_id, group=group, member_id=pk, role=role, started_on=on)
            for pk, role in wanted.items()
        ]
    )
    return changed or bool(wanted)


@transaction.atomic
def merge_groups(sources: list[Group], *, into: Group, on: date) -> None:
    """From the day on the sources are part of ``into``: they end the day before, their members move over.

    What they did stays theirs. Raises ValidationError when a source has ended or is the target itself.
    """
    members = {m.member: m.role for m in into.memberships.between(on).select_related("member")}
    for source in sources:
        if source.pk == into.pk or source.ended_on is not None:
            raise ValidationError(
                _("%(group)s cannot be merged: it has ended, or is the target.") % {"group": source}
            )
        for membership in source.memberships.between(on).select_related("member"):
            members.setdefault(membership.member, Role.MEMBER)
        end_group(source, on=on - timedelta(days=1))
        source.merged_into = into
        source.save()
    set_members(into, members, on=on)


def end_group(group: Group, *, on: date) -> None:
    """Close a group: the day given is its last. Raises ValidationError before its first day."""
    if on < group.started_on:
        raise ValidationError({"on": _("The group was founded only on %(day)s.") % {"day": group.started_on}})
    group.ended_on = on
    group.save()
    group.memberships.filter(ended_on=None, started_on__lte=on).update(ended_on=on)
