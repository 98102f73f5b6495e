"""What was said about a lesson is read by fewer than know that it was observed."""

import io

import openpyxl
import pytest
from django.urls import reverse

from apps.observations.models import Observation, ObservationEvent, ObservationPhoto
from apps.observations.services import log_observation, reply_to_observation
from tests import factories
from tests.conftest import NOW
from tests.documents import photo

LIST = reverse("observations:observation_list")
SAID = "小组讨论没有分工"


@pytest.fixture
def seen(cast):
    """The teacher, of the leader's group, watched the colleague, who is in another group."""
    kind = factories.ObservationFactory(semester=cast.semester, school=cast.school).lesson_type
    row = factories.ObservationFactory.build(
        semester=cast.semester, school=cast.school, observer=cast.teacher, teacher=cast.colleague, score=88,
        opinion=SAID, reflection="我自己的课也要改", lesson_type=kind,
    )  # fmt: skip
    made = log_observation(row, actor=cast.teacher.user, now=NOW, photos=[photo()])
    reply_to_observation(made, actor=cast.colleague.user, now=NOW, text="好的")
    return made


@pytest.fixture
def other_leader(cast):
    """Leads the group of the observed colleague."""
    user = factories.UserFactory(name="余组长")
    leader = factories.StaffFactory(school=cast.school, number="T009", name="余组长", user=user)
    group = factories.GroupFactory(school=cast.school)
    factories.MembershipFactory(group=group, member=leader, role="leader")
    factories.MembershipFactory(group=group, member=cast.colleague)
    return leader


@pytest.fixture
def in_leading_group(cast):
    member = factories.StaffFactory(school=cast.school, number="T010", user=factories.UserFactory())
    factories.MembershipFactory(
        group=factories.GroupFactory(school=cast.school, kind="leading"), member=member
    )
    return member


def reads(browse, member, row):
    answer = browse(member).get(row.get_absolute_url())
    return answer.status_code, SAID in answer.content.decode()


def test_who_reads_the_opinion_and_who_knows_of_the_lesson(
    seen, cast, other_leader, in_leading_group, browse
):
    for member in (cast.teacher, cast.colleague, other_leader, cast.office, cast.principal):
        assert reads(browse, member, seen) == (200, True), member
    for member in (cast.leader, in_leading_group):
        assert reads(browse, member, seen) == (200, False), member
    assert reads(browse, cast.stranger, seen)[0] == 404


def test_pictures_and_answers_go_with_the_opinion(seen, cast, seated, browse):
    (taken,) = seen.photos.all()
    assert browse(cast.colleague).get(taken.get_absolute_url()).status_code == 200
    assert browse(cast.leader).get(taken.get_absolute_url()).status_code == 403
    assert browse(cast.stranger).get(taken.get_absolute_url()).status_code == 404
    for model in (ObservationPhoto, ObservationEvent):
        assert model.objects.visible_to(seated(cast.colleague)).count() == 1
        assert model.objects.visible_to(seated(cast.leader)).count() == 0


def test_a_picture_is_asked_for_anew_each_time(seen, cast, browse):
    (taken,), client = seen.photos.all(), browse(cast.colleague)
    answer = client.get(taken.get_absolute_url())
    assert answer["Cache-Control"] == "private, no-cache"
    assert client.get(taken.get_absolute_url(), headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_a_picture_of_another_lesson_is_not_found(seen, cast, browse):
    (taken,) = seen.photos.all()
    other = factories.ObservationFactory(
        semester=cast.semester, observer=cast.colleague, teacher=cast.teacher
    )
    url = reverse("observations:photo_file", args=[other.pk, taken.pk])
    assert browse(cast.teacher).get(url).status_code == 404


def test_the_reflection_is_the_observers_alone(seen, cast, browse):
    shown = {
        member: "我自己的课也要改" in browse(member).get(seen.get_absolute_url()).content.decode()
        for member in (cast.teacher, cast.colleague, cast.office, cast.principal)
    }
    assert [member for member, found in shown.items() if found] == [cast.teacher]


def test_the_score_shows_in_list_and_file_only_to_those(seen, cast, browse):
    for member, expected in [(cast.leader, None), (cast.principal, 88)]:
        answer = browse(member).get(LIST, {"export": "xlsx", "observer": cast.teacher.pk})
        sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
        headings = [cell.value for cell in sheet[1]]
        assert sheet.cell(2, headings.index("评分") + 1).value == expected


def found(client, **query):
    return [row.record for row in client.get(LIST, query).context["table"].rows]


def test_the_list_opens_with_what_i_observed_and_has_a_side_for_my_lessons(seen, cast, browse):
    back = factories.ObservationFactory(
        semester=cast.semester, school=cast.school, observer=cast.colleague, teacher=cast.teacher
    )
    client = browse(cast.teacher)
    assert found(client) == [seen]
    assert found(client, side="received") == [back]
    assert set(found(client, side="all")) == {seen, back}
    assert found(client, side="received", q="没有这个人") == []


def test_the_empty_sides_say_what_is_next(cast, browse):
    client = browse(cast.teacher)
    assert "用不了一分钟" in client.get(LIST).content.decode()
    assert "还没有人听过你的课" in client.get(LIST, {"side": "received"}).content.decode()
    assert Observation.objects.count() == 0
