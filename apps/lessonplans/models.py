"""Lesson plans handed in for inspection."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.approvals.models import ReviewedQuerySet
from apps.core.links import page_of
from apps.files.models import StoredFile
from apps.lessonplans.choices import Mark, Part, State
from apps.schools.choices import MOST_WEEKS
from apps.schools.models import Grade, Owned, OwnedQuerySet, SemesterRecord, Subject
from apps.staff.models import StaffMember

SOURCE = "lessonplans.lessonplan"


class LessonPlanQuerySet(ReviewedQuerySet):
    subject = SOURCE


class LessonPlan(SemesterRecord):
    """A lesson plan (教案) of one teacher for one week."""

    author = models.ForeignKey(
        StaffMember, models.PROTECT, related_name="lesson_plans", verbose_name=_("teacher")
    )
    subject = models.ForeignKey(Subject, models.PROTECT, null=True, blank=True, verbose_name=_("subject"))
    grade = models.ForeignKey(Grade, models.PROTECT, null=True, blank=True, verbose_name=_("grade"))
    title = models.CharField(_("lesson"), max_length=120)
    week = models.PositiveSmallIntegerField(_("week"), null=True, blank=True)
    submitted_on = models.DateField(_("handed in on"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    mark = models.CharField(_("mark"), max_length=10, choices=Mark, blank=True)

    objects = LessonPlanQuerySet.as_manager()

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
                condition=Q(week=None) | Q(week__range=(1, MOST_WEEKS)), name="lessonplan_week_plausible"
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
        return page_of("lessonplans:lessonplan_detail", self.pk)


class PlanDraft(Owned):
    """A lesson plan as it was handed in once: its parts, or a document. Drafts are never changed."""

    plan = models.ForeignKey(LessonPlan, models.CASCADE, related_name="drafts", verbose_name=_("lesson plan"))
    number = models.PositiveSmallIntegerField(_("draft"))
    sections = models.JSONField(_("parts"), default=dict, blank=True)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("document")
    )
    submitted_at = models.DateTimeField(_("handed in at"))

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft of a lesson plan")
        verbose_name_plural = _("drafts of lesson plans")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint("plan", "number", name="plan_draft_number_once"),
            models.CheckConstraint(
                condition=~Q(sections={}) | Q(file__isnull=False), name="plan_draft_not_empty"
            ),
        ]

    def __str__(self):
        return f"{self.plan} · {self.number}"

    def parts(self) -> list[tuple[str, str]]:
        """(heading, text) of the parts written, in reading order."""
        return [(part.label, self.sections[part]) for part in Part if self.sections.get(part)]
