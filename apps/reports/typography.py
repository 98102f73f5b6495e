"""Where a line of the printed summary may not break: between a number and its unit, inside a name."""

import re

from apps.reports.figures import Figures

LONGEST_NAME = 12  # characters; a longer name may be broken, or a line would be left half empty
UNITS = "人次|学时|教师|[人个次节份篇项位]"
PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.S)
NUMBER = rf'(?:<b class="n">)?\d[\d.]*%?(?:</b>)?(?:{UNITS})?'


def kept_together(html: str, figures: Figures) -> str:
    """The paragraphs with numbers and their units, and the names of people, each in one piece."""
    names = {teacher.name for teacher in figures.teachers if 1 < len(teacher.name) <= LONGEST_NAME}
    parts = [re.escape(name) for name in sorted(names, key=len, reverse=True)]
    piece = re.compile("|".join([*parts, NUMBER]))

    def paragraph(found: re.Match) -> str:
        return f"<p>{piece.sub(_in_one_piece, found[1])}</p>"

    return PARAGRAPH.sub(paragraph, html)


def _in_one_piece(found: re.Match) -> str:
    text = found[0]
    return f'<span class="nb">{text}</span>' if len(re.sub("<.*?>", "", text)) > 1 else text
