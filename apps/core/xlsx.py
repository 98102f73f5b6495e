"""Tables as Excel files."""

import io
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

import xlsxwriter
from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

# Columns nobody says the width of are as wide as what stands in them, in characters; longer text is wrapped.
NARROWEST, WIDEST = 8, 60
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Link(str):
    """Text that leads to an address; without one it is plain text."""

    url: str

    def __new__(cls, text: str, url: str = ""):
        link = super().__new__(cls, text)
        link.url = url
        return link


class SheetWriter:
    """Writes sheets row by row in constant memory. Text is written as text: a cell is never a formula."""

    def __init__(self):
        self.buffer = io.BytesIO()
        self.book = xlsxwriter.Workbook(
            self.buffer, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        )
        self.head = self.book.add_format({"bold": True, "bottom": 1, "align": "center", "valign": "vcenter"})
        self.title = self.book.add_format(
            {"bold": True, "font_size": 14, "align": "center", "valign": "vcenter"}
        )
        self.day = self.book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        self.time = self.book.add_format({"num_format": "hh:mm", "align": "left"})
        self.moment = self.book.add_format({"num_format": "yyyy-mm-dd hh:mm", "align": "left"})
        self.wrapped = self.book.add_format({"text_wrap": True, "valign": "top"})

    def sheet(
        self,
        name: str,
        headings: list[str],
        rows: Iterable[list],
        widths: list[int] | None = None,
        *,
        title: str = "",
    ):
        """Add a sheet: headings in the first row, frozen; widths in characters, without any as what stands there needs.

        With a title it is made for paper: the title above the headings, as wide as A4, both repeated on each page.
        """
        sheet = self.book.add_worksheet(name[:31])
        for column, width in enumerate(widths or ()):
            sheet.set_column(column, column, width)
        top = 1 if title else 0
        if title:
            sheet.set_row(0, 30)
            sheet.merge_range(0, 0, 0, len(headings) - 1, title, self.title)
            _for_paper(sheet)
        for column, heading in enumerate(headings):
            sheet.write_string(top, column, str(heading), self.head)
        sheet.freeze_panes(top + 1, 0)
        needed = None if widths else [breadth(str(heading)) for heading in headings]
        for number, row in enumerate(rows, start=top + 1):
            for column, value in enumerate(row):
                self._write(sheet, number, column, value)
                if needed and value:
                    needed[column] = max(needed[column], breadth(value))
        for column, wide in enumerate(needed or ()):
            sheet.set_column(column, column, min(max(wide + 2, NARROWEST), WIDEST))
        return sheet

    def _write(self, sheet, row, column, value):
        if value is None or value == "":
            return
        if isinstance(value, Link) and value.url:
            sheet.write_url(row, column, value.url, string=str(value))
            return
        if isinstance(value, bool):
            sheet.write_boolean(row, column, value)
        elif isinstance(value, (int, float, Decimal)):
            sheet.write_number(row, column, value)
        elif isinstance(value, datetime):
            local = timezone.make_naive(value) if timezone.is_aware(value) else value
            sheet.write_datetime(row, column, local, self.moment)
        elif isinstance(value, date):
            sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), self.day)  # noqa: DTZ001 a day
        elif hasattr(value, "hour"):
            sheet.write_datetime(row, column, value, self.time)
        else:
            text = str(value)
            sheet.write_string(row, column, text, self.wrapped if is_long(text) else None)

    def content(self) -> bytes:
        self.book.close()
        return self.buffer.getvalue()


def is_long(text: str) -> bool:
    return "\n" in text or len(text) > WIDEST


def breadth(value) -> int:
    """How wide a cell is: a Chinese character takes the room of two others. Of several lines the longest."""
    if isinstance(value, datetime):
        return len("2025-09-01 08:00")
    text = str(value)
    return max(sum(2 if sign > "\u2e80" else 1 for sign in line[:WIDEST]) for line in text.split("\n"))


def _for_paper(sheet) -> None:
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, 1)
    sheet.center_horizontally()
    sheet.set_footer("&C第 &P 页　共 &N 页")


def file_response(
    content: bytes, name: str, content_type: str = XLSX, *, inline: bool = False
) -> HttpResponse:
    """A file sent with its (Chinese) name; the browser must not guess another type."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(not inline, name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
