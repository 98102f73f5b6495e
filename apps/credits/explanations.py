"""How an entry came about, said from what it stores: the record, each step, the rules, and what was cut."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.core.templatetags.core import amount
from apps.core.text import nest_quotes
from apps.credits import sources
from apps.credits.models import Entry
from apps.credits.rules.explaining import steps_said, why_not_more, without_score
from apps.credits.rules.packs import Pack
from apps.credits.rules.sentences import sentence
from apps.credits.rules.steps import Step, step_from_json
from apps.credits.rules.words import Names
from apps.credits.selectors import pack_named
from apps.credits.wording import school_names


@dataclass
class Applied:
    """One pack an entry was valued by: its rules that took part, as sentences with the clause they come from."""

    name: str
    version: int
    document: str = ""
    url: str = ""
    rules: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Explained:
    """Everything the page of an entry says about its amounts."""

    record: list[str]
    steps: list[str] = field(default_factory=list)
    cuts: list[str] = field(default_factory=list)
    packs: list[Applied] = field(default_factory=list)


def explained(entry: Entry, user) -> Explained:
    """What stands behind an entry, as far as the user may read it; three queries where the school has packs of its
    own.
    """
    found = Explained([nest_quotes(line) for line in sources.explain(entry)])
    parts = [entry.explanation, *entry.explanation.get("also", ())]
    if sources.by_default(entry) or "fact" not in entry.explanation:
        found.steps = _plain(entry)
        del parts[0]  # no pack made it; packs of other units may have
    if not parts:
        return found
    names = school_names(entry.school_id)
    scored = entry.member_id is None or user.seat.reads_scores_of(entry.member_id)
    for part in parts:
        _say(part, entry, names, found, scored=scored)
    return found


def sentences(entry: Entry, user) -> list[str]:
    """The same in a row."""
    said = explained(entry, user)
    lines = (*said.record, *said.steps, *(_applied(pack) for pack in said.packs))
    return [nest_quotes(line) for line in lines]


def _applied(pack: Applied) -> str:
    return _("Rules applied: %(pack)s.") % {"pack": f"{pack.name} v{pack.version}"}


def _say(part: dict, entry: Entry, names: Names, found: Explained, *, scored: bool) -> None:
    """What one pack made of it."""
    code, _v, version = part["rule"].rpartition(" v")
    steps = [step if scored else without_score(step) for step in map(step_from_json, part["steps"])]
    named = pack_named(entry.school_id, code, int(version))
    if named is None:
        found.packs.append(Applied(code, int(version)))
        return
    pack, url = named
    names = names.plus({name: dict(table) for name, table in pack.names})
    found.steps += steps_said(steps, pack, names)
    found.cuts += why_not_more(steps, pack, names)
    document = pack.document
    called = " ".join(filter(None, [document.title, document.number])) if document else ""
    found.packs.append(Applied(pack.name, pack.version, called, url, _rules(steps, pack, names)))


def _rules(steps: list[Step], pack: Pack, names: Names) -> list[tuple[str, str]]:
    """Each rule that made a step, in the order of the steps."""
    by_code = {rule.code: rule for rule in pack.rules}
    taken = dict.fromkeys(step.rule for step in steps if step.rule in by_code)
    return [(sentence(by_code[code], pack, names), by_code[code].clause) for code in taken]


def _plain(entry: Entry) -> list[str]:
    """The amounts of an entry of a school without rules of its own."""
    said = []
    if entry.hours:
        said.append(_("It is worth %(hours)s credit hours.") % {"hours": amount(abs(entry.hours))})
    else:
        times = abs(entry.count)
        said.append(ngettext("It counts once.", "It counts %(times)s times.", times) % {"times": times})
    if entry.characters:
        said.append(_("It has %(characters)s characters.") % {"characters": f"{abs(entry.characters):,}"})
    return [*said, *_first_rule(entry)]


def _first_rule(entry: Entry) -> list[str]:
    """The rule that an entry names which was made before packs were data."""
    rule = entry.explanation.get("rule", "")
    return [] if sources.by_default(entry) or not rule else [_("Rules applied: %(pack)s.") % {"pack": rule}]
