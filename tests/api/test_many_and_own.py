"""Many decisions in one request, one's own settings, and long work."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from apps.approvals.models import Case
from apps.calendars.models import Subscription
from apps.credits.models import Proposal
from apps.jobs.models import Job
from apps.jobs.services import run
from apps.notices.models import Notice
from tests import semester_workbook as invented
from tests.api.conftest import send
from tests.project import rows
from tests.project.long_work import SIZE
from tests.project.world import handed_in


def post(client, name, body, *args):
    return send(client, "post", reverse(f"api:{name}", args=args), body)


def test_many_are_approved_and_each_that_was_not_is_explained(cast, things, program):
    cases = [handed_in(things, f"分数（{n}）") for n in range(3)]
    read = [{"case": case.pk, "draft": 1} for case in cases]
    read[2]["draft"] = 2
    client = program(cast.office)
    said = post(client, "case_approve_many", {"cases": read, "mark": "good"}).json()
    assert (said["done"], len(said["failed"])) == (2, 1)
    states = (
        Case.objects.filter(pk__in=[case.pk for case in cases]).order_by("pk").values_list("state", flat=True)
    )
    assert list(states) == ["approved", "approved", "waiting"]
    undone = post(client, "case_undo_many", {"cases": [case.pk for case in cases[:2]]}).json()
    assert undone == {"done": 2, "failed": []}
    assert post(program(cast.leader), "case_approve_many", {"cases": read}).json()["done"] == 0


def test_many_pieces_of_work_are_recognised_but_for_those_changed_meanwhile(cast, things, program):
    for n in (1, 2):
        rows.proposal(things, n)
    client = program(cast.office)
    listed = client.get(reverse("api:proposal_list")).json()["results"]
    assert len(listed) == 2
    read = [{"id": row["id"], "updated_at": row["updated_at"]} for row in listed]
    Proposal.objects.get(pk=read[1]["id"]).save()
    sent = {"act": "confirm", "proposals": read}
    assert post(client, "proposal_decide", sent).json() == {"done": 1, "changed": [read[1]["id"]]}
    assert Proposal.objects.get(pk=read[0]["id"]).state == "confirmed"
    back = post(client, "proposal_put_back", {"reason": "再看"}, read[0]["id"])
    assert back.json()["state"] == "waiting"
    refuse = {"act": "refuse", "proposals": [{"id": read[0]["id"], "updated_at": back.json()["updated_at"]}]}
    assert post(client, "proposal_decide", refuse).status_code == 400
    assert post(client, "proposal_decide", refuse | {"reason": "无证明"}).json()["done"] == 1
    assert post(program(cast.principal), "proposal_decide", sent).status_code == 403


def test_one_says_how_one_is_told(cast, program, settings):
    settings.EMAIL_ENABLED = True
    client, url = program(cast.teacher), reverse("api:notice_choice")
    assert client.get(url).json()["mail"] == "daily"
    assert send(client, "put", url, {"mail": "at_once"}).json()["mail"] == "at_once"
    asked = send(client, "put", url, {"mail": "off", "address": "dan@school.example.cn"}).json()
    assert (asked["mail"], asked["new_address"]) == ("off", "dan@school.example.cn")
    assert send(client, "put", url, {"mail": "hourly"}).status_code == 400
    assert program(cast.colleague).get(url).json()["mail"] == "daily"


def test_all_notices_are_read_that_came_in_until_then(cast, program, now):
    first = Notice.objects.create(school=cast.school, member=cast.teacher, kind="news", title="一", key="a:1")
    Notice.objects.create(school=cast.school, member=cast.colleague, kind="news", title="二", key="a:2")
    client = program(cast.teacher)
    early = post(client, "notice_read_all", {"until": "2020-01-01T00:00:00+08:00"})
    assert early.json() == {"unread": 1}
    assert post(client, "notice_read_all", {}).json() == {"unread": 0}
    first.refresh_from_db()
    assert first.read_at is not None
    assert Notice.objects.unread().count() == 1


def test_a_calendar_is_subscribed_to_and_its_address_dropped(cast, program, client):
    mine = program(cast.teacher)
    told = post(mine, "subscription_list", {"scope": "me"}).json()
    assert client.get(told["address"])["Content-Type"].startswith("text/calendar")
    [row] = mine.get(reverse("api:subscription_list")).json()["results"]
    assert "address" not in row
    assert post(program(cast.colleague), "subscription_delete", {}, row["id"]).status_code == 404
    assert post(mine, "subscription_delete", {}, row["id"]).status_code == 200
    assert not Subscription.objects.exists()
    assert client.get(told["address"]).status_code == 404


def test_a_workbook_is_checked_imported_and_taken_away(cast, program):
    office = program(cast.office)
    sheets = invented.semester(SIZE, code=cast.school.code, school=cast.school.name)
    content = office.get(reverse("api:workbook_template")).content
    refused = office.post(
        reverse("api:workbook_check"), {"file": SimpleUploadedFile("a.xlsx", b"no workbook")}
    )
    assert refused.status_code == 400
    assert content.startswith(b"PK")
    file = SimpleUploadedFile("学期.xlsx", invented.content(sheets))
    asked = office.post(reverse("api:workbook_check"), {"file": file})
    assert (asked.status_code, asked.json()["state"]) == (200, "queued"), asked.content.decode()
    pk = asked.json()["id"]
    assert post(program(cast.teacher), "workbook_import", {}, pk).status_code == 404
    run(pk)
    over = office.get(reverse("api:job_item", args=[pk])).json()
    assert (over["state"], [f["role"] for f in over["files"]][0]) == ("done", "source")
    assert program(cast.teacher).get(reverse("api:job_item", args=[pk])).status_code == 404
    ready = over["result"]["ready"]
    answer = post(office, "workbook_import", {}, pk)
    assert answer.status_code == (200 if ready else 409)
    if not ready:
        Job.objects.filter(pk=pk).update(result=over["result"] | {"ready": True})
        first = post(office, "workbook_import", {}, pk).json()
        assert post(office, "workbook_import", {}, pk).json()["id"] == first["id"]


def test_a_summary_is_asked_for_stopped_and_put_back_into_the_queue(cast, program):
    office = program(cast.office)
    job = post(office, "summary_print", {}, cast.semester.pk).json()
    assert job["state"] == "queued"
    assert post(program(cast.principal), "summary_print", {}, cast.semester.pk).json()["id"] == job["id"]
    assert post(program(cast.teacher), "summary_print", {}, cast.semester.pk).status_code == 403
    assert post(office, "job_cancel", {}, job["id"]).json()["state"] == "cancelled"
    assert post(office, "job_cancel", {}, job["id"]).status_code == 409
    assert post(office, "job_retry", {}, job["id"]).json()["state"] == "queued"
    tables = office.get(reverse("api:summary_tables", args=[cast.semester.pk]))
    assert tables.content.startswith(b"PK")


def test_a_section_of_the_summary_is_rewritten_on_what_was_read(cast, program):
    client, args = program(cast.office), [cast.semester.pk, "organisation"]
    url = reverse("api:text_item", args=args)
    read = client.get(url).json()
    assert (read["is_own"], read["seen"]) == (False, "")
    own = send(client, "put", url, {"text": "组织健全。", "seen": read["seen"]}).json()
    assert (own["text"], own["is_own"]) == ("组织健全。", True)
    assert send(client, "put", url, {"text": "另一份", "seen": ""}).status_code == 409
    assert send(client, "put", url, {"text": "{nobody knows}", "seen": own["seen"]}).status_code == 400
    restored = post(client, "text_restore", {"seen": own["seen"]}, *args).json()
    assert (restored["is_own"], restored["text"]) == (False, read["text"])
    assert send(program(cast.principal), "put", url, {"text": "x", "seen": ""}).status_code == 403


def test_who_still_owes_something_is_reminded_once_a_day(cast, program):
    leader = program(cast.leader)
    first = post(leader, "owed_remind", {})
    assert first.status_code == 200, first.content.decode()
    told = first.json()["reminded"]
    assert told >= 1
    assert post(leader, "owed_remind", {}).json() == {"reminded": 0, "earlier": told}
    assert post(program(cast.teacher), "owed_remind", {}).status_code == 403


def test_the_sign_in_sheet_is_printed_for_whoever_takes_attendance(cast, things, program):
    url = reverse("api:sign_in_sheet", kwargs=things.keys["activity"])
    assert program(cast.leader).get(url).content.startswith(b"%PDF")
    assert program(cast.teacher).get(url).status_code == 403
