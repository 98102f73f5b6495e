from django.db import models
from django.utils.translation import gettext_lazy as _


class Result(models.TextChoices):
    """What became of a work (结果)."""

    NONE = "", _("none yet")
    PUBLISHED = "published", _("published")
    AWARDED = "awarded", _("awarded")
