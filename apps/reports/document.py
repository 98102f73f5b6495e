"""A summary put together: sections with their words, charts and tables, numbered, ready for page and paper."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import date

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from apps.reports import fonts
from apps.reports.exhibits import APPENDICES, EXHIBITS, Exhibit
from apps.reports.figures import Figures
from apps.reports.typography import kept_together
from apps.reports.wording import markers
from apps.reports.wording.markers import Run
from apps.reports.wording.numerals import month_of, ordinal, plain_day, school_year
from apps.reports.wording.sections import SECTIONS, Section

TITLE = "校本研修工作总结"


@dataclass(frozen=True)
class Numbered:
    """A chart or table as it is printed: ``label`` is 图1, 表2 or 附表1."""

    key: str
    label: str
    exhibit: Exhibit


@dataclass(frozen=True)
class Part:
    """A printed section. ``is_edited`` says that the office has written the words."""

    key: str
    heading: str
    paragraphs: list[list[Run]]
    exhibits: list[Numbered]
    is_edited: bool


@dataclass(frozen=True)
class Document:
    figures: Figures
    today: date
    parts: list[Part]
    appendices: list[Numbered]
    left_out: list[str] = field(default_factory=list)

    @property
    def title(self) -> str:
        return TITLE

    @property
    def term(self) -> str:
        return school_year(self.figures.first_year, self.figures.term)

    @property
    def offices(self) -> list[str]:
        """Who signs the title page: the offices that have a head."""
        o = self.figures.organisation
        return [name for name, heads in (("教务处", o.teaching_affairs), ("教科室", o.research)) if heads]

    @property
    def as_of(self) -> str:
        """数据截至 2026年11月23日, as long as the semester is not over."""
        return f"数据截至 {plain_day(self.today)}" if self.today < self.figures.ends_on else ""

    @property
    def explains_codes(self) -> str:
        """The first table with short codes: there it is said what they are."""
        tables = [*(item for part in self.parts for item in part.exhibits), *self.appendices]
        return next((item.key for item in tables if item.exhibit.table and item.exhibit.table.has_codes), "")

    @property
    def code_address(self) -> str:
        """Where codes are typed, where the site's address is known."""
        return f"{settings.SITE_ADDRESS}{reverse('totals:total_find')}" if settings.SITE_ADDRESS else ""

    @property
    def month(self) -> str:
        """The month of the report: the semester's last, or the present one before that."""
        return month_of(min(self.today, self.figures.ends_on))


def assemble(figures: Figures, texts: dict[str, str], today: date) -> Document:
    """``texts`` are the sections the office has rewritten; an empty one leaves its section out."""
    shown = _shown(texts)
    exhibits = {key: made for key in _keys(shown) if (made := EXHIBITS[key](figures)) is not None}
    numbers = _numbers(exhibits)
    parts = [
        Part(
            key=section.key, heading=f"{ordinal(position)}、{section.title}",
            paragraphs=paragraphs(texts.get(section.key) or section.draft(figures), figures, numbers),
            exhibits=[Numbered(key, numbers[key], exhibits[key]) for key in section.exhibits if key in exhibits],
            is_edited=section.key in texts,
        )
        for position, section in enumerate(shown, start=1)
    ]  # fmt: skip
    appendices = [Numbered(key, numbers[key], exhibits[key]) for key in APPENDICES if key in exhibits]
    left_out = [section.key for section in SECTIONS if section not in shown]
    return Document(figures, today, parts, appendices, left_out)


def _shown(texts: dict[str, str]) -> list[Section]:
    return [section for section in SECTIONS if texts.get(section.key, "-").strip()]


def _keys(shown: list[Section]) -> list[str]:
    return [*(key for section in shown for key in section.exhibits), *APPENDICES]


def labels(figures: Figures, texts: dict[str, str]) -> dict[str, str]:
    """The numbers of charts and tables as the document has them."""
    made = {key: EXHIBITS[key](figures) for key in _keys(_shown(texts))}
    return _numbers({key: exhibit for key, exhibit in made.items() if exhibit is not None})


def _numbers(exhibits: dict[str, Exhibit]) -> dict[str, str]:
    """图1, 图2 … and 表1, 表2 … in the order of the document; the two big tables are 附表1 and 附表2."""
    found, counts = {}, {"图": 0, "表": 0, "附表": 0}
    for key, exhibit in exhibits.items():
        sort = "附表" if key in APPENDICES else "图" if exhibit.svg else "表"
        counts[sort] += 1
        found[key] = f"{sort}{counts[sort]}"
    return found


def paragraphs(text: str, figures: Figures, numbers: dict[str, str]) -> list[list[Run]]:
    """The lines of a text with their figures filled in."""
    return [markers.runs(line.strip(), figures, numbers) for line in text.splitlines() if line.strip()]


def digest(figures: Figures, texts: dict[str, str]) -> str:
    """A mark of everything a summary says: the same as long as neither a figure nor a word has changed."""
    content = json.dumps([asdict(figures), texts], sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()


def unprintable(document: Document) -> list[dict]:
    """Names, titles and sentences with characters no font has: [{"text", "characters"}], each text once."""
    f = document.figures
    named = [f.school, *(f"{t.name}（{t.number}）" for t in f.teachers), *(g.name for g in f.groups)]
    named += [text for a in f.activities for text in (a.title, a.kind)]
    named += [p.title for p in f.projects]
    known = {character for text in named for character in fonts.lacking(text)}
    found = {text: characters for text in named if (characters := fonts.lacking(text))}
    for part in document.parts:
        for line in part.paragraphs:
            text = "".join(run.text for run in line)
            if set(fonts.lacking(text)) - known:
                found[text[:40]] = fonts.lacking(text)
    return [
        {"text": text, "characters": [f"{c} U+{ord(c):04X}" for c in characters]}
        for text, characters in found.items()
    ]


def as_html(document: Document) -> str:
    """The document for the printer, with 〓 in place of what no font has."""
    html = render_to_string("reports/print.html", {"document": document, "linked": False})
    return fonts.with_signs(kept_together(html, document.figures))
