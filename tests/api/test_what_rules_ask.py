"""What only rules ask for, over the API: minutes missed, official leave, labels, a project held by a group."""

from django.urls import reverse

from apps.activities.models import Attendance
from tests.api.conftest import send
from tests.credits.packs import publish
from tests.factories import kind_of

LABELLED = "  - {type: worth, where: {labels: [professional]}, from: [{of: hours, gives: 1}]}\n"


def test_minutes_missed_and_official_leave_are_marked_and_read(cast, things, program):
    client, url = program(cast.office), reverse("api:attendance", kwargs=things.keys["activity"])
    read = client.get(url).json()
    first, second, *rest = [{"member": row["member"]["id"], "state": "present"} for row in read["rows"]]
    late, away = first | {"state": "late", "missed": 10}, second | {"state": "leave", "official": True}
    sent = {"seen": read["seen"], "marks": [late, away, *rest], "reason": "补记"}
    told = send(client, "put", url, sent).json()
    by_member = {row["member"]["id"]: row for row in told["rows"]}
    assert by_member[first["member"]]["missed"] == 10
    assert by_member[second["member"]]["official"] is True
    assert Attendance.objects.get(member=second["member"], activity_id=read["activity_id"]).attended == (
        "official_leave"
    )


def test_minutes_of_somebody_present_and_absence_on_business_are_refused(cast, things, program):
    client, url = program(cast.office), reverse("api:attendance", kwargs=things.keys["activity"])
    read = client.get(url).json()
    who = read["rows"][0]["member"]["id"]
    for wrong, field in (
        ({"missed": 5}, "missed"),
        ({"official": True}, "official"),
        ({"missed": 0}, "missed"),
    ):
        sent = {"seen": read["seen"], "marks": [{"member": who, "state": "absent"} | wrong]}
        answer = send(client, "put", url, sent)
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["field"].endswith(field)


def test_labels_are_declared_in_the_words_of_the_rules(cast, things, program):
    publish(cast, LABELLED, gives="points", names=", label: {professional: 专业课程}")
    client, url = program(cast.office), reverse("api:declaration_record")
    kind = kind_of(cast.school, "other", "degree")
    kind.needs_proof = False
    kind.save()
    sent = {
        "author": cast.teacher.pk, "category": kind.pk, "title": "教育硕士", "starts_on": "2025-10-01",
        "ends_on": "2025-10-02", "hours": "16", "labels": ["professional"],
    }  # fmt: skip
    made = send(client, "post", url, sent)
    assert (made.status_code, made.json()["labels"]) == (201, ["professional"])
    refused = send(client, "post", url, sent | {"title": "另一项", "labels": ["unheard_of"]})
    assert refused.status_code == 400


def test_a_project_held_by_a_group(cast, things, program):
    client = program(cast.office)
    sent = {"code": "K77", "title": "单元整体教学", "group": cast.group.pk, "stage": "opening"}
    made = send(client, "post", reverse("api:project_list"), sent)
    assert (made.status_code, made.json()["group"]["id"]) == (201, cast.group.pk)
