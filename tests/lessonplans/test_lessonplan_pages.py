"""What is particular to lesson plans."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from apps.credits.models import Entry
from apps.lessonplans.services import save_lesson_plans
from tests.factories import LessonPlanFactory, SubjectFactory

LIST, CREATE = reverse("lessonplans:lessonplan_list"), reverse("lessonplans:lessonplan_create")


@pytest.fixture
def plans(cast):
    maths = SubjectFactory(school=cast.school, name="数学")
    common = {"semester": cast.semester, "author": cast.teacher}
    rows = [
        LessonPlanFactory(**common, title="分数", subject=maths, week=3, state="approved", mark="excellent"),
        LessonPlanFactory(**common, title="小数", week=4, state="returned"),
        LessonPlanFactory(**common, title="负数", week=4),
    ]
    save_lesson_plans(rows, actor=None, reason="")
    return rows


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"state": "returned"}, {"小数"}), ({"state": "waiting"}, {"负数"}), ({"week": "4"}, {"小数", "负数"}),
        ({"mark": "excellent"}, {"分数"}), ({"q": "分数"}, {"分数"}), ({"week": "x"}, set()),
    ],
)  # fmt: skip
def test_filters(plans, cast, browse, query, titles):
    assert {row.record.title for row in browse(cast.office).get(LIST, query).context["table"].rows} == titles


def test_filters_by_subject(plans, cast, browse):
    rows = browse(cast.office).get(LIST, {"subject": plans[0].subject_id}).context["table"].rows
    assert [row.record.title for row in rows] == ["分数"]


def test_only_an_approved_plan_counts(plans, cast):
    assert [entry.title for entry in Entry.objects.all()] == ["分数"]


@pytest.mark.parametrize("week", ["0", "31"])
def test_a_week_no_semester_has_is_refused_at_the_field(cast, browse, week):
    response = browse(cast.office).post(CREATE, {
        "author": cast.teacher.pk, "title": "圆", "subject": "", "week": week, "submitted_on": "2025-11-03",
        "state": "waiting", "mark": "",
    })  # fmt: skip
    assert list(response.context["form"].errors) == ["week"]


def test_a_plan_that_waits_says_when_it_will_count(plans, cast, browse):
    approved, _returned, waiting = plans
    client = browse(cast.teacher)
    assert "通过审核后计入" in client.get(waiting.get_absolute_url()).content.decode()
    assert "通过审核后计入" not in client.get(approved.get_absolute_url()).content.decode()


def test_oneself_is_not_named_in_every_row_but_in_the_file(plans, cast, browse):
    def shown(member):
        return {column.name for column in browse(member).get(LIST).context["table"].columns}

    assert "author" not in shown(cast.teacher)
    assert "author" in shown(cast.office)
    file = browse(cast.teacher).get(LIST, {"export": "xlsx"})
    headings = [cell.value for cell in load_workbook(io.BytesIO(file.content)).active[1]]
    assert "教师" in headings
