from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy


class NoticeKind(models.TextChoices):
    """What a notice is about. Some ask for something to be done, the others only tell."""

    REVIEW = "review", _("waits for your review")
    RETURNED = "returned", _("returned to you")
    ACKNOWLEDGE = "acknowledge", _("please read and answer")
    REMINDER = "reminder", _("reminder")
    DECISION = "decision", _("decision")
    OBSERVATION = "observation", _("about an observation")
    ACTIVITY = "activity", _("about an activity")
    RESULT = "result", _("work has ended")
    NEWS = "news", _("for your information")


# Open until the thing is done (``services.finish``); the others are over once read.
ASKING = frozenset({NoticeKind.REVIEW, NoticeKind.RETURNED, NoticeKind.ACKNOWLEDGE, NoticeKind.REMINDER})


class Mail(models.TextChoices):
    """How a person wants notices by e-mail."""

    DAILY = "daily", _("once a day at 7:00, only when something is open")
    AT_ONCE = "at_once", _("each at once, but not at night")
    OFF = "off", _("no mail, I look here")


class RobotKind(models.TextChoices):
    DINGTALK = "dingtalk", _("DingTalk")
    WECOM = "wecom", _("WeCom")
    FEISHU = "feishu", _("Feishu")


class Channel(models.TextChoices):
    """What goes out: a notice by mail, the daily mail, the confirmation of an address, a robot's message."""

    MAIL = "mail", _("mail about one notice")
    DIGEST = "digest", _("daily mail")
    CONFIRM = "confirm", _("confirmation of an address")
    ROBOT = "robot", _("message to a group")
    TEST = "test", _("test message to a group")


BY_MAIL = frozenset({Channel.MAIL, Channel.DIGEST, Channel.CONFIRM})
# Somebody has just asked for these and waits: quiet hours do not hold them up.
ASKED_FOR = frozenset({Channel.CONFIRM, Channel.TEST})


class DeliveryState(models.TextChoices):
    WAITING = "waiting", _("to be sent")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("not accepted")
    UNCERTAIN = "uncertain", _("perhaps sent")
    DROPPED = "dropped", _("no longer needed")


# How long to wait before the next attempt; after the last one the message has failed.
PAUSES = [timedelta(minutes=m) for m in (1, 5, 30, 120, 360)]


class Topic(models.TextChoices):
    """What a robot may say. The sentences are here, so that no caller can put a name into one."""

    REVIEWS_WAITING = "reviews_waiting", _("reviews waiting")
    PLANS_MISSING = "plans_missing", _("lesson plans still to come")
    ACTIVITIES_AHEAD = "activities_ahead", _("activities ahead")
    ATTENDANCE_MISSING = "attendance_missing", _("attendance to be taken")
    OPEN_TASKS = "open_tasks", _("things to be done")
    TEST = "test", _("test message")


SENTENCES = {
    Topic.REVIEWS_WAITING: ngettext_lazy(
        "%(n)d thing waits for review.", "%(n)d things wait for review.", "n"
    ),
    Topic.PLANS_MISSING: ngettext_lazy(
        "%(n)d lesson plan has not been handed in yet.",
        "%(n)d lesson plans have not been handed in yet.",
        "n",
    ),
    Topic.ACTIVITIES_AHEAD: ngettext_lazy(
        "%(n)d activity is coming up. Look at time and place.",
        "%(n)d activities are coming up. Look at time and place.",
        "n",
    ),
    Topic.ATTENDANCE_MISSING: ngettext_lazy(
        "Attendance of %(n)d activity is not taken yet.",
        "Attendance of %(n)d activities is not taken yet.",
        "n",
    ),
    Topic.OPEN_TASKS: ngettext_lazy(
        "%(n)d thing is still to be done.", "%(n)d things are still to be done.", "n"
    ),
    Topic.TEST: _("This is a test. Messages for this group will look like this."),
}

# What the other side answered, where the words help more than the number.
_SIGNATURE = _(
    "The signature, keyword or address list does not fit."
    " Compare them with the robot's settings in the group."
)
_GONE = _("The group no longer has this robot. Add it again and copy its webhook address.")
EXPLANATIONS = {
    "connect": _("The server could not be reached."),
    "timeout": _("No answer came in time; it may have arrived."),
    "answer": _("The answer could not be understood; it may have arrived."),
    "lease": _("It was interrupted while being sent; it may have arrived."),
    "error": _("Something broke while it was being sent; it may have arrived."),
    "address": _("This address is not allowed. Copy the robot's webhook address again."),
    "redirect": _(
        "The server sent us elsewhere, which is not allowed. Copy the robot's webhook address again."
    ),
    "no_mail": _("This site has no mail server set up."),
    "busy": _("Too many messages in a short time; it will be tried again."),
    "smtp_535": _("The mail server refused the log-in. Tell the administrator."),
    "smtp_550": _("The mail server does not know this address. Check it."),
    "robot_310000": _SIGNATURE,
    "robot_19021": _SIGNATURE,
    "robot_19022": _SIGNATURE,
    "robot_19024": _SIGNATURE,
    "robot_93000": _GONE,
    "robot_300001": _GONE,
    "robot_19001": _GONE,
}
