"""Written works and achievements of staff."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.credits.choices import Family
from apps.credits.models import EntryKind
from apps.portfolio.choices import Result
from apps.schools.choices import Level
from apps.schools.models import SemesterRecord
from apps.staff.models import StaffMember
from apps.staff.querysets import AuthoredQuerySet


class Work(SemesterRecord):
    """A paper, case, essay, reflection or reading notes, and what it achieved (成果)."""

    author = models.ForeignKey(StaffMember, models.PROTECT, related_name="works", verbose_name=_("author"))
    category = models.ForeignKey(
        EntryKind,
        models.PROTECT,
        related_name="+",
        verbose_name=_("category"),
        limit_choices_to={"family": Family.WORK},
    )
    title = models.CharField(_("title"), max_length=120)
    date = models.DateField(_("date"))
    characters = models.PositiveIntegerField(_("characters"), default=0)
    level = models.CharField(_("level"), max_length=10, choices=Level, blank=True)
    result = models.CharField(_("result"), max_length=10, choices=Result, blank=True)
    prize = models.CharField(_("prize"), max_length=20, blank=True)

    objects = AuthoredQuerySet.as_manager()

    class Meta:
        verbose_name = _("work")
        verbose_name_plural = _("works")
        ordering = ["-date", "-pk"]
        indexes = [
            models.Index(fields=["school", "semester", "date"], name="work_by_date"),
            models.Index(fields=["semester", "author"], name="work_by_author"),
        ]
        constraints = [
            models.UniqueConstraint(
                "semester", "author", "category", "title", name="work_once", condition=Q(withdrawn_at=None)
            ),
            models.CheckConstraint(
                condition=Q(prize="") | Q(result=Result.AWARDED), name="work_prize_is_an_award"
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("portfolio:work_detail", args=[self.pk])
