"""The sign-in sheet (签到表) of one activity: who is to come, in two columns, and lines for guests."""

from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string
from django.utils import translation

from apps.activities.models import Activity
from apps.reports import fonts

# Lines for guests when the list is known, and lines of a sheet without a list.
GUESTS, BLANK = 8, 40
# So many rows fit on one page, and so many with the height of a hand.
FULL, ROOMY = 29, 20
WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True)
class Line:
    """One place to sign. ``number`` counts both columns; guests have no name yet."""

    number: int
    name: str = ""


@dataclass(frozen=True)
class SignInSheet:
    activity: Activity
    pages: list[list[tuple[Line, Line]]]
    named: int

    @property
    def is_roomy(self) -> bool:
        """Few enough lines to give each the height of a hand."""
        return len(self.pages) == 1 and len(self.pages[0]) <= ROOMY

    @property
    def when(self) -> str:
        """2025年11月20日（周四）14:30—16:00"""
        held: date = self.activity.date
        times = "—".join(f"{at:%H:%M}" for at in (self.activity.starts_at, self.activity.ends_at) if at)
        return f"{held.year}年{held.month}月{held.day}日（周{WEEKDAYS[held.weekday()]}）{times}"


def sheet_of(activity: Activity) -> SignInSheet:
    """On each page numbers run down the left column, then the right one."""
    names = list(activity.attendances.order_by("member__number").values_list("member__name", flat=True))
    blank = GUESTS if names else BLANK
    total = len(names) + blank + (len(names) + blank) % 2
    lines = [Line(n, names[n - 1] if n <= len(names) else "") for n in range(1, total + 1)]
    pages = [_in_columns(lines[start : start + 2 * FULL]) for start in range(0, total, 2 * FULL)]
    return SignInSheet(activity, pages, len(names))


def _in_columns(lines: list[Line]) -> list[tuple[Line, Line]]:
    half = len(lines) // 2
    return list(zip(lines[:half], lines[half:], strict=True))


def as_html(sheet: SignInSheet) -> str:
    """The sheet for the printer, with 〓 in place of what no font has."""
    return fonts.with_signs(render_to_string("reports/sign_in_sheet.html", {"sheet": sheet}))


def print_sheet(activity: Activity) -> bytes:
    """The sheet as a PDF, at once: a page or two take less than a second."""
    # Only who prints loads the printing library.
    from apps.reports.pdf import print_pdf

    with translation.override("zh-hans"):
        return print_pdf(as_html(sheet_of(activity))).content
