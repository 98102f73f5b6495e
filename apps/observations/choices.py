from django.db import models
from django.utils.translation import gettext_lazy as _


class Mode(models.TextChoices):
    """How a lesson was watched."""

    LIVE = "live", _("live")
    RECORDING = "recording", _("recording")
