"""Tokens with which programs act for a person, and the once-keys of what they made."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.schools.models import Owned, OwnedQuerySet
from apps.staff.models import User


class TokenQuerySet(OwnedQuerySet):
    def visible_to(self, user):
        """One's own; the office sees that every token of the school is there, and can revoke it."""
        rows = super().visible_to(user)
        if user.seat is None or user.seat.is_office:
            return rows
        return rows.filter(user=user)

    def valid_on(self, day):
        return self.filter(revoked_at=None, expires_on__gte=day)


class ApiToken(Owned):
    """Lets a program act for one person in one school, within its scopes. Only the hash of the secret is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="tokens", verbose_name=_("belongs to"))
    name = models.CharField(_("what it is for"), max_length=40)
    scopes = ArrayField(models.CharField(max_length=30), verbose_name=_("scopes"))
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    ending = models.CharField(_("ends in"), max_length=4, editable=False)
    expires_on = models.DateField(_("valid until"))
    last_used_on = models.DateField(_("last used on"), null=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True)
    revoked_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("revoked by")
    )

    objects = TokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["school", "user"], name="token_by_user")]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="token_has_name"),
            models.CheckConstraint(condition=~Q(scopes=[]), name="token_has_scopes"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """Tokens have no page of their own; the list of one's own shows them."""
        return reverse("tokens:token_list")


class OnceKey(models.Model):
    """The Idempotency-Key of a request that made something: the same request makes it once."""

    token = models.ForeignKey(ApiToken, models.CASCADE, related_name="once_keys", verbose_name=_("API token"))
    key = models.UUIDField(_("key"))
    fingerprint = models.CharField(max_length=64)
    target_id = models.PositiveBigIntegerField(_("number of what was made"), null=True)
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)

    class Meta:
        verbose_name = _("once-key")
        verbose_name_plural = _("once-keys")
        constraints = [models.UniqueConstraint("token", "key", name="once_key_once_a_token")]

    def __str__(self):
        return str(self.key)
