"""What is particular to works."""

import pytest
from django.urls import reverse

from apps.portfolio.models import Work
from apps.portfolio.services import save_works
from tests.factories import WorkFactory

LIST, CREATE = reverse("portfolio:work_list"), reverse("portfolio:work_create")


@pytest.fixture
def works(cast):
    common = {"semester": cast.semester, "author": cast.teacher}
    rows = [
        WorkFactory(**common, title="作业减负", level="city", result="awarded", prize="一等奖"),
        WorkFactory(**common, title="整本书阅读", level="county", result="published"),
        WorkFactory(**common, title="课后小记"),
    ]
    save_works(rows, actor=None, reason="")
    return rows


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"level": "city"}, {"作业减负"}), ({"result": "published"}, {"整本书阅读"}), ({"q": "小记"}, {"课后小记"}),
        ({"result": "awarded", "level": "county"}, set()),
    ],
)  # fmt: skip
def test_filters(works, cast, browse, query, titles):
    assert {row.record.title for row in browse(cast.office).get(LIST, query).context["table"].rows} == titles


def test_filters_by_category(works, cast, browse):
    rows = browse(cast.office).get(LIST, {"category": works[0].category_id}).context["table"].rows
    assert len(rows) == 3


def test_a_prize_without_an_award_is_refused_at_the_field(works, cast, browse):
    sent = {
        "author": cast.leader.pk, "category": works[0].category_id, "title": "说课稿", "date": "2025-11-03",
        "characters": "800", "level": "school", "result": "published", "prize": "二等奖",
    }  # fmt: skip
    response = browse(cast.office).post(CREATE, sent)
    assert list(response.context["form"].errors) == ["prize"]
    assert browse(cast.office).post(CREATE, sent | {"result": "awarded"}).status_code == 302
    assert Work.objects.get(title="说课稿").prize == "二等奖"
