"""By which packs a school's work is valued."""

from dataclasses import replace
from datetime import date, timedelta

from apps.credits.choices import DEFAULT_RULE
from apps.credits.models import RulePack
from apps.credits.presets import preset_pack
from apps.credits.rules.packs import Pack, Validity
from apps.credits.wording import school_names

DAY = timedelta(days=1)


def packs_of(school_id: int) -> list[Pack]:
    """The packs a school has published, each with the days it holds or held; empty for a school without any.

    One query without packs, three with.
    """
    rows = list(RulePack.objects.filter(school_id=school_id).holding().prefetch_related("rows"))
    names = school_names(school_id) if rows else None
    return [row.to_pack(names) for row in rows]


def default_pack() -> Pack:
    """What holds on days for which a school has published nothing."""
    return preset_pack(DEFAULT_RULE)


def packs_that_hold(school_id: int) -> list[Pack]:
    """The packs work is valued by: what the school has published, and the default on days without a pack for hours."""
    published = packs_of(school_id)
    hours = [pack.valid for pack in published if pack.gives == "hours"]
    return [*published, *(replace(default_pack(), valid=gap) for gap in gaps(hours))]


def gaps(taken: list[Validity]) -> list[Validity]:
    """The days that none of these has."""
    found, day = [], date.min
    for valid in sorted(taken, key=lambda v: v.first):
        if valid.first > day:
            found.append(Validity(first=day, last=valid.first - DAY))
        if valid.last is None:
            return found
        day = max(day, valid.last + DAY)
    return [*found, Validity(first=day)]


def pack_named(school_id: int, code: str, version: int) -> tuple[Pack, str] | None:
    """The pack an explanation names, whether it still holds or not, and the address of its page."""
    default = default_pack()
    if (default.code, default.version) == (code, version):
        return default, ""
    rows = RulePack.objects.filter(school_id=school_id, code=code, version=version).published()
    found = rows.prefetch_related("rows").first()
    return (found.to_pack(school_names(school_id)), found.get_absolute_url()) if found else None
