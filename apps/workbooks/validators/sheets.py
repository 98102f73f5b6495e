"""Opens a workbook and finds in each sheet the headings and the rows below them."""

import io
import re
from dataclasses import dataclass

import python_calamine
from python_calamine import CalamineWorkbook

from apps.core.text import clean_name
from apps.workbooks.choices.layout import SHEETS, Column, Sheet
from apps.workbooks.rules.cells import is_blank
from apps.workbooks.validators.files import Facts, column_letters, inspect_file
from apps.workbooks.validators.messages import Mistake, NotAWorkbook

# A title, a note and an empty row may stand above the headings.
HEADING_ROWS = 20
_ASIDE = re.compile(r"[（(\[【].*?[)）\]】]|[*＊:：]")


@dataclass
class RawSheet:
    """The cells of one sheet as they were typed: ``rows`` are (row number, {heading: cell}), empty rows left out.

    ``letters`` has the headings that are read; ``silent`` are optional ones that are there, with nothing below them.
    """

    sheet: Sheet
    heading_row: int
    letters: dict[str, str]
    rows: list[tuple[int, dict]]
    facts: Facts
    silent: tuple[str, ...] = ()

    @property
    def columns(self) -> list[Column]:
        """Those that say something, in the order of the layout."""
        return [column for column in self.sheet.columns if column.heading in self.letters]

    def address(self, heading: str, row: int) -> str:
        return f"{self.letters[heading]}{row}"


def open_workbook(content: bytes) -> dict[str, RawSheet]:
    """The sheets by name. Raises NotAWorkbook, naming every sheet and heading that is missing and must be there."""
    facts = inspect_file(content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = _sheet_names(book.sheet_names)
        mistakes = [
            Mistake("missing_sheet", s.name, params={"sheet": s.name})
            for s in SHEETS
            if s.name not in names and not s.optional
        ]
        found = {}
        for sheet in SHEETS:
            if sheet.name in names:
                found[sheet.name] = _read(book, names[sheet.name], sheet, facts, mistakes)
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise NotAWorkbook(Mistake("damaged")) from error
    if mistakes:
        raise NotAWorkbook(*mistakes)
    return found


def _sheet_names(names: list[str]) -> dict[str, str]:
    """{name without spaces: name in the file}; an exact name wins over one with spaces."""
    loose = {re.sub(r"\s", "", clean_name(name)): name for name in reversed(names)}
    return loose | {name: name for name in names}


def _read(book, name: str, sheet: Sheet, facts, mistakes: list[Mistake]) -> RawSheet | None:
    source = book.get_sheet_by_name(name)
    seen = facts.get(name) or Facts(name)
    # From cell A1 on, so that places in the lists are those of the sheet.
    cells = source.to_python(skip_empty_area=False) if source.start else []
    index, columns, wrong = _find_headings(cells[:HEADING_ROWS], sheet, {c - 1 for c in seen.hidden})
    if wrong:
        mistakes += wrong
        return None
    silent = _silent(cells[index + 1 :], sheet, columns, seen)
    columns = {heading: c for heading, c in columns.items() if heading not in silent}
    letters = {heading: column_letters(c + 1) for heading, c in columns.items()}
    body = _body(cells[index + 1 :], index + 2, columns)
    return RawSheet(sheet, index + 1, letters, body, seen, silent)


def _silent(rows: list[list], sheet: Sheet, columns: dict[str, int], seen: Facts) -> tuple[str, ...]:
    """Optional columns without a single word in them, nor a formula that went wrong."""
    wrong = {cell.rstrip("0123456789") for cell in seen.errors | seen.unsaved}
    there = [c.heading for c in sheet.more if c.heading in columns]
    there = [heading for heading in there if column_letters(columns[heading] + 1) not in wrong]
    return tuple(h for h in there if all(is_blank(cells[columns[h]]) for cells in rows))


def _body(rows: list[list], first: int, columns: dict[str, int]) -> list[tuple[int, dict]]:
    found = []
    for number, cells in enumerate(rows, start=first):
        values = {heading: cells[column] for heading, column in columns.items()}
        if not all(is_blank(value) for value in values.values()):
            found.append((number, values))
    return found


def _find_headings(top: list, sheet: Sheet, hidden: set[int]) -> tuple[int, dict[str, int], list[Mistake]]:
    """The row with most of the headings: its index, {heading: column}, and what is wrong with it."""
    best = max(range(len(top)), key=lambda i: (len(_columns(top[i], sheet)), -i), default=None)
    candidates = _columns(top[best], sheet) if best is not None else {}
    number = best + 1 if candidates else ""
    columns, wrong = {}, []
    for heading in sheet.headings:
        places = candidates.get(heading, [])
        if len(places) > 1:
            places = [p for p in places if p not in hidden] or places
        if len(places) == 1:
            columns[heading] = places[0]
            continue
        if not places and sheet.by_heading[heading].optional:
            continue
        code = "heading_twice" if places else "missing_heading"
        cell = f"A{number}" if number else ""
        wrong.append(Mistake(code, sheet.name, cell, params={"heading": heading, "sheet": sheet.name}))
    return best or 0, columns, wrong


def _columns(cells: list, sheet: Sheet) -> dict[str, list[int]]:
    """{heading: columns headed so}; a heading without its brackets or star counts when there is no exact one."""
    exact, loose = {}, {}
    for column, cell in enumerate(cells):
        if not isinstance(cell, str) or is_blank(cell):
            continue
        text = re.sub(r"\s", "", clean_name(cell))
        exact.setdefault(text, []).append(column)
        loose.setdefault(_ASIDE.sub("", text), []).append(column)
    found = {heading: exact.get(heading) or loose.get(heading) for heading in sheet.headings}
    return {heading: places for heading, places in found.items() if places}
