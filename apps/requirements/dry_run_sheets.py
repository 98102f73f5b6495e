"""A dry run as an Excel file: totals, people, groups, tiers, requirements, and every piece of work that moved."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from apps.core.xlsx import SheetWriter
from apps.credits.choices import Unit

COUNTS = ("gain", "lose", "fail", "pass")


def workbook(result: dict, people: list[dict], details: dict) -> bytes:
    """Of a scheme the sheets of amounts are left out: it moves none."""
    writer, before, after = (
        SheetWriter(),
        pgettext("of a dry run", "Before"),
        pgettext("of a dry run", "After"),
    )
    writer.sheet(pgettext("of a dry run", "Totals"), ["", before, after], totals(result), [24, 14, 14])
    writer.sheet(
        _("People"), [*who(), before, after, pgettext("of a dry run", "Change"), *what()], of_people(people)
    )
    counted = [_("People"), before, after, *counts()]
    writer.sheet(_("By group"), [_("Group"), *counted], of_parts(result["groups"], _("In no group")))
    writer.sheet(_("By tier"), [_("Tier"), *counted], of_parts(result["tiers"], _("In no tier")))
    met = [_("Owing before"), _("Owing after"), _("Met before"), _("Met after")]
    writer.sheet(
        _("By requirement"), [_("Requirement"), *met, *counts()[2:]], of_requirements(result["requirements"])
    )
    if result["unit"]:
        moved = [
            *who(),
            _("Day"),
            _("Work"),
            _("Kind"),
            before,
            after,
            _("Counts before"),
            _("Counts after"),
            _("Rules"),
            _("How"),
        ]
        writer.sheet(_("Work that moved"), moved, of_pieces(result, people, details))
    return writer.content()


def who() -> list[str]:
    return [pgettext("of a dry run", "Number"), pgettext("of a dry run", "Name"), _("Group"), _("Tier")]


def what() -> list[str]:
    return [_("Pieces that moved"), _("Newly fails"), _("Newly passes"), _("Unmet before"), _("Unmet after")]


def counts() -> list[str]:
    return [_("Gain"), _("Lose"), _("Newly fail"), _("Newly pass")]


def totals(result: dict) -> Iterable[list]:
    if result["unit"]:
        for unit, word in (*Unit.choices, ("count", _("pieces of work"))):
            yield [str(word), *numbers(result["totals"][unit])]
    found = result["counts"]
    yield [_("People who meet everything"), *found["met"]]
    for word, name in zip(counts(), COUNTS, strict=True):
        yield [word, None, found[name]]


def of_people(people: list[dict]) -> Iterable[list]:
    for row in people:
        yield [
            *named(row), *numbers((row["before"], row["after"], row["change"])), row["moved"], "、".join(row["fail"]),
            "、".join(row["pass"]), *row["unmet"],
        ]  # fmt: skip


def of_parts(parts: list[dict], none: str) -> Iterable[list]:
    for part in parts:
        amounts = numbers((part["before"], part["after"]))
        yield [part["name"] or none, part["people"], *amounts, *(part[name] for name in COUNTS)]


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
