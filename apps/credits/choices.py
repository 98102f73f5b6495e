from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Family(models.TextChoices):
    """Groups of entry kinds, one for each sort of source."""

    ACTIVITY = "activity", _("activities")
    OBSERVATION = "observation", _("lesson observations")
    LESSON_PLAN = "lesson_plan", _("lesson plans")
    WORK = "work", _("written works")
    PROJECT = "project", _("research projects")
    OTHER = "other", _("other work")


class Unit(models.TextChoices):
    """What a rule pack counts in."""

    HOURS = "hours", _("credit hours")
    CREDITS = "credits", pgettext_lazy("unit of a rule pack", "credits")
    POINTS = "points", pgettext_lazy("unit of a rule pack", "points")


class DocumentState(models.TextChoices):
    """Of a version of a rule pack or scheme."""

    DRAFT = "draft", pgettext_lazy("state of a rule pack", "draft")
    PUBLISHED = "published", pgettext_lazy("state of a rule pack", "published")
    SUPERSEDED = "superseded", _("superseded")


class Standing(models.TextChoices):
    """What a version is on a day."""

    DRAFT = "draft", pgettext_lazy("state of a rule pack", "draft")
    COMING = "coming", _("holds later")
    IN_FORCE = "in_force", _("in force")
    OVER = "over", _("no longer in force")


class ProposalState(models.TextChoices):
    """Of work that a record proposes for the ledger."""

    WAITING = "waiting", _("waiting for the office")
    CONFIRMED = "confirmed", pgettext_lazy("of work", "confirmed")
    REFUSED = "refused", pgettext_lazy("of work", "not recognised")


# The catalogue a new school starts with: (family, code, name). Schools add their own kinds, without a code.
STANDARD_KINDS = (
    (Family.ACTIVITY, "lecture", "专题讲座"),
    (Family.ACTIVITY, "preparation", "集体备课"),
    (Family.ACTIVITY, "group", "小组活动"),
    (Family.ACTIVITY, "self_study", "自主研修"),
    (Family.ACTIVITY, "examination", "技能考核"),
    (Family.ACTIVITY, "open_lesson", "公开课"),
    (Family.ACTIVITY, "exchange", "经验交流"),
    (Family.ACTIVITY, "salon", "沙龙"),
    (Family.ACTIVITY, "commentary", "评课"),
    (Family.ACTIVITY, "outside", "外出培训"),
    (Family.OBSERVATION, "drop_in", "随堂课"),
    (Family.OBSERVATION, "research", "研究课"),
    (Family.OBSERVATION, "demonstration", "示范课"),
    (Family.OBSERVATION, "report", "汇报课"),
    (Family.OBSERVATION, "open", "公开课"),
    (Family.OBSERVATION, "inquiry", "探究课"),
    (Family.OBSERVATION, "roll_call", "点名课"),
    (Family.LESSON_PLAN, "plan", "教案"),
    (Family.WORK, "paper", "论文"),
    (Family.WORK, "case", "教学案例"),
    (Family.WORK, "reflection", "教学反思"),
    (Family.WORK, "essay", "教学随笔"),
    (Family.WORK, "notes", "读书笔记"),
    (Family.PROJECT, "project", "课题研究"),
    (Family.OTHER, "training", "校外培训"),
    (Family.OTHER, "degree", "学历进修"),
    (Family.OTHER, "online", "网络研修"),
    (Family.OTHER, "publication", "发表论著"),
    (Family.OTHER, "outreach", "送教支教"),
    (Family.OTHER, "brought", "转入学时"),
)
# Of these the school knows itself; what is declared of the others needs a proof.
KNOWN_TO_THE_SCHOOL = frozenset({"outreach"})

# Codes of standard kinds that figures are told about.
RESEARCH_LESSON = "research"
PREPARATION = "preparation"
# As rules name the kind of activity that takes place away from the school.
OUTSIDE = "activity/outside"
# The pack by which a school's work is valued before it has rules of its own; a preset.
DEFAULT_RULE = "default"
# What explanations called it before packs were data; such entries have steps of another form.
FIRST_RULE = "default-1"
