"""Why work only almost counts; by what the rules asked for that valued it: “没有满足：附反思”."""

from collections.abc import Iterable

from apps.credits.models import Entry
from apps.credits.rules.explaining import steps_said
from apps.credits.rules.steps import step_from_json
from apps.credits.rules.words import Names
from apps.credits.selectors import pack_named
from apps.credits.wording import school_names
from apps.requirements.rules.lines import Almost
from apps.requirements.rules.schemes import Requirement
from apps.requirements.rules.sentences import almost_said
from apps.requirements.selectors.evaluating import Answer

# The reason why such work only almost counts, and the step of an explanation that says it.
NEED = "need"


def lacking(user, school_id: int, answers: Iterable[Answer]) -> dict[str, str]:
    """Source of work that almost counts → what it lacked. No query where nothing lacked anything."""
    keys = {one.key for answer in answers for one in answer.owed.almost if one.reason == NEED}
    if not keys:
        return {}
    entries = Entry.objects.visible_to(user).standing().filter(source_key__in=keys).order_by("pk")
    names, packs, said = school_names(school_id), {}, {}
    for key, explanation in entries.values_list("source_key", "explanation"):
        for part in (explanation, *explanation.get("also", ())):
            steps = [step_from_json(step) for step in part.get("steps", ()) if step["step"] == NEED]
            rule = part["rule"]
            if steps and rule not in packs:
                code, _v, version = rule.rpartition(" v")
                packs[rule] = pack_named(school_id, code, int(version))
            if steps and packs[rule]:
                pack, _url = packs[rule]
                own = names.plus({name: dict(table) for name, table in pack.names})
                lines = (line.rstrip("。").removesuffix("，不计") for line in steps_said(steps, pack, own))
                said[key] = "；".join(lines)
    return said


def reason_said(one: Almost, requirement: Requirement, names: Names, lacked: dict[str, str]) -> str:
    """Why a piece of work only almost counts; ``lacked`` is what ``lacking`` found."""
    said = lacked.get(one.key) if one.reason == NEED else ""
    return said or almost_said(one.reason, requirement, names)
