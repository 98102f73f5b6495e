"""The user's own workbook with the wrong cells coloured and commented, and a list of all of them in front."""

import io
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils.exceptions import IllegalCharacterError, InvalidFileException

from apps.core.xlsx import SheetWriter
from apps.workbooks.validators.messages import Mistake

WRONG = PatternFill("solid", start_color="F6C9BF", end_color="F6C9BF")
LIST_SHEET = "错误清单"
LIST_HEADINGS = ["表", "单元格", "现在的内容", "问题和改法"]
WIDTHS = [10, 10, 24, 90]
AUTHOR = "校本研修"
# Bigger workbooks take the library too long to write back; their mistakes are listed instead.
MARKED_BYTES = 4 * 1024 * 1024
COMMENTS = 3000


def mark_mistakes(content: bytes, mistakes: list[Mistake]) -> bytes:
    """The marked copy; where the file cannot be written back, a workbook that lists the mistakes."""
    if len(content) <= MARKED_BYTES:
        try:
            return _marked(content, mistakes)
        except (
            ValueError,
            KeyError,
            TypeError,
            AttributeError,
            IndexError,
            OSError,
            InvalidFileException,
            BadZipFile,
            IllegalCharacterError,
        ):  # fmt: skip  whatever the library cannot carry over
            pass
    return _listed(mistakes)


def _marked(content: bytes, mistakes: list[Mistake]) -> bytes:
    book = load_workbook(io.BytesIO(content))
    names = {name.strip(): name for name in book.sheetnames}
    for mistake in mistakes[:COMMENTS]:
        if mistake.cell and mistake.sheet in names:
            _mark(book[names[mistake.sheet]], mistake)
    page = book.create_sheet(_free_name(book.sheetnames), 0)
    page.append(LIST_HEADINGS)
    for mistake in mistakes:
        page.append([_text(part) for part in _row(mistake)])
    for place, width in enumerate(WIDTHS):
        page.column_dimensions["ABCD"[place]].width = width
        page.cell(1, place + 1).font = Font(bold=True)
    page.freeze_panes = "A2"
    book.active = 0
    result = io.BytesIO()
    book.save(result)
    return result.getvalue()


def _row(mistake: Mistake) -> list[str]:
    return [mistake.sheet, mistake.cell, mistake.value, mistake.message]


def _text(value: str) -> str:
    """Text that no program takes for a formula; a number with its sign, such as -5, is left as it is."""
    signed = value[:1] in {"+", "-"} and value[1:2].isdigit()
    return f"'{value}" if value[:1] in {"=", "+", "-", "@"} and not signed else value


def _free_name(taken: list[str]) -> str:
    return next(name for n in range(99) if (name := f"{LIST_SHEET}{n or ''}") not in taken)


def _mark(sheet, mistake: Mistake) -> None:
    cell = sheet[mistake.cell]
    if isinstance(cell, MergedCell):
        area = next(area for area in sheet.merged_cells.ranges if mistake.cell in area)
        cell = sheet.cell(area.min_row, area.min_col)
    cell.fill = WRONG
    text = mistake.message if cell.comment is None else f"{mistake.message}\n{cell.comment.text}"
    cell.comment = Comment(text, AUTHOR, height=110, width=300)


def _listed(mistakes: list[Mistake]) -> bytes:
    writer = SheetWriter()
    writer.sheet(LIST_SHEET, LIST_HEADINGS, (_row(mistake) for mistake in mistakes), WIDTHS)
    return writer.content()
