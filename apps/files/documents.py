"""Word documents as clean HTML and as text."""

import io
import re

import mammoth
import nh3

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
