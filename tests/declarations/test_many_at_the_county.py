"""Many approved at once: never in the place of the county, which decides on each by itself."""

import json

import pytest
from django.urls import reverse

from apps.approvals.models import Case
from apps.approvals.services import approve
from apps.approvals.stamps import stamps_of
from apps.declarations.models import SOURCE, Declaration
from apps.tokens.services import issue_token


@pytest.fixture
def three(cast, browse, form, seated, now):
    """Three the teacher has declared: two wait at the county's step, which the office holds; one at the school's."""
    teacher, new = browse(cast.teacher), reverse("declarations:declaration_submit")
    for title in ("培训一", "培训二", "培训三"):
        teacher.post(new, form(title=title))
    cases = list(Case.objects.select_related("author").order_by("pk"))
    for case in cases[:2]:
        approve(case, actor=seated(cast.office), today=now.date())
    return cases


def stamps():
    """(state, day of the county's decision) of each."""
    rows = Declaration.objects.order_by("pk")
    given = stamps_of(SOURCE, rows)
    return [(row.state, given[row.pk].get("bureau")) for row in rows]


def test_the_county_is_not_decided_for_when_all_are_ticked(cast, browse, three):
    ticks = [f"{case.pk}-1" for case in three]
    office = browse(cast.office)
    page = office.post(reverse("approvals:case_approve_many"), {"case": ticks}, follow=True).content.decode()
    assert "已通过 1 份" in page
    assert "有 2 份没有通过" in page
    assert stamps() == [("waiting", None)] * 3
    assert [case.position for case in Case.objects.order_by("pk")] == [1, 1, 1]


def test_a_program_learns_which_ones_were_left(cast, client, three, now):
    secret = issue_token(
        user=cast.office.user, name="program", scopes=["inbox:write"], days=30, today=now.date()
    )[1]
    read = [{"case": case.pk, "draft": 1} for case in three]
    answer = client.post(
        reverse("api:case_approve_many"), json.dumps({"cases": read}), content_type="application/json",
        headers={"Authorization": f"Bearer {secret}"},
    ).json()  # fmt: skip
    assert (answer["done"], answer["for_county"]) == (1, [case.pk for case in three[:2]])
    assert [("培训一" in told, "培训二" in told) for told in answer["failed"]] == [
        (True, False),
        (False, True),
    ]
    assert stamps() == [("waiting", None)] * 3


def test_whoever_is_of_the_county_approves_many(cast, browse, form, county, seated, now):
    browse(cast.teacher).post(reverse("declarations:declaration_submit"), form())
    case = Case.objects.select_related("author").get()
    approve(case, actor=seated(cast.office), today=now.date())
    browse(county).post(reverse("approvals:case_approve_many"), {"case": [f"{case.pk}-1"]})
    assert stamps() == [("approved", now.date())]
