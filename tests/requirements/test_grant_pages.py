"""Exceptions: granted by the office, read by the person, taken back with a reason."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from apps.notices.models import Notice
from apps.requirements.models import Exemption, OwnTarget, Transfer
from tests import factories
from tests.conftest import NOW

NEW = reverse("requirements:exemption_create")
SENT = {
    "started_on": "2025-09-01",
    "ended_on": "2026-01-31",
    "requirements": ["observations"],
    "reason": "产假",
}


def exempted(cast, **fields):
    return Exemption.objects.create(
        school=cast.school, member=cast.teacher, started_on=date(2025, 9, 1), **{"reason": "产假"} | fields
    )


def test_the_office_exempts_somebody_who_reads_why(cast, browse):
    browse(cast.office).post(NEW, SENT | {"member": cast.teacher.pk})
    row = Exemption.objects.get()
    assert (row.member, row.requirements, row.reason, row.granted_by) == (
        cast.teacher, ["observations"], "产假", cast.office.user,
    )  # fmt: skip
    assert Notice.objects.get(member=cast.teacher).body == "产假"
    page = browse(cast.teacher).get(reverse("requirements:exemption_list")).content.decode()
    assert "产假" in page


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({}, "member"),
        ({"ended_on": "2025-08-01", "member": "teacher"}, "ended_on"),
        ({"reason": ""}, "reason"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(cast, browse, sent, field):
    sent = {k: cast.teacher.pk if v == "teacher" else v for k, v in sent.items()}
    page = browse(cast.office).post(NEW, SENT | sent)
    assert page.status_code == 422
    assert field in page.context["form"].errors
    assert not Exemption.objects.exists()


def test_a_person_and_a_group_at_once_are_refused(cast, browse):
    page = browse(cast.office).post(NEW, SENT | {"member": cast.teacher.pk, "group": cast.group.pk})
    assert "member" in page.context["form"].errors


def test_taking_back_needs_a_reason_and_keeps_the_row(cast, browse):
    row = exempted(cast)
    address, client = reverse("requirements:exemption_withdraw", args=[row.pk]), browse(cast.office)
    assert client.post(address, {"reason": " "}).status_code == 422
    client.post(address, {"reason": "提前返岗"})
    row.refresh_from_db()
    assert (row.withdrawal_reason, row.withdrawn_by) == ("提前返岗", cast.office.user)
    assert client.post(address, {"reason": "再次"}).status_code == 403


def test_a_colleague_does_not_read_of_it(cast, browse):
    exempted(cast, reason="家中有事")
    page = browse(cast.colleague).get(reverse("requirements:exemption_list")).content.decode()
    assert "家中有事" not in page


ILL = "化疗期间"


def test_why_is_read_by_the_person_office_and_principal_alone(cast, browse):
    row = exempted(cast, reason=ILL)
    gone = exempted(cast, reason=ILL, withdrawn_at=NOW, withdrawal_reason=f"{ILL}结束")
    listed = reverse("requirements:exemption_list")
    owed = reverse("requirements:member_owed", args=[cast.teacher.pk])
    factories.MembershipFactory(
        group=factories.GroupFactory(school=cast.school, kind="leading"), member=cast.colleague
    )
    for member, reads in (("teacher", 2), ("office", 2), ("principal", 2), ("leader", 0), ("colleague", 0)):
        client = browse(getattr(cast, member))
        page = client.get(listed)
        assert {row.pk for row in page.context["table"].data} == {row.pk, gone.pk}
        assert len([row for row in page.context["table"].data if row.shown_reason == ILL]) == reads
        book = load_workbook(BytesIO(b"".join(client.get(listed, {"export": "xlsx"}))))
        cells = [str(cell.value) for sheet in book for line in sheet.iter_rows() for cell in line]
        for said in (page.content.decode(), client.get(owed).content.decode(), " ".join(cells)):
            assert (ILL in said) == bool(reads), (member, said[-300:])
        assert len(client.get(listed, {"q": ILL}).context["table"].data) == reads


def test_who_is_told_that_it_was_taken_back_reads_why(cast, browse):
    row = exempted(cast)
    browse(cast.office).post(
        reverse("requirements:exemption_withdraw", args=[row.pk]), {"reason": "提前返岗"}
    )
    assert Notice.objects.get(member=cast.teacher).body == "提前返岗"


LENDING = """
  - {code: hours, name: 学时, measure: {quantity: hours}, within: calendar_year, at_least: 72, borrow: {at_most: 24}}
  - {code: papers, name: 论文, measure: {where: {kinds: [work]}}, at_least: 1}
"""


def test_a_target_is_set_the_same_way(cast, browse):
    sent = {"member": cast.teacher.pk, "requirement": "credit-hours", "reason": "支教", "day": "2025-10-01"}
    browse(cast.office).post(reverse("requirements:owntarget_create"), sent | {"at_least": "12"})
    assert OwnTarget.objects.get().at_least == 12


@pytest.mark.parametrize(
    ("changed", "refused"),
    [
        ({}, []),
        ({"amount": "24"}, []),
        ({"amount": "24.5"}, ["amount"]),
        ({"requirement": "papers"}, ["requirement"]),
        ({"out_of": "2025-09-01"}, ["out_of"]),
    ],
)
def test_so_much_is_borrowed_as_a_requirement_allows(cast, browse, publish, changed, refused):
    publish(LENDING)
    page = browse(cast.office).post(
        reverse("requirements:transfer_create"),
        {"member": cast.teacher.pk, "requirement": "hours", "into": "2025-10-01", "out_of": "2026-10-01",
         "amount": "4", "reason": "支教"} | changed,
    )  # fmt: skip
    assert list(page.context["form"].errors if refused else []) == refused
    assert Transfer.objects.count() == (0 if refused else 1)


def test_what_is_no_longer_asked_keeps_its_name(cast, browse, publish):
    browse(cast.office).post(NEW, SENT | {"member": cast.teacher.pk})
    publish(LENDING)
    for page in (reverse("requirements:exemption_list"), reverse("requirements:owed")):
        said = browse(cast.teacher).get(page).content.decode()
        assert "听课（已不再要求）" in said
        assert "observations" not in said.replace("/observations/", "")


def test_who_may_lend_nothing_reads_where_that_is_written(cast, browse):
    page = browse(cast.office).get(reverse("requirements:transfer_create")).content.decode()
    assert "现有的要求都没有写明可以预支" in page
