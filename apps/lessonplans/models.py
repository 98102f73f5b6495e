"""Lesson plans handed in for inspection."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.lessonplans.choices import Mark, State
from apps.schools.models import SemesterRecord, Subject
from apps.staff.models import StaffMember
from apps.staff.querysets import AuthoredQuerySet


class LessonPlan(SemesterRecord):
    """A lesson plan (教案) of one teacher for one week."""

    author = models.ForeignKey(
        StaffMember, models.PROTECT, related_name="lesson_plans", verbose_name=_("teacher")
    )
    subject = models.ForeignKey(Subject, models.PROTECT, null=True, blank=True, verbose_name=_("subject"))
    title = models.CharField(_("lesson"), max_length=120)
    week = models.PositiveSmallIntegerField(_("week"), null=True, blank=True)
    submitted_on = models.DateField(_("handed in on"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    mark = models.CharField(_("mark"), max_length=10, choices=Mark, blank=True)

    objects = AuthoredQuerySet.as_manager()

    class Meta:
        verbose_name = _("lesson plan")
        verbose_name_plural = _("lesson plans")
        ordering = ["-submitted_on", "-pk"]
        indexes = [
            models.Index(fields=["school", "semester", "submitted_on"], name="lessonplan_by_date"),
            models.Index(fields=["semester", "author"], name="lessonplan_by_author"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(week=None) | Q(week__range=(1, 30)), name="lessonplan_week_plausible"
            ),
            models.UniqueConstraint(
                "semester",
                "author",
                "subject",
                "title",
                name="lessonplan_once",
                nulls_distinct=False,
                condition=Q(withdrawn_at=None),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("lessonplans:lessonplan_detail", args=[self.pk])
