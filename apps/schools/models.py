"""School, campus, school year, semester, subject, grade."""

from datetime import date, timedelta
from decimal import Decimal

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.core.models import Stamped
from apps.schools.choices import SCHOOL_CODE, Origin, Term


class DateSpan(Func):
    """``daterange(first, last, '[]')``: the days from first to last, both included."""

    function = "DATERANGE"
    output_field = DateRangeField()

    def __init__(self, first, last):
        super().__init__(first, last, RangeBoundary(inclusive_lower=True, inclusive_upper=True))


class SchoolQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The school the user sits in; none without a seat."""
        return self.none() if user.seat is None else self.filter(pk=user.seat.school.pk)

    def lock(self, pk: int) -> None:
        """Until the transaction ends nobody else writes what the whole school shares: its ledger, its rules. Taken
        before any other row, so that two acts never wait for each other.
        """
        self.select_for_update(no_key=True).values_list("pk").get(pk=pk)


class School(Stamped):
    """A school; the owner of every other row."""

    code = models.CharField(
        _("school code"),
        max_length=20,
        unique=True,
        validators=[RegexValidator(SCHOOL_CODE, _("A school code has no hyphen, no @, no # and no space."))],
    )
    name = models.CharField(_("school name"), max_length=60)
    credit_minutes = models.PositiveSmallIntegerField(
        _("minutes of a credit hour"),
        default=45,
        help_text=_("How many minutes make one credit hour, usually 40 or 45."),
    )
    motto = models.CharField(_("line under the school's name"), max_length=80, blank=True)

    objects = SchoolQuerySet.as_manager()

    class Meta:
        verbose_name = _("school")
        verbose_name_plural = _("schools")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(credit_minutes__range=(10, 120)), name="school_credit_minutes"
            ),
            models.CheckConstraint(condition=Q(code__regex=SCHOOL_CODE), name="school_code_plain"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("schools:school_detail")


class OwnedQuerySet(models.QuerySet):
    """Rows of a school, seen by everyone who holds a seat there; ``for_guests`` by those who only review for the
    county too.
    """

    for_guests = False

    def visible_to(self, user):
        """All rows of the school the user sits in; none without a seat."""
        if user.seat is None or (user.seat.is_guest and not self.for_guests):
            return self.none()
        return self.filter(school_id=user.seat.school.pk)


class Owned(Stamped):
    """A row that belongs to a school."""

    school = models.ForeignKey(
        School, models.PROTECT, related_name="+", verbose_name=_("school"), editable=False
    )

    class Meta:
        abstract = True


class Campus(Owned):
    """One of the places a school teaches at (校区)."""

    name = models.CharField(_("name"), max_length=40)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("campus")
        verbose_name_plural = _("campuses")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint("school", "name", name="campus_name_once")]

    def __str__(self):
        return self.name


class Subject(Owned):
    """A subject taught (学科)."""

    name = models.CharField(_("name"), max_length=20)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("subject")
        verbose_name_plural = _("subjects")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint("school", "name", name="subject_name_once")]

    def __str__(self):
        return self.name


class Grade(Owned):
    """A grade of classes (年级)."""

    name = models.CharField(_("name"), max_length=20)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("grade")
        verbose_name_plural = _("grades")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint("school", "name", name="grade_name_once")]

    def __str__(self):
        return self.name


class SchoolYear(Owned):
    """A school year, named after the calendar year it starts in (2025 is 2025-2026)."""

    first_year = models.PositiveSmallIntegerField(_("year of its first semester"))

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("school year")
        verbose_name_plural = _("school years")
        ordering = ["-first_year"]
        constraints = [
            models.UniqueConstraint("school", "first_year", name="school_year_once"),
            models.CheckConstraint(condition=Q(first_year__range=(1990, 2100)), name="school_year_plausible"),
        ]

    def __str__(self):
        return self.label

    @property
    def label(self) -> str:
        """As in files and commands: ``2025-2026``."""
        return f"{self.first_year}-{self.first_year + 1}"


class SemesterQuerySet(OwnedQuerySet):
    for_guests = True

    def around(self, day: date):
        """The semester of the day first; in holidays the last one that began, else the first to come."""
        return self.order_by(
            models.Case(models.When(starts_on__lte=day, then=0), default=1), F("starts_on").desc()
        )

    def begun_by(self, day: date):
        """Those that had begun on a day, the one it counts in first: holidays count in the semester before them."""
        return self.filter(starts_on__lte=day).order_by("-starts_on")


class Semester(Owned):
    """A semester (学期) with its days, its weeks and what the school asks of each teacher in it."""

    year = models.ForeignKey(
        SchoolYear, models.PROTECT, related_name="semesters", verbose_name=_("school year")
    )
    term = models.PositiveSmallIntegerField(_("term"), choices=Term)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    required_hours = models.DecimalField(
        _("credit hours required"),
        max_digits=6,
        decimal_places=2,
        default=Decimal("24"),
        help_text=_("What each teacher should reach in this semester."),
    )
    required_observations = models.PositiveSmallIntegerField(
        _("lesson observations required"),
        default=10,
        help_text=_("How many lessons each teacher should observe in this semester."),
    )
    plans_a_week = models.PositiveSmallIntegerField(
        _("lesson plans a week"),
        default=0,
        help_text=_(
            "How many lesson plans each teacher hands in a week; 0 when the school asks for no number."
        ),
    )

    objects = SemesterQuerySet.as_manager()

    class Meta:
        verbose_name = _("semester")
        verbose_name_plural = _("semesters")
        ordering = ["-starts_on"]
        constraints = [
            models.UniqueConstraint("year", "term", name="semester_once"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="semester_ends_after_start"),
            models.CheckConstraint(condition=Q(term__in=[1, 2]), name="semester_term_known"),
            models.CheckConstraint(condition=Q(required_hours__gte=0), name="semester_hours_not_negative"),
            ExclusionConstraint(
                name="semesters_do_not_overlap",
                expressions=[
                    ("school", RangeOperators.EQUAL),
                    (DateSpan("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self):
        return f"{self.year.label} {Term(self.term).label}"

    def get_absolute_url(self):
        return reverse("schools:semester_edit", args=[self.pk])

    def hours_missing(self, hours: Decimal) -> Decimal:
        """What is missing of the credit hours required; 0 when they are reached."""
        return max(self.required_hours - hours, Decimal(0))

    def observations_missing(self, lessons: int) -> int:
        """What is missing of the lesson observations required; 0 when they are reached."""
        return max(self.required_observations - lessons, 0)

    @property
    def monday(self) -> date:
        """Monday of the first week."""
        return self.starts_on - timedelta(days=self.starts_on.weekday())

    @property
    def weeks(self) -> int:
        """How many calendar weeks the semester touches."""
        return (self.ends_on - self.monday).days // 7 + 1

    def week_of(self, day: date) -> int | None:
        """The week (from 1) a day falls in, None outside the semester."""
        if not self.starts_on <= day <= self.ends_on:
            return None
        return (day - self.monday).days // 7 + 1

    def days_of(self, week: int) -> tuple[date, date]:
        """Monday and Sunday of a week, counted from 1."""
        monday = self.monday + timedelta(weeks=week - 1)
        return monday, monday + timedelta(days=6)


class Holiday(Owned):
    """Days of a semester on which the school is closed (放假): what repeats every week leaves them out."""

    semester = models.ForeignKey(
        Semester, models.CASCADE, related_name="holidays", verbose_name=_("semester"), editable=False
    )
    name = models.CharField(_("holiday"), max_length=20)
    starts_on = models.DateField(_("first day off"))
    ends_on = models.DateField(_("last day off"))

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="holiday_ends_after_start"),
            ExclusionConstraint(
                name="holidays_do_not_overlap",
                expressions=[
                    ("semester", RangeOperators.EQUAL),
                    (DateSpan("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("schools:holiday_edit", args=[self.pk])

    def __contains__(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on


class RecordQuerySet(OwnedQuerySet):
    def live(self):
        """Records that stand: not withdrawn."""
        return self.filter(withdrawn_at=None)


class SemesterRecord(Owned):
    """A piece of work done in a semester. It is withdrawn, never deleted, so that the ledger stays explainable."""

    semester = models.ForeignKey(
        Semester, models.PROTECT, related_name="+", verbose_name=_("semester"), editable=False
    )
    origin = models.CharField(
        _("entered by"), max_length=10, choices=Origin, default=Origin.PAGE, editable=False
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("withdrawn by"),
        editable=False,
    )
    withdrawal_reason = models.CharField(
        _("reason of the withdrawal"), max_length=200, blank=True, editable=False
    )

    class Meta:
        abstract = True
