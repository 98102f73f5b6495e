from django.db import models
from django.utils.translation import gettext_lazy as _


class Part(models.TextChoices):
    """Part played in an activity."""

    SPEAKER = "speaker", _("speaker")
    CHAIR = "chair", _("chair")
    PARTICIPANT = "participant", _("participant")


class Attended(models.TextChoices):
    """State of one person at one activity (考勤)."""

    PRESENT = "present", _("present")
    LATE = "late", _("late")
    LEFT_EARLY = "left_early", _("left early")
    LEAVE = "leave", _("on leave")
    ABSENT = "absent", _("absent")
    EXPECTED = "expected", _("expected")
