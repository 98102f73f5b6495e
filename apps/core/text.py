"""Plain text as people type it, made comparable."""

import re
import unicodedata

_SPACES = re.compile(r"\s+")
# Chinese punctuation that NFKC would turn into ASCII although it is proper in a title.
_PROPER = "：，；（）！？…～"
_HIDE = str.maketrans(_PROPER, "".join(chr(0xE001 + i) for i in range(len(_PROPER))))
_SHOW = {hidden: proper for proper, hidden in _HIDE.items()}
_INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060\ufeff\x00-\x08\x0b\x0c\x0e-\x1f]")


def clean_text(value: str) -> str:
    """Prose with stray spaces and invisible characters removed, line breaks of one kind; the rest as written."""
    lines = value.replace("\r\n", "\n").replace("\r", "\n")
    return _INVISIBLE.sub("", lines).replace("\u3000", " ").strip()


def clean_name(value: str) -> str:
    """A name or title on one line: full-width letters and digits made half-width, spaces folded.

    Chinese punctuation is kept, so that a title prints as it was written.
    """
    kept = _INVISIBLE.sub("", value).translate(_HIDE)
    return _SPACES.sub(" ", unicodedata.normalize("NFKC", kept).translate(_SHOW)).strip()


def clean_code(value: str) -> str:
    """A number or code (staff number, school code): half-width, no spaces, upper case."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", _INVISIBLE.sub("", value))).upper()


def split_list(value: str) -> list[str]:
    """The items of a cell such as ``T001、T002，T003``."""
    return [part for part in (p.strip() for p in re.split(r"[、,，;；\s/]+", value)) if part]
