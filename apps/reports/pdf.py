"""The only module that knows WeasyPrint: HTML in, a tagged PDF out."""

import logging
import threading
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from apps.reports import fonts

STYLE = Path(__file__).with_name("print.css")
# Its progress, a line a page, is told by the job's own steps.
logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)
# Fonts are read once a process, and one document at a time uses them.
_one_at_a_time = threading.Lock()


@dataclass(frozen=True)
class Printed:
    content: bytes
    pages: int


class OwnFilesOnly(URLFetcher):
    """Opens the fonts and nothing else: a document can neither read the disk nor call another host."""

    def fetch(self, url, headers=None):
        if url not in {path.as_uri() for path in _files().values()}:
            raise ValueError("only the installation's own fonts may be opened")
        return super().fetch(url, headers)


def print_pdf(html: str) -> Printed:
    """A PDF/UA document with bookmarks; characters no font has must have been replaced before."""
    with _one_at_a_time:
        configuration, sheet = _style()
        document = HTML(string=html, url_fetcher=OwnFilesOnly()).render(
            font_config=configuration, stylesheets=[sheet], pdf_variant="pdf/ua-1"
        )
        return Printed(document.write_pdf(pdf_variant="pdf/ua-1"), len(document.pages))


@cache
def _files() -> dict[str, Path]:
    """Font files by family. Bold is a family of its own: Fontconfig would rather pick the regular weight of the
    same family, because that covers more of the language."""
    return {
        "Noto Serif SC": fonts.regular("serif"), "Noto Sans SC": fonts.regular("sans"),
        "Serif Bold": fonts.bold("serif"), "Sans Bold": fonts.bold("sans"),
    }  # fmt: skip


@cache
def _style() -> tuple[FontConfiguration, CSS]:
    configuration = FontConfiguration()
    faces = "".join(
        f'@font-face{{font-family:"{family}";src:url("{path.as_uri()}")}}'
        for family, path in _files().items()
    )
    style = STYLE.read_text(encoding="utf-8")
    return configuration, CSS(string=faces + style, font_config=configuration, url_fetcher=OwnFilesOnly())
