"""Hours declared, reviewed by school and county, and counted."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from apps.approvals import services as approval
from apps.approvals.models import Route, RouteStep
from apps.approvals.stamps import stamps_of
from apps.credits.models import EntryKind, Proposal
from apps.credits.services import close_semester
from apps.declarations.models import SOURCE, Declaration, DeclarationDraft
from apps.notices.models import Notice
from tests import documents, factories

TODAY = date(2025, 11, 18)
NEW = reverse("declarations:declaration_submit")


def hours(cast):
    return [entry.hours for entry in cast.teacher.entries.order_by("pk")]


def declare(browse, cast, form, **changes) -> Declaration:
    answer = browse(cast.teacher).post(NEW, form(**changes))
    assert answer.status_code == 302, answer.context["form"].errors
    return Declaration.objects.latest("pk")


def stamps(row) -> dict:
    return stamps_of(SOURCE, [row])[row.pk]


def approve(case, who, now, **said):
    return approval.approve(case, actor=who, today=now.date(), **said)


def test_it_lies_with_the_office_first_and_counts_nothing_yet(cast, browse, form, case):
    row = declare(browse, cast, form)
    page = browse(cast.teacher).get(row.get_absolute_url()).content.decode()
    assert (row.state, row.hours, row.author, row.semester) == ("waiting", 18, cast.teacher, cast.semester)
    assert f"第 1 稿，现在在{cast.office.name}那里" in page
    assert (hours(cast), Proposal.objects.exists()) == ([], False)
    assert Notice.objects.get(member=cast.office).url == reverse("approvals:case_review", args=[case().pk])


def test_what_the_school_approves_goes_on_to_the_county_and_counts_when_it_has_approved(
    cast, browse, form, case, county, seated, now
):
    row = declare(browse, cast, form)
    approve(case(), seated(cast.office), now)
    row.refresh_from_db()
    assert (row.state, stamps(row), hours(cast)) == ("waiting", {"office": TODAY, "school": TODAY}, [])
    assert [r.member for r in case().reviewers.filter(position=1)] == [county]
    approve(case(), seated(county), now)
    row.refresh_from_db()
    assert (row.state, stamps(row)["bureau"], hours(cast)) == ("approved", TODAY, [Decimal(18)])
    assert (row.recognised_on, row.verified_on) == (None, None), (
        "only what came on paper is noted on the record"
    )
    fact = Proposal.objects.get().fact
    assert fact["stamps"] == dict.fromkeys(("bureau", "office", "school"), "2025-11-18")
    assert (fact["evidence"], fact["level"], fact["days"]) == (["certificate"], "county", "3")


def test_without_a_county_log_in_the_office_records_what_the_county_decided(cast, browse, form, case, now):
    row = declare(browse, cast, form)
    office = browse(cast.office)
    review = reverse("approvals:case_review", args=[case().pk])
    assert "decided_on" not in office.get(review).context["form"].fields
    office.post(reverse("approvals:case_approve", args=[case().pk]), {"draft": 1})
    assert "decided_on" in office.get(review).context["form"].fields
    late = {"draft": 1, "decided_on": "2025-11-19"}
    refused = office.post(reverse("approvals:case_approve", args=[case().pk]), late)
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["decided_on"])
    office.post(reverse("approvals:case_approve", args=[case().pk]), late | {"decided_on": "2025-11-14"})
    row.refresh_from_db()
    assert (row.state, stamps(row)["bureau"]) == ("approved", date(2025, 11, 14))
    assert hours(cast) == [Decimal(18)]
    page = browse(cast.teacher).get(row.get_absolute_url()).content.decode()
    assert "2025年11月14日" in page


@pytest.mark.parametrize("step", ["school", "county"])
def test_a_return_at_either_step_needs_a_reason_which_the_teacher_reads(
    cast, browse, form, case, county, seated, now, step
):
    declare(browse, cast, form)
    who = cast.office
    if step == "county":
        approve(case(), seated(cast.office), now)
        who = county
    back = reverse("approvals:case_return", args=[case().pk])
    assert browse(who).post(back, {"draft": 1, "opinion": ""}).status_code == 422
    assert browse(who).post(back, {"draft": 1, "opinion": "证书看不清"}).status_code == 302
    again = reverse("declarations:declaration_resubmit", args=[Declaration.objects.get().pk])
    assert "证书看不清" in browse(cast.teacher).get(again).content.decode()


def test_a_returned_one_is_declared_again_and_goes_the_whole_way(
    cast, browse, form, case, county, seated, now
):
    row = declare(browse, cast, form)
    approve(case(), seated(cast.office), now)
    approval.return_case(case(), actor=seated(county), opinion="少写了一天")
    again = reverse("declarations:declaration_resubmit", args=[row.pk])
    teacher = browse(cast.teacher)
    assert teacher.post(again, form(proof="", hours="24", days="4")).status_code == 302
    row.refresh_from_db()
    assert (row.hours, row.state, stamps(row), row.proof_id is None) == (24, "waiting", {}, False)
    assert [draft.said["hours"] for draft in DeclarationDraft.objects.all()] == ["18", "24"]
    assert [r.member for r in case().reviewers.filter(position=case().position)] == [cast.office]


def test_a_decision_taken_back_reverses_the_hours(cast, browse, form, case, county, seated, now):
    declare(browse, cast, form)
    approve(case(), seated(cast.office), now)
    approve(case(), seated(county), now)
    approval.undo(case(), actor=seated(county), now=case().decided_at)
    row = Declaration.objects.get()
    assert (hours(cast), row.state) == ([18, -18], "waiting")
    assert stamps(row) == {"office": TODAY, "school": TODAY}


def test_the_office_withdraws_with_a_reason_and_the_hours_are_reversed(
    cast, browse, form, case, county, seated, now
):
    row = declare(browse, cast, form)
    approve(case(), seated(cast.office), now)
    approve(case(), seated(county), now)
    url = reverse("declarations:declaration_withdraw", args=[row.pk])
    assert browse(cast.office).post(url, {"reason": ""}).status_code == 422
    browse(cast.office).post(url, {"reason": "重复申报"})
    assert hours(cast) == [18, -18]


def test_a_school_takes_the_county_out_of_its_route(cast, browse, form, case, seated, now):
    page = browse(cast.office).get(reverse("approvals:route_list")).content.decode()
    assert "县级（30 天）" in page
    url = reverse("approvals:route_edit", args=[SOURCE])
    assert browse(cast.office).get(url).context["form"]["reviewer_1"].value() == "county"
    browse(cast.office).post(url, {"reviewer_0": "office", "days_0": "7"})
    assert RouteStep.objects.filter(route__subject=SOURCE).count() == 1
    declare(browse, cast, form)
    approve(case(), seated(cast.office), now)
    assert (Declaration.objects.get().state, hours(cast)) == ("approved", [18])


def test_a_route_without_steps_stays_without_them(cast, browse, form, case):
    Route.objects.create(school=cast.school, subject=SOURCE, name="自主申报")
    declare(browse, cast, form)
    approval.approve(case(), actor=cast.office.user, today=None)
    assert Declaration.objects.get().state == "approved"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"), ({"proof": ""}, "proof"), ({"ends_on": "2025-11-09"}, "ends_on"),
        ({"ends_on": "2025-11-19"}, "ends_on"), ({"hours": "", "days": "", "level": ""}, "hours"),
        ({"hours": "-1"}, "hours"), ({"days": "0"}, "days"), ({"category": ""}, "category"),
    ],
)  # fmt: skip
def test_what_is_missing_or_wrong_is_said_at_its_field(cast, browse, form, changes, field):
    answer = browse(cast.teacher).post(NEW, form(**changes))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not Declaration.objects.exists()


def test_a_proof_is_asked_for_where_the_kind_asks_for_one(cast, browse, form):
    own = EntryKind.objects.create(school=cast.school, family="other", name="校外讲座")
    assert not declare(browse, cast, form, category=own.pk, proof="").proof_id
    known = factories.kind_of(cast.school, "other", "outreach")
    assert not declare(browse, cast, form, category=known.pk, proof="").proof_id


def test_a_file_that_is_no_picture_and_no_pdf_is_refused(cast, browse, form):
    answer = browse(cast.teacher).post(NEW, form(proof=documents.word("证书")))
    assert "proof" in answer.context["form"].errors


def test_the_same_twice_is_said_at_its_title(cast, browse, form):
    declare(browse, cast, form)
    answer = browse(cast.teacher).post(NEW, form())
    assert "title" in answer.context["form"].errors
    assert Declaration.objects.count() == 1


def test_the_proof_is_read_by_those_who_check_it(cast, browse, form, county):
    """A leader sees that the teacher declared something; not the certificate, which bears more than hours."""
    row = declare(browse, cast, form)
    readers = (cast.teacher, cast.office, cast.principal, cast.leader, cast.colleague, county, cast.stranger)
    for name, args in (("declaration_proof", [row.pk]), ("draft_file", [row.pk, 1])):
        address = reverse(f"declarations:{name}", args=args)
        seen = [browse(who).get(address).status_code for who in readers]
        assert seen == [200, 200, 200, 403, 404, 404, 404]
    for who, links in ((cast.office, True), (cast.leader, False)):
        page = browse(who).get(row.get_absolute_url()).content.decode()
        assert (f"/declarations/{row.pk}/drafts/1/" in page, f"/declarations/{row.pk}/proof/" in page) == (
            links,
            links,
        )
        assert ("已附，由审核的人查看" in page) != links


def test_who_lost_the_office_reads_no_proof_that_others_decided_on(cast, browse, form, case):
    second = factories.StaffFactory(school=cast.school, number="T009", name="戚明远")
    post = factories.PostFactory(member=second, kind="research")
    row = declare(browse, cast, form)
    proof = reverse("declarations:declaration_proof", args=[row.pk])
    office, approve_it = browse(cast.office), reverse("approvals:case_approve", args=[case().pk])
    office.post(approve_it, {"draft": 1})
    post.delete()
    assert browse(second).get(proof).status_code == 200, "it waits with them for the county's decision"
    office.post(approve_it, {"draft": 1, "decided_on": "2025-11-14"})
    assert case().state == "approved"
    assert browse(second).get(proof).status_code in (403, 404)
    answer = browse(cast.office).get(proof)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-cache")


def test_a_proof_that_waits_with_the_county_is_not_read_by_who_lost_the_office_before(
    cast, browse, form, case, county
):
    second = factories.StaffFactory(school=cast.school, number="T009", name="戚明远")
    post = factories.PostFactory(member=second, kind="research")
    row = declare(browse, cast, form)
    browse(cast.office).post(reverse("approvals:case_approve", args=[case().pk]), {"draft": 1})
    post.delete()
    proof = reverse("declarations:declaration_proof", args=[row.pk])
    seen = [browse(who).get(proof).status_code for who in (county, second)]
    assert (seen[0], seen[1] in (403, 404)) == (200, True)


def test_what_ended_in_a_closed_semester_counts_on_the_day_it_is_declared(cast, browse, form, now):
    first, last = date(2025, 2, 10), date(2025, 6, 30)
    year = factories.SchoolYearFactory(school=cast.school, first_year=2024)
    past = factories.SemesterFactory(school=cast.school, year=year, term=2, starts_on=first, ends_on=last)
    summer = {"starts_on": "2025-07-10", "ends_on": "2025-07-20"}
    row = declare(browse, cast, form, **summer)
    assert (row.semester, row.counts_on) == (past, date(2025, 7, 20))
    approval.withdraw(case_of(row), actor=cast.teacher.user)
    close_semester(past, actor=cast.office.user, now=now)
    empty = browse(cast.teacher).get(reverse("declarations:declaration_submit")).content.decode()
    assert "2025年8月31日及以前结束的，所在学期已经关账" in empty
    row = declare(browse, cast, form, title="暑期培训", **summer)
    assert (row.semester, row.counts_on) == (cast.semester, now.date())
    assert "结束那天所在的学期已经关账" in browse(cast.teacher).get(row.get_absolute_url()).content.decode()


def test_what_is_approved_after_its_semester_was_closed_counts_on_that_day(
    cast, browse, form, case, county, seated, now
):
    year = factories.SchoolYearFactory(school=cast.school, first_year=2024)
    days = {"starts_on": date(2025, 2, 10), "ends_on": date(2025, 6, 30)}
    past = factories.SemesterFactory(school=cast.school, year=year, term=2, **days)
    row = declare(browse, cast, form, starts_on="2025-07-10", ends_on="2025-07-20")
    approve(case(), seated(cast.office), now)
    close_semester(past, actor=cast.office.user, now=now)
    assert "通过当天计入" in browse(cast.teacher).get(row.get_absolute_url()).content.decode()
    approve(case(), seated(county), now)
    row.refresh_from_db()
    assert (row.state, row.semester, row.counts_on) == ("approved", cast.semester, now.date())
    assert hours(cast) == [Decimal(18)]


def case_of(row):
    from apps.approvals.models import Case

    return Case.objects.get(subject=SOURCE, target_id=row.pk)


def test_the_office_records_from_paper_with_both_stamps(cast, browse, form, now):
    sent = form(author=cast.colleague.pk, verified_on="2025-11-15")
    url = reverse("declarations:declaration_create")
    assert browse(cast.office).post(url, sent).status_code == 302
    row = Declaration.objects.get()
    assert (row.state, row.author) == ("approved", cast.colleague)
    assert stamps(row) == {"school": TODAY, "bureau": date(2025, 11, 15)}
    assert Proposal.objects.get().fact["stamps"] == {"school": "2025-11-18", "bureau": "2025-11-15"}
    assert [entry.hours for entry in cast.colleague.entries.all()] == [18]
    edit = reverse("declarations:declaration_edit", args=[row.pk])
    changed = sent | {"proof": "", "hours": "20", "version": row.updated_at.isoformat()}
    assert "reason" in browse(cast.office).post(edit, changed).context["form"].errors
    assert browse(cast.office).post(edit, changed | {"reason": "看错了"}).status_code == 302
    assert [entry.hours for entry in cast.colleague.entries.order_by("pk")] == [18, -18, 20]


def test_an_activity_recorded_for_the_same_days_is_pointed_out(cast, browse, form, seated):
    kind = factories.kind_of(cast.school, "activity", "outside")
    activity = factories.ActivityFactory(
        semester=cast.semester, kind=kind, title="外出培训三天", date=date(2025, 11, 11)
    )
    from apps.activities.services import save_attendance

    save_attendance(
        [factories.AttendanceFactory(activity=activity, member=cast.teacher)],
        actor=cast.office.user,
        reason="",
    )
    row = declare(browse, cast, form)
    assert "外出培训三天" in browse(cast.office).get(row.get_absolute_url()).content.decode()


def test_nobody_declares_again_for_another(cast, browse, form, case):
    row = declare(browse, cast, form)
    approval.return_case(case(), actor=cast.office.user, opinion="改")
    again = reverse("declarations:declaration_resubmit", args=[row.pk])
    who = (cast.office, cast.colleague, cast.stranger)
    assert [browse(one).post(again, form()).status_code for one in who] == [403, 404, 404]
