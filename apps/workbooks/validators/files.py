"""Whether a file is a workbook we may open, found out without trusting what it says about itself.

The parts of the package are unpacked as a stream, once, counting as they come; sheets are looked at with
cheap patterns on the way, for what the reader does not tell: errors, formulas without a result, hidden columns,
and rows or columns far away that would cost memory.
"""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath
from xml.etree import ElementTree

from django.conf import settings

from apps.workbooks.validators.messages import Mistake, NotAWorkbook

MEGABYTE = 1024 * 1024
CHUNK = MEGABYTE
MAX_PARTS = 2000
MAX_UNPACKED = 300 * MEGABYTE
# Real sheets are packed 5 to 40 times; a million styled blank rows some 100 times.
MAX_RATIO, RATIO_FROM = 400, 20 * MEGABYTE
MAX_ROWS = 100_000
MAX_CELLS = 5_000_000
MAX_MARKS = 5_000
NEAR_COLUMNS = 52
MAX_ROW_BYTES = 4 * MEGABYTE

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PLACE = re.compile(rb'r="[A-Z]*(\d+)"')
_ROWS = re.compile(rb"<(?:\w+:)?row\b")
_FAR_PLACE = re.compile(rb' r="(?:[A-Z]{3}|[B-Z][A-Z])\d')
_FAR = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{3}|[B-Z][A-Z])\d+"[^>]*(?<!/)>')
_ERROR = re.compile(rb'<(?:\w+:)?c\b(?=[^>]*\bt="e")[^>]*?\br="([A-Z]+\d+)"')
_UNSAVED = re.compile(
    rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]+\d+)"[^>]*>\s*<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*'
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_COL = re.compile(rb"<(?:\w+:)?col\b[^>]*>")


@dataclass
class Facts:
    """What was seen of one sheet while it was unpacked: rows there are, the last one with something in it …"""

    name: str
    rows: int = 0
    last_row: int = 0
    columns: int = NEAR_COLUMNS
    errors: set[str] = field(default_factory=set)
    unsaved: set[str] = field(default_factory=set)
    hidden: set[int] = field(default_factory=set)


def inspect_file(content: bytes) -> dict[str, Facts]:
    """{sheet name: what was seen of it} of a workbook we may open. Raises NotAWorkbook."""
    if not content:
        raise NotAWorkbook(Mistake("empty_file"))
    if len(content) > settings.WORKBOOK_MAX_BYTES:
        raise NotAWorkbook(Mistake("too_big", params={"limit": settings.WORKBOOK_MAX_BYTES // MEGABYTE}))
    if content.startswith(OLE):
        raise NotAWorkbook(Mistake("encrypted" if ENCRYPTED in content else "old_xls"))
    if not content.startswith(b"PK"):
        raise NotAWorkbook(Mistake("not_xlsx"))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _check_parts(package)
            return _look_through(package)
    except (zipfile.BadZipFile, zlib.error, ElementTree.ParseError, EOFError, NotImplementedError,
            RuntimeError, ValueError, KeyError, OSError) as error:  # fmt: skip
        raise NotAWorkbook(Mistake("damaged")) from error


def _check_parts(package: zipfile.ZipFile) -> None:
    """The list of parts says which kind of file it is."""
    parts = package.infolist()
    names = {part.filename.lstrip("/").lower() for part in parts}
    if len(parts) > MAX_PARTS:
        raise NotAWorkbook(Mistake("unpacks_too_big"))
    if any(part.flag_bits & 1 for part in parts):
        raise NotAWorkbook(Mistake("encrypted"))
    if any(name.endswith("vbaproject.bin") for name in names):
        raise NotAWorkbook(Mistake("macros"))
    if "xl/workbook.bin" in names:
        raise NotAWorkbook(Mistake("binary_workbook"))
    if "[content_types].xml" not in names or not any(n.endswith("workbook.xml") for n in names):
        raise NotAWorkbook(Mistake("not_xlsx"))
    for part in parts:
        if part.file_size > RATIO_FROM and part.file_size > MAX_RATIO * max(part.compress_size, 1):
            raise NotAWorkbook(Mistake("unpacks_too_big"))


def _look_through(package: zipfile.ZipFile) -> dict[str, Facts]:
    """Unpack every part once, within the limits."""
    facts = _sheet_parts(package)
    budget = MAX_UNPACKED
    # Sheets first: for one with too many rows the message can say so.
    for part in sorted(package.infolist(), key=lambda p: p.filename not in facts):
        seen = facts.get(part.filename)
        with package.open(part) as stream:
            budget -= _stream(stream, budget, part.filename, seen)
    return {seen.name: seen for seen in facts.values()}


def _stream(stream, budget: int, name: str, seen: Facts | None) -> int:
    """Read a part to its end, looking at it when it is a sheet; answers its size."""
    size, rest = 0, b""
    while chunk := stream.read(CHUNK):
        if size == 0 and b"<!DOCTYPE" in chunk[:4096]:
            raise NotAWorkbook(Mistake("damaged"))
        if size == 0 and name == "[Content_Types].xml" and b"macroEnabled" in chunk:
            raise NotAWorkbook(Mistake("macros"))
        size += len(chunk)
        if size > budget:
            raise NotAWorkbook(Mistake("unpacks_too_big"))
        if seen is not None:
            rest = _look_at(rest + chunk, seen)
    if seen is not None:
        _look_at(rest, seen, last=True)
    return size


def _look_at(text: bytes, seen: Facts, *, last: bool = False) -> bytes:
    """Note what whole rows of a sheet hold; answers the beginning of the row that may not be whole yet."""
    cut = len(text) if last else _last_row_tag(text)
    if cut <= 0:
        return text[-MAX_ROW_BYTES:]
    whole, rest = text[:cut], text[cut:]
    if not seen.rows:
        _note_hidden(whole, seen)
    _note_rows(whole, seen)
    if _FAR_PLACE.search(whole):
        for match in _FAR.finditer(whole):
            seen.columns = max(seen.columns, column_number(match[1].decode()))
    if seen.columns > NEAR_COLUMNS and seen.last_row * seen.columns > MAX_CELLS:
        raise NotAWorkbook(
            Mistake("too_many_columns", params={"sheet": seen.name, "column": column_letters(seen.columns)})
        )
    if b't="e"' in whole:
        _note(_ERROR, whole, seen.errors)
    if b"<f" in whole or b":f" in whole:
        _note(_UNSAVED, whole, seen.unsaved)
    return rest[-MAX_ROW_BYTES:]


def _last_row_tag(text: bytes) -> int:
    """Where the last row begins, written as <row …> or <x:row …>; -1 without one."""
    prefixed = text.rfind(b":row ")
    return max(text.rfind(b"<row"), text.rfind(b"<", 0, prefixed) if prefixed > 0 else -1)


def _note(pattern, text: bytes, cells: set[str]) -> None:
    for match in pattern.finditer(text):
        if len(cells) >= MAX_MARKS:
            return
        cells.add(match[1].decode())


def _note_rows(text: bytes, seen: Facts) -> None:
    """Count the rows, and find the last one that has a value."""
    seen.rows += len(_ROWS.findall(text))
    value = max(text.rfind(b"<v>"), text.rfind(b"<is>"), text.rfind(b":v>"), text.rfind(b":is>"))
    if value >= 0:
        place = _PLACE.match(text, text.rfind(b' r="', 0, value) + 1)
        seen.last_row = max(seen.last_row, int(place[1]) if place else seen.rows)
    if max(seen.rows, seen.last_row) > MAX_ROWS:
        row = max(seen.rows, seen.last_row)
        raise NotAWorkbook(
            Mistake("too_many_rows", params={"sheet": seen.name, "row": row, "limit": MAX_ROWS})
        )


def _note_hidden(text: bytes, seen: Facts) -> None:
    for tag in _COL.findall(text[: 64 * 1024]):
        values = dict(re.findall(rb'(\w+)="([^"]*)"', tag))
        if values.get(b"hidden") in {b"1", b"true"}:
            first, last = int(values.get(b"min", 0)), int(values.get(b"max", 0))
            seen.hidden.update(range(first, min(last, 500) + 1))


def _sheet_parts(package: zipfile.ZipFile) -> dict[str, Facts]:
    """{part name: facts of its sheet, still empty}."""
    book = _book_part(package)
    folder = dirname(book)
    relations = {}
    for node in _xml(package, join(folder, "_rels", book.rpartition("/")[2] + ".rels")):
        target = node.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
        relations[node.get("Id")] = path
    found = {}
    for node in _xml(package, book).iter():
        if node.tag.rpartition("}")[2] == "sheet":
            rid = next((v for k, v in node.items() if k.rpartition("}")[2] == "id"), None)
            if relations.get(rid):
                found[relations[rid]] = Facts(name=node.get("name", ""))
    if not found:
        raise NotAWorkbook(Mistake("damaged"))
    return found


def _book_part(package: zipfile.ZipFile) -> str:
    for node in _xml(package, "_rels/.rels"):
        if node.get("Type", "").endswith("/officeDocument"):
            return node.get("Target", "").lstrip("/")
    raise NotAWorkbook(Mistake("not_xlsx"))


def _xml(package: zipfile.ZipFile, name: str):
    """A small part as XML; nothing that defines entities is parsed."""
    with package.open(name) as stream:
        text = stream.read(MEGABYTE + 1)
    if len(text) > MEGABYTE or b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise NotAWorkbook(Mistake("damaged"))
    return ElementTree.fromstring(text)


def column_letters(number: int) -> str:
    """1 is A, 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
