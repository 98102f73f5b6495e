"""Rule packs to begin with, as files. They are patterns to adapt, not law."""

from pathlib import Path

from apps.credits.choices import STANDARD_KINDS
from apps.credits.rules.packs import Pack
from apps.credits.rules.texts import read_pack
from apps.credits.rules.words import NAMES, Names

FOLDER = Path(__file__).parent


def standard_names() -> Names:
    """The words a new school knows: the standard ones and the kinds of its first catalogue."""
    return NAMES.plus({"kind": {f"{family}/{code}": name for family, code, name in STANDARD_KINDS}})


def preset_packs() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


def preset_pack(name: str) -> Pack:
    """Raises FileNotFoundError for a name that is not in ``preset_packs``."""
    return read_pack((FOLDER / f"{name}.yaml").read_bytes(), standard_names())
