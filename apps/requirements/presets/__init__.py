"""Schemes to begin with, named after the kind of school or region. They are patterns to adapt, not law."""

from pathlib import Path

from apps.credits.presets import standard_names
from apps.requirements.rules.schemes import Scheme
from apps.requirements.rules.texts import read_scheme

FOLDER = Path(__file__).parent


def preset_schemes() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


def preset_scheme(name: str) -> Scheme:
    """Raises FileNotFoundError for a name that is not in ``preset_schemes``."""
    return read_scheme((FOLDER / f"{name}.yaml").read_bytes(), standard_names())
