from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Side(models.TextChoices):
    """Which activities a list shows."""

    MINE = "mine", _("activities I take part in")
    GROUP = "group", _("activities of my groups")
    ALL = "all", _("all activities")


class Part(models.TextChoices):
    """Part played in an activity."""

    SPEAKER = "speaker", _("speaker")
    CHAIR = "chair", _("chair")
    ORGANISER = "organiser", _("organiser")
    PARTICIPANT = "participant", _("participant")


class Attended(models.TextChoices):
    """State of one person at one activity (考勤)."""

    PRESENT = "present", _("present")
    LATE = "late", _("late")
    LEFT_EARLY = "left_early", _("left early")
    LEAVE = "leave", _("on leave")
    ABSENT = "absent", _("absent")
    EXPECTED = "expected", _("expected")


# Who came (实到): present, however late they came or early they left. Who was to come (应到): these, those on leave and
# those absent. Whoever is on the list without a mark counts for neither.
CAME = (Attended.PRESENT, Attended.LATE, Attended.LEFT_EARLY)
MARKED = (*CAME, Attended.LEAVE, Attended.ABSENT)
# Who came, but not for all of it: of these the minutes missed may be noted.
IN_PART = (Attended.LATE, Attended.LEFT_EARLY)
# Of leave: that it was on official business, so that rules can tell it from other leave.
OFFICIAL, OFFICIAL_LEAVE = "official", "official_leave"
# How many minutes of one day can be missed, at most.
MOST_MISSED = 720


class Setting(models.TextChoices):
    """Where an activity is held, as rules ask for it."""

    INSIDE = "inside", _("at the school")
    OUTSIDE = "outside", _("away from the school")
    ONLINE = "online", _("online")
    INTERSCHOOL = "interschool", _("between schools")


class Evidence(models.TextChoices):
    """What a photo or document of an activity proves, as rules ask for it; empty for any other."""

    SCRIPT = "script", _("script of the speaker")
    DESIGN = "lesson_design", _("lesson design")
    PLAN = "plan", pgettext_lazy("of an activity", "plan")
    SUMMARY = "summary", pgettext_lazy("of an activity", "summary")
    CERTIFICATE = "certificate", _("certificate")
    AGREEMENT = "agreement", _("agreement")


# How often names are called at one activity, at most.
MOST_ROLL_CALLS = 4


class Rhythm(models.IntegerChoices):
    """How many weeks lie between two meetings of a series."""

    WEEKLY = 1, _("every week")
    FORTNIGHTLY = 2, _("every second week")


class Reach(models.TextChoices):
    """Which meetings of a series a change is for."""

    ONE = "one", _("only this one")
    FOLLOWING = "following", _("this one and all after it")
