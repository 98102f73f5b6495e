"""That a school's work is to be valued anew."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.schools.models import Owned, OwnedQuerySet


class Revaluing(Owned):
    """Written when everybody's work is to be valued anew, gone when that has come to its end: until then some people
    may stand as before and some as they will. ``round`` counts how often it was asked for meanwhile, so that what began
    before the last time does not end it.
    """

    round = models.PositiveIntegerField(_("round"), default=1)
    reason = models.CharField(_("reason"), max_length=200)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("valuing anew")
        verbose_name_plural = _("valuings anew")
        constraints = [models.UniqueConstraint("school", name="revaluing_once_a_school")]

    def __str__(self):
        return self.reason
