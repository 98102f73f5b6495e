"""Word documents as clean HTML and as text, PDFs as text, pictures of telephones as JPEG."""

import io
import logging
import re
import subprocess
import sys
import threading
import unicodedata
from pathlib import Path

import mammoth
import nh3

from apps.core.text import clean_text

log = logging.getLogger("files")
# What makes HTML of a document: raise it with every change to ``docx_html``, and all are made anew when next opened.
VERSION = 1
APART, PATIENCE = Path(__file__).with_name("apart.py"), 20
# One at a time for each process of the server: each may take a gigabyte.
TURN = threading.Lock()
# A line that is filled to this share goes on in the next one, unless a sentence ends in it.
FILLED, ENDS = 0.85, "。！？；：!?;:…”』」）"

TAGS = {
    "p", "br", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "strong", "em", "u", "s", "sub", "sup",
    "table", "thead", "tbody", "tr", "td", "th", "blockquote", "img",
}  # fmt: skip
ATTRIBUTES = {"td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}, "img": {"src", "alt"}}


def clean_html(html: str) -> str:
    """HTML with harmless tags only: no script, style, link, form or address outside the page."""
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"data"}, strip_comments=True)


def docx_html(body: bytes) -> str:
    """A Word document as clean HTML for reading in the page; its headings begin below the page's own."""
    html = mammoth.convert_to_html(io.BytesIO(body), include_default_style_map=True).value
    return re.sub(r"<(/?)h([1-4])>", lambda m: f"<{m[1]}h{int(m[2]) + 2}>", clean_html(html))


def docx_text(body: bytes) -> str:
    """The words of a Word document, a line a paragraph: for comparing drafts and counting characters."""
    return mammoth.extract_raw_text(io.BytesIO(body)).value.replace("\n\n", "\n").strip()


def pdf_text(body: bytes) -> str:
    """The words of a PDF, a line a paragraph; empty when none can be read from it.

    None can be read from what was scanned, is damaged or locked, has more than 300 pages, or takes longer than 10
    seconds or more than a gigabyte to read.
    """
    pages = apart("text", body).decode("utf-8", "replace").split("\f")
    return clean_text("\n".join(paragraph for page in pages for paragraph in joined(page)))


def heic_jpeg(body: bytes) -> bytes:
    """A HEIC picture as a JPEG, upright, at most 2,000 pixels a side, without its place; empty when it cannot be
    opened: damaged, more than 60 million pixels, or more than 10 seconds or a gigabyte of work.
    """
    return apart("jpeg", body)


def apart(act: str, body: bytes) -> bytes:
    """What a process of its own makes of a file, see ``apart.py``; empty when it makes nothing of it.

    It knows nothing of the settings and secrets in the environment.
    """
    try:
        with TURN:
            done = subprocess.run(
                [sys.executable, "-I", str(APART), act],
                input=body,
                capture_output=True,
                timeout=PATIENCE,
                check=True,
                env={},
            )
    except subprocess.SubprocessError as fault:
        log.info("no %s made of a file of %s bytes: %s", act, len(body), type(fault).__name__)
        return b""
    return done.stdout


def joined(page: str) -> list[str]:
    """The paragraphs of a page whose text was broken into lines where the paper ends."""
    lines = [line.strip() for line in page.splitlines() if line.strip()]
    widest = max(map(_width, lines), default=0)
    found, open_end = [], False
    for line in lines:
        if open_end:
            both_foreign = found[-1][-1].isascii() and line[0].isascii()
            found[-1] += f" {line}" if both_foreign else line
        else:
            found.append(line)
        open_end = _width(line) >= FILLED * widest and not line.endswith(tuple(ENDS))
    return found


def _width(line: str) -> int:
    """How wide a line is set: a Chinese character is two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line)
