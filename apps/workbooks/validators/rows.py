"""Reads every cell of every row; what cannot be read becomes a mistake, and the row stays as a reference."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from apps.core.text import clean_name
from apps.workbooks.choices.layout import ITEM_NAME, ITEM_VALUE, ITEMS, SCHOOL, Column, Sheet
from apps.workbooks.rules.cells import Unreadable, empty_value, is_blank, read_cell
from apps.workbooks.validators.messages import Mistake
from apps.workbooks.validators.sheets import RawSheet

SHOWN_LENGTH = 120


@dataclass
class Row:
    """One row with its values read; ``bad`` are the headings of cells that hold a mistake.

    Of a column that is not there ``values`` has nothing: it says nothing.
    """

    number: int
    values: dict
    raw: dict = field(default_factory=dict, repr=False)
    bad: set[str] = field(default_factory=set)
    other_posts: tuple[str, ...] = ()

    def key(self, sheet: Sheet) -> tuple:
        return tuple(self.values[heading] for heading in sheet.key)


@dataclass
class ReadSheet:
    """The rows of one sheet, and what is wrong in them."""

    raw: RawSheet
    rows: list[Row] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)

    @property
    def sheet(self) -> Sheet:
        return self.raw.sheet

    def refuse(self, row: Row, heading: str, code: str, **params) -> None:
        """Note a mistake in one cell; a cell is reported once, for the first thing that is wrong with it."""
        if heading in row.bad:
            return
        row.bad.add(heading)
        cell = self.raw.address(heading, row.number)
        value = typed(row.raw.get(heading))
        self.mistakes.append(Mistake(code, self.sheet.name, cell, value, {"heading": heading, **params}))


@dataclass(frozen=True)
class SchoolRow:
    """What the sheet 学校 says of one thing, and where."""

    number: int
    value: object


@dataclass
class SchoolSheet:
    """The sheet 学校: {item: what it says}; items that are missing or cannot be read are left out."""

    read: ReadSheet
    items: dict[str, SchoolRow] = field(default_factory=dict)

    def get(self, heading: str):
        found = self.items.get(heading)
        return found.value if found else None

    def refuse(self, heading: str, code: str, **params) -> None:
        row = self.items.pop(heading)
        cell = self.read.raw.address(ITEM_VALUE, row.number)
        params = {"heading": heading, **params}
        self.read.mistakes.append(Mistake(code, SCHOOL.name, cell, typed(row.value), params))


def typed(raw) -> str:
    """A cell as it was typed, for messages."""
    if raw is None:
        return ""
    if isinstance(raw, float) and raw == int(raw):
        return str(int(raw))
    if isinstance(raw, datetime) and not (raw.hour or raw.minute):
        raw = raw.date()
    if isinstance(raw, (date, time, timedelta, Decimal, int, float)):
        return str(raw)
    return str(raw).strip()[:SHOWN_LENGTH]


def read_sheet(raw: RawSheet) -> ReadSheet:
    """All rows of a sheet other than 学校. A text that comes again in a column is read once."""
    found = ReadSheet(raw)
    found.rows = [Row(number, {}, cells) for number, cells in raw.rows]
    marked = raw.facts.errors | raw.facts.unsaved
    for column in raw.columns:
        known: dict = {}
        for row in found.rows:
            cell = row.raw[column.heading]
            kind = (cell.__class__, cell)
            if kind not in known:
                known[kind] = _try(cell, column)
            value, wrong = known[kind]
            if marked:
                wrong = _marked(raw, raw.address(column.heading, row.number)) or wrong
            row.values[column.heading] = empty_value(column) if wrong else value
            if wrong:
                found.refuse(row, column.heading, wrong.code, **wrong.params)
    return found


def _try(cell, column: Column) -> tuple[object, Unreadable | None]:
    try:
        return read_cell(cell, column), None
    except Unreadable as wrong:
        return None, wrong


def _marked(raw: RawSheet, cell: str) -> Unreadable | None:
    """What was seen of the formula in this cell while the file was unpacked."""
    if cell in raw.facts.errors:
        return Unreadable("formula_error")
    return Unreadable("formula_without_result") if cell in raw.facts.unsaved else None


def read_school(raw: RawSheet) -> SchoolSheet:
    """The sheet 学校: one item a row; rows with other names are left alone."""
    found = SchoolSheet(ReadSheet(raw))
    places: set[str] = set()
    for number, cells in raw.rows:
        item = _item_named(cells[ITEM_NAME])
        if item is None:
            continue
        column = item.column
        cell = raw.address(ITEM_VALUE, number)
        if column.heading in places:
            _note(found, "item_twice", raw.address(ITEM_NAME, number), cells[ITEM_NAME], column)
            continue
        places.add(column.heading)
        value, wrong = _try(cells[ITEM_VALUE], column)
        wrong = _marked(raw, cell) or wrong
        if wrong:
            code = "item_empty" if wrong.code == "missing" else wrong.code
            _note(found, code, cell, cells[ITEM_VALUE], column, **wrong.params)
        else:
            found.items[column.heading] = SchoolRow(number, value)
    for item in ITEMS:
        if item.column.required and item.heading not in places:
            _note(found, "item_missing", raw.address(ITEM_NAME, raw.heading_row), "", item.column)
    return found


def _note(found: SchoolSheet, code: str, cell: str, value, column: Column, **params) -> None:
    params = {"heading": column.heading, "item": column.heading, **params}
    found.read.mistakes.append(Mistake(code, SCHOOL.name, cell, typed(value), params))


def _item_named(raw):
    if not isinstance(raw, str) or is_blank(raw):
        return None
    name = re.sub(r"[\s*＊:：]|[（(].*?[)）]", "", clean_name(raw))
    return next((item for item in ITEMS if item.heading == name), None)
