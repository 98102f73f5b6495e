import json

import pytest
from django.core.management import CommandError, call_command

from apps.reports.figures import as_json
from apps.reports.selectors import figures
from apps.schools.management.naming import find_school, find_semester
from tests.reports import made as rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(db):
    return rows.load()


def write(folder, school="MADE", year="2025-2026", term=1):
    call_command("semester_summary", school=school, year=year, term=term, out=folder)


def test_it_writes_the_three_files(made, tmp_path):
    write(tmp_path / "new" / "folder")
    folder = tmp_path / "new" / "folder"
    assert sorted(path.name for path in folder.iterdir()) == ["figures.json", "summary.pdf", "tables.xlsx"]
    assert (folder / "summary.pdf").read_bytes().startswith(b"%PDF-1.7")
    assert (folder / "tables.xlsx").read_bytes().startswith(b"PK")
    assert json.loads((folder / "figures.json").read_text()) == as_json(
        figures(made.semester, today=rows.LAST_DAY)
    )


def test_the_school_year_is_read_as_people_write_it(made):
    for year in ("2025-2026", "2025—2026", " 2025/2026 ", "2025"):
        assert find_semester(find_school("made"), year, 1) == made.semester


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"school": "NONE"}, "There is no school NONE. Schools: MADE."),
        ({"year": "25-26"}, "write it like 2025-2026"),
        ({"year": "2025-2027"}, "write it like 2025-2026"),
        ({"term": 2}, "MADE has no semester 2025-2026 term 2. Semesters: 2025-2026 term 1."),
    ],
)
def test_what_does_not_exist_is_said_with_what_does(made, tmp_path, asked, said):
    with pytest.raises(CommandError, match=said):
        write(tmp_path, **asked)


def test_a_folder_that_cannot_be_made_is_said(made, tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(CommandError, match="cannot be used"):
        write(tmp_path / "file" / "below")
