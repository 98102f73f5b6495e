"""Where a comment stands, and what one draft changes in the one before. No Django in here."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape

# A sentence with its mark, or a line.
PIECE = re.compile(r"[^。！？；!?;\n]*[。！？；!?;\n]|[^。！？；!?;\n]+")
# Paragraphs less alike than this share are another text; what stays is shown as such from so many characters on.
ALIKE, WORD = 0.5, 2
PLACE = re.compile(r"([a-z]{1,20})-(\d{1,4})")
# A place of a Word document: what is one paragraph to its reader.
BLOCK = re.compile(r"<(p|h[1-6]|li)>")
TAG = re.compile(r"<[^>]+>")
ENTITIES = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&nbsp;": " ", "&amp;": "&"}


@dataclass(frozen=True)
class Change:
    """``kind`` is same, gone or new."""

    kind: str
    text: str


@dataclass(frozen=True)
class Line:
    """A paragraph as it is read: ``index`` in the newer draft, None for one that is gone."""

    index: int | None
    pieces: tuple[Change, ...]


def changes(before: str, after: str) -> list[Change]:
    """The text sentence by sentence: what stays, what went and what came, in reading order."""
    return _differences(PIECE.findall(before), PIECE.findall(after))


def _differences(old: list[str], new: list[str]) -> list[Change]:
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


def lines(paragraphs: list[str]) -> list[Line]:
    """The paragraphs as they are; empty ones are left out, but counted."""
    return [Line(n, (Change("same", text),)) for n, text in enumerate(paragraphs) if text]


def compared(before: list[str], after: list[str]) -> list[Line]:
    """The newer paragraphs with what they change in the older ones; what is gone stands where it stood."""
    found: list[Line] = []
    for op, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if op == "equal":
            found += [Line(n, (Change("same", after[n]),)) for n in range(c, d)]
            continue
        pairs = min(b - a, d - c)
        found += [Line(c + n, tuple(_inside(before[a + n], after[c + n]))) for n in range(pairs)]
        found += [Line(None, (Change("gone", text),)) for text in before[a + pairs : b]]
        found += [Line(n, (Change("new", after[n]),)) for n in range(c + pairs, d)]
    return [line for line in found if any(piece.text for piece in line.pieces)]


def _inside(before: str, after: str) -> list[Change]:
    """Word for word where most stays; else what is between the beginning and the end both have."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher.ratio() < ALIKE:
        start = _common(before, after)
        end = _common(before[start:][::-1], after[start:][::-1])
        kept = [(start, 0, 0), (end, len(before) - end, len(after) - end)]
    else:
        kept = [(m.size, m.a, m.b) for m in matcher.get_matching_blocks() if m.size >= WORD]
        kept.append((0, len(before), len(after)))
    found, a, b = [], 0, 0
    for size, at_before, at_after in kept:
        found += [Change("gone", before[a:at_before]), Change("new", after[b:at_after])]
        found.append(Change("same", after[at_after : at_after + size]))
        a, b = at_before + size, at_after + size
    return [change for change in found if change.text]


def _common(one: str, other: str) -> int:
    """How many characters both begin with."""
    return next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def paragraphs_of(text: str) -> list[str]:
    """The lines of a text that was written in the page."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def as_html(text: str) -> str:
    """A text as a document: its paragraphs, in the order of ``paragraphs_of``."""
    return "".join(f"<p>{escape(line)}</p>" for line in paragraphs_of(text))


def blocks_of(html: str) -> list[str]:
    """The words of each paragraph of a cleaned document, in the order ``with_places`` numbers them."""
    tags = list(BLOCK.finditer(html))
    ends = [*(tag.start() for tag in tags[1:]), len(html)]
    return [_plain(html[tag.end() : end]) for tag, end in zip(tags, ends, strict=True)] if tags else []


def _plain(html: str) -> str:
    text = TAG.sub("", html)
    for entity, char in ENTITIES.items():
        text = text.replace(entity, char)
    return " ".join(text.split())


def with_places(html: str, part: str) -> str:
    """A cleaned document with a place at each paragraph."""
    count = iter(range(len(html)))
    return BLOCK.sub(lambda tag: f'<{tag[1]} data-place="{part}-{next(count)}">', html)


def read_place(place: str) -> tuple[str, int | None]:
    """(part, paragraph) of ``aims-2``; of anything else the whole."""
    found = PLACE.fullmatch(place)
    return (found[1], int(found[2])) if found else ("", None)


def found_again(part: str, paragraph: int | None, quote: str, texts: dict[str, list[str]]) -> str:
    """The place in a later draft where the quoted words still stand, nearest to where they stood; else empty."""
    if not quote:
        return ""
    here = [n for n, text in enumerate(texts.get(part, [])) if quote in text]
    nearest = min(here, key=lambda n: abs(n - (paragraph or 0)), default=None)
    return "" if nearest is None else f"{part}-{nearest}"
