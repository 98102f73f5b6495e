"""Rule packs to begin with, as files. They are patterns to adapt, not law."""

from functools import cache
from pathlib import Path

from apps.credits.choices import STANDARD_KINDS
from apps.credits.rules.packs import Pack
from apps.credits.rules.texts import read_pack
from apps.credits.rules.words import NAMES, Names

FOLDER = Path(__file__).parent


def standard_names() -> Names:
    """The words a new school knows: the standard ones and the kinds of its first catalogue."""
    return NAMES.plus({"kind": {f"{family}/{code}": name for family, code, name in STANDARD_KINDS}})


# From the school to the nation; a file that is not named here comes last.
ORDER = (
    "school-hours", "county-hours", "county-blocks", "approved-plan", "levels-and-tiers", "lesson-marks",
    "city-ten-to-one", "city-36-credits", "municipality-blocks", "province-five-years", "province-caps",
    "national-hours", "contact-hours",
)  # fmt: skip


def in_order(folder: Path, order: tuple[str, ...]) -> list[str]:
    """The names of the files of a folder, those of ``order`` first."""
    names = sorted(path.stem for path in folder.glob("*.yaml"))
    return sorted(names, key=lambda name: order.index(name) if name in order else len(order))


def preset_packs() -> list[str]:
    return in_order(FOLDER, ORDER)


@cache
def preset_pack(name: str) -> Pack:
    """Raises FileNotFoundError for a name that is not in ``preset_packs``."""
    return read_pack((FOLDER / f"{name}.yaml").read_bytes(), standard_names())
