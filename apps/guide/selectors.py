"""The user guide: Markdown in ``docs/guide``, pictures made by the browser tests."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import markdown
from django.conf import settings
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from PIL import Image

from apps.guide.choices import Reader

FOLDER = Path(settings.BASE_DIR) / "docs" / "guide"
PICTURE = re.compile(r'<img alt="([^"]*)"(?: class="(\w+)")? src="pictures/([\w-]+\.png)">')
SHOWN = (
    '<a class="picture {kind}" href="{url}">'
    '<img alt="{alt}" src="{url}" width="{width}" height="{height}" loading="lazy"></a>'
)


@dataclass(frozen=True)
class Guide:
    """One reader's part, in Chinese. ``sections``: (anchor, heading); an anchor is the name of the app it is about."""

    text: SafeString
    sections: tuple[tuple[str, str], ...]


@cache
def guide_for(reader: str) -> Guide:
    """Read once a process; the files change only with a release."""
    _heading, _, body = (FOLDER / f"{reader}.md").read_text(encoding="utf-8").partition("\n")
    reading = markdown.Markdown(extensions=["attr_list", "tables", "toc"], output_format="html")
    text = PICTURE.sub(_placed, reading.convert(body))
    sections = tuple((part["id"], part["name"]) for part in reading.toc_tokens)
    return Guide(mark_safe(text), sections)


def _placed(found: re.Match) -> str:
    """A picture that opens in full; with its size, so that the text does not jump when it comes."""
    alt, kind, name = found.groups()
    with Image.open(FOLDER / "pictures" / name) as picture:
        width, height = picture.size
    return SHOWN.format(alt=alt, kind=kind or "desk", url=static(f"guide/{name}"), width=width, height=height)


def reader_of(seat) -> str:
    """Whose part fits this seat."""
    if seat.is_principal:
        return Reader.PRINCIPAL
    if seat.is_office:
        return Reader.OFFICE
    return Reader.LEADER if seat.is_leader else Reader.TEACHER


def part_about(about: str, own: str) -> str:
    """The reader whose part explains ``about``: one's own when it does, else the first that does, else one's own."""
    readers = [own, *(reader for reader in Reader.values if reader != own)]
    return next((r for r in readers if about in dict(guide_for(r).sections)), own)
