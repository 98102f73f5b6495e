"""The fonts of printed pages: Noto Sans SC and Noto Serif SC, which travel with the installation.

They come in one weight. The bold for headings and figures is drawn from it once, by moving outlines apart, and
kept in the data folder. Rarer characters stand in the regular weight among bold ones.
"""

import fcntl
import math
import unicodedata
from functools import cache
from pathlib import Path

import pylopdf_fonts_zh_cn as noto
from django.conf import settings
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont

# Stands for a character no font has, as printers do for a type they lack.
LACKING = "〓"
SAME_SHAPE = {"\u2011": "-", "\u00ad": "", "\u2010": "-", "\u2212": "-"}
# How much thicker bold strokes are, across and along, in thousandths of the type size.
STRENGTH = {"sans": (36, 26), "serif": (34, 12)}
VERSION = 1


def regular(family: str) -> Path:
    return Path(noto.serif_path() if family == "serif" else noto.sans_path())


def bold(family: str) -> Path:
    """The bold font file. The first call of an installation draws it, which takes some seconds; who asks for the same
    font meanwhile, also in another process, waits for it.
    """
    target = _target(family)
    if target.exists():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.with_suffix(".lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not target.exists():
            half = target.with_suffix(".half")
            draw_bold(regular(family), half, f"Noto {family} bold", *STRENGTH[family])
            half.replace(target)
    return target


def _target(family: str) -> Path:
    return Path(settings.DATA_DIR) / "fonts" / f"noto-{family}-bold-{VERSION}.otf"


def missing() -> list[str]:
    """Families whose bold is not drawn yet."""
    return [family for family in STRENGTH if not _target(family).exists()]


@cache
def covered() -> frozenset[int]:
    """Code points that at least one of the fonts has."""
    return frozenset().union(*(TTFont(regular(family), lazy=True).getBestCmap() for family in STRENGTH))


def lacking(text: str) -> list[str]:
    """Characters of a text that no font has, each once."""
    return [c for c in dict.fromkeys(text) if c not in SAME_SHAPE and not _printable(c)]


def _printable(character: str) -> bool:
    return (
        ord(character) in covered() or character in "\n\t" or unicodedata.category(character) in {"Cf", "Zs"}
    )


def with_signs(text: str) -> str:
    """The text with 〓 for what cannot be printed and plain characters for look-alikes the fonts lack."""
    rare = {c for c in set(text) if not _printable(c)}
    table = {ord(c): LACKING for c in rare} | {ord(c): plain for c, plain in SAME_SHAPE.items()}
    return text.translate(table)


def common() -> list[int]:
    """What bold is drawn for: ASCII, punctuation and the 3,755 commonest characters (GB 2312, first level)."""
    found = {*range(0x20, 0x7F), *map(ord, "·—–…“”‘’〇％ ")}
    for row in [*range(0xA1, 0xA4), *range(0xB0, 0xD8)]:
        cells = (bytes([row, cell]).decode("gb2312", "ignore") for cell in range(0xA1, 0xFF))
        found |= {ord(character) for character in cells if character}
    return sorted(found)


def draw_bold(source: Path, target: Path, name: str, across: float, along: float) -> None:
    """Write a font with the common characters of ``source`` in bold."""
    font = TTFont(source, lazy=True)
    chosen = {code: font.getBestCmap()[code] for code in common() if code in font.getBestCmap()}
    outlines, widths = font.getGlyphSet(), font["hmtx"]
    order = [".notdef", *dict.fromkeys(chosen.values())]
    builder = FontBuilder(font["head"].unitsPerEm, isTTF=False)
    builder.font.recalcBBoxes = (
        False  # nobody reads the boxes, and to reckon them takes longer than all the rest
    )
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(chosen)
    charstrings = {glyph: _charstring(outlines[glyph], widths[glyph][0], across, along) for glyph in order}
    builder.setupCFF(name.replace(" ", "-"), {"FullName": name}, charstrings, {})
    builder.setupHorizontalMetrics({glyph: widths[glyph] for glyph in order})
    lines = font["hhea"]
    builder.setupHorizontalHeader(ascent=lines.ascent, descent=lines.descent)
    builder.setupNameTable({"familyName": name, "styleName": "Bold"})
    builder.setupOS2(sTypoAscender=lines.ascent, sTypoDescender=lines.descent, usWeightClass=700,
                     usWinAscent=lines.ascent, usWinDescent=-lines.descent)  # fmt: skip
    builder.setupPost()
    builder.save(target)


def _charstring(glyph, width: int, across: float, along: float):
    pen, drawn = RecordingPen(), T2CharStringPen(width, None)
    glyph.draw(pen)
    contour = []
    for operator, points in pen.value:
        if operator in {"closePath", "endPath"}:
            _draw(drawn, contour, across / 2, along / 2)
            contour = []
        else:
            contour.append((operator, points))
    return drawn.getCharString()


def _draw(pen, contour, across: float, along: float) -> None:
    points = [point for _, found in contour for point in found]
    closed = len(points) > 1 and points[0] == points[-1]
    moved = _moved_apart(points[:-1] if closed else points, across, along)
    rest = iter([*moved, moved[0]] if closed else moved)
    for operator, found in contour:
        getattr(pen, operator)(*(next(rest) for _ in found))
    pen.closePath()


def _moved_apart(points, across: float, along: float):
    """Each point moved outwards along the bisector of its sides, by half of the strength.

    Outer contours run anticlockwise, holes clockwise, so that outwards is always to the right. Control points of
    curves are moved like corners. A shift is held back where a side is shorter than it.
    """
    count = len(points)
    if count < 3:
        return points
    sides = [_side(points[n], points[(n + 1) % count]) for n in range(count)]
    moved = []
    for n, (x, y) in enumerate(points):
        before, after = _near(sides, n - 1, -1), _near(sides, n, 1)
        moved.append(
            (round(x + _shift(before, after, across, 0)), round(y + _shift(before, after, along, 1)))
        )
    return moved


def _side(start, end):
    """Direction and length of a side."""
    x, y = end[0] - start[0], end[1] - start[1]
    length = math.hypot(x, y)
    return (x / length, y / length, length) if length else (0.0, 0.0, 0.0)


def _near(sides, position: int, step: int):
    """The nearest side with a length, going round in one direction."""
    for _ in sides:
        side = sides[position % len(sides)]
        if side[2]:
            return side
        position += step
    return (1.0, 0.0, 0.0)


def _shift(before, after, strength: float, axis: int) -> float:
    turn = before[0] * after[0] + before[1] * after[1]
    if turn <= -0.9375:  # the outline turns back on itself: no direction is outwards
        return 0.0
    outwards = (before[1] + after[1], -(before[0] + after[0]))[axis]
    bend = after[0] * before[1] - after[1] * before[0]
    length = min(before[2], after[2])
    if strength * bend <= length * (turn + 1):
        return outwards * strength / (turn + 1)
    return outwards * length / bend
