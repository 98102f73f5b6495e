"""Subscriptions to a calendar, for the calendar program of a phone."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.calendars.choices import Scope
from apps.schools.models import Owned, OwnedQuerySet
from apps.staff.models import User


class SubscriptionQuerySet(OwnedQuerySet):
    def visible_to(self, user):
        """One's own subscriptions."""
        return super().visible_to(user).filter(user=user)


class Subscription(Owned):
    """An address only its owner knows; whoever has it reads the calendar. Only its hash is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="calendars", verbose_name=_("user"))
    scope = models.CharField(_("shows"), max_length=6, choices=Scope)
    token_hash = models.CharField(_("hash of the address"), max_length=64, unique=True)
    read_at = models.DateTimeField(_("last read at"), null=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar subscription")
        verbose_name_plural = _("calendar subscriptions")
        constraints = [models.UniqueConstraint("school", "user", "scope", name="calendar_once_a_scope")]

    def __str__(self):
        return self.get_scope_display()
