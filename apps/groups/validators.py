"""What makes an entry about groups wrong. Each raises ValidationError, by field where the form has one."""

from collections import Counter
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from apps.core.templatetags.core import day
from apps.groups.choices import LEADING_ROLES, Role, roles_of


def check_day(group: "Group", on: date) -> None:  # noqa: F821 the model stands above this module
    """The group exists on the day."""
    if group.ended_on is not None:
        raise ValidationError(
            _("%(group)s has ended on %(day)s.") % {"group": group, "day": day(group.ended_on)}
        )
    if on < group.started_on:
        raise ValidationError(
            {
                "on": _("%(group)s was founded only on %(day)s.")
                % {"group": group, "day": day(group.started_on)}
            }
        )


def check_founding(group: "Group") -> None:  # noqa: F821
    """Nobody belongs to a group before it is founded, nor after its last day."""
    first = group.memberships.order_by("started_on").values_list("started_on", flat=True).first()
    if first and first < group.started_on:
        raise ValidationError({"started_on": _("People belong to it from %(day)s.") % {"day": day(first)}})
    if group.ended_on and group.ended_on < group.started_on:
        raise ValidationError({"started_on": _("It ended on %(day)s.") % {"day": day(group.ended_on)}})


def check_roles(group: "Group", roles: dict["StaffMember", str]) -> None:  # noqa: F821
    """Roles fit the kind of group; the leading one is held by one person; all are of the group's school."""
    if any(member.school_id != group.school_id for member in roles):
        raise ValidationError({"people": _("Only people of the same school can belong to a group.")})
    if set(roles.values()) - set(roles_of(group.kind)):
        raise ValidationError({"people": _("There is no such role in a group of this kind.")})
    for role, held in Counter(roles.values()).items():
        if role in LEADING_ROLES and held > 1:
            words = _("A pair has one mentor.") if role == Role.MENTOR else _("A group has one leader.")
            raise ValidationError({"people": words})
