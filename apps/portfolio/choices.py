from django.db import models
from django.utils.translation import gettext_lazy as _


class Result(models.TextChoices):
    """What became of a work (结果)."""

    NONE = "", _("none yet")
    PUBLISHED = "published", _("published")
    AWARDED = "awarded", _("awarded")


class State(models.TextChoices):
    """How far the review of a work is; works from a workbook are approved."""

    WAITING = "waiting", _("waiting for review")
    RETURNED = "returned", _("returned")
    APPROVED = "approved", _("approved")


# What reviewers often say when they return a work.
PHRASES = (
    _("Hand in the whole text."),
    _("Add a picture of the certificate, or of the cover, contents and pages of the journal."),
    _("Give the level of the office that issued the certificate."),
    _("The prize is not the one on the certificate: correct it."),
    _("Choose the kind that fits."),
    _("Say more: give examples from your own lessons."),
)
