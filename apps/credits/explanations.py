"""An entry's stored steps, said in plain sentences."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.core.templatetags.core import amount
from apps.core.text import nest_quotes
from apps.credits import sources
from apps.credits.models import Entry


def sentences(entry: Entry) -> list[str]:
    """What the record behind the entry adds, then each step from there to the amounts, then the rule."""
    steps = [said for said in map(_step, entry.explanation.get("steps", [])) if said]
    return [nest_quotes(sentence) for sentence in (*sources.explain(entry), *steps, *_rule(entry))]


def _step(step: dict) -> str:
    if step.get("step") == "base":
        return _("It is worth %(hours)s credit hours.") % {"hours": amount(Decimal(step["hours"]))}
    if step.get("step") == "count":
        times = int(step["count"])
        return ngettext("It counts once.", "It counts %(times)s times.", times) % {"times": times}
    if step.get("step") == "characters" and int(step["characters"]):
        return _("It has %(characters)s characters.") % {"characters": f"{int(step['characters']):,}"}
    return ""


def _rule(entry: Entry) -> list[str]:
    rule = entry.explanation.get("rule", "")
    return [_("Rule applied: %(rule)s.") % {"rule": rule}] if rule and not rule.startswith("default-") else []
