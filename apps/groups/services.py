"""Acts on groups and membership."""

from collections.abc import Callable
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from apps.core.spans import Span, hold_exactly, hold_from, write_changes
from apps.groups.choices import Role, roles_of
from apps.groups.models import FormerName, Group, Membership
from apps.groups.validators import check_day, check_founding, check_roles
from apps.staff.models import StaffMember


@transaction.atomic
def save_group(group: Group, *, today: date) -> Group:
    """Write a group; a changed name is kept among its former names, until yesterday.

    A name given only today was a slip and is not kept. Raises ValidationError by field when somebody belonged to
    the group before it was founded.
    """
    if group.pk:
        before = Group.objects.select_for_update().get(pk=group.pk)
        check_founding(group)
        last = before.former_names.first()
        borne_since = last.until + timedelta(days=1) if last else before.started_on
        if before.name != group.name and borne_since < today:
            FormerName.objects.create(
                school_id=group.school_id, group=group, name=before.name, until=today - timedelta(days=1)
            )
    group.save()
    return group


@transaction.atomic
def set_members(group: Group, roles: dict[StaffMember, str], *, on: date) -> bool:
    """From the day on exactly these staff belong to the group, each in a role. Answers whether anything changed.

    Raises ValidationError for two leaders, a role that such a group does not have, or a day outside its time.
    """
    group = Group.objects.select_for_update().get(pk=group.pk)
    check_day(group, on)
    check_roles(group, roles)
    held = [_spell(row) for row in Membership.objects.filter(group=group)]
    wanted = [(member.pk, role) for member, role in roles.items()]
    return write_changes(Membership.objects, [(hold_from(held, wanted, day=on), _membership_in(group))])


@transaction.atomic
def merge_groups(sources: list[Group], *, into: Group, on: date) -> None:
    """From the day on the sources are part of ``into``: they end the day before, their members move over.

    What they did stays theirs. Raises ValidationError when one of them has ended or is the target itself, or the
    day comes before any of them.
    """
    pks = sorted({into.pk, *(source.pk for source in sources)})
    locked = Group.objects.select_for_update().filter(pk__in=pks).order_by("pk").in_bulk()
    into, sources = locked[into.pk], [locked[source.pk] for source in sources]
    check_day(into, on)
    members = {m.member: m.role for m in into.memberships.between(on).select_related("member")}
    for source in sources:
        if source.pk == into.pk or source.kind != into.kind:
            raise ValidationError(
                _("%(group)s cannot be merged: it is the target, or of another kind.") % {"group": source}
            )
        check_day(source, on - timedelta(days=1))
        for membership in source.memberships.between(on).select_related("member"):
            members.setdefault(membership.member, roles_of(into.kind)[-1])
        end_group(source, on=on - timedelta(days=1))
        source.merged_into = into
        source.save()
    set_members(into, members, on=on)


@transaction.atomic
def end_group(group: Group, *, on: date) -> None:
    """Close a group: the day given is its last. Raises ValidationError before its first day or when it has ended."""
    check_day(group, on)
    group.ended_on = on
    group.save()
    _end_memberships(group.memberships, on=on)


def end_memberships_of(member: StaffMember, *, on: date) -> None:
    """The staff member leaves every group with this day as the last in it."""
    _end_memberships(member.memberships, on=on)


def _end_memberships(rows, *, on: date) -> None:
    """Those that would last longer end with the day; those that would only begin after it never come to be."""
    rows.filter(started_on__gt=on).delete()
    rows.exclude(ended_on__lte=on).update(ended_on=on)


@transaction.atomic
def save_groups(groups: list[Group], *, today: date) -> None:
    """``save_group`` for many: new ones in bulk, the few changed ones one by one."""
    known = [group for group in groups if group.pk]
    Group.objects.bulk_create([group for group in groups if not group.pk])
    for group in known:
        save_group(group, today=today)


@transaction.atomic
def assign_members(
    roles: dict[Group, dict[int, str]], *, window: tuple[date, date | None], day: date
) -> None:
    """In the window of days exactly these staff belong to each group, staff member's key → role, as seen on ``day``.

    Who belonged on that day already keeps the day of joining; outside the window nothing changes.
    """
    held = {group.pk: [] for group in roles}
    list(Group.objects.select_for_update().filter(pk__in=held).order_by("pk").values_list("pk"))
    for row in Membership.objects.filter(group__in=held):
        held[row.group_id].append(_spell(row))
    changes = [
        (
            hold_exactly(held[group.pk], list(wanted.items()), window=window, day=day, clash=_clash),
            _membership_in(group),
        )
        for group, wanted in roles.items()
    ]
    write_changes(Membership.objects, changes)


def _spell(row: Membership) -> Span:
    """A membership as a spell: who belongs to the group in which role."""
    return Span((row.member_id, row.role), row.started_on, row.ended_on, row)


def _membership_in(group: Group) -> Callable[[Span], Membership]:
    return lambda span: Membership(
        school_id=group.school_id, group=group, member_id=span.key[0], role=span.key[1],
        started_on=span.first, ended_on=span.last,
    )  # fmt: skip


def _clash(one: tuple, other: tuple) -> bool:
    """Two memberships of a group that cannot hold on one day: of one person, or of two leaders."""
    return one[0] == other[0] or one[1] == other[1] == Role.LEADER
