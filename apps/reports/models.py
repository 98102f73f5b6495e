"""The words of a semester summary; its figures are always computed."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.schools.models import Owned, OwnedQuerySet, Semester
from apps.staff.models import User


class SummaryText(Owned):
    """A section of a summary as the office has rewritten it; sections without a row are written from figures."""

    semester = models.ForeignKey(
        Semester, models.CASCADE, related_name="summary_texts", verbose_name=_("semester")
    )
    section = models.CharField(_("section"), max_length=30)
    text = models.TextField(_("text"), blank=True)
    edited_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("edited by")
    )

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("text of a summary")
        verbose_name_plural = _("texts of summaries")
        constraints = [models.UniqueConstraint("semester", "section", name="summary_text_once")]

    def __str__(self):
        return f"{self.semester} · {self.section}"

    def get_absolute_url(self):
        return reverse("reports:text_edit", args=[self.semester_id, self.section])

    @property
    def version(self) -> str:
        """Changes with every save, so that an edit tells whether it started from the present words."""
        return self.updated_at.isoformat()
