"""One teacher over the years: comes from another school, borrows, is exempt for some weeks, pays back; a semester is
closed, opened and closed again. At each stop what is owed, what the ledger's page adds up to and what its entries
explain agree.
"""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from apps.credits import selectors, services
from apps.credits.addresses import Total
from apps.credits.models import Entry
from apps.credits.presets import standard_names
from apps.credits.services import revalue
from apps.credits.verifying import recomputed, verify
from apps.declarations.models import Declaration
from apps.declarations.services import record_declaration
from apps.requirements.models import Exemption, Transfer
from apps.requirements.rules.texts import read_scheme
from apps.requirements.selectors import evaluate
from apps.requirements.services.granting import save_grant, withdraw_grant
from tests import documents, factories
from tests.credits.packs import CAPPED, mark
from tests.credits.packs import attend as attended
from tests.credits.packs import publish as publish_pack

SCHEME = """
code: own
name: 清溪小学考核方案
valid: {from: 2020-09-01}
cycle: {years: 5, starts: 2021-01-01}
requirements:
  - {code: year, name: 年度学时, measure: {quantity: hours, where: {kinds: [activity]}}, within: school_year,
     at_least: 10, borrow: {at_most: 6}}
  - {code: term, name: 学期学时, measure: {quantity: hours, where: {kinds: [activity]}}, at_least: 8}
  - {code: all, name: 累计学时, measure: {quantity: hours}, within: cycle, at_least: 90}
"""
PACK = CAPPED + "  - {type: worth, code: declared, from: [{of: hours, gives: 1}]}\n"


@pytest.fixture
def years(cast, publish):
    """Autumn and spring of one school year, autumn of the next; rules and scheme."""
    cast.autumn = cast.semester
    cast.spring = factories.SemesterFactory(
        school=cast.school, year=cast.autumn.year, term=2, starts_on=date(2026, 2, 16), ends_on=date(2026, 7, 3)
    )  # fmt: skip
    cast.later = factories.SemesterFactory(
        school=cast.school, year=factories.SchoolYearFactory(school=cast.school, first_year=2026),
        starts_on=date(2026, 9, 1), ends_on=date(2027, 1, 22),
    )  # fmt: skip
    publish(read_scheme(SCHEME, standard_names()))
    publish_pack(cast, PACK)
    return cast


def at(cast, semester, **work):
    cast.semester = semester
    return attended(cast, **work)


def owed(cast, semester, today) -> dict:
    """Done, required and missing of each requirement of the teacher; the same from the ledger wherever it says so."""
    found = evaluate(semester, today=today)
    own = {a.requirement.code: a.owed for a in found.answers if a.holder.key == f"member:{cast.teacher.pk}"}
    return {code: (o.done, o.required, o.missing) for code, o in own.items()}


def listed(client, total: Total) -> str:
    """The sum at the foot of the list of entries an address leads to."""
    page = client.get(total.url)
    return next(s["value"] for s in page.context["sums"] if str(s["label"]) == "学时")


def all_agree(cast, **hours):
    """The ledger holds, nothing would be valued otherwise, and each semester adds up to so many hours."""
    report = verify()
    assert report.holds, report.breaches
    again = revalue(cast.school, reason="核对", actor=None)
    assert (again.posted, again.reversed) == (0, 0)
    for name, many in hours.items():
        semester = getattr(cast, name)
        totals = selectors.totals_by_member(semester)
        assert totals[cast.teacher.pk].hours == many
        entries = Entry.objects.filter(semester=semester, member=cast.teacher).standing()
        assert sum(recomputed(entry.explanation)["hours"] for entry in entries) == many


def test_borrowed_brought_along_exempt_reopened_and_paid_back(years, browse, now):
    cast, actor, today = years, years.office.user, date(2026, 3, 6)
    brought = Declaration(
        school=cast.school, author=cast.teacher, category=factories.kind_of(cast.school, "other", "brought"),
        title="原学校已认定学时", organiser="溪口小学", starts_on=date(2022, 9, 1), ends_on=date(2025, 7, 1),
        hours=Decimal("72.5"),
    )  # fmt: skip
    proof = SimpleUploadedFile("转入证明.jpg", documents.picture((40, 20)))
    record_declaration(brought, proof=proof, actor=actor, today=date(2025, 9, 10), reason="")
    first = at(cast, cast.autumn, hours="3", day=date(2025, 9, 12))
    at(cast, cast.autumn, hours="4", day=date(2025, 9, 19))
    all_agree(cast, autumn=Decimal("77.5"))
    assert owed(cast, cast.autumn, now.date())["all"] == (Decimal("77.5"), 90, Decimal("12.5"))

    # Borrowed from next year; the cap of five a semester does not count what is borrowed.
    transfer = Transfer(
        school=cast.school, member=cast.teacher, requirement="year", into=date(2025, 11, 1), out_of=date(2026, 10, 1),
        amount=4, reason="支教",
    )  # fmt: skip
    save_grant(transfer, actor=actor, now=now)
    assert owed(cast, cast.autumn, now.date())["year"] == (9, 10, 1)
    assert owed(cast, cast.later, date(2026, 11, 2))["year"] == (0, 14, 14)

    # Half the spring exempt.
    days = (cast.spring.ends_on - cast.spring.starts_on).days + 1
    half = date.fromordinal(cast.spring.starts_on.toordinal() + days // 2)
    leave = Exemption(
        school=cast.school, member=cast.teacher, started_on=half, ended_on=cast.spring.ends_on, reason="产假",
        requirements=["term"],
    )  # fmt: skip
    save_grant(leave, actor=actor, now=now)
    assert 3 <= owed(cast, cast.spring, today)["term"][1] <= 5
    assert owed(cast, cast.autumn, today)["term"] == (5, 8, 3)

    # Closed; a late list is refused until it is opened again with a reason.
    seal = services.close_semester(cast.autumn, actor=actor, now=now)
    with pytest.raises(ValidationError, match="已关账"):
        mark(cast, first, "absent")
    at(cast, cast.spring, hours="2", day=date(2026, 3, 6))
    all_agree(cast, autumn=Decimal("77.5"), spring=Decimal(2))
    first.refresh_from_db()
    services.reopen_semester(seal, reason="签到表补交", actor=cast.principal.user, now=now)
    mark(cast, first, "absent")
    again = services.close_semester(cast.autumn, actor=actor, now=now)
    all_agree(cast, autumn=Decimal("76.5"), spring=Decimal(2))
    assert selectors.differences(again) == []
    assert selectors.differences(seal, as_closed=True) == []
    assert [d.now.hours - d.then.hours for d in selectors.differences(seal)] == [-1]
    assert owed(cast, cast.spring, today)["year"] == (10, 10, 0)

    # Next year asks for what was borrowed besides; taken back, neither year knows of it.
    for n in range(3):
        at(cast, cast.later, hours="2", day=date(2026, 9, 4 + n))
    all_agree(cast, later=Decimal(5))
    assert owed(cast, cast.later, date(2026, 11, 2))["year"] == (5, 14, 9)
    withdraw_grant(transfer, reason="支教取消", actor=actor, now=now)
    assert owed(cast, cast.spring, today)["year"] == (6, 10, 4)
    assert owed(cast, cast.later, date(2026, 11, 2))["year"] == (5, 10, 5)
    all_agree(cast, autumn=Decimal("76.5"), spring=Decimal(2), later=Decimal(5))
    assert listed(browse(cast.teacher), Total("hours", cast.autumn.pk, member=cast.teacher.pk)) == "76.5"
    page = browse(cast.office).get(reverse("credits:semesterseal_detail", args=[again.pk]))
    assert page.context["differences"] == []
