from django.db import models
from django.utils.translation import gettext_lazy as _


class ProjectKind(models.TextChoices):
    MAIN = "main", _("main project")
    SUB = "sub", _("sub-project")
    MICRO = "micro", _("micro-project")


class Stage(models.TextChoices):
    """Life of a project (阶段)."""

    APPLICATION = "application", _("application")
    REGISTRATION = "registration", _("registration")
    OPENING = "opening", _("opening")
    MIDTERM = "midterm", _("midterm")
    CLOSING = "closing", _("closing")
