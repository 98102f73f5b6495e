"""The observed teacher reads, answers and acknowledges; the observer sees it."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse

from apps.core.errors import Conflict
from apps.notices.models import Notice
from apps.observations.models import Observation, ObservationEvent
from apps.observations.services import (
    acknowledge_observation,
    log_observation,
    reply_to_observation,
    withdraw_observation,
)
from tests.conftest import NOW
from tests.factories import ObservationFactory


@pytest.fixture
def seen(cast):
    row = ObservationFactory.build(
        semester=cast.semester, school=cast.school, observer=cast.teacher, teacher=cast.colleague,
        opinion="三问抓住了结构。", score="93",
        lesson_type=ObservationFactory(semester=cast.semester, school=cast.school).lesson_type,
    )  # fmt: skip
    return log_observation(row, actor=cast.teacher.user, now=NOW)


def page(name, row):
    return reverse(f"observations:observation_{name}", args=[row.pk])


def test_the_colleague_answers_and_acknowledges_and_the_observer_sees_both(seen, cast, browse):
    colleague, observer = browse(cast.colleague), browse(cast.teacher)
    assert "我已阅读" in colleague.get(page("detail", seen)).content.decode()
    colleague.post(page("reply", seen), {"text": "小组分工我再改。"})
    colleague.post(page("acknowledge", seen), {"text": ""})
    shown = observer.get(page("detail", seen)).content.decode()
    assert "小组分工我再改。" in shown
    assert "授课教师已确认" in shown
    told = Notice.objects.filter(member=cast.teacher).order_by("created_at").values_list("title", flat=True)
    assert [title.split("：")[0] for title in told] == [
        "曾一鸣回复了三年级2班的听课记录",
        "曾一鸣已确认你写的听课记录",
    ]


def test_acknowledging_ends_what_the_teacher_was_asked(seen, cast):
    acknowledge_observation(seen, actor=cast.colleague.user, now=NOW, text="收到，谢谢")
    assert Notice.objects.get(member=cast.colleague).done_at
    event = ObservationEvent.objects.get()
    assert (event.act, event.text) == ("acknowledged", "收到，谢谢")


def test_a_second_press_is_the_same_answer(seen, cast, browse):
    client, sent = browse(cast.colleague), {"text": "谢谢", "once": str(uuid4())}
    for name in ("reply", "reply"):
        assert client.post(page(name, seen), sent).status_code == 302
    assert seen.events.count() == 1
    assert Notice.objects.filter(member=cast.teacher).count() == 1
    sent["once"] = str(uuid4())
    for _press in range(2):
        assert client.post(page("acknowledge", seen), sent).status_code == 302
    assert seen.events.filter(act="acknowledged").count() == 1


def test_acknowledging_once_more_from_another_page_is_told(seen, cast, browse):
    acknowledge_observation(seen, actor=cast.colleague.user, now=NOW)
    answer = browse(cast.colleague).post(page("acknowledge", seen), {"once": str(uuid4())})
    assert answer.status_code == 422
    assert "已经确认过" in answer.content.decode()


def test_an_empty_answer_is_refused(seen, cast, browse):
    assert browse(cast.colleague).post(page("reply", seen), {"text": " "}).status_code == 422
    with pytest.raises(ValidationError):
        reply_to_observation(seen, actor=cast.colleague.user, now=NOW, text="")
    with pytest.raises(IntegrityError, match="observation_reply_says_something"):
        ObservationEvent.objects.create(school=cast.school, observation=seen, act="replied")


def test_nobody_answers_what_was_withdrawn_meanwhile(seen, cast, browse):
    before = Observation.objects.get(pk=seen.pk)
    withdraw_observation(seen, actor=cast.teacher.user, now=NOW, reason="记错了人")
    for act in (reply_to_observation, acknowledge_observation):
        with pytest.raises(Conflict):
            act(before, actor=cast.colleague.user, now=NOW, text="好")
    assert browse(cast.colleague).post(page("reply", seen), {"text": "好"}).status_code == 403
    notices = Notice.objects.filter(member=cast.colleague)
    assert [bool(notice.done_at) for notice in notices.order_by("created_at")] == [True, False]


def test_third_persons_neither_answer_nor_acknowledge(seen, cast, browse):
    for member, status in [(cast.office, 403), (cast.principal, 403), (cast.stranger, 404)]:
        for name in ("reply", "acknowledge"):
            assert browse(member).post(page(name, seen), {"text": "插话"}).status_code == status
    assert browse(cast.teacher).post(page("acknowledge", seen)).status_code == 403
    assert not ObservationEvent.objects.exists()


def test_what_waits_for_me_is_counted_at_its_tab(seen, cast, browse):
    client, received = browse(cast.colleague), {"side": "received"}
    url = reverse("observations:observation_list")
    assert "1 条待确认" in client.get(url).content.decode()
    acknowledge_observation(seen, actor=cast.colleague.user, now=NOW)
    shown = client.get(url, received).content.decode()
    assert "待确认" not in shown
    assert "已确认" in shown


def test_a_lesson_nobody_was_asked_about_says_nothing_of_an_answer(cast, browse):
    old = ObservationFactory(semester=cast.semester, observer=cast.teacher, teacher=cast.colleague)
    shown = browse(cast.teacher).get(reverse("observations:observation_list")).content.decode()
    assert old.lesson in shown
    assert '<td data-label="确认" class="none">' in shown
