"""What the office looks after, over the API: the school's data, its staff and groups, routes, robots, exceptions."""

from datetime import date

from django.urls import reverse

from apps.approvals.services import set_route
from apps.jobs.services import run
from apps.lessonplans.models import SOURCE as PLANS
from apps.notices.models import Robot
from apps.requirements.models import Exemption
from apps.schools.models import Holiday, Semester, Subject
from apps.staff.models import StaffMember
from tests.api.conftest import ALL, send


def put(client, name, body, *args):
    return send(client, "put", reverse(f"api:{name}", args=args), body)


def post(client, name, body, *args):
    return send(client, "post", reverse(f"api:{name}", args=args), body)


def patch(client, name, body, *args, version="*"):
    return send(client, "patch", reverse(f"api:{name}", args=args), body, **{"If-Match": version})


def fields(answer) -> list:
    return [line["field"] for line in answer.json()["errors"]]


def test_the_office_lays_down_a_semester_with_its_days_off(cast, program):
    client = program(cast.office)
    sent = {
        "first_year": 2025,
        "term": 2,
        "starts_on": "2026-02-24",
        "ends_on": "2026-07-03",
        "required_hours": "30",
    }
    made = post(client, "semester_list", sent | {"required_observations": 10})
    assert made.status_code == 201, made.content.decode()
    pk = made.json()["id"]
    assert (made.json()["first_year"], made.json()["plans_a_week"]) == (2025, 0)
    again = post(client, "semester_list", sent | {"required_observations": 10})
    assert (again.status_code, fields(again)) == (400, ["term"])
    assert patch(client, "semester_item", {"required_hours": "36"}, pk).json()["required_hours"] == "36.00"
    assert Semester.objects.get(pk=pk).starts_on == date(2026, 2, 24)
    day = {"name": "清明节", "starts_on": "2026-04-05", "ends_on": "2026-04-05"}
    url = f"{reverse('api:holiday_list')}?semester={pk}"
    off = send(client, "post", url, day)
    assert (off.status_code, off.json()["semester"]["id"]) == (201, pk)
    assert patch(client, "holiday_item", {"ends_on": "2026-04-06"}, off.json()["id"]).status_code == 200
    assert post(client, "holiday_delete", {}, off.json()["id"]).json()["name"] == "清明节"
    assert not Holiday.objects.exists()
    assert post(program(cast.leader), "semester_list", sent).status_code == 403


def test_a_catalogue_takes_a_new_name_once(cast, program):
    client = program(cast.office)
    made = post(client, "subject_list", {"name": "劳动", "position": 9})
    assert made.status_code == 201, made.content.decode()
    assert fields(post(client, "subject_list", {"name": "劳动", "position": 9})) == ["name"]
    changed = patch(client, "subject_item", {"name": "劳动教育"}, made.json()["id"], version=made["ETag"])
    assert (changed.json()["name"], changed.json()["position"]) == ("劳动教育", 9)
    late = patch(client, "subject_item", {"name": "劳技"}, made.json()["id"], version=made["ETag"])
    assert late.status_code == 412
    assert patch(program(cast.teacher), "subject_item", {"name": "X"}, made.json()["id"]).status_code == 403
    assert Subject.objects.get(pk=made.json()["id"]).name == "劳动教育"


def test_the_office_says_what_the_school_is(cast, program):
    changed = patch(program(cast.office), "school_item", {"motto": "清溪长流"})
    assert changed.json()["motto"] == "清溪长流", changed.content.decode()
    assert patch(program(cast.principal), "school_item", {"motto": "x"}).status_code == 403


def test_somebody_comes_changes_and_leaves(cast, program):
    client = program(cast.office)
    made = post(client, "staffmember_list", {"number": "T900", "name": "蓝小溪", "entered_on": "2025-09-01"})
    assert made.status_code == 201, made.content.decode()
    pk = made.json()["id"]
    tag = post(client, "tag_list", {"name": "新教师"}).json()["id"]
    changed = patch(client, "staffmember_item", {"tags": [tag], "posts": ["teacher", "research"]}, pk)
    assert changed.status_code == 200, changed.content.decode()
    assert [t["name"] for t in changed.json()["personal"]["tags"]] == ["新教师"], changed.content.decode()
    kinds = StaffMember.objects.get(pk=pk).posts.values_list("kind", flat=True)
    assert set(kinds) == {"teacher", "research"}
    gone = post(client, "staffmember_leave", {"on": "2025-11-17"}, pk)
    assert gone.json()["personal"]["left_on"] == "2025-11-17", gone.content.decode()
    assert post(client, "staffmember_return", {}, pk).json()["personal"]["left_on"] is None
    assert post(program(cast.principal), "staffmember_leave", {"on": "2025-11-17"}, pk).status_code == 403


def test_a_log_in_takes_a_scope_of_its_own_and_its_password_is_told_once(cast, program):
    person = StaffMember.objects.create(
        school=cast.school, number="T901", name="白小鹭", entered_on="2025-09-01"
    )
    others = program(cast.office, *[scope for scope in ALL if not scope.startswith("log_ins")])
    assert post(others, "log_in_list", {"members": [person.pk]}).status_code == 403
    client = program(cast.office)
    [issued] = post(client, "log_in_list", {"members": [person.pk]}).json()["issued"]
    person.refresh_from_db()
    assert issued["log_in"] == person.user.login
    assert person.user.check_password(issued["password"])
    assert person.user.must_change_password
    again = post(client, "log_in_issue", {}, person.pk)
    assert again["Cache-Control"] == "private, no-store"
    assert again.json()["password"] != issued["password"]
    assert post(client, "log_in_issue", {}, cast.principal.pk).status_code == 403
    assert post(client, "log_in_list", {"members": [cast.principal.pk]}).status_code == 400


def test_a_group_is_founded_filled_merged_and_ended(cast, program):
    client = program(cast.office)
    made = post(client, "group_list", {"kind": "research", "name": "科学组", "position": 5})
    assert made.status_code == 201, made.content.decode()
    pk = made.json()["id"]
    assert patch(client, "group_item", {"name": "科学教研组"}, pk).json()["name"] == "科学教研组"
    people = [{"member": cast.leader.pk, "role": "leader"}, {"member": cast.colleague.pk}]
    filled = put(client, "group_members", {"people": people}, pk)
    assert {(row["member"]["id"], row["role"]) for row in filled.json()["members"]} == {
        (cast.leader.pk, "leader"), (cast.colleague.pk, "member"),
    }  # fmt: skip
    two = [{**row, "role": "leader"} for row in people]
    assert put(client, "group_members", {"people": two}, pk).status_code == 400
    strange = put(client, "group_members", {"people": [{"member": cast.stranger.pk}]}, pk)
    assert (strange.status_code, fields(strange)) == (400, ["people"])
    merged = post(client, "group_merge", {"sources": [pk], "on": "2025-11-19"}, cast.group.pk)
    assert merged.status_code == 200, merged.content.decode()
    assert client.get(reverse("api:group_item", args=[pk])).json()["merged_into_id"] == cast.group.pk
    assert post(client, "group_end", {"on": "2025-12-31"}, cast.group.pk).json()["ended_on"] == "2025-12-31"
    assert put(program(cast.leader), "group_members", {"people": people}, cast.group.pk).status_code == 403


def test_the_office_lays_down_how_plans_are_reviewed(cast, program):
    client, subject = program(cast.office), "lessonplans.lessonplan"
    steps = [{"reviewer": "group_leader", "days": 3, "names": "decided"}, {"reviewer": "office"}]
    said = put(client, "route_item", {"steps": steps}, subject)
    assert [(s["reviewer"], s["days"], s["names"]) for s in said.json()["steps"]] == [
        ("group_leader", 3, "decided"), ("office", 7, "always"),
    ]  # fmt: skip
    twice = put(client, "route_item", {"steps": [steps[0], steps[0]]}, subject)
    assert twice.status_code == 400
    routes = client.get(reverse("api:route_list")).json()["routes"]
    assert subject in [route["subject"] for route in routes]
    assert put(client, "route_item", {"steps": []}, "no.such").status_code == 404
    assert put(program(cast.leader), "route_item", {"steps": []}, subject).status_code == 403


def test_phrases_are_written_as_a_whole(cast, program):
    client = program(cast.office)

    def sent(*phrases, subject=PLANS):
        return {"things": [{"subject": subject, "phrases": list(phrases)}]}

    said = put(client, "phrase_list", sent("目标再具体些", "作业分层")).json()["things"]
    assert {row["subject"]: row["phrases"] for row in said}[PLANS] == ["目标再具体些", "作业分层"]
    assert all(row["phrases"] for row in said)  # the others have the usual ones
    assert put(client, "phrase_list", sent("长" * 121)).status_code == 400
    assert put(client, "phrase_list", sent("好", subject="staff.post")).status_code == 400
    assert put(program(cast.teacher), "phrase_list", sent()).status_code == 403


def test_a_robot_is_added_tested_and_removed_and_its_address_is_never_told(cast, program):
    client = program(cast.office)
    url = "https://oapi.dingtalk.com/robot/send?access_token=abc0123456789"
    made = post(client, "robot_list", {"name": "语文组群", "kind": "dingtalk", "url": url, "secret": "SEC1"})
    assert made.status_code == 201, made.content.decode()
    assert "abc0123456789" not in made.content.decode()
    pk = made.json()["id"]
    assert (made.json()["has_secret"], made.json()["group"]) == (True, None)
    changed = patch(client, "robot_item", {"group": cast.group.pk}, pk)
    assert changed.json()["group"]["id"] == cast.group.pk, changed.content.decode()
    assert Robot.objects.get(pk=pk).secret == "SEC1"
    assert post(client, "robot_test", {}, pk).status_code == 200
    assert [m["channel"] for m in client.get(reverse("api:robot_item", args=[pk])).json()["messages"]] == [
        "test"
    ]
    elsewhere = post(client, "robot_list", {"name": "x", "kind": "dingtalk", "url": "https://evil.example/x"})
    assert (elsewhere.status_code, fields(elsewhere)) == (400, ["url"])
    assert post(program(cast.principal), "robot_delete", {}, pk).status_code == 404
    assert post(client, "robot_delete", {}, pk).status_code == 200
    assert not Robot.objects.exists()


def test_the_office_exempts_somebody_and_takes_it_back(cast, program):
    client = program(cast.office)
    sent = {"member": cast.teacher.pk, "started_on": "2025-11-01", "reason": "产假", "requirements": []}
    made = post(client, "exemption_list", sent)
    assert made.status_code == 201, made.content.decode()
    pk = made.json()["id"]
    assert program(cast.teacher).get(reverse("api:exemption_list")).json()["count"] == 1
    assert program(cast.colleague).get(reverse("api:exemption_list")).json()["count"] == 0
    both = post(client, "exemption_list", sent | {"group": cast.group.pk})
    assert (both.status_code, fields(both)) == (400, ["member"])
    assert post(program(cast.teacher), "exemption_withdraw", {"reason": "x"}, pk).status_code == 403
    back = post(client, "exemption_withdraw", {"reason": "提前返校"}, pk)
    assert back.json()["withdrawal_reason"] == "提前返校"
    assert post(client, "exemption_withdraw", {"reason": "提前返校"}, pk).status_code == 403
    assert Exemption.objects.get().withdrawn_at is not None


def test_a_kind_of_work_is_added_and_changed(cast, program):
    client = program(cast.office)
    made = post(client, "kind_list", {"family": "work", "name": "微课", "position": 20, "posts_itself": True})
    assert (made.status_code, made.json()["posts_itself"]) == (201, True), made.content.decode()
    assert (
        patch(client, "kind_item", {"posts_itself": False}, made.json()["id"]).json()["posts_itself"] is False
    )
    assert post(program(cast.leader), "kind_list", {"family": "work", "name": "x"}).status_code == 403


def test_a_semester_is_closed_by_the_office_and_reopened_by_the_principal(cast, things, program):
    office, semester = program(cast.office), things.keys["past_semester"]["pk"]
    closed = post(office, "semester_close", {}, semester)
    assert closed.status_code == 200, closed.content.decode()
    pk = closed.json()["id"]
    states = office.get(reverse("api:closing_list")).json()["results"]
    assert pk in [state["seal_id"] for state in states]
    assert post(office, "semester_close", {}, semester).status_code == 409
    assert post(office, "closing_reopen", {"reason": "补录"}, pk).status_code == 403
    reopened = post(program(cast.principal), "closing_reopen", {"reason": "补录"}, pk)
    assert (reopened.json()["reopening_reason"], reopened.json()["differences"]) == ("补录", 0)


def test_everything_is_valued_again_with_a_reason(cast, program):
    job = post(program(cast.office), "revalue", {"reason": "学期日期改了"}).json()
    run(job["id"])
    over = program(cast.office).get(reverse("api:job_item", args=[job["id"]])).json()
    assert (over["state"], over["result"]) == ("done", {"posted": 0, "reversed": 0})
    assert post(program(cast.principal), "revalue", {"reason": "x"}).status_code == 403


def test_a_route_without_steps_reads_as_one(cast, program):
    set_route(school=cast.school, subject="lessonplans.lessonplan", name="教案", steps=[])
    found = program(cast.office).get(reverse("api:route_item", args=["lessonplans.lessonplan"]))
    assert found.json()["steps"] == []


def test_a_county_reviewer_is_named_given_a_log_in_and_ended(cast, program):
    client = program(cast.office)
    made = post(client, "guest_list", {"name": "县教师进修学校 李老师"})
    assert made.status_code == 201, made.content.decode()
    issued = post(client, "guest_log_in", {}, made.json()["id"])
    assert len(issued.json()["password"]) == 12, issued.content.decode()
    assert post(program(cast.leader), "guest_end", {}, made.json()["id"]).status_code == 403
    ended = post(client, "guest_end", {}, made.json()["id"]).json()
    assert ended["left_on"] == "2025-11-17", "yesterday was the last day"
