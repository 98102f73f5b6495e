"""The whole workbook: opened, read and checked, as far as it can be without the database."""

from collections.abc import Callable
from dataclasses import dataclass

from apps.workbooks.choices.layout import SCHOOL
from apps.workbooks.validators.links import check_links, check_school, in_order
from apps.workbooks.validators.messages import Mistake
from apps.workbooks.validators.rows import ReadSheet, Row, SchoolSheet, read_school, read_sheet
from apps.workbooks.validators.sheets import open_workbook


@dataclass
class Reading:
    """What a workbook says. Rows are good to write only when there are no ``mistakes``."""

    school: SchoolSheet
    sheets: dict[str, ReadSheet]

    @property
    def mistakes(self) -> list[Mistake]:
        """Every mistake, in the order of the workbook."""
        found = list(self.school.read.mistakes)
        for read in self.sheets.values():
            found += read.mistakes
        return in_order(found)

    def rows(self, name: str) -> list[Row]:
        return self.sheets[name].rows


def read_workbook(content: bytes, note: Callable[[str], None] = lambda sheet: None) -> Reading:
    """Read and check a workbook; ``note(sheet)`` is called before each sheet. Raises NotAWorkbook."""
    raw = open_workbook(content)
    note(SCHOOL.name)
    school = read_school(raw.pop(SCHOOL.name))
    sheets = {}
    for name, found in raw.items():
        note(name)
        sheets[name] = read_sheet(found)
    check_school(school)
    check_links(sheets, school)
    return Reading(school, sheets)
