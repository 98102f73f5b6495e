"""Reads of lesson plans, for pages and for the apps above."""

from django.utils.translation import gettext as _

from apps.credits.models import Entry
from apps.lessonplans.choices import Mark


def explain_plan(entry: Entry) -> list[str]:
    """Which plan was approved, with which mark, and what the rule makes of it; only what is stored."""
    said = [_("The lesson plan “%(title)s” was approved.") % {"title": entry.title}]
    mark = dict(Mark.choices).get(entry.explanation.get("inputs", {}).get("mark"))
    if mark:
        said.append(_("Its mark: %(mark)s.") % {"mark": mark})
    if entry.explanation.get("rule") == "default-1":
        said.append(_("By the default rule each approved plan counts once."))
    return said
