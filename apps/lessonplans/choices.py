from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    WAITING = "waiting", _("waiting for review")
    RETURNED = "returned", _("returned")
    APPROVED = "approved", _("approved")


class Mark(models.TextChoices):
    """Mark given at an inspection (等级)."""

    EXCELLENT = "excellent", _("excellent")
    GOOD = "good", _("good")
    PASS = "pass", _("pass")
    POOR = "poor", _("to improve")
