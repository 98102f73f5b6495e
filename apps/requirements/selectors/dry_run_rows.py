"""The people of a dry run's result: those an address asks for, in the order it asks for."""

from decimal import Decimal

from apps.core.names import fits_person

CHANGED = ("gain", "lose", "fail", "pass")
AMOUNTS = ("before", "after", "change")
# What an address asks for to see those without a group, or a tier.
IN_NONE = "-"
COLUMNS = ("number", "name", "group", "tier", *AMOUNTS)


def narrowed(people: list[dict], asked) -> list[dict]:
    """Rows that fit what an address asks for; what it asks for and nobody knows finds nothing."""
    show = asked.get("show", "")
    if show and show not in CHANGED:
        return []
    tests = {
        "gain": lambda row: Decimal(row["change"]) > 0, "lose": lambda row: Decimal(row["change"]) < 0,
        "fail": lambda row: row["fail"], "pass": lambda row: row["pass"],
    }  # fmt: skip
    words = asked.get("q", "")
    return [
        row for row in people
        if (not show or tests[show](row)) and fits_person(words, row["search"])
        and asked.get("group", "") in ("", row["group"] or IN_NONE)
        and asked.get("tier", "") in ("", row["tier"] or IN_NONE)
    ]  # fmt: skip


def ordered(people: list[dict], sort: str) -> list[dict]:
    """By a column, with a minus downwards; else whom it concerns most first: who newly fails, loses most, newly passes,
    gains most.
    """
    name = sort.removeprefix("-")
    if name not in COLUMNS:
        return sorted(people, key=concern)
    key = (lambda row: Decimal(row[name])) if name in AMOUNTS else (lambda row: row[name])
    return sorted(people, key=key, reverse=sort.startswith("-"))


def concern(row: dict) -> tuple:
    change = Decimal(row["change"])
    told = (bool(row["fail"]), change < 0, bool(row["pass"]), change > 0, row["moved"] > 0)
    return tuple(not one for one in told), -abs(change)
