"""What is no workbook is refused kindly, before anything in it is read."""

import io
import re
import time
import tracemalloc
import zipfile

import openpyxl
import pytest
from django.utils import translation

from apps.workbooks.validators.files import MAX_ROWS, OLE, inspect_file
from apps.workbooks.validators.messages import MESSAGES, NotAWorkbook
from apps.workbooks.validators.workbook import read_workbook
from tests.workbooks.book import Book

CHINESE = re.compile("[一-鿿]")


def why(content: bytes, read=read_workbook):
    with pytest.raises(NotAWorkbook) as refusal:
        read(content)
    return refusal.value.mistakes[0]


def changed(content: bytes, change) -> bytes:
    """The same package after ``change(name, body)`` of each part; None leaves a part out."""
    result = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            body = change(part, old.read(part))
            if body is not None:
                new.writestr(part, body)
    return result.getvalue()


def with_part(content: bytes, name: str, body: bytes) -> bytes:
    result = io.BytesIO(content)
    with zipfile.ZipFile(result, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, body)
    return result.getvalue()


def with_rows(content: bytes, rows: bytes) -> bytes:
    """More rows at the end of the sheet 参与, the sixth."""
    return changed(
        content,
        lambda name, body: (
            body.replace(b"</sheetData>", rows + b"</sheetData>") if name.endswith("sheet6.xml") else body
        ),
    )


def test_an_empty_file():
    assert why(b"").code == "empty_file"


@pytest.mark.parametrize(
    "content", [b"a,b\n1,2\n", "工号,姓名".encode("gb18030"), b"%PDF-1.7", b"<html>", b"PK", b"\x00" * 500]
)
def test_something_else_than_a_workbook(content):
    assert why(content).code in {"not_xlsx", "damaged"}


def test_a_zip_with_a_text_in_it():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("word/document.xml", "<w/>")
        package.writestr("[Content_Types].xml", "<Types/>")
    assert why(buffer.getvalue()).code == "not_xlsx"


def test_the_old_excel_format():
    assert why(OLE + b"\x00" * 600 + "Workbook".encode("utf-16-le")).code == "old_xls"


def test_a_workbook_with_a_password():
    assert why(OLE + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le")).code == "encrypted"


def test_a_workbook_with_macros():
    assert why(with_part(Book().content(), "xl/vbaProject.bin", b"x")).code == "macros"
    typed = changed(
        Book().content(),
        lambda name, body: (
            body.replace(b"sheet.main+xml", b"sheet.macroEnabled.main+xml")
            if name == "[Content_Types].xml"
            else body
        ),
    )
    assert why(typed).code == "macros"


def test_a_binary_workbook():
    assert why(with_part(Book().content(), "xl/workbook.bin", b"x")).code == "binary_workbook"


def test_a_file_that_was_cut_off():
    content = Book().content()
    assert why(content[: len(content) // 2]).code == "damaged"


def test_a_part_that_does_not_hold_what_it_says():
    spoilt = bytearray(Book().content())
    place = spoilt.index(b"xl/worksheets/sheet1.xml") + 60
    spoilt[place : place + 20] = b"\x00" * 20
    assert why(bytes(spoilt)).code == "damaged"


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet3.xml"])
def test_xml_that_defines_entities(part):
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    content = changed(
        Book().content(), lambda name, body: body.replace(b"?>", b"?>" + bomb, 1) if name == part else body
    )
    assert why(content).code == "damaged"


def test_a_file_that_is_too_big(settings):
    settings.WORKBOOK_MAX_BYTES = 5000
    assert why(Book().content()).code == "too_big"


def test_a_zip_bomb_is_not_unpacked():
    content = with_part(Book().content(), "xl/media/image1.png", b"\x00" * (64 * 1024 * 1024))
    assert len(content) < 1024 * 1024
    tracemalloc.start()
    try:
        assert why(content).code == "unpacks_too_big"
        assert tracemalloc.get_traced_memory()[1] < 30 * 1024 * 1024
    finally:
        tracemalloc.stop()


def test_a_bomb_in_many_small_parts_is_counted_as_it_is_unpacked(settings, monkeypatch):
    monkeypatch.setattr("apps.workbooks.validators.files.MAX_UNPACKED", 40_000)
    assert (
        why(with_part(Book().content(), "xl/media/image1.png", b"12345678" * 6000)).code == "unpacks_too_big"
    )


def test_too_many_parts():
    buffer = io.BytesIO(Book().content())
    with zipfile.ZipFile(buffer, "a") as package:
        for n in range(2001):
            package.writestr(f"xl/media/{n}.txt", b"")
    assert why(buffer.getvalue()).code == "unpacks_too_big"


BLANK_CELLS = b'<c r="A%d" s="1"/><c r="B%d" s="1"/>'
BLANKS = {
    "rows with style": lambda n: b'<row r="%d" spans="1:4" ht="15" customHeight="1"/>' % n,
    "cells with style": lambda n: b'<row r="%d">' % n + BLANK_CELLS % (n, n) + b"</row>",
    "rows with a prefix": lambda n: b'<x:row r="%d"></x:row>' % n,
    "rows without numbers": lambda n: b"<row/>",
}


@pytest.mark.parametrize("blank", BLANKS, ids=str)
def test_a_million_blank_rows_are_named_quickly(blank):
    content = with_rows(Book().content(), b"".join(BLANKS[blank](n) for n in range(10, 1_048_577)))
    tracemalloc.start()
    try:
        began = time.monotonic()
        mistake = why(content)
        assert time.monotonic() - began < 5
        assert tracemalloc.get_traced_memory()[1] < 60 * 1024 * 1024
    finally:
        tracemalloc.stop()
    assert (mistake.code, mistake.params["sheet"]) == ("too_many_rows", "参与")


def test_a_space_in_the_last_row_of_all_is_refused_too():
    row = b'<row r="1048576"><c r="A1048576" t="inlineStr"><is><t> </t></is></c></row>'
    mistake = why(with_rows(Book().content(), row))
    assert (mistake.code, mistake.params["row"]) == ("too_many_rows", 1_048_576)


def test_one_blank_row_far_below_does_no_harm():
    content = with_rows(Book().content(), b'<row r="1048576" ht="15" customHeight="1"/>')
    assert read_workbook(content).mistakes == []


def test_a_value_far_to_the_right_of_many_rows_is_refused():
    rows = b"".join(b'<row r="%d"><c r="XFD%d"><v>1</v></c></row>' % (n, n) for n in range(10, 1000))
    mistake = why(with_rows(Book().content(), rows))
    assert (mistake.code, mistake.params["column"]) == ("too_many_columns", "XFD")


def test_as_many_rows_as_are_read_are_not_taken_for_too_many_columns():
    rows = b"".join(b'<row r="%d"><c r="C%d"><v>1</v></c></row>' % (n, n) for n in range(10, MAX_ROWS))
    assert inspect_file(with_rows(Book().content(), rows))["参与"].last_row == MAX_ROWS - 1


def test_a_few_thousand_blank_rows_are_simply_left_out():
    rows = b"".join(BLANKS["cells with style"](n) for n in range(10, MAX_ROWS // 10))
    assert len(read_workbook(with_rows(Book().content(), rows)).rows("参与")) == 8


def test_a_workbook_of_another_program_is_looked_at_in_the_same_way():
    buffer = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(Book().content())).save(buffer)
    seen = inspect_file(buffer.getvalue())
    assert (seen["参与"].rows, seen["参与"].last_row) == (9, 9)
    assert read_workbook(buffer.getvalue()).mistakes == []


def test_every_message_says_in_chinese_what_to_do():
    """Reason and remedy are two sentences at least, or one with a colon."""
    with translation.override("zh-hans"):
        for code, message in MESSAGES.items():
            assert CHINESE.search(str(message)), code
            assert len(re.findall("[。：，]", str(message))) >= 2, code
