"""Lesson observations."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.credits.choices import Family
from apps.credits.models import EntryKind
from apps.observations.choices import Mode
from apps.schools.models import RecordQuerySet, SemesterRecord, Subject
from apps.staff.models import StaffMember


class ObservationQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """Lessons one observed or gave; those of a led group's members; all for those who see the school."""
        seat = user.seat
        rows = super().visible_to(user)
        if seat is None or seat.sees_school:
            return rows
        mine = Q(observer_id=seat.member_id) | Q(teacher_id=seat.member_id)
        if seat.is_leader:
            mine |= Q(observer_id__in=seat.led_member_ids) | Q(teacher_id__in=seat.led_member_ids)
        return rows.filter(mine)


class Observation(SemesterRecord):
    """One lesson observed by one colleague (听课)."""

    observer = models.ForeignKey(
        StaffMember, models.PROTECT, related_name="observations_made", verbose_name=_("observer")
    )
    teacher = models.ForeignKey(
        StaffMember, models.PROTECT, related_name="observations_received", verbose_name=_("observed teacher")
    )
    date = models.DateField(_("date"))
    period = models.PositiveSmallIntegerField(
        _("period"), null=True, blank=True, help_text=_("From 1 to 12.")
    )
    class_name = models.CharField(_("class"), max_length=20, blank=True)
    subject = models.ForeignKey(Subject, models.PROTECT, null=True, blank=True, verbose_name=_("subject"))
    lesson_type = models.ForeignKey(
        EntryKind,
        models.PROTECT,
        related_name="+",
        verbose_name=_("lesson type"),
        limit_choices_to={"family": Family.OBSERVATION},
    )
    mode = models.CharField(_("live or recording"), max_length=10, choices=Mode, default=Mode.LIVE)
    score = models.DecimalField(_("score"), max_digits=5, decimal_places=2, null=True, blank=True)
    opinion = models.TextField(_("opinion"), blank=True)

    objects = ObservationQuerySet.as_manager()

    class Meta:
        verbose_name = _("lesson observation")
        verbose_name_plural = _("lesson observations")
        ordering = ["-date", "-pk"]
        indexes = [
            models.Index(fields=["school", "semester", "date"], name="observation_by_date"),
            models.Index(fields=["semester", "observer"], name="observation_by_observer"),
            models.Index(fields=["semester", "teacher"], name="observation_by_teacher"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(observer=F("teacher")), name="observation_of_another"),
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__range=(0, 100)), name="observation_score_to_100"
            ),
            models.CheckConstraint(
                condition=Q(period=None) | Q(period__range=(1, 12)), name="observation_period_plausible"
            ),
            models.UniqueConstraint(
                "observer",
                "teacher",
                "date",
                "period",
                "class_name",
                name="observation_once",
                nulls_distinct=False,
                condition=Q(withdrawn_at=None),
            ),
        ]

    def __str__(self):
        return f"{self.observer} → {self.teacher}"

    @property
    def lesson(self) -> str:
        """Class and subject of the lesson; of a lesson without either, its type."""
        named = [self.class_name, self.subject.name if self.subject else ""]
        return " ".join(filter(None, named)) or self.lesson_type.name

    @property
    def ledger_title(self) -> str:
        """How the lesson is called in the ledger: class and subject; no person's name."""
        return " ".join(
            filter(None, [self.class_name, self.subject.name if self.subject else "", self.lesson_type.name])
        )

    def get_absolute_url(self):
        return reverse("observations:observation_detail", args=[self.pk])
