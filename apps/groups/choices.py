from django.db import models
from django.utils.translation import gettext_lazy as _


class GroupKind(models.TextChoices):
    TEACHING_RESEARCH = "research", _("teaching-research group")
    LESSON_PREPARATION = "preparation", _("lesson-preparation group")
    GRADE = "grade", _("grade group")
    LEADING = "leading", _("leading group")
    MENTOR_PAIR = "mentor", _("mentor pair")


class Role(models.TextChoices):
    """Part a member plays in a group. A mentor leads the pair."""

    LEADER = "leader", _("leader")
    DEPUTY = "deputy", _("deputy leader")
    MEMBER = "member", _("member")
    MENTOR = "mentor", _("mentor")
    APPRENTICE = "apprentice", _("apprentice")


LEADING_ROLES = frozenset({Role.LEADER, Role.MENTOR})


def roles_of(kind: str) -> tuple[Role, ...]:
    """Roles there are in a group of this kind: the leading one first, the one of a newcomer last."""
    if kind == GroupKind.MENTOR_PAIR:
        return Role.MENTOR, Role.APPRENTICE
    return Role.LEADER, Role.DEPUTY, Role.MEMBER
