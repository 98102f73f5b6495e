"""The office's sample workbook comes out as counted by hand beside it."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone

from apps.reports.figures import as_json
from apps.reports.selectors import figures
from apps.schools.models import Semester
from apps.workbooks.services.importing import import_workbook

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"


@pytest.mark.skipif(not SAMPLES.exists(), reason="the samples are not beside this checkout")
def test_the_figures_of_the_sample_are_those_counted_by_hand(db):
    content = (SAMPLES / "primary-semester.xlsx").read_bytes()
    checked = import_workbook(
        content, name="primary-semester.xlsx", actor=None, today=date(2026, 2, 1), now=timezone.now()
    )
    assert checked.written
    semester = Semester.objects.select_related("school", "year").get()
    told = as_json(figures(semester, today=semester.ends_on))
    assert told == json.loads((SAMPLES / "primary-figures.json").read_text())
