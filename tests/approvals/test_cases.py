import threading
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from apps.approvals import selectors, services
from apps.approvals.choices import Act, CaseState, Reviewer
from apps.approvals.models import Absence, Case, CaseEvent
from apps.approvals.signals import case_moved
from apps.core.errors import Conflict
from tests.factories import PostFactory, StaffFactory

TODAY = date(2025, 11, 18)
SUBJECT = "tests.paper"


def hand_in(author, target_id=7):
    return services.submit(
        subject=SUBJECT, target_id=target_id, title="圆的周长", author=author, actor=author.user, today=TODAY
    )  # fmt: skip


@pytest.fixture
def two_steps(cast):
    return services.set_route(
        school=cast.school,
        subject=SUBJECT,
        name="教案",
        steps=[(Reviewer.GROUP_LEADER, 5), (Reviewer.OFFICE, 7)],
    )


@pytest.fixture
def moves():
    seen = []

    def note(sender, case, outcome, event, **kwargs):
        seen.append(outcome)

    case_moved.connect(note)
    yield seen
    case_moved.disconnect(note)


def test_without_a_route_the_office_reviews(cast):
    case = hand_in(cast.teacher)
    assert selectors.lies_with(case) == [cast.office]
    assert case.due_on == TODAY + timedelta(days=7)


def test_a_case_passes_the_group_leader_then_the_office(cast, two_steps, moves):
    case = hand_in(cast.teacher)
    assert selectors.lies_with(case) == [cast.leader]
    case = services.approve(case, actor=cast.leader.user, today=TODAY)
    assert (case.state, selectors.lies_with(case)) == (CaseState.WAITING, [cast.office])
    case = services.approve(case, actor=cast.office.user, today=TODAY, mark="good")
    assert case.state == CaseState.APPROVED
    assert moves == [CaseState.WAITING, CaseState.APPROVED]
    acts = list(case.events.values_list("act", flat=True))
    assert acts == [Act.SUBMITTED, Act.PASSED, Act.APPROVED]


def test_who_passed_it_on_and_presses_twice_decides_nothing_at_the_next_step(cast, two_steps):
    read = hand_in(cast.teacher)
    services.approve(Case.objects.get(pk=read.pk), actor=cast.leader.user, today=TODAY)
    with pytest.raises(Conflict):
        services.approve(read, actor=cast.leader.user, today=TODAY, draft=1)
    with pytest.raises(Conflict):
        services.return_case(read, actor=cast.leader.user, opinion="再改", draft=1)
    assert Case.objects.get(pk=read.pk).state == CaseState.WAITING


def test_nobody_reviews_their_own(cast, two_steps):
    assert selectors.lies_with(hand_in(cast.leader)) == [cast.office]
    assert selectors.lies_with(hand_in(cast.office, target_id=8)) == [cast.principal]


def test_an_office_of_one_hands_its_own_to_the_principal(cast):
    assert selectors.lies_with(hand_in(cast.office)) == [cast.principal]


def test_a_school_without_reviewers_says_so_and_writes_nothing(db, now):
    lonely = StaffFactory()
    with pytest.raises(ValidationError):
        hand_in(lonely)
    assert not Case.objects.exists()


def test_returned_with_a_reason_and_handed_in_again(cast):
    case = hand_in(cast.teacher)
    with pytest.raises(ValidationError) as refusal:
        services.return_case(case, actor=cast.office.user, opinion="  ")
    assert "opinion" in refusal.value.message_dict
    services.return_case(case, actor=cast.office.user, opinion="目标写成看得见的行为")
    again = hand_in(cast.teacher)
    assert (again.pk, again.state, again.draft_number) == (case.pk, CaseState.WAITING, 2)


def test_what_waits_or_is_approved_cannot_be_handed_in_again(cast):
    hand_in(cast.teacher)
    with pytest.raises(Conflict):
        hand_in(cast.teacher)


def test_a_late_second_reviewer_is_told_who_was_first(cast):
    PostFactory(member=cast.colleague, kind="research")
    case = hand_in(cast.teacher)
    services.approve(case, actor=cast.office.user, today=TODAY)
    with pytest.raises(Conflict) as refusal:
        services.return_case(case, actor=cast.colleague.user, opinion="再改", draft=case.draft_number)
    assert cast.office.name in refusal.value.messages[0]
    assert CaseEvent.objects.filter(case=case, act=Act.RETURNED).count() == 0


def test_a_decision_on_an_old_draft_is_refused(cast):
    opened = hand_in(cast.teacher)
    services.return_case(opened, actor=cast.office.user, opinion="改")
    hand_in(cast.teacher)
    with pytest.raises(Conflict):
        services.approve(opened, actor=cast.office.user, today=TODAY, draft=opened.draft_number)


def test_the_author_takes_it_back_only_while_nobody_has_opened_it(cast):
    case = hand_in(cast.teacher)
    assert services.withdraw(case, actor=cast.teacher.user).state == CaseState.WITHDRAWN
    case = hand_in(cast.teacher)
    services.mark_seen(case, actor=cast.office.user)
    with pytest.raises(Conflict):
        services.withdraw(case, actor=cast.teacher.user)


def test_a_decision_is_taken_back_within_the_hour_by_the_one_who_made_it(cast, moves):
    case = services.approve(hand_in(cast.teacher), actor=cast.office.user, today=TODAY)
    with pytest.raises(Conflict):
        services.undo(case, actor=cast.principal.user, now=timezone.now())
    with pytest.raises(Conflict):
        services.undo(case, actor=cast.office.user, now=timezone.now() + timedelta(hours=2))
    case = services.undo(case, actor=cast.office.user, now=timezone.now())
    assert (case.state, selectors.lies_with(case)) == (CaseState.WAITING, [cast.office])
    assert moves == [CaseState.APPROVED, CaseState.WAITING]


def test_a_deputy_reviews_while_someone_is_away(cast, seated):
    Absence.objects.create(
        school=cast.school, member=cast.office, deputy=cast.leader, starts_on=TODAY, ends_on=TODAY
    )
    case = hand_in(cast.teacher)
    assert set(selectors.lies_with(case)) == {cast.office, cast.leader}
    assert list(Case.objects.visible_to(seated(cast.leader)).lying_with(cast.leader.user)) == [case]


def test_many_at_once_report_those_that_failed(cast):
    first, second = hand_in(cast.teacher, 1), hand_in(cast.teacher, 2)
    services.return_case(first, actor=cast.office.user, opinion="改")
    done, failed, for_county = services.approve_many([first, second], actor=cast.office.user, today=TODAY)
    assert (done, for_county) == ([second], [])
    assert len(failed) == 1


def test_the_inbox_holds_what_lies_with_one_now(cast, seated, two_steps):
    case = hand_in(cast.teacher)
    office, leader = seated(cast.office), seated(cast.leader)
    assert list(Case.objects.visible_to(leader).lying_with(leader)) == [case]
    assert not Case.objects.visible_to(office).lying_with(office).exists()
    assert [selectors.waiting_count(member.pk) for member in (cast.leader, cast.office)] == [1, 0]
    services.approve(case, actor=leader, today=TODAY)
    assert [selectors.waiting_count(member.pk) for member in (cast.leader, cast.office)] == [0, 1]
    assert not Case.objects.visible_to(leader).lying_with(leader).exists()
    assert list(Case.objects.visible_to(office).lying_with(office)) == [case]


def test_strangers_and_colleagues_do_not_see_a_case(cast, seated):
    hand_in(cast.teacher)
    assert not Case.objects.visible_to(seated(cast.stranger)).exists()
    assert not Case.objects.visible_to(seated(cast.colleague)).exists()
    assert Case.objects.visible_to(seated(cast.teacher)).exists()


@pytest.mark.django_db(transaction=True)
def test_two_reviewers_at_once_end_in_one_decision(cast):
    case = hand_in(cast.teacher)
    results = []
    gate = threading.Barrier(8)

    def decide():
        gate.wait()
        try:
            services.approve(case, actor=cast.office.user, today=TODAY, draft=case.draft_number)
            results.append("done")
        except Conflict:
            results.append("late")
        finally:
            connection.close()

    threads = [threading.Thread(target=decide) for _ in range(8)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    assert sorted(results) == ["done"] + ["late"] * 7
    assert CaseEvent.objects.filter(case=case, act=Act.APPROVED).count() == 1
