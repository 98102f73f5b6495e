from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Area(models.TextChoices):
    """What a scope is about; ``activities:read`` is a scope."""

    SCHOOL = "school", _("people, groups, semesters")
    LOG_INS = "log_ins", _("log-ins: making one-time passwords for others")
    ACTIVITIES = "activities", _("activities and attendance")
    OBSERVATIONS = "observations", pgettext_lazy("of a token", "lesson observations")
    LESSON_PLANS = "lesson_plans", pgettext_lazy("of a token", "lesson plans")
    WORKS = "works", _("works and awards")
    DECLARATIONS = "declarations", pgettext_lazy("of a token", "declared hours")
    PROJECTS = "projects", pgettext_lazy("of a token", "research projects")
    LEDGER = "ledger", pgettext_lazy("of a token", "credit-hour ledger")
    SUMMARY = "summary", _("figures of the semester summary")
    INBOX = "inbox", _("what waits for review")
    NOTICES = "notices", pgettext_lazy("of a token", "notices")
    CALENDAR = "calendar", _("subscriptions to calendars")
    WORKBOOKS = "workbooks", _("Excel in and out")
    JOBS = "jobs", _("long work and its files")


class Lifetime(models.IntegerChoices):
    """Days a token lasts."""

    MONTH = 30, _("30 days")
    QUARTER = 90, _("90 days")
    HALF_YEAR = 180, _("half a year")
    YEAR = 365, _("a year")
