"""Routes as data, cases on their way, and what happened to them."""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.approvals import things
from apps.approvals.choices import BUREAU, SCHOOL, Act, CaseState, Reviewer, Sight
from apps.schools.models import DateSpan, Grade, Owned, OwnedQuerySet, Subject
from apps.staff.models import StaffMember, User
from apps.staff.querysets import AuthoredQuerySet


class Route(Owned):
    """The way one sort of thing takes through a school: ``subject`` is its model, ``lessonplans.lessonplan``."""

    subject = models.CharField(_("what is reviewed"), max_length=40)
    name = models.CharField(_("name"), max_length=40)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("approval route")
        verbose_name_plural = _("approval routes")
        ordering = ["subject"]
        constraints = [models.UniqueConstraint("school", "subject", name="route_once_a_subject")]

    def __str__(self):
        return self.name


class RouteStep(Owned):
    """One step: who reviews, in how many days, and what the author learns of it when."""

    route = models.ForeignKey(Route, models.CASCADE, related_name="steps", verbose_name=_("route"))
    position = models.PositiveSmallIntegerField(_("order"))
    reviewer = models.CharField(_("who reviews"), max_length=20, choices=Reviewer)
    days = models.PositiveSmallIntegerField(_("days to review"), default=7)
    names = models.CharField(
        _("author sees the reviewer's name"), max_length=8, choices=Sight, default=Sight.ALWAYS
    )
    opinions = models.CharField(
        _("author sees the opinion"), max_length=8, choices=Sight, default=Sight.ALWAYS
    )

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of a route")
        verbose_name_plural = _("steps of routes")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint("route", "position", name="route_step_position_once"),
            models.CheckConstraint(condition=Q(days__range=(1, 120)), name="route_step_days_plausible"),
        ]

    def __str__(self):
        return self.get_reviewer_display()


class CaseQuerySet(OwnedQuerySet):
    for_guests = True

    def visible_to(self, user):
        """One's own cases and a led group's, those that lie or lay with one, all for those who see the school."""
        seat = user.seat
        rows = super().visible_to(user)
        if seat is None or seat.sees_school:
            return rows
        return rows.filter(
            Q(author_id=seat.member_id)
            | Q(author_id__in=seat.led_member_ids)
            | Q(pk__in=CaseReviewer.objects.filter(member_id=seat.member_id).values("case"))
        )

    def lying_with(self, user):
        """What waits for this user: the inbox."""
        seat = user.seat
        if seat is None or seat.member_id is None:
            return self.none()
        now = CaseReviewer.objects.filter(member_id=seat.member_id, case_id=models.OuterRef("pk"))
        return self.filter(
            models.Exists(now.filter(position=models.OuterRef("position"))), state=CaseState.WAITING
        )

    def reviewed_by(self, user):
        """What lies or lay with this user; everything for those who see the school, but never one's own."""
        seat = user.seat
        if seat is None:
            return self.none()
        rows = self.exclude(author_id=seat.member_id) if seat.member_id else self
        if seat.sees_school:
            return rows
        return rows.filter(pk__in=CaseReviewer.objects.filter(member_id=seat.member_id).values("case"))


class Case(Owned):
    """One thing on its way through a route. ``target_id`` is the primary key of the thing."""

    subject = models.CharField(_("what is reviewed"), max_length=40)
    target_id = models.PositiveBigIntegerField(_("number of the thing"))
    title = models.CharField(_("title"), max_length=160)
    author = models.ForeignKey(StaffMember, models.PROTECT, related_name="+", verbose_name=_("handed in by"))
    course = models.ForeignKey(
        Subject, models.PROTECT, null=True, related_name="+", verbose_name=_("subject")
    )
    grade = models.ForeignKey(Grade, models.PROTECT, null=True, related_name="+", verbose_name=_("grade"))
    week = models.PositiveSmallIntegerField(_("week"), null=True)
    position = models.PositiveSmallIntegerField(_("step"), default=0)
    reviewer = models.CharField(_("who reviews"), max_length=20, choices=Reviewer, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=CaseState, default=CaseState.WAITING)
    draft_number = models.PositiveSmallIntegerField(_("draft"), default=1)
    submitted_at = models.DateTimeField(_("handed in at"))
    due_on = models.DateField(_("to be reviewed by"), null=True)
    seen_at = models.DateTimeField(_("seen at"), null=True)
    decided_at = models.DateTimeField(_("decided at"), null=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["submitted_at", "pk"]
        indexes = [models.Index(fields=["school", "state", "subject"], name="case_by_state")]
        constraints = [
            models.UniqueConstraint("school", "subject", "target_id", name="case_once"),
            models.CheckConstraint(
                condition=Q(state=CaseState.WAITING, decided_at=None) | ~Q(state=CaseState.WAITING),
                name="case_waiting_is_undecided",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """The page of the thing the case is about; the inbox when it is gone."""
        return things.pages_of([self]).get(self.pk) or reverse("approvals:inbox")


class CaseReviewer(models.Model):
    """Someone a case lies with at a step; kept when it moves on."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="reviewers", verbose_name=_("case"))
    member = models.ForeignKey(StaffMember, models.PROTECT, related_name="+", verbose_name=_("staff member"))
    position = models.PositiveSmallIntegerField(_("step"))
    stands_in_for = models.ForeignKey(
        StaffMember, models.PROTECT, null=True, related_name="+", verbose_name=_("stands in for")
    )

    class Meta:
        verbose_name = _("reviewer of a case")
        verbose_name_plural = _("reviewers of cases")
        indexes = [models.Index(fields=["member", "case"], name="case_reviewer_by_member")]
        constraints = [
            models.UniqueConstraint("case", "position", "member", name="case_reviewer_once_a_step")
        ]

    def __str__(self):
        return f"{self.case} · {self.member}"


class CaseEvent(models.Model):
    """What happened to a case, by whom, and what was said."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="events", verbose_name=_("case"))
    act = models.CharField(_("act"), max_length=12, choices=Act)
    position = models.PositiveSmallIntegerField(_("step"))
    reviewer = models.CharField(_("as whom"), max_length=20, choices=Reviewer, blank=True)
    decided_on = models.DateField(_("decided on"), null=True)
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    opinion = models.TextField(_("opinion"), blank=True)
    mark = models.CharField(_("mark"), max_length=10, blank=True)
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("event of a case")
        verbose_name_plural = _("events of cases")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(act=Act.RETURNED) | ~Q(opinion=""), name="case_returned_with_reason"
            ),
        ]

    def __str__(self):
        return self.get_act_display()


class OnPaper(models.Model):
    """A record that may be recognised on paper: the days that were noted, beside what its case says, if it has one.

    Read by ``stamps.stamps_of``.
    """

    recognised_on = models.DateField(_("recognised by the school on"), null=True, blank=True)
    verified_on = models.DateField(_("verified by the bureau on"), null=True, blank=True)

    class Meta:
        abstract = True

    def paper_stamps(self) -> dict[str, date]:
        """Stamp → day."""
        days = {SCHOOL: self.recognised_on, BUREAU: self.verified_on}
        return {stamp: day for stamp, day in days.items() if day}


class ReviewedQuerySet(AuthoredQuerySet):
    """Records that authors hand in for review; ``subject`` is their model, as routes and cases name it."""

    subject = ""
    for_guests = True

    def shown_to(self, seat) -> Q:
        """Also those that lie, or lay, with one for review."""
        reviewed = CaseReviewer.objects.filter(member_id=seat.member_id, case__subject=self.subject)
        return super().shown_to(seat) | Q(pk__in=reviewed.values("case__target_id"))


class RemarkQuerySet(OwnedQuerySet):
    """Looked up below the cases a user may see."""

    for_guests = True


class Remark(Owned):
    """A comment at a place of one draft: a part and a paragraph of it, both empty for the whole.

    ``quote`` is what stood there, by which the place is found again in a later draft.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="remarks", verbose_name=_("case"))
    draft_number = models.PositiveSmallIntegerField(_("draft"))
    position = models.PositiveSmallIntegerField(_("step"))
    part = models.CharField(_("part"), max_length=20, blank=True)
    paragraph = models.PositiveSmallIntegerField(_("paragraph"), null=True)
    quote = models.CharField(_("words commented on"), max_length=200, blank=True)
    text = models.TextField(_("comment"))
    author = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    answer = models.TextField(_("answer"), blank=True)
    done_at = models.DateTimeField(_("ticked off at"), null=True)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["draft_number", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="remark_says_something"),
            models.CheckConstraint(
                condition=Q(part="", paragraph=None) | ~Q(part="") & Q(paragraph__isnull=False),
                name="remark_place_is_whole",
            ),
        ]

    def __str__(self):
        return self.text[:40]

    @property
    def place(self) -> str:
        """``aims-2``; empty for the whole."""
        return f"{self.part}-{self.paragraph}" if self.part else ""


class Phrase(Owned):
    """Words a school's reviewers use often when they return a thing of one kind."""

    subject = models.CharField(_("what is reviewed"), max_length=60)
    text = models.CharField(_("phrase"), max_length=120)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("phrase")
        verbose_name_plural = _("phrases")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint("school", "subject", "text", name="phrase_once")]

    def __str__(self):
        return self.text


class Absence(Owned):
    """Days on which a deputy reviews for someone; new cases go to both, whoever acts first decides."""

    member = models.ForeignKey(
        StaffMember, models.CASCADE, related_name="absences", verbose_name=_("staff member")
    )
    deputy = models.ForeignKey(StaffMember, models.CASCADE, related_name="+", verbose_name=_("deputy"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="absence_ends_after_start"),
            models.CheckConstraint(condition=~Q(member=F("deputy")), name="absence_deputy_is_another"),
            ExclusionConstraint(
                name="absences_do_not_overlap",
                expressions=[
                    ("member", RangeOperators.EQUAL),
                    (DateSpan("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self):
        return f"{self.member} → {self.deputy}"

    def get_absolute_url(self):
        return reverse("approvals:absence_edit", args=[self.pk])
