"""Importing a workbook of 300 teachers beside merely reading its cells."""

import io
from contextlib import contextmanager
from datetime import date

from django.db import transaction
from django.utils import timezone
from python_calamine import CalamineWorkbook

from apps.workbooks.services.importing import check_workbook, import_workbook
from benchmarks.probe import median_of
from tests import semester_workbook as invented

TEACHERS = 300
# A day in the workbook's semester.
TODAY = date(2026, 1, 15)
HEADINGS = ("step", "ms", "ratio to reading")


def table(times: int):
    """Each import is taken back, so that every round meets the same database."""
    yield HEADINGS
    sheets = invented.semester(invented.Size(TEACHERS), code="BENCH300", school="三百人小学")
    content = invented.content(sheets)
    rows = sum(len(sheet) - 1 for sheet in sheets.values())
    reading = median_of(times, lambda: read(content))
    yield f"reading {rows} rows with calamine", f"{reading:.0f}", "1"
    with taken_back():
        yield line("check, as a new school", reading, times, lambda: check(content))
    yield line("import as a new school", reading, times, lambda: undone(content))
    with taken_back():
        write(content)
        yield line("check what is here already", reading, times, lambda: check(content))
        yield line("import what is here already", reading, times, lambda: undone(content))


def line(name, reading, times, act):
    ms = median_of(times, act)
    return name, f"{ms:.0f}", f"{ms / reading:.0f}"


def read(content):
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def check(content):
    return accepted(check_workbook(content, actor=None, today=TODAY))


def write(content):
    return accepted(import_workbook(content, name="b.xlsx", actor=None, today=TODAY, now=timezone.now()))


def accepted(checked):
    if checked.mistakes:
        raise SystemExit(f"the workbook was refused: {checked.mistakes[:3]}")
    return checked


def undone(content):
    with taken_back():
        write(content)


@contextmanager
def taken_back():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
