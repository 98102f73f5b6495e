"""Written works and achievements of staff."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.approvals.models import CaseReviewer
from apps.core.links import page_of
from apps.credits.choices import Family
from apps.credits.models import EntryKind
from apps.files.models import StoredFile
from apps.portfolio.choices import Result, State
from apps.schools.choices import Level
from apps.schools.models import Owned, OwnedQuerySet, SemesterRecord
from apps.staff.models import StaffMember
from apps.staff.querysets import AuthoredQuerySet

SOURCE = "portfolio.work"


class WorkQuerySet(AuthoredQuerySet):
    def visible_to(self, user):
        """Also the works that lie, or lay, with one for review."""
        rows = super().visible_to(user)
        seat = user.seat
        if seat is None or seat.sees_school:
            return rows
        reviewed = CaseReviewer.objects.filter(member_id=seat.member_id, case__subject=SOURCE)
        here = OwnedQuerySet.visible_to(self, user).filter(pk__in=reviewed.values("case__target_id"))
        return rows | here

    def recognised(self):
        """Works that count: standing, and neither waiting for review nor returned."""
        return self.live().filter(state=State.APPROVED)


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
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.APPROVED, editable=False)
    proof = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("proof"),
        editable=False,
    )  # fmt: skip

    objects = WorkQuerySet.as_manager()

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
        return page_of("portfolio:work_detail", self.pk)


class WorkDraft(Owned):
    """A work as it was handed in once: its text, or a document. Drafts are never changed."""

    work = models.ForeignKey(Work, models.CASCADE, related_name="drafts", verbose_name=_("work"))
    number = models.PositiveSmallIntegerField(_("draft"))
    text = models.TextField(_("text of the work"), blank=True)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("document")
    )
    submitted_at = models.DateTimeField(_("handed in at"))

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft of a work")
        verbose_name_plural = _("drafts of works")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint("work", "number", name="work_draft_number_once"),
            models.CheckConstraint(
                condition=~Q(text="") | Q(file__isnull=False), name="work_draft_not_empty"
            ),
        ]

    def __str__(self):
        return f"{self.work} · {self.number}"
