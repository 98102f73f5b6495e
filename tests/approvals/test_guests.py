"""Those of the county who review with a log-in: guests, who see what lies with them and count for nothing."""

import pytest
from django.test import Client
from django.urls import reverse

from apps.approvals.choices import CaseState
from apps.approvals.models import Case, CaseReviewer
from apps.approvals.services import add_guest, approve, end_guest, set_route
from apps.credits.holders import staff_holders
from apps.groups.selectors import seat_of
from apps.staff.models import StaffMember
from tests.approvals.test_cases import SUBJECT, hand_in
from tests.factories import UserFactory

LIST = reverse("approvals:guest_list")


@pytest.fixture
def guest(cast, now):
    made = add_guest(StaffMember(name="县教研员"), school=cast.school, today=now.date())
    made.user = UserFactory(login=f"{cast.school.code}-{made.number}", name=made.name)
    made.save()
    return made


def waiting_with(case):
    return set(
        CaseReviewer.objects.filter(case=case, position=case.position).values_list("member", flat=True)
    )


@pytest.fixture
def case(cast):
    """A case at a county step, where nobody of the county has a log-in yet."""
    set_route(school=cast.school, subject=SUBJECT, name="论文", steps=[("county", 30)])
    return hand_in(cast.teacher)


def test_the_office_names_one_gives_a_log_in_and_it_works(cast, browse, case):
    office = browse(cast.office)
    made = office.post(reverse("approvals:guest_create"), {"name": "县教师进修学校 李老师"})
    guest = StaffMember.everyone.get(is_guest=True)
    assert made["Location"] == reverse("approvals:guest_password", args=[guest.pk])
    page = office.post(made["Location"])
    issued = page.context["issued"]
    assert (issued.login, issued.login in page.content.decode()) == (f"{cast.school.code}-COUNTY1", True)
    client = Client()
    answer = client.post(
        reverse("staff:log_in"), {"username": issued.login, "password": issued.password}, follow=True
    )
    assert answer.redirect_chain[-1][0] == reverse("staff:password_change")
    assert "李老师" in office.get(LIST).content.decode()


def test_what_waits_on_paper_comes_to_them_and_back_to_the_office_when_they_end(cast, case, now, guest):
    assert waiting_with(case) == {guest.pk}
    end_guest(guest, today=now.date())
    assert waiting_with(case) == {cast.office.pk}
    guest.refresh_from_db()
    assert seat_of(guest.user, today=now.date()) is None


def test_only_cases_at_the_county_move(cast, now):
    case = hand_in(cast.teacher)
    add_guest(StaffMember(name="县教研员"), school=cast.school, today=now.date())
    assert waiting_with(case) == {cast.office.pk}


def test_the_office_may_not_decide_what_lies_with_the_county(cast, browse, guest, case):
    url = reverse("approvals:case_approve", args=[case.pk])
    assert browse(cast.office).post(url, {"draft": 1}).status_code == 403


def test_they_are_in_no_list_and_no_figure(cast, guest, seated, now):
    assert guest not in StaffMember.objects.all()
    assert guest not in StaffMember.objects.visible_to(seated(cast.office))
    assert guest not in cast.school.members.all()
    days = (cast.semester.starts_on, cast.semester.ends_on)
    assert f"member:{guest.pk}" not in {h.key for h in staff_holders(cast.school.pk, *days)}


def test_they_see_the_case_that_lies_with_them_and_no_other(cast, case, guest, seated, now):
    other = hand_in(cast.teacher, target_id=99)
    CaseReviewer.objects.filter(case=other).delete()
    user = seated(guest)
    assert set(Case.objects.visible_to(user)) == {case}
    approve(case, actor=user, today=now.date())
    assert case in Case.objects.visible_to(user)
    assert other not in Case.objects.visible_to(user)
    assert Case.objects.get(pk=case.pk).state == CaseState.APPROVED
