"""How far the rules of packs look: at one piece of work, at all work of a holder, at the holder."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from apps.credits.rules.calendars import OF_WORK, Calendar
from apps.credits.rules.packs import Pack, walk
from apps.credits.rules.people import Who
from apps.credits.rules.verbs import Cap, Deduct, Once, Reach, Round, Tiers, Zero

TOGETHER = (Tiers, Reach, Round, Zero, Once, Cap, Deduct)


def looks_at_one(packs: Iterable[Pack]) -> bool:
    """Whether each piece of work is worth the same whatever else its holder has done."""
    return not any(isinstance(rule, TOGETHER) and rule.per != "item" for pack in packs for rule in pack.rules)


def for_groups(pack: Pack) -> Pack:
    """The pack as it values the work of groups: with the rules that ask for groups, and no others. What a rule says of
    everybody's work is said of people.
    """
    rules = [
        rule
        for rule in pack.all_coded().rules
        if rule.where.who is not None and rule.where.who.of == "groups"
    ]
    return replace(pack, rules=tuple(rules))


def reaches_back(packs: Iterable[Pack], calendar: Calendar, day: date) -> date:
    """The first day whose work may share a tier or a cap with work of this day. Meetings of one series lie in one
    school year.
    """
    firsts = [day]
    for pack in packs:
        own = pack.cycle is not None and pack.cycle.personal
        for rule in pack.rules:
            if isinstance(rule, TOGETHER) and rule.per != "item":
                per = "school_year" if rule.per in OF_WORK else rule.per
                firsts.append(
                    date.min if per == "cycle" and own else calendar.window(per, day, pack.cycle).first
                )
    return min(firsts)


def asks_who(packs: Iterable[Pack]) -> bool:
    """Whether a rule asks for anything about the holder."""
    return any(
        (pack.cycle is not None and pack.cycle.personal)
        or any(isinstance(part, Who) for rule in pack.rules for _path, part in walk(rule))
        for pack in packs
    )
