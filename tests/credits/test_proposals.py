"""Work waits until the office confirms it, where a kind says so; what is decided can be taken back."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from apps.core.errors import Conflict
from apps.credits import services
from apps.credits.choices import Family, ProposalState
from apps.credits.models import Entry, Proposal
from apps.credits.proposal_pages import tick_of
from tests.credits.ledger import assert_the_books_are_straight
from tests.credits.packs import CAPPED, attend, hours, mark, publish, standing
from tests.factories import kind_of

LIST, DECIDE = reverse("credits:proposal_list"), reverse("credits:proposal_decide")


@pytest.fixture
def waits(cast):
    """Lectures wait for the office."""
    kind = kind_of(cast.school, Family.ACTIVITY, "lecture")
    kind.posts_itself = False
    services.save_kind(kind)


@pytest.fixture
def decide(cast, now):
    """``decide(act, **more)`` calls a service on all proposals as the office."""

    def call(act, **more):
        return act(Proposal.objects.all(), actor=cast.office.user, now=now, **more)

    return call


def test_work_of_a_kind_that_waits_is_in_nobodys_ledger_until_it_is_confirmed(cast, waits, decide):
    attend(cast, hours="3")
    assert standing() == []
    assert decide(services.confirm).posted == 1
    entry = standing()[0]
    assert (entry.hours, entry.posted_by) == (Decimal(3), cast.office.user)
    assert Proposal.objects.get().confirmed_by == cast.office.user


def test_the_page_of_a_record_says_that_it_waits_for_the_office(cast, decide, browse):
    kind = kind_of(cast.school, Family.WORK, "paper")
    kind.posts_itself = False
    services.save_kind(kind)
    said = {
        "author": cast.teacher.pk,
        "category": kind.pk,
        "title": "错题本",
        "date": "2025-11-03",
        "characters": 900,
    }
    made = browse(cast.office).post(reverse("portfolio:work_create"), said)
    page = browse(cast.teacher)
    assert "教务处确认后入账" in page.get(made.url).content.decode()
    decide(services.refuse, reason="写过了")
    assert "没有认定学时或数量" in page.get(made.url).content.decode()


def test_confirmed_work_stays_confirmed_when_its_record_changes_and_is_valued_again(cast, waits, decide):
    row = attend(cast, hours="3")
    decide(services.confirm)
    mark(cast, row, "absent")
    assert standing() == []
    mark(cast, row, "present")
    assert hours() == [Decimal(3)]
    assert_the_books_are_straight()


def test_an_entry_says_late_of_who_is_marked_late_though_it_is_worth_the_same(cast):
    publish(cast, CAPPED)
    row = attend(cast, hours="3")
    mark(cast, row, "late")
    [entry] = standing()
    assert (entry.hours, entry.explanation["fact"]["attendance"]) == (Decimal(3), "late")
    assert Entry.objects.get(reverses__isnull=False).reason
    assert_the_books_are_straight()


def test_refused_work_has_a_reason_and_what_was_posted_of_it_is_reversed(cast, decide):
    attend(cast, hours="3")
    with pytest.raises(ValidationError):
        decide(services.refuse, reason="  ")
    decide(services.refuse, reason="不是本校的活动")
    assert standing() == []
    assert Entry.objects.get(reverses__isnull=False).reason == "不是本校的活动"


def test_refused_work_waits_again_when_its_record_changes(cast, decide):
    row = attend(cast, hours="3")
    decide(services.refuse, reason="时间不对")
    mark(cast, row, "late")
    assert Proposal.objects.get().state == ProposalState.WAITING


def test_a_decision_can_be_taken_back(cast, decide):
    attend(cast, hours="3")
    decide(services.refuse, reason="时间不对")
    decide(services.put_back, reason="")
    assert Proposal.objects.get().state == ProposalState.WAITING
    decide(services.confirm)
    assert hours() == [Decimal(3)]
    with pytest.raises(ValidationError):
        decide(services.put_back, reason="")
    decide(services.put_back, reason="再核实")
    assert standing() == []


def test_what_was_decided_by_another_meanwhile_is_not_decided_again(cast, waits, decide):
    attend(cast)
    decide(services.confirm)
    with pytest.raises(Conflict):
        decide(services.confirm)


def test_what_has_changed_since_it_was_read_is_not_confirmed(cast, waits, now):
    row = attend(cast, hours="3")
    read = list(Proposal.objects.all())
    mark(cast, row, "late")
    with pytest.raises(Conflict):
        services.confirm(read, actor=cast.office.user, now=now)


def test_whoever_is_only_expected_has_done_nothing_that_could_wait(cast, waits):
    attend(cast, state="expected")
    assert not Proposal.objects.exists()


def test_the_list_says_what_each_would_be_worth_beside_what_is_confirmed(cast, waits, browse):
    publish(cast, CAPPED)
    attend(cast, hours="4")
    attend(cast, hours="4", day=date(2025, 9, 19))
    page = browse(cast.office).get(LIST)
    text = page.content.decode()
    assert "4 学时" in text
    assert "1 学时" in text
    assert page.context["table"].page.paginator.count == 2


@pytest.mark.parametrize(("role", "seen"), [("teacher", 1), ("leader", 1), ("colleague", 0), ("office", 1)])
def test_everyone_sees_the_waiting_work_that_is_theirs_to_see(cast, waits, browse, role, seen):
    attend(cast)
    page = browse(getattr(cast, role)).get(LIST)
    assert page.context["table"].page.paginator.count == seen
    assert ("decide-many" in page.content.decode()) == (role == "office")


def ticks(page) -> list[str]:
    return [tick_of(row.record) for row in page.context["table"].rows]


def test_the_office_confirms_those_ticked_or_all_that_is_filtered(cast, waits, browse):
    for day in (5, 12, 19):
        attend(cast, day=date(2025, 9, day))
    attend(cast, member=cast.colleague)
    client = browse(cast.office)
    chosen = ticks(client.get(LIST))[:1]
    assert client.post(DECIDE, {"act": "confirm", "case": chosen}).status_code == 302
    assert len(standing()) == 1
    made = client.get(LIST, {"member": cast.teacher.pk}).context["made"]
    client.post(f"{DECIDE}?member={cast.teacher.pk}", {"act": "confirm_all", "made": made})
    assert set(Proposal.objects.waiting().values_list("member", flat=True)) <= {cast.colleague.pk}
    assert Entry.objects.filter(member=cast.teacher).count() == 3


def test_the_office_refuses_and_takes_back_on_the_page(cast, waits, browse):
    attend(cast)
    client = browse(cast.office)
    client.post(DECIDE, {"act": "refuse", "case": ticks(client.get(LIST)), "reason": ""})
    assert Proposal.objects.get().state == ProposalState.WAITING
    assert "checked aria-label" in client.get(LIST).content.decode()  # once: the next page begins anew
    assert "checked aria-label" not in client.get(LIST).content.decode()
    client.post(DECIDE, {"act": "refuse", "case": ticks(client.get(LIST)), "reason": "无签到"})
    page = client.get(LIST, {"state": "refused"})
    assert "无签到" in page.content.decode()
    client.post(f"{DECIDE}?state=refused", {"act": "put_back", "case": ticks(page)})
    assert Proposal.objects.get().state == ProposalState.WAITING


def test_a_tick_of_something_changed_meanwhile_decides_nothing(cast, waits, browse):
    row = attend(cast)
    client = browse(cast.office)
    old = ticks(client.get(LIST))
    mark(cast, row, "late")
    client.post(DECIDE, {"act": "confirm", "case": old})
    assert Proposal.objects.get().state == ProposalState.WAITING


def test_what_came_in_or_changed_since_the_page_was_made_is_not_confirmed_with_all(cast, waits, browse):
    for day in (5, 12):
        row = attend(cast, hours="2", day=date(2025, 9, day))
    client = browse(cast.office)
    page = client.get(LIST)
    made = page.context["made"]
    assert f'name="made" value="{made}"' in page.content.decode()
    attend(cast, day=date(2025, 9, 19))
    mark(cast, row, "late")
    answer = client.post(DECIDE, {"act": "confirm_all", "made": made}, follow=True)
    assert (Proposal.objects.waiting().count(), len(standing())) == (2, 1)
    text = answer.content.decode()
    assert "你打开页面后，又有2项报来或改动，没有一并入账，请先看一看。" in text


@pytest.mark.parametrize(
    "sent", [{"act": "perhaps"}, {}, {"act": "confirm_all"}, {"act": "confirm_all", "made": "x"}]
)
def test_a_press_no_button_makes_decides_nothing(cast, waits, browse, sent):
    attend(cast)
    client = browse(cast.office)
    case = ticks(client.get(LIST))
    assert client.post(DECIDE, {"case": case, **sent}).status_code == 400
    assert Proposal.objects.get().state == ProposalState.WAITING


def test_the_list_comes_as_a_file(cast, waits, browse):
    attend(cast, hours="3")
    answer = browse(cast.office).get(LIST, {"export": "xlsx"})
    assert answer.status_code == 200
    assert "spreadsheet" in answer["Content-Type"]
