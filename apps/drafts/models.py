"""What someone is typing, kept until it is handed in."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.schools.models import Owned, OwnedQuerySet
from apps.staff.models import User


class DraftQuerySet(OwnedQuerySet):
    for_guests = True

    def visible_to(self, user):
        """One's own drafts in the school one sits in; nobody else's, whatever one's post."""
        return super().visible_to(user).filter(user=user)


class Draft(Owned):
    """The fields of one form as last typed by one person, on whichever device."""

    user = models.ForeignKey(User, models.CASCADE, related_name="drafts", verbose_name=_("user"))
    key = models.CharField(_("form"), max_length=80)
    fields = models.JSONField(_("fields"), default=dict)
    version = models.PositiveIntegerField(_("version"), default=1)

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints = [
            models.UniqueConstraint("school", "user", "key", name="draft_once_a_form"),
            models.CheckConstraint(condition=~Q(key=""), name="draft_names_its_form"),
        ]

    def __str__(self):
        return self.key
