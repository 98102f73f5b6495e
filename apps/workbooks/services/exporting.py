"""A semester as a workbook of the same format, and the empty template."""

from collections.abc import Iterable

from apps.core.xlsx import SheetWriter
from apps.schools.models import Semester
from apps.workbooks.choices.layout import ITEMS, SCHOOL, SHEETS, Column, Kind, Sheet
from apps.workbooks.rules.cells import shown
from apps.workbooks.selectors.standing import Stand, Standing, school_items, stand_of

PEOPLE_SHEET = "教师"
NOTE_SHEET = "填写说明"
# Rows of the template that carry drop-down lists and formats.
PREPARED_ROWS = 3000
TEXT_KINDS = {Kind.CODE, Kind.CODES, Kind.NAME, Kind.NAMES, Kind.POSTS, Kind.PROSE, Kind.LABELS}


def export_semester(semester: Semester) -> bytes:
    """Everything the workbook can hold of a semester, whether it came by workbook or was entered on pages."""
    stand = stand_of(semester.school, semester, semester.starts_on, semester.ends_on)
    writer = SheetWriter()
    for sheet in SHEETS:
        found = _to_export(sheet, stand) if sheet is not SCHOOL else []
        if sheet.optional and not found:
            continue
        columns = [c for c in sheet.columns if not c.optional or _says_something(c, found)]
        rows = _school_rows(semester) if sheet is SCHOOL else _rows(columns, found, stand)
        writer.sheet(sheet.name, [c.heading for c in columns], rows, [c.width for c in columns])
    return writer.content()


def _says_something(column: Column, rows: list[Standing]) -> bool:
    return any(column.says(standing.values[column.heading]) for standing in rows)


def file_name(semester: Semester) -> str:
    return f"{semester.school.name} {semester.year.label} 第{semester.term}学期.xlsx"


def _school_rows(semester: Semester) -> Iterable[list]:
    values = school_items(semester.school, semester)
    for item in ITEMS:
        value = values[item.heading]
        if item.column.optional and not value:
            continue
        yield [item.heading, int(value) if item.heading == "学期" else shown(value, item.column)]


def _rows(columns: list[Column], rows: list[Standing], stand: Stand) -> Iterable[list]:
    for standing in rows:
        yield [shown(standing.values[c.heading], c, stand.labels) for c in columns]


def _to_export(sheet: Sheet, stand: Stand) -> list[Standing]:
    """Rows of the semester; of people also those who have left since, where a row names them."""
    rows = stand.rows[sheet.name]
    if sheet.name != PEOPLE_SHEET:
        return [standing for standing in rows if standing.present]
    named = people_named(stand)
    return [standing for standing in rows if standing.present or standing.values["工号"] in named]


def people_named(stand: Stand) -> set[str]:
    """Staff numbers that stand in any row of the semester."""
    found = set()
    for sheet in SHEETS:
        for column in sheet.columns:
            if column.refers != PEOPLE_SHEET:
                continue
            for standing in stand.rows[sheet.name]:
                if standing.present:
                    value = standing.values[column.heading]
                    found.update(value if column.kind == Kind.CODES else [value])
    return found


def make_template() -> bytes:
    """The sheets without rows, with drop-down lists where a column knows its words, and a note in front."""
    writer = SheetWriter()
    writer.sheet(NOTE_SHEET, ["表", "列", "必填", "怎么填"], _notes(), [10, 16, 16, 70])
    text = writer.book.add_format({"num_format": "@"})
    formats = {Kind.DATE: writer.day, Kind.TIME: writer.time}
    for sheet in SHEETS:
        rows = ([item.heading, None] for item in ITEMS) if sheet is SCHOOL else ()
        page = writer.sheet(sheet.name, list(sheet.headings), rows, [c.width for c in sheet.columns])
        for place, column in enumerate(sheet.columns):
            style = text if column.kind in TEXT_KINDS and sheet is not SCHOOL else formats.get(column.kind)
            page.set_column(place, place, column.width, style)
            if column.words:
                page.data_validation(1, place, PREPARED_ROWS, place, _dropdown(column))
    return writer.content()


def _dropdown(column) -> dict:
    """A list to choose from; another word may still be typed, the check says what it thinks of it."""
    return {
        "validate": "list",
        "source": column.words.listed,
        "error_type": "information",
        "show_error": False,
    }


def _notes() -> Iterable[list]:
    for sheet in SHEETS:
        if sheet.note:
            yield [sheet.name, "", "", sheet.note]
        columns = [item.column for item in ITEMS] if sheet is SCHOOL else sheet.columns
        for column in columns:
            need = "是" if column.required else "可以没有这一列" if column.optional else ""
            yield [sheet.name, column.heading, need, how_to_fill(column)]


def how_to_fill(column) -> str:
    """In a few words of Chinese what a column takes."""
    kinds = {
        Kind.DATE: "日期，如 2025-9-1", Kind.TIME: "时间，如 14:30", Kind.NUMBER: "数字", Kind.WHOLE: "整数",
        Kind.CODES: "几个工号", Kind.YEAR: "", Kind.PROSE: "文字，可以换行",
    }  # fmt: skip
    parts = [kinds.get(column.kind, "")]
    if column.kind in {Kind.NUMBER, Kind.WHOLE} and column.high:
        parts[0] = f"{parts[0]}，{column.low} 到 {column.high}"
    if column.words:
        parts.append("、".join(column.words.listed))
    if column.refers:
        parts.append(f"要在表「{column.refers}」里有")
    return "；".join(part for part in [*parts, column.note] if part)
