"""Borrowing and repaying, hours brought along from another school, exempt days: what each does to what one owes, and
where the person reads it.
"""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from apps.credits.models import Entry
from apps.declarations.models import Declaration
from apps.declarations.services import record_declaration
from apps.requirements.models import Exemption, Transfer
from apps.requirements.selectors import evaluate
from tests import documents, factories

OWN = reverse("requirements:owed")
YEARLY = """
  - {code: hours, name: 年度学时, measure: {quantity: hours}, within: school_year, at_least: 24, borrow: {at_most: 6}}
"""


def owed(cast, code, today):
    found = evaluate(cast.semester, today=today)
    return next(
        a.owed
        for a in found.answers
        if (a.holder.key, a.requirement.code) == (f"member:{cast.teacher.pk}", code)
    )


@pytest.fixture
def next_year(cast):
    return factories.SemesterFactory(
        school=cast.school, year=factories.SchoolYearFactory(school=cast.school, first_year=2026),
        starts_on=date(2026, 9, 1), ends_on=date(2027, 1, 22),
    )  # fmt: skip


@pytest.fixture
def borrowed(cast, publish, next_year):
    publish(YEARLY)
    return Transfer.objects.create(
        school=cast.school, member=cast.teacher, requirement="hours", into=date(2025, 11, 1),
        out_of=date(2026, 10, 1), amount=4, reason="支教半年",
    )  # fmt: skip


def test_what_is_borrowed_from_next_year_counts_this_year_with_its_reason(cast, browse, borrowed, now):
    card = owed(cast, "hours", now.date())
    assert (card.done, card.required, card.missing) == (4, 24, 20)
    assert card.reasons == ("支教半年",)
    assert "支教半年" in browse(cast.teacher).get(OWN).content.decode()


def test_and_next_year_owes_it_besides_until_it_is_repaid(cast, borrowed, next_year):
    found = evaluate(next_year, today=date(2026, 11, 2))
    card = next(a.owed for a in found.answers if a.holder.key == f"member:{cast.teacher.pk}")
    assert (card.done, card.required, card.missing) == (0, 28, 28)
    assert card.reasons == ("支教半年",)


def test_a_borrowing_taken_back_is_neither_counted_nor_owed(cast, borrowed, now):
    borrowed.withdrawn_at, borrowed.withdrawal_reason = now, "未成行"
    borrowed.save()
    assert owed(cast, "hours", now.date()).done == 0


def test_hours_brought_along_count_and_name_their_proof(cast, browse, publish, now):
    publish("  - {code: hours, name: 五年学时, measure: {quantity: hours}, at_least: 100}\n")
    cast.teacher.entered_on = date(2025, 9, 1)
    cast.teacher.save()
    brought = Declaration(
        school=cast.school, author=cast.teacher, category=factories.kind_of(cast.school, "other", "brought"),
        title="原学校已认定学时", organiser="溪口小学", starts_on=date(2022, 9, 1), ends_on=date(2025, 7, 1),
        hours=Decimal("72.5"),
    )  # fmt: skip
    proof = SimpleUploadedFile("转入证明.jpg", documents.picture((40, 20)))
    record_declaration(brought, proof=proof, actor=cast.office.user, today=now.date(), reason="")
    card = owed(cast, "hours", now.date())
    assert (card.done, card.missing) == (Decimal("72.5"), Decimal("27.5"))
    page = browse(cast.teacher).get(OWN).content.decode()
    assert "原学校已认定学时" in page
    entry = browse(cast.teacher).get(Entry.objects.get().get_absolute_url()).content.decode()
    assert "附有证书" in entry
    assert brought.get_absolute_url() in entry
    record = browse(cast.teacher).get(brought.get_absolute_url()).content.decode()
    assert reverse("declarations:declaration_proof", args=[brought.pk]) in record


def test_hours_brought_along_need_their_proof(cast, browse):
    sent = {
        "author": cast.teacher.pk, "category": factories.kind_of(cast.school, "other", "brought").pk,
        "title": "原学校已认定学时", "starts_on": "2022-09-01", "ends_on": "2025-07-01", "hours": "72.5",
    }  # fmt: skip
    page = browse(cast.office).post(reverse("declarations:declaration_create"), sent)
    assert list(page.context["form"].errors) == ["proof"]


def test_of_half_an_exempt_semester_half_is_owed_pro_rata(cast, browse, publish, now):
    publish("""
  - {code: hours, name: 学时, measure: {quantity: hours}, at_least: 24}
  - {code: whole, name: 讲座, measure: {where: {kinds: [activity/lecture]}}, at_least: 4, pro_rata: none}
""")
    days = (cast.semester.ends_on - cast.semester.starts_on).days + 1
    Exemption.objects.create(
        school=cast.school, member=cast.teacher, started_on=cast.semester.starts_on, reason="产假",
        ended_on=date.fromordinal(cast.semester.starts_on.toordinal() + days // 2 - 1),
    )  # fmt: skip
    assert 11 <= owed(cast, "hours", now.date()).required <= 13
    assert owed(cast, "whole", now.date()).required == 4
    assert "产假" in browse(cast.teacher).get(OWN).content.decode()
