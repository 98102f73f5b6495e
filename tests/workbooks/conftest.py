from datetime import date
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.utils import timezone

from apps.workbooks.services.importing import check_workbook, import_workbook
from tests.workbooks.book import Book

TODAY = date(2026, 1, 30)
SAMPLES = settings.BASE_DIR.parent / "shared" / "samples"


@pytest.fixture
def book() -> Book:
    return Book()


@pytest.fixture
def load(db):
    """``load(book)``: import it as the system; answers what became of it."""

    def run(book, *, actor=None, name="学期.xlsx"):
        content = book if isinstance(book, bytes) else book.content()
        now = timezone.datetime(2026, 1, 30, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
        return import_workbook(content, name=name, actor=actor, today=TODAY, now=now)

    return run


@pytest.fixture
def check(db):
    """``check(book)``: only check it."""

    def run(book, *, actor=None):
        content = book if isinstance(book, bytes) else book.content()
        return check_workbook(content, actor=actor, today=TODAY)

    return run


@pytest.fixture
def faults(check):
    """``faults(book)``: (sheet, cell, code) of every mistake."""

    def run(book):
        return [(m.sheet, m.cell, m.code) for m in check(book).mistakes]

    return run


@pytest.fixture
def sample():
    """``sample("primary-semester.xlsx")``: a file of the samples that lie beside the checkout."""

    def read(name: str) -> bytes:
        path = SAMPLES / name
        if not path.exists():
            pytest.skip(f"the samples are not here: {path}")
        return path.read_bytes()

    return read
