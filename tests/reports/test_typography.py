"""Where lines of the paper may not break, and numbers of one column alike."""

from dataclasses import replace

from apps.activities.rules import Roll
from apps.reports.exhibits import EXHIBITS
from apps.reports.figures import Kind
from apps.reports.typography import kept_together
from tests.reports.test_prose import EMPTY, activity, group, teacher


def test_a_number_stays_with_its_unit_and_a_name_in_one_piece():
    told = replace(EMPTY, teachers=[teacher(1, name="欧阳小梅")])
    html = kept_together('<p>共<b class="n">12</b>人次，讲座3次；欧阳小梅（9节）。</p><td>12人</td>', told)
    assert html == (
        '<p>共<span class="nb"><b class="n">12</b>人次</span>，讲座<span class="nb">3次</span>；'
        '<span class="nb">欧阳小梅</span>（<span class="nb">9节</span>）。</p><td>12人</td>'
    )


def test_averages_of_a_column_have_one_decimal_each():
    told = replace(
        EMPTY, teachers=[teacher(1), teacher(2)], groups=[group(1), group(2)], observations=20,
        activities=[activity(1)],
    )  # fmt: skip
    for key, column in (("groups", 7), ("lessons", 3)):
        table = EXHIBITS[key](told).table
        assert all(row[column].text[-2:] == ".0" for row in [*table.rows, table.total]), key


def test_the_columns_of_a_table_fill_the_page():
    told = replace(EMPTY, teachers=[teacher(1)], groups=[group(1), group(2)], activities=[activity(1)])
    for key in ("groups", "hours", "activities"):
        assert sum(column.width for column in EXHIBITS[key](told).table.columns) == 100, key


def test_a_kind_not_held_yet_shows_a_dash_also_for_hours():
    ahead = Kind(pk=1, name="讲座", activities=2, hours=6, roll=Roll(pending=9), credited=0)
    (row,) = EXHIBITS["kinds"](replace(EMPTY, kinds=[ahead])).table.rows
    assert [cell.text for cell in row[3:]] == ["—"] * 5
