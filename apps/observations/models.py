"""Lesson observations."""

from django.db import models
from django.db.models import Case, F, Q, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.core.links import page_of
from apps.credits.choices import Family
from apps.credits.models import EntryKind
from apps.files.models import StoredFile
from apps.observations.choices import Act, Mode
from apps.schools.models import Owned, OwnedQuerySet, RecordQuerySet, SemesterRecord, Subject
from apps.staff.models import StaffMember, User


def said_openly_to(user) -> Q:
    """Of lessons in sight, those of which the user may read what was noted, thought and answered, and the score.

    Observer and observed; whoever leads a group the observed teacher belongs to; office and principals. The
    leader of the observer alone, and the leading group, see only that the lesson was observed.
    """
    seat = user.seat
    if seat is None:
        return Q(pk__isnull=True)
    if seat.is_office or seat.is_principal:
        return Q(pk__isnull=False)
    return (
        Q(observer_id=seat.member_id) | Q(teacher_id=seat.member_id) | Q(teacher_id__in=seat.led_member_ids)
    )


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

    def open_to(self, user):
        """Rows of which the user may read what was said about the lesson."""
        return self.visible_to(user).filter(said_openly_to(user))

    def with_shown_score(self, user):
        """With ``shown_score``: the score where the user may read what was said, else None."""
        return self.annotate(shown_score=Case(When(said_openly_to(user), then="score")))

    def to_acknowledge(self, member_id: int):
        """Lessons of the member that they were told of and have not acknowledged."""
        return self.live().filter(teacher_id=member_id, acknowledged_at=None).exclude(asked_at=None)


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
    topic = models.CharField(_("lesson topic"), max_length=60, blank=True)
    mode = models.CharField(_("live or recording"), max_length=10, choices=Mode, default=Mode.LIVE)
    score = models.DecimalField(_("score"), max_digits=5, decimal_places=2, null=True, blank=True)
    notes = models.TextField(_("what I saw"), blank=True)
    opinion = models.TextField(_("opinion"), blank=True)
    reflection = models.TextField(_("my reflection"), blank=True, help_text=_("Read by nobody but you."))
    once = models.UUIDField(_("key of the sending"), null=True, editable=False)
    asked_at = models.DateTimeField(_("the observed teacher was told at"), null=True, editable=False)
    acknowledged_at = models.DateTimeField(_("acknowledged at"), null=True, editable=False)

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
            models.UniqueConstraint("observer", "once", name="observation_sent_once"),
        ]

    def __str__(self):
        names = {"observer": self.observer, "teacher": self.teacher}
        return str(_("%(observer)s at a lesson of %(teacher)s") % names)

    @property
    def lesson(self) -> str:
        """Class and subject of the lesson; of a lesson without either, its type."""
        named = [self.class_name, self.subject.name if self.subject else ""]
        return " ".join(filter(None, named)) or self.lesson_type.name

    @property
    def is_acknowledged(self) -> bool | None:
        """By the observed teacher; None where nobody was asked, or asks any more."""
        if self.withdrawn_at or self.asked_at is None:
            return None
        return self.acknowledged_at is not None

    @property
    def called(self) -> str:
        """The lesson as one speaks of it: its topic in brackets, else class and subject."""
        return f"《{self.topic.strip('《》')}》" if self.topic else self.lesson

    @property
    def ledger_title(self) -> str:
        """How the lesson is called in the ledger: class and subject; no person's name."""
        return " ".join(
            filter(None, [self.class_name, self.subject.name if self.subject else "", self.lesson_type.name])
        )

    def get_absolute_url(self):
        return page_of("observations:observation_detail", self.pk)


class ObservationPartQuerySet(OwnedQuerySet):
    def visible_to(self, user):
        """What belongs to lessons of which the user may read what was said."""
        return super().visible_to(user).filter(observation__in=Observation.objects.open_to(user))


class ObservationPhoto(Owned):
    """A picture the observer took in the lesson."""

    observation = models.ForeignKey(
        Observation, models.CASCADE, related_name="photos", verbose_name=_("lesson observation")
    )
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+", verbose_name=_("picture"))

    objects = ObservationPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture of a lesson")
        verbose_name_plural = _("pictures of lessons")
        ordering = ["pk"]

    def __str__(self):
        return self.file.name

    def get_absolute_url(self):
        return reverse("observations:photo_file", args=[self.observation_id, self.pk])


class ObservationEvent(Owned):
    """What was answered, acknowledged, corrected or withdrawn, by whom and when; never changed."""

    observation = models.ForeignKey(
        Observation, models.CASCADE, related_name="events", verbose_name=_("lesson observation")
    )
    act = models.CharField(_("act"), max_length=12, choices=Act)
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    text = models.TextField(_("words"), blank=True)
    changes = models.JSONField(_("what was corrected"), default=list)
    once = models.UUIDField(_("key of the sending"), null=True)

    objects = ObservationPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("event of a lesson observation")
        verbose_name_plural = _("events of lesson observations")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint("observation", "once", name="observation_event_sent_once"),
            models.CheckConstraint(
                condition=~Q(act=Act.REPLIED) | ~Q(text=""), name="observation_reply_says_something"
            ),
        ]

    def __str__(self):
        return self.get_act_display()

    @property
    def is_said(self) -> bool:
        """Part of the conversation, not of the record's history."""
        return self.act in (Act.REPLIED, Act.ACKNOWLEDGED)
