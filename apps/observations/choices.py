from django.db import models
from django.utils.translation import gettext_lazy as _


class Mode(models.TextChoices):
    """How a lesson was watched."""

    LIVE = "live", _("live")
    RECORDING = "recording", _("recording")


class Side(models.TextChoices):
    """Which lessons a list shows."""

    MADE = "made", _("lessons I observed")
    RECEIVED = "received", _("my lessons, observed")
    ALL = "all", _("all in my sight")


class Act(models.TextChoices):
    """What happens to an observation after it was logged."""

    REPLIED = "replied", _("answered")
    ACKNOWLEDGED = "acknowledged", _("read and acknowledged")
    CORRECTED = "corrected", _("corrected")
    WITHDRAWN = "withdrawn", _("withdrawn")
