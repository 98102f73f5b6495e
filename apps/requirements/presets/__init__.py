"""Schemes to begin with, named after the kind of school or region. They are patterns to adapt, not law."""

from functools import cache
from pathlib import Path

from apps.credits.presets import in_order, standard_names
from apps.requirements.rules.schemes import Scheme
from apps.requirements.rules.texts import read_scheme

FOLDER = Path(__file__).parent


# From the kind of school to the nation; a file that is not named here comes last.
ORDER = (
    "central-primary", "junior-middle", "nine-year", "township", "term-observations", "own-targets", "county-under-40",
    "city-36-credits", "municipality-blocks", "province-five-years", "province-window", "national-360",
)  # fmt: skip


def preset_schemes() -> list[str]:
    return in_order(FOLDER, ORDER)


@cache
def preset_scheme(name: str) -> Scheme:
    """Raises FileNotFoundError for a name that is not in ``preset_schemes``."""
    return read_scheme((FOLDER / f"{name}.yaml").read_bytes(), standard_names())
