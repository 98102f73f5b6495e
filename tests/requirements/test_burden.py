"""What the requirements cost teachers."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from apps.requirements.rules.texts import read_scheme
from apps.requirements.selectors import evaluate
from apps.requirements.selectors.burden import asked_twice, recorded, unasked

TODAY = date(2025, 11, 18)
TWICE = """
code: t
name: 试
valid: {from: 2020-09-01}
requirements:
  - {code: term, name: 听课, measure: {where: {kinds: [observation]}}, at_least: 10}
  - {code: heads, name: 组长听课, who: {posts: [group_leader]}, measure: {where: {kinds: [observation]}}, at_least: 15}
  - {code: hours, name: 学时, measure: {quantity: hours}, at_least: 24}
"""


@pytest.fixture
def found(cast):
    return evaluate(cast.semester, today=TODAY, schemes=[read_scheme(TWICE)], details=False)


def test_minutes_are_the_fields_and_the_characters_people_entered_themselves(cast, found, observe):
    observe(cast.teacher, 3, opinion="好" * 80)
    observe(cast.colleague, 2, origin="workbook")
    rows = {row.member: row for row in recorded(cast.semester, found)}
    # 3 × 8 fields × 8 s + 240 characters at 40 a minute = 192 s + 360 s
    assert (rows[cast.teacher].minutes, rows[cast.teacher].records) == (9, 3)
    assert rows[cast.colleague].minutes == 0
    assert rows[cast.leader].owed_a_week == (Decimal(26) / cast.semester.weeks).quantize(Decimal("0.1"))


def test_the_same_work_asked_for_twice_is_named_with_those_who_owe_both(cast, found):
    [pair] = asked_twice(found)
    assert ({pair.one.code, pair.other.code}, pair.people) == ({"term", "heads"}, 1)


def test_a_field_that_a_requirement_reads_is_asked_for(cast, observe):
    observe(cast.teacher, 2, score=90, class_name="三（1）班")
    plain = read_scheme(TWICE)
    names = {field.name for field in unasked(cast.semester, [plain])}
    assert {"score", "class_name"} <= names
    scored = read_scheme(
        TWICE.replace("{kinds: [observation]}}, at_least: 10", "{score_from: 80}}, at_least: 10")
    )
    assert "score" not in {field.name for field in unasked(cast.semester, [scored])}


def test_the_page_says_how_it_is_measured(cast, browse):
    page = browse(cast.principal).get(reverse("requirements:burden"), headers={"accept-language": "zh-hans"})
    assert "每个短栏目 8 秒" in page.content.decode()
