"""Hours staff declare themselves: training away from the school, degree study, publications …"""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.approvals.models import OnPaper, ReviewedQuerySet
from apps.core.links import page_of
from apps.credits.choices import Family
from apps.credits.models import EntryKind
from apps.declarations.choices import State
from apps.files.models import StoredFile
from apps.schools.choices import Level
from apps.schools.models import Owned, OwnedQuerySet, SemesterRecord
from apps.staff.models import StaffMember

SOURCE = "declarations.declaration"


class DeclarationQuerySet(ReviewedQuerySet):
    subject = SOURCE

    def recognised(self):
        """Declarations that count: standing, and approved by every step."""
        return self.live().filter(state=State.APPROVED)


class Declaration(OnPaper, SemesterRecord):
    """Something one did outside what the school records, and what its certificate says of it (自主申报).

    ``counts_on`` is the day the rules take it for: the last day; where the semester of that day is closed, the day it
    was declared, or approved if it was closed in between.
    """

    author = models.ForeignKey(
        StaffMember, models.PROTECT, related_name="declarations", verbose_name=_("whose hours")
    )
    category = models.ForeignKey(
        EntryKind, models.PROTECT, related_name="+", verbose_name=_("kind of declaration"),
        limit_choices_to={"family": Family.OTHER},
    )  # fmt: skip
    title = models.CharField(_("name of the training or publication"), max_length=120)
    organiser = models.CharField(
        pgettext_lazy("of declared hours", "organised by"), max_length=80, blank=True
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    counts_on = models.DateField(_("counts on"), editable=False)
    hours = models.DecimalField(
        _("hours on the certificate"),
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
    )
    days = models.DecimalField(
        _("days"),
        max_digits=5,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.5"))],
    )
    times = models.PositiveSmallIntegerField(
        pgettext_lazy("of declared hours", "how many"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
    )
    level = models.CharField(_("level"), max_length=10, choices=Level, blank=True)
    labels = models.JSONField(
        pgettext_lazy("of declared hours", "what it is about"), default=list, blank=True
    )
    certificate = models.CharField(_("certificate number"), max_length=60, blank=True)
    proof = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("proof"),
        editable=False,
    )  # fmt: skip
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.APPROVED, editable=False)

    objects = DeclarationQuerySet.as_manager()

    class Meta:
        verbose_name = _("declaration")
        verbose_name_plural = _("declarations")
        ordering = ["-ends_on", "-pk"]
        indexes = [
            models.Index(fields=["school", "semester", "ends_on"], name="declaration_by_day"),
            models.Index(fields=["semester", "author"], name="declaration_by_author"),
        ]
        constraints = [
            models.UniqueConstraint(
                "author", "category", "title", "ends_on", name="declaration_once",
                condition=Q(withdrawn_at=None),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="declaration_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(hours=None) | Q(hours__gte=0), name="declaration_hours_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(days=None) | Q(days__gt=0), name="declaration_days_positive"
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return page_of("declarations:declaration_detail", self.pk)


class DeclarationDraft(Owned):
    """A declaration as it was handed in once: what it said, and its proof. Drafts are never changed.

    ``said`` has the values by field, as text; days as 2025-07-12, the level and the kind as their codes and names.
    """

    declaration = models.ForeignKey(
        Declaration, models.CASCADE, related_name="drafts", verbose_name=_("declaration")
    )
    number = models.PositiveSmallIntegerField(_("draft"))
    said = models.JSONField(_("what it said"))
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("proof")
    )
    submitted_at = models.DateTimeField(_("handed in at"))

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft of a declaration")
        verbose_name_plural = _("drafts of declarations")
        ordering = ["number"]
        constraints = [models.UniqueConstraint("declaration", "number", name="declaration_draft_number_once")]

    def __str__(self):
        return f"{self.declaration} · {self.number}"
