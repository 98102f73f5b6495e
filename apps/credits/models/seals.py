"""Closed semesters."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.credits.models.kinds import EntryKind
from apps.credits.triggers import FROZEN_TRIGGERS, SEAL_TRIGGERS
from apps.groups.models import Group
from apps.schools.models import Owned, OwnedQuerySet, School, Semester
from apps.staff.models import StaffMember, User


class SealQuerySet(OwnedQuerySet):
    def unbroken(self):
        """Seals of semesters that are closed now."""
        return self.filter(reopened_at=None)


class SemesterSeal(Owned):
    """One closing of a semester: from then on its ledger takes no entry, until the seal is broken with a reason."""

    semester = models.ForeignKey(Semester, models.PROTECT, related_name="seals", verbose_name=_("semester"))
    closed_at = models.DateTimeField(_("closed at"))
    closed_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("closed by")
    )
    last_number = models.PositiveIntegerField(_("last number of the ledger"), default=0)
    reopened_at = models.DateTimeField(_("reopened at"), null=True)
    reopened_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("reopened by")
    )
    reopening_reason = models.CharField(_("reason of the reopening"), max_length=200, blank=True)

    objects = SealQuerySet.as_manager()

    class Meta:
        verbose_name = _("closing of a semester")
        verbose_name_plural = _("closings of semesters")
        ordering = ["-closed_at"]
        constraints = [
            models.UniqueConstraint("semester", name="semester_closed_once", condition=Q(reopened_at=None)),
            models.CheckConstraint(
                condition=Q(reopened_at=None) | ~Q(reopening_reason=""), name="seal_broken_with_reason"
            ),
        ]
        triggers = SEAL_TRIGGERS

    def __str__(self):
        return f"{self.semester} · {self.closed_at:%Y-%m-%d}"


class SealedTotal(models.Model):
    """What one holder had of one kind when the semester was closed."""

    seal = models.ForeignKey(SemesterSeal, models.PROTECT, related_name="totals", verbose_name=_("closing"))
    school = models.ForeignKey(School, models.PROTECT, related_name="+", verbose_name=_("school"))
    kind = models.ForeignKey(EntryKind, models.PROTECT, related_name="+", verbose_name=_("kind"))
    member = models.ForeignKey(
        StaffMember, models.PROTECT, null=True, related_name="+", verbose_name=_("staff member")
    )
    group = models.ForeignKey(Group, models.PROTECT, null=True, related_name="+", verbose_name=_("group"))
    entries = models.PositiveIntegerField(_("entries"))
    hours = models.DecimalField(_("credit hours"), max_digits=9, decimal_places=2)
    credits = models.DecimalField(
        pgettext_lazy("unit of a rule pack", "credits"), max_digits=9, decimal_places=2
    )
    points = models.DecimalField(
        pgettext_lazy("unit of a rule pack", "points"), max_digits=9, decimal_places=2
    )
    count = models.IntegerField(_("count"))
    characters = models.IntegerField(_("characters"))

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("total of a closed semester")
        verbose_name_plural = _("totals of closed semesters")
        ordering = ["seal", "member", "group", "kind"]
        constraints = [
            models.UniqueConstraint(
                "seal", "kind", "member", "group", name="sealed_total_once", nulls_distinct=False
            ),
        ]
        triggers = FROZEN_TRIGGERS

    def __str__(self):
        return f"{self.seal} · {self.member or self.group}"
