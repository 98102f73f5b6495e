"""The words of PDFs that come from anywhere."""

import zlib

import pytest
from django.core.management import call_command

from apps.files import documents, services
from apps.files.models import StoredFile
from tests.documents import pdf, pdf_of, scan


def test_the_words_are_read_and_lines_that_the_paper_broke_are_joined():
    lines = "圆的面积\n教学目标：会推导圆的面积公式，并且说清每一步的道理，能用\n它解决生活里的问题。\n板书：S=πr²"
    assert documents.pdf_text(pdf_of(lines)).splitlines() == [
        "圆的面积", "教学目标：会推导圆的面积公式，并且说清每一步的道理，能用它解决生活里的问题。", "板书：S=πr²",
    ]  # fmt: skip


def test_foreign_words_stay_apart_where_a_line_was_broken():
    assert documents.joined("Dinner is ready and we\nare hungry.") == ["Dinner is ready and we are hungry."]


def test_a_stored_pdf_knows_its_words_and_a_scan_has_none(cast):
    common = {"school": cast.school, "actor": cast.teacher.user}
    assert services.store(pdf("学会画圆"), **common).text == "学会画圆"
    assert services.store(scan(), **common).text == ""


@pytest.mark.parametrize("body", [b"%PDF-1.7 damaged", pdf_of(pages=301)], ids=["damaged", "too long"])
def test_what_cannot_be_read_has_no_words_and_is_no_fault(body):
    assert documents.pdf_text(body) == ""


def test_a_pdf_that_swells_to_gigabytes_ends_the_reader_alone():
    swollen = zlib.compress(zlib.compress(b" " * 1_500_000_000, 1), 9)
    bomb = pdf_of(content=swollen, filters=b"/Filter[/FlateDecode/FlateDecode]")
    assert len(bomb) < 100_000
    assert documents.pdf_text(bomb) == ""


def test_a_pdf_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(documents, "PATIENCE", 0.01)
    assert documents.pdf_text(pdf_of("学会画圆")) == ""


def test_pdfs_that_came_before_words_were_kept_are_read_once_the_office_asks(cast, capsys):
    common = {"school": cast.school, "actor": cast.teacher.user}
    old, picture = services.store(pdf("学会画圆"), **common), services.store(scan(), **common)
    StoredFile.objects.update(text="")
    call_command("read_pdfs")
    assert capsys.readouterr().out == "2 PDFs without words looked at, 1 have words now.\n"
    old.refresh_from_db()
    picture.refresh_from_db()
    assert (old.text, picture.text) == ("学会画圆", "")
    call_command("read_pdfs")
    assert capsys.readouterr().out == "1 PDFs without words looked at, 0 have words now.\n"
