"""The append-only ledger."""

from django.db import models
from django.db.models import F, Q
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.core.links import page_of
from apps.credits.models.kinds import EntryKind
from apps.credits.postings import worth
from apps.credits.triggers import LEDGER_TRIGGERS
from apps.groups.models import Group
from apps.schools.choices import Level
from apps.schools.models import OwnedQuerySet, School, Semester
from apps.staff.models import StaffMember, User

TAKEN_AS = KeyTextTransform("kind", KeyTransform("fact", "explanation"))


class EntryQuerySet(OwnedQuerySet):
    def visible_to(self, user):
        """One's own entries; a leader's group; everything for principals, office and leading group."""
        seat = user.seat
        if seat is None:
            return self.none()
        rows = self.filter(school_id=seat.school.pk)
        if seat.sees_school:
            return rows
        mine = Q(member_id=seat.member_id) | Q(group_id__in=seat.group_ids)
        if seat.is_leader:
            mine |= Q(member_id__in=seat.led_member_ids) | Q(group_id__in=seat.led_group_ids)
        return rows.filter(mine)

    def own(self, user):
        """One's own entries, which ``visible_to`` shows to everyone, where no others are wanted."""
        return self.filter(school_id=user.seat.school.pk, member_id=user.seat.member_id)

    def standing(self):
        """Entries that count: neither reversals nor reversed.

        Asked as NOT EXISTS: of a join on a missing reversal PostgreSQL expects one row, and reads the whole ledger.
        That a reversal reverses something is said aloud: else it reads all entries, and few of them are reversals.
        """
        reversals = self.model.objects.filter(reverses__isnull=False, reverses=models.OuterRef("pk"))
        return self.filter(~models.Exists(reversals), reverses=None)


def reference(school: School, semester: Semester, number: int) -> str:
    """The code of an entry by its number in the semester's ledger of the school."""
    return f"{school.code}-{semester.year.first_year}-{semester.term}-{number:04d}"


class Entry(models.Model):
    """One line of the ledger: what one piece of work is recognised as, for one holder.

    Never changed and never deleted, not even in raw SQL. A correction is a reversal, which carries the
    same amounts with the opposite sign, and a new entry; so a total is simply a sum. Amounts below nothing are a
    deduction, which counts no work.
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="+", verbose_name=_("school"))
    semester = models.ForeignKey(Semester, models.PROTECT, related_name="+", verbose_name=_("semester"))
    number = models.PositiveIntegerField(_("number in the semester's ledger"))
    kind = models.ForeignKey(EntryKind, models.PROTECT, related_name="+", verbose_name=_("kind"))
    member = models.ForeignKey(
        StaffMember, models.PROTECT, null=True, related_name="entries", verbose_name=_("staff member")
    )
    group = models.ForeignKey(
        Group, models.PROTECT, null=True, related_name="entries", verbose_name=_("group")
    )
    date = models.DateField(_("date"))
    hours = models.DecimalField(_("credit hours"), max_digits=7, decimal_places=2, default=0)
    credits = models.DecimalField(
        pgettext_lazy("unit of a rule pack", "credits"), max_digits=7, decimal_places=2, default=0
    )
    points = models.DecimalField(
        pgettext_lazy("unit of a rule pack", "points"), max_digits=7, decimal_places=2, default=0
    )
    category = models.CharField(_("filed under"), max_length=40, blank=True)
    count = models.SmallIntegerField(_("count"), default=1)
    characters = models.IntegerField(_("characters"), default=0)
    level = models.CharField(_("level"), max_length=10, choices=Level, blank=True)
    role = models.CharField(_("part played"), max_length=20, blank=True)
    source_key = models.CharField(_("source"), max_length=60)
    revision = models.PositiveSmallIntegerField(_("revision"), default=0)
    title = models.CharField(_("title"), max_length=200)
    explanation = models.JSONField(_("explanation"), default=dict)
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="reversal", verbose_name=_("reverses")
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    posted_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("confirmed by")
    )
    posted_at = models.DateTimeField(_("posted at"), auto_now_add=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")
        ordering = ["-date", "-pk"]
        indexes = [
            models.Index(
                fields=["school", "semester", "member"],
                include=["kind", "hours", "count"],
                name="entry_totals",
            ),
            models.Index(fields=["school", "semester", "date"], name="entry_by_date"),
            models.Index(fields=["school", "source_key"], name="entry_by_source"),
            # What rules took the work for, or nothing where an entry does not keep its work: what is in force may be
            # years old, and there is little of it.
            models.Index("school", TAKEN_AS, "date", name="entry_by_kind_taken"),
        ]
        constraints = [
            models.UniqueConstraint("semester", "number", name="entry_number_once"),
            models.CheckConstraint(
                condition=Q(member=None, group__isnull=False) | Q(member__isnull=False, group=None),
                name="entry_has_one_holder",
            ),
            models.UniqueConstraint(
                "school",
                "source_key",
                "member",
                "kind",
                "revision",
                name="entry_posted_once_for_member",
                condition=Q(reverses=None, group=None),
            ),
            models.UniqueConstraint(
                "school",
                "source_key",
                "group",
                "kind",
                "revision",
                name="entry_posted_once_for_group",
                condition=Q(reverses=None, member=None),
            ),
            models.CheckConstraint(
                condition=(
                    Q(reverses=None, count__gte=0, characters__gte=0)
                    & (Q(hours__gte=0, credits__gte=0, points__gte=0) | Q(count=0, characters=0))
                )
                | (
                    Q(reverses__isnull=False, count__lte=0, characters__lte=0)
                    & (Q(hours__lte=0, credits__lte=0, points__lte=0) | Q(count=0, characters=0))
                ),
                name="entry_sign",
            ),
            models.CheckConstraint(
                condition=Q(reverses=None) | ~Q(reason=""), name="entry_reversal_has_reason"
            ),
            models.CheckConstraint(condition=~Q(reverses=F("pk")), name="entry_not_its_own_reversal"),
            models.CheckConstraint(condition=~Q(explanation={}), name="entry_is_explained"),
        ]
        triggers = LEDGER_TRIGGERS

    def __str__(self):
        return f"{self.reference} {self.title}"

    def get_absolute_url(self):
        return page_of("credits:entry_detail", self.pk)

    @property
    def key(self) -> tuple:
        """As ``Posting.key``: this source, as this kind, for this holder."""
        return (self.source_key, self.kind_id, self.member_id, self.group_id)

    @property
    def worth(self) -> tuple:
        return worth(self)

    @property
    def counts(self) -> bool:
        """Neither a reversal nor reversed."""
        return self.reverses_id is None and getattr(self, "reversal", None) is None

    @property
    def reference(self) -> str:
        """Short code printed beside figures: school, school year, term, number."""
        return reference(self.school, self.semester, self.number)
