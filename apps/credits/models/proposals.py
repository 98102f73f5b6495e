"""What the records say today, before it is in the ledger."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.credits.choices import ProposalState
from apps.credits.models.kinds import EntryKind
from apps.groups.models import Group
from apps.schools.models import Owned, OwnedQuerySet, Semester
from apps.staff.models import StaffMember, User


class ProposalQuerySet(OwnedQuerySet):
    def visible_to(self, user):
        """Like entries: one's own, those of whom one leads, everything for those who see the school."""
        seat = user.seat
        rows = super().visible_to(user)
        if seat is None or seat.sees_school:
            return rows
        mine = Q(member_id=seat.member_id) | Q(group_id__in=seat.group_ids)
        if seat.is_leader:
            mine |= Q(member_id__in=seat.led_member_ids) | Q(group_id__in=seat.led_group_ids)
        return rows.filter(mine)

    def waiting(self):
        return self.filter(state=ProposalState.WAITING)

    def confirmed(self):
        return self.filter(state=ProposalState.CONFIRMED)


class Proposal(Owned):
    """One piece of work as its record has it today (待入账): mutable, while entries are not.

    ``fact`` is the rest of the fact, as ``rules.keeping`` keeps it. Confirmed ones are what the ledger is valued from.
    """

    semester = models.ForeignKey(Semester, models.PROTECT, related_name="+", verbose_name=_("semester"))
    kind = models.ForeignKey(EntryKind, models.PROTECT, related_name="+", verbose_name=_("kind"))
    member = models.ForeignKey(
        StaffMember, models.PROTECT, null=True, related_name="proposals", verbose_name=_("staff member")
    )
    group = models.ForeignKey(
        Group, models.PROTECT, null=True, related_name="proposals", verbose_name=_("group")
    )
    source_key = models.CharField(_("source"), max_length=60)
    date = models.DateField(_("date"))
    title = models.CharField(_("title"), max_length=200)
    fact = models.JSONField(_("what is known of it"), default=dict, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=ProposalState, default=ProposalState.WAITING)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    confirmed_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("decided by")
    )
    confirmed_at = models.DateTimeField(_("decided at"), null=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("work to be recognised")
        verbose_name_plural = _("work to be recognised")
        ordering = ["-date", "-pk"]
        indexes = [
            models.Index(
                fields=["school", "date"], name="proposal_waiting", condition=Q(state=ProposalState.WAITING)
            ),
            models.Index(fields=["school", "member"], name="proposal_by_member"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(member=None, group__isnull=False) | Q(member__isnull=False, group=None),
                name="proposal_has_one_holder",
            ),
            models.UniqueConstraint(
                "school", "source_key", "kind", "member", "group", name="proposal_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=~Q(state=ProposalState.REFUSED) | ~Q(reason=""), name="proposal_refusal_has_reason"
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def key(self) -> tuple:
        """As ``Posting.key``: this source, as this kind, for this holder."""
        return (self.source_key, self.kind_id, self.member_id, self.group_id)
