"""Activities and who attended them."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.activities.choices import (
    IN_PART,
    MOST_MISSED,
    MOST_ROLL_CALLS,
    OFFICIAL,
    OFFICIAL_LEAVE,
    Attended,
    Evidence,
    Part,
    Rhythm,
    Setting,
)
from apps.approvals.models import OnPaper
from apps.core.links import page_of
from apps.credits.choices import Family
from apps.credits.models import EntryKind
from apps.files.models import StoredFile
from apps.groups.models import Group
from apps.schools.choices import Level, Origin
from apps.schools.models import Owned, OwnedQuerySet, RecordQuerySet, SemesterRecord
from apps.staff.models import StaffMember, User


class Series(Owned):
    """Activities planned together, one every week or every second week."""

    rhythm = models.PositiveSmallIntegerField(_("repeated"), choices=Rhythm)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("series of activities")
        verbose_name_plural = _("series of activities")
        constraints = [
            models.CheckConstraint(condition=Q(rhythm__in=Rhythm.values), name="series_rhythm_known")
        ]

    def __str__(self):
        return self.get_rhythm_display()


# Activities of which nothing is ``unfixed``.
FIXED = models.Q(starts_at__isnull=False, speaker__isnull=False) & ~models.Q(place="")


class Activity(OnPaper, SemesterRecord):
    """One meeting of school-based research and training, with its time, place, content and speaker."""

    code = models.CharField(_("activity number"), max_length=20)
    title = models.CharField(_("title"), max_length=120)
    kind = models.ForeignKey(
        EntryKind,
        models.PROTECT,
        related_name="+",
        verbose_name=_("kind"),
        limit_choices_to={"family": Family.ACTIVITY},
    )
    organiser = models.ForeignKey(
        Group,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name=_("organised by"),
        help_text=_("Empty for an activity of the whole school."),
    )
    date = models.DateField(_("date"))
    starts_at = models.TimeField(_("starts at"), null=True, blank=True)
    ends_at = models.TimeField(_("ends at"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=40, blank=True)
    speaker = models.ForeignKey(
        StaffMember, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("speaker")
    )
    hours = models.DecimalField(_("credit hours"), max_digits=5, decimal_places=2, default=Decimal("0"))
    content = models.TextField(_("content"), blank=True)
    level = models.CharField(_("level"), max_length=10, choices=Level, blank=True)
    setting = models.CharField(_("held where"), max_length=12, choices=Setting, blank=True)
    breaks = models.PositiveSmallIntegerField(_("minutes of breaks"), default=0)
    roll_calls = models.PositiveSmallIntegerField(_("roll-calls"), default=0)
    labels = models.JSONField(_("content"), default=list, blank=True)
    plan_approved_on = models.DateField(_("plan approved by the bureau on"), null=True, blank=True)
    series = models.ForeignKey(
        Series, models.SET_NULL, null=True, blank=True, related_name="activities", editable=False,
        verbose_name=_("series"),
    )  # fmt: skip

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["-date", "-starts_at", "-pk"]
        indexes = [models.Index(fields=["school", "semester", "date"], name="activity_by_date")]
        constraints = [
            models.UniqueConstraint(
                "semester", "code", name="activity_code_once", condition=Q(withdrawn_at=None)
            ),
            models.CheckConstraint(condition=Q(hours__gte=0), name="activity_hours_not_negative"),
            models.CheckConstraint(
                condition=Q(roll_calls__lte=MOST_ROLL_CALLS), name="activity_roll_calls_plausible"
            ),
            models.CheckConstraint(
                condition=Q(starts_at=None) | Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="activity_ends_after_start",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return page_of("activities:activity_detail", self.pk)

    def paper_stamps(self):
        plan = {"plan": self.plan_approved_on} if self.plan_approved_on else {}
        return plan | super().paper_stamps()

    @property
    def turnout(self) -> str:
        """How many came of those expected, for a list; of activities from ``selectors.with_attendance``."""
        if self.expected:
            return f"{self.came} / {self.expected}"
        return _("not marked yet") if self.listed else "—"

    @property
    def unfixed(self) -> list[str]:
        """Which of time, place and speaker are still open; the fourth thing fixed, the theme, is the title."""
        open_still = [
            (_("time"), self.starts_at), (_("place"), self.place), (_("speaker"), self.speaker_id)
        ]  # fmt: skip
        return [name for name, value in open_still if not value]


class AttendanceQuerySet(OwnedQuerySet):
    def visible_to(self, user):
        """One's own attendance, that of the activities of a group one leads, all for those who see the school."""
        seat = user.seat
        rows = super().visible_to(user)
        if seat is None or seat.sees_school:
            return rows
        return rows.filter(Q(member_id=seat.member_id) | Q(activity__organiser_id__in=seat.led_group_ids))


class Attendance(Owned):
    """One person at one activity."""

    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="attendances", verbose_name=_("activity")
    )
    member = models.ForeignKey(
        StaffMember, models.PROTECT, related_name="attendances", verbose_name=_("staff member")
    )
    part = models.CharField(_("part played"), max_length=12, choices=Part, default=Part.PARTICIPANT)
    state = models.CharField(_("attendance"), max_length=12, choices=Attended, default=Attended.EXPECTED)
    missed = models.PositiveSmallIntegerField(_("minutes missed"), null=True, blank=True)
    is_official = models.BooleanField(_("official leave"), default=False)
    signatures = models.PositiveSmallIntegerField(_("signed at roll-calls"), null=True, blank=True)
    reflection = models.TextField(_("reflection"), blank=True)
    origin = models.CharField(
        _("entered by"), max_length=10, choices=Origin, default=Origin.PAGE, editable=False
    )

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        ordering = ["pk"]
        indexes = [models.Index(fields=["member", "activity"], name="attendance_by_member")]
        constraints = [
            models.UniqueConstraint("activity", "member", name="attendance_once"),
            models.CheckConstraint(
                condition=Q(missed=None) | Q(missed__range=(1, MOST_MISSED)),
                name="attendance_missed_plausible",
            ),
        ]

    def __str__(self):
        return f"{self.activity} · {self.member}"

    @property
    def missed_minutes(self) -> int:
        """Minutes missed by who came late or left early, where they are noted; 0 of everybody else."""
        return (self.missed or 0) if self.state in IN_PART else 0

    @property
    def official(self) -> bool:
        """On leave, and on official business."""
        return self.is_official and self.state == Attended.LEAVE

    @property
    def attended(self) -> str:
        """The state as rules ask for it."""
        return OFFICIAL_LEAVE if self.official else self.state

    @property
    def mark(self) -> list:
        """As markings keep it: [part, state], and where it is noted a third: the minutes missed, or OFFICIAL."""
        return [self.part, self.state, *filter(None, [self.missed_minutes, self.official and OFFICIAL])]

    def take_mark(self, part: str, state: str, more: int | str | None = None) -> None:
        """Part, state and what is noted beside them, as ``mark`` has them; nothing is written yet."""
        self.part, self.state = str(part), str(state)
        self.is_official = more == OFFICIAL and state == Attended.LEAVE
        self.missed = more if more and more != OFFICIAL and state in IN_PART else None


class Marking(Owned):
    """One saving of an attendance list: who, when, and what the list was before and after.

    Lists are {staff member's key as text: ``Attendance.mark``}.
    """

    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="markings", verbose_name=_("activity")
    )
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("marked by"))
    at = models.DateTimeField(_("marked at"))
    before = models.JSONField(_("list before"), default=dict)
    after = models.JSONField(_("list after"), default=dict)
    posted = models.PositiveIntegerField(_("entries posted"), default=0)
    reversed = models.PositiveIntegerField(_("entries reversed"), default=0)
    is_undo = models.BooleanField(_("takes back the one before"), default=False)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("marking of attendance")
        verbose_name_plural = _("markings of attendance")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.activity} · {self.at:%Y-%m-%d %H:%M}"


class RecollectionQuerySet(OwnedQuerySet):
    def visible_to(self, user):
        """Of the whole school's activities for everybody; of a group's for its members, its guests and whoever
        sees the school.
        """
        seat = user.seat
        rows = super().visible_to(user)
        if seat is None or seat.sees_school:
            return rows
        listed = Attendance.objects.filter(activity=models.OuterRef("activity"), member_id=seat.member_id)
        return rows.filter(
            Q(activity__organiser=None) | Q(activity__organiser_id__in=seat.group_ids)
            | Q(activity__speaker_id=seat.member_id) | models.Exists(listed)
        )  # fmt: skip


class Minutes(Owned):
    """What was said and decided at an activity (活动记录)."""

    activity = models.OneToOneField(
        Activity, models.CASCADE, related_name="minutes", verbose_name=_("activity")
    )
    text = models.TextField(_("minutes"))
    written_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("written by")
    )

    objects = RecollectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("minutes")
        verbose_name_plural = _("minutes")
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="minutes_not_empty")]

    def __str__(self):
        return str(self.activity)

    @property
    def version(self) -> str:
        """What a page opened with, to be sent back."""
        return self.updated_at.isoformat()


class Material(Owned):
    """A photo or a document of an activity."""

    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="materials", verbose_name=_("activity")
    )
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("file"))
    evidence = models.CharField(_("what it is"), max_length=14, choices=Evidence, blank=True)

    objects = RecollectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("material")
        verbose_name_plural = _("material")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint("activity", "file", name="material_once")]

    def __str__(self):
        return str(self.file)

    def get_absolute_url(self):
        return reverse("activities:material_file", args=[self.activity_id, self.pk])
