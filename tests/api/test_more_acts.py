"""Series, who comes, minutes, comments at a place, deputies, and what the office records."""

from django.urls import reverse

from apps.activities.models import Activity
from apps.approvals.models import Absence
from apps.credits.choices import Family
from apps.credits.models import EntryKind
from tests import factories
from tests.api.conftest import send
from tests.project.world import handed_in


def series(cast, **more):
    kind = factories.kind_of(cast.school, Family.ACTIVITY, "preparation")
    return {
        "title": "集体备课", "kind": kind.pk, "organiser": cast.group.pk, "date": "2025-11-20", "starts_at": "14:30",
        "place": "会议室", "hours": "2.00", "repeat": 1, "until": "2025-12-18",
    } | more  # fmt: skip


def test_a_leader_plans_a_series_with_a_theme_of_its_own_for_a_day(cast, program):
    client, url = program(cast.leader), reverse("api:series_create")
    made = send(client, "post", url, series(cast))
    assert made.status_code == 201, made.content.decode()
    assert [a["date"] for a in made.json()["activities"]] == [
        "2025-11-20", "2025-11-27", "2025-12-04", "2025-12-11", "2025-12-18",
    ]  # fmt: skip
    assert {a["series_id"] for a in made.json()["activities"]} == {made.json()["id"]}
    days = [{"date": "2025-11-27", "title": "分数", "speaker": cast.teacher.pk}, {"date": "2025-12-11"}]
    some = send(client, "post", url, series(cast, days=days)).json()["activities"]
    assert [(a["title"], a["speaker"] and a["speaker"]["id"]) for a in some] == [
        ("分数", cast.teacher.pk), ("集体备课", None),
    ]  # fmt: skip


def test_days_that_are_none_of_the_series_and_strange_speakers_are_refused(cast, program):
    client, url = program(cast.leader), reverse("api:series_create")
    for day in ({"date": "2025-11-21"}, {"date": "2025-11-27", "speaker": cast.stranger.pk}):
        answer = send(client, "post", url, series(cast, days=[day]))
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["field"] == "days"
    assert not Activity.objects.exists()
    assert send(program(cast.teacher), "post", url, series(cast)).status_code == 403


def test_a_change_and_a_cancellation_reach_all_that_follow(cast, program):
    client = program(cast.leader)
    made = send(client, "post", reverse("api:series_create"), series(cast)).json()["activities"]
    url = reverse("api:activity_item", args=[made[2]["id"]])
    send(client, "patch", url, {"place": "报告厅", "following": True}, **{"If-Match": "*"})
    places = Activity.objects.order_by("date").values_list("place", flat=True)
    assert list(places) == ["会议室", "会议室", "报告厅", "报告厅", "报告厅"]
    cancel = reverse("api:activity_withdraw", args=[made[3]["id"]])
    send(client, "post", cancel, {"reason": "期末复习", "following": True})
    assert Activity.objects.live().count() == 3


def test_who_comes_is_said_and_a_marking_taken_back(cast, things, program):
    client, pk = program(cast.office), things.keys["activity"]["pk"]
    url = reverse("api:participants", args=[pk])
    people = [cast.teacher.pk, cast.colleague.pk, cast.principal.pk]
    listed = send(client, "put", url, {"people": people}).json()
    assert {row["member"]["id"] for row in listed["rows"]} == {*people, cast.leader.pk}
    strange = send(client, "put", url, {"people": [cast.stranger.pk]})
    assert (strange.status_code, strange.json()["errors"][0]["field"]) == (400, "people")
    marks = [{"member": row["member"]["id"], "state": "present"} for row in listed["rows"]]
    sent = {"seen": listed["seen"], "marks": marks, "reason": "补记"}
    marked = send(client, "put", reverse("api:attendance", args=[pk]), sent).json()
    undo = reverse("api:attendance_undo", args=[pk])
    assert send(client, "post", undo, {"marking": marked["marking"] + 1}).status_code == 409
    back = send(client, "post", undo, {"marking": marked["marking"]}).json()
    assert {row["state"] for row in back["rows"]} == {row["state"] for row in listed["rows"]}


def test_minutes_are_written_on_what_was_read(cast, things, program):
    client, url = program(cast.leader), reverse("api:minutes", kwargs=things.keys["activity"])
    read = client.get(url).json()
    assert read["text"].startswith("议定")
    saved = send(client, "put", url, {"text": "议定：每人带一份作业。", "seen": read["seen"]})
    assert saved.json()["text"] == "议定：每人带一份作业。"
    assert send(client, "put", url, {"text": "另一份", "seen": read["seen"]}).status_code == 409
    assert send(program(cast.teacher), "put", url, {"text": "", "seen": ""}).status_code == 403


def test_a_comment_at_a_place_is_read_answered_and_not_taken_back_once_told(cast, things, program):
    office, teacher = program(cast.office), program(cast.teacher)
    case = handed_in(things, "三角形的内角和")
    url = reverse("api:remark_list", args=[case.pk])
    assert [place["place"] for place in office.get(url).json()["places"]] == ["aims-0"]
    sent = {"draft": 1, "place": "aims-0", "text": "写成学生能做到的事"}
    said = send(office, "post", url, sent).json()["remarks"]
    assert [(r["place"], r["quote"], r["text"]) for r in said] == [
        ("aims-0", "学会画圆", "写成学生能做到的事")
    ]
    assert teacher.get(url).json()["remarks"] == []
    assert send(office, "post", url, sent | {"place": "aims-9"}).status_code == 400
    assert send(office, "post", url, sent | {"draft": 2}).status_code == 409
    send(office, "post", reverse("api:case_return", args=[case.pk]), {"draft": 1, "opinion": "见批注"})
    [told] = teacher.get(url).json()["remarks"]
    answer = reverse("api:remark_answer", args=[told["id"]])
    answered = send(teacher, "post", answer, {"answer": "改了", "done": True}).json()["remarks"][0]
    assert (answered["answer"], answered["done_at"] is not None) == ("改了", True)
    assert send(office, "post", reverse("api:remark_delete", args=[told["id"]]), {}).status_code == 409


def test_a_reviewer_takes_a_comment_back_while_it_waits(cast, things, program):
    office, case = program(cast.office), handed_in(things, "三角形的内角和")
    url = reverse("api:remark_list", args=[case.pk])
    [said] = send(office, "post", url, {"draft": 1, "text": "整体再压缩"}).json()["remarks"]
    gone = send(office, "post", reverse("api:remark_delete", args=[said["id"]]), {})
    assert gone.json()["remarks"] == []


def test_a_deputy_is_named_changed_and_dropped_by_the_one_who_is_away(cast, program):
    client, url = program(cast.office), reverse("api:absence_list")
    sent = {"deputy": cast.leader.pk, "starts_on": "2025-12-01", "ends_on": "2025-12-05"}
    made = send(client, "post", url, sent)
    assert made.status_code == 201, made.content.decode()
    assert send(client, "post", url, sent).status_code == 400
    item = reverse("api:absence_item", args=[made.json()["id"]])
    changed = send(client, "patch", item, {"ends_on": "2025-12-03"}, **{"If-Match": made["ETag"]})
    assert changed.json()["ends_on"] == "2025-12-03", changed.content.decode()
    assert program(cast.teacher).get(item).status_code == 404
    assert (
        send(client, "post", reverse("api:absence_delete", args=[made.json()["id"]]), {}).status_code == 200
    )
    assert not Absence.objects.exists()


def test_who_has_not_handed_in_is_read_and_reminded_once_a_day(cast, program):
    leader, url = program(cast.leader), reverse("api:missing_list")
    found = leader.get(url, {"week": "12"}).json()["results"]
    assert {(row["member"]["id"], row["missing"], row["reminded"]) for row in found} == {
        (cast.teacher.pk, 1, False), (cast.leader.pk, 1, False),
    }  # fmt: skip
    assert leader.get(url, {"week": "99"}).status_code == 400
    assert program(cast.teacher).get(url).status_code == 403
    remind = reverse("api:missing_remind")
    said = [send(leader, "post", remind, {"week": 12, "group": cast.group.pk}).json() for _n in range(2)]
    assert said == [{"week": 12, "reminded": 1, "earlier": 0}, {"week": 12, "reminded": 0, "earlier": 1}]
    assert send(leader, "post", remind, {"group": 999_999}).status_code == 400
    assert send(program(cast.principal), "post", remind, {}).status_code == 403


def test_the_office_records_corrects_and_withdraws_a_plan(cast, program):
    client = program(cast.office)
    sent = {"author": cast.teacher.pk, "title": "圆", "submitted_on": "2025-11-17", "state": "approved"}
    made = send(client, "post", reverse("api:lessonplan_record"), sent)
    assert made.status_code == 201, made.content.decode()
    assert cast.teacher.entries.count() == 1
    item = reverse("api:lessonplan_item", args=[made.json()["id"]])
    changed = send(client, "patch", item, {"week": 12}, **{"If-Match": "*"})
    assert changed.json()["week"] == 12, changed.content.decode()
    gone = send(
        client, "post", reverse("api:lessonplan_withdraw", args=[made.json()["id"]]), {"reason": "重复"}
    )
    assert gone.json()["withdrawal_reason"] == "重复"
    assert sum(entry.count for entry in cast.teacher.entries.all()) == 0


def test_the_office_records_and_corrects_hours_from_paper(cast, program):
    client = program(cast.office)
    kind = EntryKind.objects.create(school=cast.school, family=Family.OTHER, name="校外讲座")
    sent = {"author": cast.teacher.pk, "category": kind.pk, "title": "县级讲座", "starts_on": "2025-11-10",
            "ends_on": "2025-11-10", "hours": "24", "verified_on": "2025-11-15"}  # fmt: skip
    made = send(client, "post", reverse("api:declaration_record"), sent)
    assert made.status_code == 201, made.content.decode()
    told = made.json()
    assert (told["state"], told["stamps"]["bureau"], told["case_id"]) == ("approved", "2025-11-15", None)
    item = reverse("api:declaration_item", args=[told["id"]])
    unexplained = send(client, "patch", item, {"hours": "40"}, **{"If-Match": "*"})
    assert unexplained.json()["errors"][0]["field"] == "reason"
    changed = send(client, "patch", item, {"hours": "40", "reason": "看错了"}, **{"If-Match": "*"})
    assert changed.json()["hours"] == "40.00", changed.content.decode()
    assert [entry.hours for entry in cast.teacher.entries.order_by("pk")] == [24, -24, 40]
    assert send(program(cast.teacher), "patch", item, {"hours": "99"}, **{"If-Match": "*"}).status_code == 403


def test_declared_hours_under_review_are_not_corrected(cast, program):
    kind = EntryKind.objects.create(school=cast.school, family=Family.OTHER, name="校外讲座")
    sent = {"category": kind.pk, "title": "县级讲座", "starts_on": "2025-11-10", "ends_on": "2025-11-10",
            "hours": "24"}  # fmt: skip
    made = send(program(cast.teacher), "post", reverse("api:declaration_submit"), sent)
    item = reverse("api:declaration_item", args=[made.json()["id"]])
    sent = {"hours": "40", "reason": "看错了"}
    answer = send(program(cast.office), "patch", item, sent, **{"If-Match": "*"})
    assert answer.status_code == 400
    assert "under review" in answer.content.decode()


def test_what_rules_ask_of_an_activity_is_said_and_signatures_noted(cast, things, program):
    leader, args = program(cast.leader), [things.keys["activity"]["pk"]]
    url = reverse("api:particulars", args=args)
    sent = {"level": "county", "roll_calls": 3, "verified_on": "2025-11-20"}
    said = send(leader, "patch", url, sent, **{"If-Match": leader.get(url)["ETag"]})
    assert said.status_code == 200, said.content.decode()
    assert (said.json()["level"], said.json()["roll_calls"]) == ("county", 3)
    assert send(leader, "patch", url, {"roll_calls": 9}, **{"If-Match": "*"}).status_code == 400
    signatures = reverse("api:signatures", args=args)
    noted = send(leader, "put", signatures, {"rows": [{"member": cast.teacher.pk, "signed": 2}]}).json()
    found = {row["member"]["id"]: row["signed"] for row in noted["rows"]}
    assert (found[cast.teacher.pk], found[cast.colleague.pk]) == (2, None)
    strange = send(leader, "put", signatures, {"rows": [{"member": cast.stranger.pk, "signed": 1}]})
    assert strange.status_code == 400
    assert send(program(cast.teacher), "patch", url, sent, **{"If-Match": "*"}).status_code == 403


def test_whoever_came_writes_a_reflection(cast, things, program):
    teacher, url = program(cast.teacher), reverse("api:reflection", args=[things.keys["activity"]["pk"]])
    assert teacher.get(url).json() == {"text": ""}
    assert (
        send(teacher, "put", url, {"text": "下次先让学生估一估。"}).json()["text"] == "下次先让学生估一估。"
    )
    assert send(program(cast.office), "put", url, {"text": "x"}).status_code == 403
