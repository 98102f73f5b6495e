"""What is granted to one holder beside the scheme: exempt days, an amount of its own, borrowing from later."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, F, Q, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.groups.models import Group
from apps.schools.models import Owned, OwnedQuerySet
from apps.staff.models import StaffMember, User


def said_openly_to(user) -> Q:
    """Of exceptions in sight, those of which the user may read why they were granted and taken back.

    It may be an illness. Whose it is, the group it was granted to and its leader, office and principals; whoever leads
    the person, and the leading group, see only what was granted.
    """
    seat = user.seat
    if seat is None:
        return Q(pk__isnull=True)
    if seat.is_office or seat.is_principal:
        return Q(pk__isnull=False)
    return Q(member_id=seat.member_id) | Q(group_id__isnull=False)


class GrantQuerySet(OwnedQuerySet):
    def visible_to(self, user):
        """One's own and those of one's groups; a leader's people; everything for those who see the school."""
        rows, seat = super().visible_to(user), user.seat
        if seat is None or seat.sees_school:
            return rows
        mine = Q(member_id=seat.member_id) | Q(group_id__in=seat.group_ids)
        if seat.is_leader:
            mine |= Q(member_id__in=seat.led_member_ids) | Q(group_id__in=seat.led_group_ids)
        return rows.filter(mine)

    def with_shown_reasons(self, user):
        """With ``shown_reason`` and ``shown_withdrawal``: why, where the user may read it, else None."""
        openly = said_openly_to(user)
        return self.annotate(
            shown_reason=Case(When(openly, then="reason")),
            shown_withdrawal=Case(When(openly, then="withdrawal_reason")),
        )

    def live(self):
        """What holds: not withdrawn."""
        return self.filter(withdrawn_at=None)


class Grant(Owned):
    """An exception for one staff member or one group. It is withdrawn with a reason, never changed or deleted, so
    that it can always be said why somebody owed what on a day.
    """

    member = models.ForeignKey(
        StaffMember, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("staff member")
    )
    group = models.ForeignKey(
        Group, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("group")
    )
    reason = models.CharField(_("reason"), max_length=200)
    granted_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("granted by"), editable=False
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("withdrawn by"), editable=False
    )
    withdrawal_reason = models.CharField(
        _("reason of the withdrawal"), max_length=200, blank=True, editable=False
    )

    objects = GrantQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(member=None, group__isnull=False) | Q(member__isnull=False, group=None),
                name="%(class)s_has_one_holder",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="%(class)s_has_reason"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawal_reason=""),
                name="%(class)s_withdrawn_with_reason",
            ),
        ]

    def __str__(self):
        return f"{self.holder} · {self.said()}"

    @property
    def holder(self):
        """The staff member or the group."""
        return self.member or self.group

    @property
    def holder_key(self) -> str:
        """What the rules call the holder."""
        return f"member:{self.member_id}" if self.member_id else f"group:{self.group_id}"

    def get_absolute_url(self):
        return reverse(f"requirements:{self._meta.model_name}_list")

    def said(self) -> str:
        """What was granted, in short."""
        raise NotImplementedError


class Exemption(Grant):
    """Days for which nothing is owed (免除): of some requirements, or of all when none is named."""

    started_on = models.DateField(_("from"))
    ended_on = models.DateField(_("until"), null=True, blank=True)
    requirements = ArrayField(
        models.CharField(max_length=40), verbose_name=_("requirements"), default=list, blank=True
    )

    class Meta(Grant.Meta):
        verbose_name = _("exemption")
        verbose_name_plural = _("exemptions")
        constraints = [
            *Grant.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="exemption_ends_after_start",
            ),
        ]

    def said(self):
        return f"{self.started_on:%Y-%m-%d} – {self.ended_on or '…'}"


class OwnTarget(Grant):
    """Another amount than the scheme's (个人目标), for the period of a requirement that a day lies in."""

    requirement = models.CharField(_("requirement"), max_length=40)
    day = models.DateField(_("a day of the period"))
    at_least = models.DecimalField(_("amount owed"), max_digits=9, decimal_places=2)

    class Meta(Grant.Meta):
        verbose_name = _("target of one's own")
        verbose_name_plural = _("targets of one's own")
        constraints = [
            *Grant.Meta.constraints,
            models.CheckConstraint(condition=Q(at_least__gte=0), name="own_target_not_negative"),
            models.UniqueConstraint(
                "member", "requirement", "day", name="own_target_once_for_member",
                condition=Q(withdrawn_at=None, group=None),
            ),
            models.UniqueConstraint(
                "group", "requirement", "day", name="own_target_once_for_group",
                condition=Q(withdrawn_at=None, member=None),
            ),
        ]  # fmt: skip

    def said(self):
        return f"{self.requirement} {self.at_least.normalize():f}"


class Transfer(Grant):
    """So much of a requirement borrowed into the period of one day (预支), owed in the period of a later day."""

    requirement = models.CharField(_("requirement"), max_length=40)
    into = models.DateField(_("borrowed into the period of"))
    out_of = models.DateField(_("paid back in the period of"))
    amount = models.DecimalField(_("amount"), max_digits=9, decimal_places=2)

    class Meta(Grant.Meta):
        verbose_name = _("borrowing")
        verbose_name_plural = _("borrowings")
        constraints = [
            *Grant.Meta.constraints,
            models.CheckConstraint(condition=Q(amount__gt=0), name="transfer_amount_positive"),
            models.CheckConstraint(condition=Q(out_of__gt=F("into")), name="transfer_paid_back_later"),
        ]

    def said(self):
        return f"{self.requirement} {self.amount.normalize():f}"
