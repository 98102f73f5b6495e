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
