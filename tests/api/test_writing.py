"""Writing through the API is the act of the page: same form, same service, same ledger."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connections
from django.urls import reverse

from apps.activities.models import Activity
from apps.credits.choices import Family
from apps.observations.models import Observation
from apps.portfolio.models import Work
from apps.projects.models import Project
from tests import factories
from tests.api.conftest import send


def project(**given):
    return {"code": "KT-9", "title": "数学实验室"} | given


def test_the_same_request_with_a_key_is_done_once(cast, program):
    client, url, key = program(cast.office), reverse("api:project_list"), str(uuid4())
    first = send(client, "post", url, project(), **{"Idempotency-Key": key})
    again = send(client, "post", url, project(), **{"Idempotency-Key": key})
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"]
    assert Project.objects.count() == 1


def test_a_key_is_not_taken_for_another_request(cast, program):
    client, url, key = program(cast.office), reverse("api:project_list"), str(uuid4())
    send(client, "post", url, project(), **{"Idempotency-Key": key})
    other = send(client, "post", url, project(code="KT-10"), **{"Idempotency-Key": key})
    assert other.status_code == 409
    assert other.json()["errors"][0]["code"] == "key_reused"


def test_a_request_that_was_refused_does_not_use_up_its_key(cast, program):
    client, url, key = program(cast.office), reverse("api:project_list"), str(uuid4())
    assert send(client, "post", url, {"code": "KT-9"}, **{"Idempotency-Key": key}).status_code == 400
    assert send(client, "post", url, project(), **{"Idempotency-Key": key}).status_code == 201


def test_a_key_is_a_uuid(cast, program):
    answer = send(
        program(cast.office), "post", reverse("api:project_list"), project(), **{"Idempotency-Key": "1"}
    )
    assert answer.status_code == 400


def test_a_change_names_the_version_that_was_read(cast, things, program):
    client, url = program(cast.office), reverse("api:project_item", kwargs=things.keys["project"])
    read = client.get(url)
    assert send(client, "patch", url, {"title": "新题目"}).status_code == 428
    changed = send(client, "patch", url, {"title": "新题目"}, **{"If-Match": read["ETag"]})
    assert changed.json()["title"] == "新题目"
    assert send(client, "patch", url, {"title": "再改"}, **{"If-Match": read["ETag"]}).status_code == 412
    assert send(client, "patch", url, {"title": "再改"}, **{"If-Match": changed["ETag"]}).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_of_two_changes_of_one_version_at_the_same_moment_one_is_refused(cast, program):
    made = factories.ProjectFactory(school=cast.school, leader=cast.teacher)
    client, url = program(cast.office), reverse("api:project_item", args=[made.pk])
    headers = {"If-Match": client.get(url)["ETag"]}

    def change(title):
        try:
            return send(program(cast.office), "patch", url, {"title": title}, **headers).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(change, ["新题目", "另一个"])) == [200, 412]


def test_what_is_not_sent_stays(cast, things, program):
    client, url = program(cast.office), reverse("api:project_item", kwargs=things.keys["project"])
    send(client, "patch", url, {"members": [cast.teacher.pk, cast.leader.pk]}, **{"If-Match": "*"})
    answer = send(client, "patch", url, {"title": "新题目"}, **{"If-Match": "*"}).json()
    assert [person["id"] for person in answer["members"]] == [cast.teacher.pk, cast.leader.pk]
    assert answer["leader"]["id"] == cast.teacher.pk


def test_nobody_names_a_row_of_another_school(cast, things, program):
    url = reverse("api:project_item", kwargs=things.keys["project"])
    answer = send(program(cast.office), "patch", url, {"leader": cast.stranger.pk}, **{"If-Match": "*"})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "leader"


def test_the_office_records_a_work_and_the_ledger_counts_it(cast, program):
    paper = factories.kind_of(cast.school, Family.WORK, "paper")
    sent = {
        "author": cast.teacher.pk,
        "category": paper.pk,
        "title": "论估算",
        "date": "2025-11-10",
        "characters": 3200,
    }
    client = program(cast.office)
    answer = send(client, "post", reverse("api:work_list"), sent)
    assert answer.status_code == 201
    assert cast.teacher.entries.get().characters == 3200
    gone = send(client, "post", reverse("api:work_withdraw", args=[answer.json()["id"]]), {"reason": "重复"})
    assert gone.json()["withdrawal_reason"] == "重复"
    assert sum(entry.count for entry in cast.teacher.entries.all()) == 0


def test_what_the_form_refuses_the_api_refuses(cast, program):
    paper = factories.kind_of(cast.school, Family.WORK, "paper")
    sent = {
        "author": cast.teacher.pk,
        "category": paper.pk,
        "title": "论估算",
        "date": "2030-01-01",
        "prize": "一等奖",
    }
    answer = send(program(cast.office), "post", reverse("api:work_list"), sent)
    assert {line["field"] for line in answer.json()["errors"]} == {"date", "prize"}
    assert not Work.objects.exists()


@pytest.fixture
def lesson(cast):
    kind = factories.kind_of(cast.school, Family.OBSERVATION, "drop_in")
    return {
        "teacher": cast.leader.pk,
        "date": "2025-11-17",
        "period": 2,
        "lesson_type": kind.pk,
        "score": "92.5",
    }


def test_a_teacher_logs_a_lesson_and_it_is_counted_once(cast, program, lesson):
    client, url, key = program(cast.teacher), reverse("api:observation_list"), str(uuid4())
    first = send(client, "post", url, lesson, **{"Idempotency-Key": key})
    again = send(client, "post", url, lesson, **{"Idempotency-Key": key})
    assert (first.status_code, again.status_code) == (201, 200), first.content.decode()
    assert first.json()["observer"]["id"] == cast.teacher.pk
    assert first.json()["score"] == "92.50"
    assert Observation.objects.count() == 1
    assert cast.teacher.entries.count() == 1


def test_only_the_office_enters_a_lesson_for_somebody(cast, program, lesson):
    sent = lesson | {"observer": cast.colleague.pk}
    url = reverse("api:observation_list")
    assert send(program(cast.teacher), "post", url, sent).status_code == 403
    answer = send(program(cast.office), "post", url, sent)
    assert answer.status_code == 201
    assert answer.json()["observer"]["id"] == cast.colleague.pk


def test_the_observed_teacher_answers_and_acknowledges(cast, program, lesson):
    made = send(program(cast.teacher), "post", reverse("api:observation_list"), lesson).json()
    observed = program(cast.leader)
    reply = reverse("api:observation_reply", args=[made["id"]])
    answer = send(observed, "post", reply, {"text": "谢谢，下次我放慢一点"})
    assert [event["act"] for event in answer.json()["events"]] == ["replied"]
    done = reverse("api:observation_acknowledge", args=[made["id"]])
    assert send(observed, "post", done, {}).json()["acknowledged_at"]
    again = send(observed, "post", done, {})
    assert again.status_code == 409
    assert again.json()["errors"][0]["code"] == "conflict"
    assert send(program(cast.teacher), "post", done, {}).status_code == 403


def test_opinion_and_reflection_are_read_by_those_who_may(cast, program, lesson):
    sent = lesson | {"opinion": "板书清楚", "reflection": "我也想试试"}
    made = send(program(cast.teacher), "post", reverse("api:observation_list"), sent).json()
    url = reverse("api:observation_item", args=[made["id"]])
    assert (made["opinion"], made["reflection"]) == ("板书清楚", "我也想试试")
    seen = program(cast.leader).get(url).json()
    assert (seen["opinion"], seen["reflection"]) == ("板书清楚", None)


def test_an_observer_corrects_and_withdraws(cast, program, lesson):
    client = program(cast.teacher)
    made = send(client, "post", reverse("api:observation_list"), lesson)
    url = reverse("api:observation_item", args=[made.json()["id"]])
    changed = send(client, "patch", url, {"period": 3}, **{"If-Match": made["ETag"]})
    assert changed.json()["period"] == 3
    withdraw = reverse("api:observation_withdraw", args=[made.json()["id"]])
    assert send(client, "post", withdraw, {}).status_code == 400
    assert send(client, "post", withdraw, {"reason": "记错了"}).json()["withdrawn_at"]
    assert sum(entry.count for entry in cast.teacher.entries.all()) == 0


@pytest.fixture
def meeting(cast):
    kind = factories.kind_of(cast.school, Family.ACTIVITY, "preparation")
    return {
        "title": "集体备课", "kind": kind.pk, "organiser": cast.group.pk, "date": "2025-11-17", "starts_at": "14:30",
        "place": "会议室", "speaker": cast.leader.pk, "hours": "2.00", "groups": [cast.group.pk],
    }  # fmt: skip


def test_a_leader_plans_an_activity_and_marks_attendance(cast, program, meeting):
    client = program(cast.leader)
    made = send(client, "post", reverse("api:activity_list"), meeting)
    assert made.status_code == 201, made.content.decode()
    assert (made.json()["starts_at"], made.json()["listed"]) == ("14:30", 2)
    url = reverse("api:attendance", args=[made.json()["id"]])
    listed = client.get(url).json()
    marks = [
        {"member": row["member"]["id"], "part": row["part"], "state": "present"} for row in listed["rows"]
    ]
    saved = send(client, "put", url, {"seen": listed["seen"], "marks": marks})
    assert {row["state"] for row in saved.json()["rows"]} == {"present"}
    assert str(cast.teacher.entries.get().hours) == "2.00"
    late = send(client, "put", url, {"seen": listed["seen"], "marks": marks[:1], "reason": "改"})
    assert late.status_code == 409


def test_a_stranger_is_not_put_on_the_list(cast, things, program):
    url = reverse("api:attendance", kwargs=things.keys["activity"])
    client = program(cast.office)
    seen = client.get(url).json()["seen"]
    sent = {"seen": seen, "marks": [{"member": cast.stranger.pk, "state": "present"}]}
    assert send(client, "put", url, sent).json()["errors"][0]["field"] == "marks"


def test_a_teacher_plans_nothing_and_marks_nobody(cast, things, program, meeting):
    client = program(cast.teacher)
    assert send(client, "post", reverse("api:activity_list"), meeting).status_code == 403
    url = reverse("api:attendance", kwargs=things.keys["activity"])
    assert send(client, "put", url, {"seen": "x", "marks": []}).status_code == 403
    assert [row["member"]["id"] for row in client.get(url).json()["rows"]] == [cast.teacher.pk]


def test_an_activity_is_changed_and_cancelled(cast, things, program):
    client, keys = program(cast.office), things.keys["activity"]
    url = reverse("api:activity_item", kwargs=keys)
    changed = send(client, "patch", url, {"place": "报告厅"}, **{"If-Match": "*"})
    assert changed.json()["place"] == "报告厅", changed.content.decode()
    gone = send(client, "post", reverse("api:activity_withdraw", kwargs=keys), {"reason": "停电"})
    assert gone.json()["withdrawn_at"]
    assert Activity.objects.live().count() == 0


def test_a_plan_goes_from_hand_to_hand(cast, program):
    teacher, office = program(cast.teacher), program(cast.office)
    made = send(teacher, "post", reverse("api:lessonplan_list"), {"title": "圆的面积", "aims": "会推导公式"})
    assert made.status_code == 201, made.content.decode()
    case = office.get(reverse("api:inbox")).json()["results"][0]
    assert case["id"] == made.json()["case_id"]
    back = reverse("api:case_return", args=[case["id"]])
    assert send(office, "post", back, {"draft": 1}).status_code == 400
    assert send(office, "post", back, {"draft": 1, "opinion": "目标再具体些"}).json()["state"] == "returned"
    again = reverse("api:lessonplan_resubmit", args=[made.json()["id"]])
    plan = send(teacher, "post", again, {"aims": "会推导并会用公式"}).json()
    assert [draft["number"] for draft in plan["drafts"]] == [1, 2]
    approve = reverse("api:case_approve", args=[case["id"]])
    assert send(office, "post", approve, {"draft": 1}).status_code == 409
    assert send(teacher, "post", approve, {"draft": 2}).status_code == 403
    assert send(office, "post", approve, {"draft": 2, "mark": "good"}).json()["state"] == "approved"
    assert teacher.get(reverse("api:lessonplan_item", args=[plan["id"]])).json()["mark"] == "good"
    assert cast.teacher.entries.count() == 1
    undo = reverse("api:case_undo", args=[case["id"]])
    assert send(office, "post", undo, {}).json()["state"] == "waiting"


def test_an_author_hands_a_work_in_and_again(cast, program):
    teacher, office = program(cast.teacher), program(cast.office)
    paper = factories.kind_of(cast.school, Family.WORK, "paper")
    sent = {"category": paper.pk, "title": "论估算", "text": "估算先于精算。" * 30}
    made = send(teacher, "post", reverse("api:work_submit"), sent)
    assert made.status_code == 201, made.content.decode()
    assert (made.json()["state"], made.json()["characters"]) == ("waiting", 210)
    seen = send(office, "post", reverse("api:case_seen", args=[made.json()["case_id"]]), {})
    assert seen.json()["seen_at"]
    back = reverse("api:case_return", args=[made.json()["case_id"]])
    send(office, "post", back, {"draft": 1, "opinion": "请补充课例"})
    again = send(
        teacher, "post", reverse("api:work_resubmit", args=[made.json()["id"]]), {"text": "补充了课例。"}
    )
    assert [draft["text"] for draft in again.json()["drafts"]] == ["估算先于精算。" * 30, "补充了课例。"]
    assert cast.teacher.entries.count() == 0


def test_a_notice_is_read_by_its_owner_alone(cast, things, program):
    keys = things.keys["notice"]
    url = reverse("api:notice_read", kwargs=keys)
    assert send(program(cast.leader), "post", url, {}).status_code == 404
    assert send(program(cast.teacher), "post", url, {}).json()["read_at"]


def test_the_summary_s_figures_are_those_of_the_page(cast, things, program):
    said = program(cast.principal).get(reverse("api:summary", args=[cast.semester.pk])).json()
    assert (said["activities"], said["works"], said["observations"]) == (1, 2, 2)
    assert said["hours_total"] == "2.00" or float(said["hours_total"]) > 0
