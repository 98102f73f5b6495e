"""A dry run as an Excel file: totals, people, groups, tiers, requirements, and every piece of work that moved."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from apps.core.xlsx import SheetWriter
from apps.credits.choices import Unit

COUNTS = ("gain", "lose", "fail", "pass")


def workbook(result: dict, people: list[dict], details: dict) -> bytes:
    """Of a scheme columns and sheets of amounts are left out: it moves none. Heads of amounts name their unit."""
    writer, unit = SheetWriter(), result["unit"]
    before, after = pgettext("of a dry run", "Before"), pgettext("of a dry run", "After")
    change = pgettext("of a dry run", "Change")
    amounts = [f"{head}（{Unit(unit).label}）" for head in (before, after, change)] if unit else []
    writer.sheet(pgettext("of a dry run", "Totals"), ["", before, after], totals(result), [24, 14, 14])
    writer.sheet(_("People"), [*who(), *amounts, *what(bool(unit))], of_people(people, bool(unit)))
    counted = [_("People"), *amounts[:2], *counts()[0 if unit else 2 :]]
    groups, tiers = (of_parts(result[name], none, bool(unit)) for name, none in nowhere())
    writer.sheet(_("By group"), [_("Group"), *counted], groups)
    writer.sheet(_("By tier"), [_("Tier"), *counted], tiers)
    met = [_("Owing before"), _("Owing after"), _("Met before"), _("Met after")]
    rows = of_requirements(result["requirements"])
    writer.sheet(_("By requirement"), [_("Requirement"), *met, *counts()[2:]], rows)
    if unit:
        pieces = [_("Counts before"), _("Counts after"), _("Rules"), _("How")]
        moved = [*who(), _("Day"), _("Work"), _("Kind"), *amounts[:2], *pieces]
        writer.sheet(_("Work that moved"), moved, of_pieces(result, people, details))
    return writer.content()


def nowhere() -> tuple[tuple[str, str], ...]:
    """What those are called who are in no group, or no tier."""
    return ("groups", _("In no group")), ("tiers", _("In no tier"))


def who() -> list[str]:
    return [pgettext("of a dry run", "Number"), pgettext("of a dry run", "Name"), _("Group"), _("Tier")]


def what(amounts: bool) -> list[str]:
    moved = [_("Pieces that moved")] if amounts else []
    return [*moved, _("Newly fails"), _("Newly passes"), _("Unmet before"), _("Unmet after")]


def counts() -> list[str]:
    return [_("Gain"), _("Lose"), _("Newly fail"), _("Newly pass")]


def totals(result: dict) -> Iterable[list]:
    if result["unit"]:
        for unit, word in (*Unit.choices, ("count", _("pieces of work"))):
            yield [str(word), *numbers(result["totals"][unit])]
    found = result["counts"]
    yield [_("People who meet everything"), *found["met"]]
    for word, name in list(zip(counts(), COUNTS, strict=True))[0 if result["unit"] else 2 :]:
        yield [word, None, found[name]]


def of_people(people: list[dict], amounts: bool) -> Iterable[list]:
    for row in people:
        moved = [*numbers((row["before"], row["after"], row["change"])), row["moved"]] if amounts else []
        fails = marked(row["fail"], row.get("added", ()), _("asked for now"))
        passes = marked(row["pass"], row.get("dropped", ()), _("not asked for any more"))
        yield [*named(row), *moved, fails, passes, *row["unmet"]]


def marked(names: list[str], special: Iterable[str], mark: str) -> str:
    return "、".join(f"{name}（{mark}）" if name in special else name for name in names)


def of_parts(parts: list[dict], none: str, amounts: bool) -> Iterable[list]:
    for part in parts:
        moved = [*numbers((part["before"], part["after"])), part["gain"], part["lose"]] if amounts else []
        yield [part["name"] or none, part["people"], *moved, part["fail"], part["pass"]]


def of_requirements(rows: list[dict]) -> Iterable[list]:
    for row in rows:
        yield [row["name"], *row["owing"], *row["met"], row["fail"], row["pass"]]


def of_pieces(result: dict, people: list[dict], details: dict) -> Iterable[list]:
    unit = result["unit"]
    for row in people:
        for piece in details.get(row["key"], {}).get("pieces", ()):
            amounts = numbers(piece[side].get(unit, "0") for side in ("before", "after"))
            rules = "\n".join(result["rules"][n]["said"] for n in piece["rules"])
            yield [
                *named(row), piece["date"], piece["title"], piece["kind"], *amounts, *piece["counts"], rules,
                "".join(piece["steps"]),
            ]  # fmt: skip


def named(row: dict) -> list[str]:
    return [row["number"], row["name"], row["group"], row["tier"]]


def numbers(texts: Iterable[str]) -> list[Decimal]:
    return [Decimal(text) for text in texts]
