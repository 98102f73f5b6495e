import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from apps.reports.selectors import figures
from apps.reports.wording import markers
from apps.reports.wording.markers import MARKERS, runs
from tests.reports import made as rows
from tests.reports.test_prose import EMPTY


def test_a_marker_stands_for_the_figure_and_is_bold_where_it_matters():
    found = runs("共{教师人数}人，要求{学时要求}学时", EMPTY, {})
    assert [(run.text, run.strong) for run in found] == [
        ("共", False), ("0", True), ("人，要求", False), ("24", False), ("学时", False),
    ]  # fmt: skip


def test_braces_of_a_chinese_keyboard_and_spaces_inside_are_read():
    assert "".join(run.text for run in runs("｛ 学时要求 ｝学时", EMPTY, {})) == "24学时"
    markers.check("｛学时要求｝学时")


def test_places_of_charts_and_tables_are_filled_with_their_numbers():
    assert (
        "".join(run.text for run in runs("见{成果图}和{课题表}", EMPTY, {"works": "图3"})) == "见图3和课题表"
    )


def test_an_unknown_marker_is_refused_by_name_pointing_to_those_that_can_be_used():
    with pytest.raises(ValidationError) as refusal:
        markers.check("听课{听课总数}节、{教师人数}人、{没有的}。")
    message = refusal.value.messages[0]
    assert message == "没有叫 {听课总数} {没有的} 的数据，可用的见下方。"


@pytest.mark.parametrize("text", ["听课{听课节数节", "听课听课节数}节", "{教师{人数}}"])
def test_an_open_brace_is_refused(text):
    with pytest.raises(ValidationError):
        markers.check(text)


def test_a_marker_of_an_older_version_is_shown_as_it_was_written():
    assert "".join(run.text for run in runs("{早已不用}", EMPTY, {})) == "{早已不用}"


@pytest.mark.parametrize("name", MARKERS)
def test_every_marker_has_a_value_with_and_without_records(name, full):
    assert MARKERS[name].value(EMPTY)
    assert MARKERS[name].value(full)


@pytest.fixture(scope="module")
def full(django_db_setup, django_db_blocker):
    """Figures do not change: reckoned once for all markers; the rows are taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        told = figures(rows.load().semester, today=rows.LAST_DAY)
        transaction.set_rollback(True)
    return told
