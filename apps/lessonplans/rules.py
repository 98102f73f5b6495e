"""What a draft changes in the one before it."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

# A sentence with its mark, or a line.
PIECE = re.compile(r"[^。！？；!?;\n]*[。！？；!?;\n]|[^。！？；!?;\n]+")


@dataclass(frozen=True)
class Change:
    """``kind`` is same, gone or new."""

    kind: str
    text: str


def changes(before: str, after: str) -> list[Change]:
    """The text sentence by sentence: what stays, what went and what came, in reading order."""
    old, new = PIECE.findall(before), PIECE.findall(after)
    found = []
    for op, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if op == "equal":
            found.append(Change("same", "".join(old[a:b])))
            continue
        if b > a:
            found.append(Change("gone", "".join(old[a:b])))
        if d > c:
            found.append(Change("new", "".join(new[c:d])))
    return found
