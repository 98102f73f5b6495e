from django.db import models
from django.utils.translation import gettext_lazy as _


class Scope(models.TextChoices):
    """Whose activities a calendar shows."""

    ME = "me", _("mine")
    GROUP = "group", _("my groups")
    SCHOOL = "school", _("the school")
