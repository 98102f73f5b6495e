"""Groups of staff and membership over time."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from apps.core.links import page_of
from apps.groups.choices import LEADING_ROLES, GroupKind, Role
from apps.schools.models import Campus, DateSpan, Grade, Owned, OwnedQuerySet, Subject
from apps.staff.models import StaffMember


class GroupQuerySet(OwnedQuerySet):
    def between(self, first, last=None):
        """Groups that existed on a day, or at any time from ``first`` to ``last``."""
        last = last or first
        return self.filter(Q(ended_on=None) | Q(ended_on__gte=first), started_on__lte=last)


class Group(Owned):
    """A teaching-research group, lesson-preparation group, grade, leading group or mentor pair.

    A group that is renamed keeps its former names; one that is merged ends and points to its successor,
    so that what it did stays its own.
    """

    kind = models.CharField(_("kind"), max_length=12, choices=GroupKind, default=GroupKind.TEACHING_RESEARCH)
    name = models.CharField(_("name"), max_length=40)
    campus = models.ForeignKey(Campus, models.PROTECT, null=True, blank=True, verbose_name=_("campus"))
    subject = models.ForeignKey(Subject, models.PROTECT, null=True, blank=True, verbose_name=_("subject"))
    grade = models.ForeignKey(Grade, models.PROTECT, null=True, blank=True, verbose_name=_("grade"))
    started_on = models.DateField(_("founded on"))
    ended_on = models.DateField(_("last day"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="merged_from",
        verbose_name=_("merged into"),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    members = models.ManyToManyField(StaffMember, through="Membership", related_name="groups")

    objects = GroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint("school", "name", name="group_name_once", condition=Q(ended_on=None)),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")), name="group_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(ended_on__isnull=False), name="group_merged_has_ended"
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("pk")), name="group_not_merged_into_itself"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return page_of("groups:group_detail", self.pk)


class FormerName(Owned):
    """A name a group bore until a day."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="former_names", verbose_name=_("group"))
    name = models.CharField(_("name"), max_length=40)
    until = models.DateField(_("until"))

    class Meta:
        verbose_name = _("former name")
        verbose_name_plural = _("former names")
        ordering = ["-until", "-pk"]

    def __str__(self):
        return self.name


class MembershipQuerySet(OwnedQuerySet):
    def between(self, first, last=None):
        """Memberships that held on a day, or at any time from ``first`` to ``last``."""
        last = last or first
        return self.filter(Q(ended_on=None) | Q(ended_on__gte=first), started_on__lte=last)

    def leading(self):
        return self.filter(role__in=LEADING_ROLES)


class Membership(Owned):
    """A staff member in a group from a day on, or from one day to another."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="memberships", verbose_name=_("group"))
    member = models.ForeignKey(
        StaffMember, models.CASCADE, related_name="memberships", verbose_name=_("staff member")
    )
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.MEMBER)
    started_on = models.DateField(_("from"))
    ended_on = models.DateField(_("until"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="membership_ends_after_start",
            ),
            ExclusionConstraint(
                name="member_of_a_group_once_at_a_time",
                expressions=[
                    ("group", RangeOperators.EQUAL),
                    ("member", RangeOperators.EQUAL),
                    (DateSpan("started_on", "ended_on"), RangeOperators.OVERLAPS),
                ],
            ),
            ExclusionConstraint(
                name="one_leader_of_a_group_at_a_time",
                condition=Q(role=Role.LEADER),
                expressions=[
                    ("group", RangeOperators.EQUAL),
                    (DateSpan("started_on", "ended_on"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self):
        return f"{self.group} · {self.member}"
