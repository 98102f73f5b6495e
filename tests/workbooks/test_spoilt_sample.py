"""The samples of a real office's workbook."""

import json
from datetime import date, datetime
from decimal import Decimal

from apps.credits.selectors import totals_by_member
from apps.schools.models import Semester


def as_meant(value) -> str:
    if isinstance(value, date):
        return str(datetime(value.year, value.month, value.day))  # noqa: DTZ001 a day on paper
    return (
        str(value.normalize()) if isinstance(value, Decimal) else {"present": "出席"}.get(value, str(value))
    )


def test_the_reported_cells_are_the_refused_ones_and_no_others(sample, check):
    expected = json.loads(sample("primary-spoilt-expected.json"))
    checked = check(sample("primary-semester-spoilt.xlsx"))
    refused = {(m["sheet"], m["cell"]) for m in expected["refused"]}
    assert {(m.sheet, m.cell) for m in checked.mistakes} == refused
    assert len(checked.mistakes) == len(refused)


def test_the_accepted_cells_are_read_as_meant(sample, check):
    expected = json.loads(sample("primary-spoilt-expected.json"))
    sheets = check(sample("primary-semester-spoilt.xlsx")).plan.reading.sheets
    for cell in expected["accepted"]:
        read = sheets[cell["sheet"]]
        heading = {letter: h for h, letter in read.raw.letters.items()}[cell["cell"][0]]
        row = next(row for row in read.rows if row.number == int(cell["cell"][1:]))
        assert as_meant(row.values[heading]) == cell["meant"], cell


def test_the_hours_of_everyone_are_those_counted_by_hand(sample, load):
    figures = json.loads(sample("primary-figures.json"))
    load(sample("primary-semester.xlsx"))
    semester = Semester.objects.select_related("school").get()
    totals = totals_by_member(semester)
    members = {m.pk: m.number for m in semester.school.members.all()}
    assert {members[pk]: float(found.hours) for pk, found in totals.items()} == figures["hours_by_teacher"]
