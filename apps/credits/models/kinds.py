"""The catalogue of what a school counts."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.credits.choices import Family
from apps.schools.models import Owned, OwnedQuerySet


class EntryKind(Owned):
    """One kind of work a school counts: a kind of activity, of lesson, of written work …"""

    family = models.CharField(_("family"), max_length=12, choices=Family)
    code = models.CharField(
        _("standard code"),
        max_length=20,
        blank=True,
        editable=False,
        help_text=_("Empty for a school's own kinds."),
    )
    name = models.CharField(_("name"), max_length=30)
    position = models.PositiveSmallIntegerField(_("order"), default=100)
    posts_itself = models.BooleanField(
        _("counts at once"),
        default=True,
        help_text=_("If not, work of this kind waits until the office confirms it."),
    )
    needs_proof = models.BooleanField(
        _("needs a proof file"),
        default=False,
        help_text=_("Asked for when hours of this kind are declared: a picture or PDF of the certificate."),
    )

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry kind")
        verbose_name_plural = _("entry kinds")
        ordering = ["family", "position", "pk"]
        constraints = [
            models.UniqueConstraint("school", "family", "name", name="entry_kind_name_once"),
            models.UniqueConstraint(
                "school", "family", "code", name="entry_kind_code_once", condition=~Q(code="")
            ),
        ]

    def __str__(self):
        return self.name
