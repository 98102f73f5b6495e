from django.db import models
from django.utils.translation import gettext_lazy as _


class Sex(models.TextChoices):
    MALE = "m", _("male")
    FEMALE = "f", _("female")


class Tier(models.TextChoices):
    """How far a teacher has come (层级)."""

    EMERGING = "emerging", _("emerging")
    DEVELOPING = "developing", _("developing")
    LEADING = "leading", _("leading")


class PostKind(models.TextChoices):
    """Posts (职务) a person can hold in a school."""

    PRINCIPAL = "principal", _("principal")
    VICE_PRINCIPAL = "vice_principal", _("vice-principal")
    TEACHING_AFFAIRS = "teaching_affairs", _("head of teaching affairs")
    RESEARCH = "research", _("head of research")
    GRADE_HEAD = "grade_head", _("grade head")
    GROUP_LEADER = "group_leader", _("teaching-research group leader")
    PREPARATION_LEADER = "preparation_leader", _("lesson-preparation leader")
    TEACHER = "teacher", _("teacher")


PRINCIPALS = frozenset({PostKind.PRINCIPAL, PostKind.VICE_PRINCIPAL})
# Posts in which one teaches; those above them may teach besides, and then hold one of these too.
TEACHING = frozenset(
    {PostKind.TEACHER, PostKind.GROUP_LEADER, PostKind.PREPARATION_LEADER, PostKind.GRADE_HEAD}
)
OFFICE = frozenset({PostKind.TEACHING_AFFAIRS, PostKind.RESEARCH})

# Tags (身份) every school starts with; a school adds its own.
STANDARD_TAGS = ("骨干教师", "新教师", "代课教师")
