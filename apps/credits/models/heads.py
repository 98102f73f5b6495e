"""What a semester's ledger has given and taken, beside the ledger itself."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.schools.models import Semester


class LedgerHead(models.Model):
    """The last number a semester's ledger has given, what all its entries come to, and how often it was closed.

    Kept by the database alone, entry by entry and closing by closing (migration 0008): so that it shows when somebody
    who could switch the triggers off has deleted the newest entries, altered one, or deleted a closing.
    """

    semester = models.OneToOneField(
        Semester, models.PROTECT, primary_key=True, related_name="ledger_head", verbose_name=_("semester")
    )
    last_number = models.PositiveIntegerField(_("last number of the ledger"))
    digest = models.BigIntegerField(_("what its entries come to"))
    closings = models.PositiveIntegerField(_("how often it was closed"))

    class Meta:
        verbose_name = _("head of a ledger")
        verbose_name_plural = _("heads of ledgers")

    def __str__(self):
        return f"{self.semester} · {self.last_number}"
