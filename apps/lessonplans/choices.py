from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    WAITING = "waiting", _("waiting for review")
    RETURNED = "returned", _("returned")
    APPROVED = "approved", _("approved")


class Part(models.TextChoices):
    """The usual parts of a lesson plan, in the order they are written and read."""

    CONTENT = "content", _("teaching content")
    LEARNERS = "learners", _("what the pupils bring")
    AIMS = "aims", _("teaching aims")
    FOCUS = "focus", _("focus and difficulty")
    MATERIALS = "materials", _("preparation and materials")
    PROCESS = "process", _("course of the lesson")
    BOARD = "board", _("blackboard")
    HOMEWORK = "homework", _("homework")
    REFLECTION = "reflection", _("reflection after the lesson")


class Mark(models.TextChoices):
    """Mark given at an inspection (等级)."""

    EXCELLENT = "excellent", _("excellent")
    GOOD = "good", _("good")
    PASS = "pass", _("pass")
    POOR = "poor", _("to improve")


# What reviewers often say when they return a lesson plan.
PHRASES = (
    _("Write the aims so that one can see whether pupils reach them."),
    _("Say where the difficulty lies and how you deal with it."),
    _("Plan what the pupils do, not only what the teacher says."),
    _("Add the design of the blackboard."),
    _("Give homework in layers: basic, advanced."),
    _("Write the reflection after the lesson."),
)
