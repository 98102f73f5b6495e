"""How far the rules of packs look: at one piece of work, at all work of a holder, at the holder."""

from collections.abc import Iterable

from apps.credits.rules.packs import Pack, walk
from apps.credits.rules.people import Who
from apps.credits.rules.verbs import Cap, Deduct, Once, Reach, Round, Tiers, Zero


def looks_at_one(packs: Iterable[Pack]) -> bool:
    """Whether each piece of work is worth the same whatever else its holder has done."""
    together = (Tiers, Reach, Round, Zero, Once, Cap, Deduct)
    return not any(isinstance(rule, together) and rule.per != "item" for pack in packs for rule in pack.rules)


def asks_who(packs: Iterable[Pack]) -> bool:
    """Whether a rule asks for anything about the holder."""
    return any(
        (pack.cycle is not None and pack.cycle.personal)
        or any(isinstance(part, Who) for rule in pack.rules for _path, part in walk(rule))
        for pack in packs
    )
