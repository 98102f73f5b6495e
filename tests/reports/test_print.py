"""The PDF: tagged, bookmarked, numbered, readable to a machine."""

import contextlib
import json
import re
import zlib
from datetime import date

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from django.db import transaction

from apps.reports import document, fonts, services
from apps.reports.pdf import OwnFilesOnly
from apps.reports.selectors import figures
from tests.reports import made as rows

TODAY = date(2026, 2, 1)


@pytest.fixture
def made(db):
    return rows.load()


@pytest.fixture(scope="module")
def summary(django_db_setup, django_db_blocker):
    """Printed once for all; the rows it tells of are taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = services.make_summary(rows.load().semester, today=TODAY)
        transaction.set_rollback(True)
    return made


@pytest.fixture(scope="module")
def pdf(summary):
    return pypdfium2.PdfDocument(summary.pdf)


def inside(pdf: bytes) -> bytes:
    """What a PDF holds, with its compressed parts unpacked."""
    found = []
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.S):
        with contextlib.suppress(zlib.error):
            found.append(zlib.decompress(stream))
    return b"\n".join(found)


def text_of(pdf) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pdf)


def test_it_has_pages_with_their_number_and_how_many_there_are(pdf, summary):
    assert len(pdf) > 2
    assert summary.result["pages"] == len(pdf)
    body = len(pdf) - 1  # the title page carries no number
    assert "共" not in pdf[0].get_textpage().get_text_range()
    for number in range(1, len(pdf)):
        assert re.search(
            rf"第\s*{number}\s*页\s*共\s*{body}\s*页", pdf[number].get_textpage().get_text_range()
        )


def test_it_is_tagged_and_says_its_title_author_and_language(pdf, summary):
    assert pdfium.FPDFCatalog_IsTagged(pdf.raw)
    described = pdf.get_metadata_dict()
    assert described["Title"] == "溪口小学校本研修工作总结（2025—2026 学年第一学期）"
    assert described["Author"] == "溪口小学"
    held = inside(summary.pdf)
    assert b"pdfuaid:part" in held
    assert re.search(rb"/Lang\s*\(zh-Hans\)", held)


def test_its_bookmarks_are_the_sections_and_the_two_tables(pdf):
    titles = [bookmark.get_title() for bookmark in pdf.get_toc()]
    assert titles[0] == "一、组织与领导"
    assert titles[9] == "十、下学期打算"
    assert [title.replace("\u3000", " ") for title in titles[10:]] == [
        "附表1 校本研修学时统计表", "附表2 校本研修活动汇总表",
    ]  # fmt: skip


def test_rare_characters_and_long_names_can_be_read_out_of_it(pdf):
    text = text_of(pdf).replace("\r", "").replace("\n", "")
    for _, name, *_ in rows.TEACHERS:
        assert name in text


def test_the_reference_range_of_the_ledger_is_printed(pdf):
    text = re.sub(r"\s", "", text_of(pdf))
    assert "学时台账编号MADE-2025-1-0001至MADE-2025-1-0031，共31笔" in text


def test_it_ends_with_lines_for_signatures(pdf):
    last = pdf[len(pdf) - 1].get_textpage().get_text_range()
    for label in ("制表：", "审核：", "校长（签字）：", "日期："):
        assert label in last


def test_only_the_fonts_of_the_installation_are_in_it(summary):
    names = set(re.findall(rb"/BaseFont\s*/[A-Z]{6}\+([\w-]+)", inside(summary.pdf)))
    assert names
    assert names <= {b"Noto-Serif-SC", b"Noto-Sans-SC", b"Serif-Bold", b"Sans-Bold"}


def test_a_character_no_font_has_is_printed_as_a_sign_and_reported(made):
    member = made.staff["T002"]
    member.name = "李\ue123"
    member.save()
    summary = services.make_summary(made.semester, today=TODAY)
    text = text_of(pypdfium2.PdfDocument(summary.pdf))
    assert "李〓" in text
    assert "\ue123" not in text
    assert {"text": "李\ue123（T002）", "characters": ["\ue123 U+E123"]} in summary.result["unprintable"]


def test_a_typed_sentence_with_such_a_character_is_reported_too(made):
    told = figures(made.semester, today=rows.LAST_DAY)
    report = document.assemble(told, {"problems": "缺字\ue123。"}, TODAY)
    assert document.unprintable(report) == [{"text": "缺字\ue123。", "characters": ["\ue123 U+E123"]}]


def test_a_school_with_nothing_recorded_gets_its_paper_too(db):
    from tests.factories import SemesterFactory

    summary = services.make_summary(SemesterFactory(), today=TODAY)
    assert "本学期没有登记研修活动" in text_of(pypdfium2.PdfDocument(summary.pdf))
    assert json.loads(summary.figures)["teachers"] == 0


def test_a_document_opens_neither_files_nor_addresses(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("x")
    for address in (secret.as_uri(), "http://127.0.0.1/", "data:text/plain,x"):
        with pytest.raises(ValueError, match="own fonts"):
            OwnFilesOnly().fetch(address)


def test_the_fonts_have_the_rare_characters_of_names():
    assert fonts.lacking("王䶮刘㛃陈昇鑫罗𬭚𠅤阿依古丽·买买提") == []
    assert fonts.lacking("\ue123甲\ue123\U000f0000") == ["\ue123", "\U000f0000"]


def test_a_hyphen_the_fonts_lack_is_printed_as_a_plain_one():
    assert fonts.with_signs("A\u2011B\u00ad") == "A-B"
    assert fonts.lacking("A\u2011B") == []


def test_bold_is_drawn_thicker_and_wide_as_before(tmp_path):
    from fontTools.pens.areaPen import AreaPen
    from fontTools.ttLib import TTFont

    def area(font, character):
        glyphs = font.getGlyphSet()
        pen = AreaPen(glyphs)
        glyphs[font.getBestCmap()[ord(character)]].draw(pen)
        return abs(pen.value), glyphs[font.getBestCmap()[ord(character)]].width

    plain, bold = TTFont(fonts.regular("serif"), lazy=True), TTFont(fonts.bold("serif"), lazy=True)
    for character in "研修46％":
        (thin, width), (thick, same) = area(plain, character), area(bold, character)
        assert 1.1 * thin < thick < 2.2 * thin
        assert width == same


def test_what_is_drawn_is_not_drawn_again(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    assert fonts.missing() == ["sans", "serif"]
    (tmp_path / "fonts").mkdir()
    there = tmp_path / "fonts" / f"noto-sans-bold-{fonts.VERSION}.otf"
    there.write_bytes(b"drawn")
    assert fonts.missing() == ["serif"]
    assert fonts.bold("sans").read_bytes() == b"drawn"


def test_the_digest_changes_with_a_figure_or_a_word(made):
    told = figures(made.semester, today=rows.LAST_DAY)
    mark = document.digest(told, {})
    assert mark == document.digest(figures(made.semester, today=rows.LAST_DAY), {})
    assert mark != document.digest(told, {"plan": "改"})
    made.staff["T001"].name = "王龙"
    made.staff["T001"].save()
    assert mark != document.digest(figures(made.semester, today=rows.LAST_DAY), {})
