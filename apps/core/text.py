"""Plain text as people type it, made comparable."""

import re
import unicodedata

_SPACES = re.compile(r"\s+")
# Chinese punctuation that NFKC would turn into ASCII although it is proper in a title.
_PROPER = "：，；（）！？…～"
_HIDE = str.maketrans(_PROPER, "".join(chr(0xE001 + i) for i in range(len(_PROPER))))
_SHOW = {hidden: proper for proper, hidden in _HIDE.items()}
_INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060\ufeff\x00-\x08\x0b\x0c\x0e-\x1f]")

# What counts as a character of its own: Chinese and its punctuation, kana, Hangul, full-width forms.
# static/writing.js counts by the same rule while one types.
_WIDE = re.compile(
    "[\u2e80-\u2fff\u3001-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6"
    "\U00020000-\U0003fffd“”‘’—…·]"
)


def count_characters(text: str) -> int:
    """How long a text is (字数), as word processors count: a Chinese character or punctuation mark is one, and so is
    a run of anything else between spaces, such as ``2025`` or ``Dinner's``.
    """
    return len(_WIDE.findall(text)) + len(_WIDE.sub(" ", text).split())


def whole_number(text: str) -> int | None:
    """The number that an address or a tick names; None for anything else, and for one longer than any key."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None


def is_storable(part) -> bool:
    """Whether the database can hold every text in a piece of JSON: no NUL and no half of a character.

    Raises RecursionError for one nested deeper than anybody means.
    """
    if isinstance(part, dict):
        return all(is_storable(inner) for inner in (*part, *part.values()))
    if isinstance(part, list):
        return all(is_storable(inner) for inner in part)
    return not (
        isinstance(part, str) and ("\x00" in part or any("\ud800" <= sign <= "\udfff" for sign in part))
    )


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


def nest_quotes(sentence: str) -> str:
    """Quotes inside quotes as Chinese sets them, single and double in turn: 教案“复习‘圆的面积’”. Where they do not
    pair, the sentence stays as it is.
    """
    depth, signs = 0, []
    for sign in sentence:
        if sign == "”":
            depth -= 1
        if depth < 0:
            return sentence
        signs.append({"“": "‘", "”": "’"}.get(sign, sign) if depth % 2 else sign)
        if sign == "“":
            depth += 1
    return sentence if depth else "".join(signs)


def split_list(value: str) -> list[str]:
    """The items of a cell such as ``T001、T002，T003``."""
    return [part for part in (p.strip() for p in re.split(r"[、,，;；\s/]+", value)) if part]
