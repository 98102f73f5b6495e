"""Confirmed work is valued by the packs that hold; what changes in worth is reversed and posted anew."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from apps.activities.services import save_minutes, withdraw_activities
from apps.credits.choices import Family
from apps.credits.models import Entry, EntryKind, Proposal
from apps.credits.rules.keeping import fact_of, kept
from apps.credits.rules.steps import replay, step_from_json
from apps.credits.selectors import catalogue_of
from apps.credits.services import propose, revalue, save_kind
from apps.credits.services.valuing import known
from apps.portfolio.services import save_works
from tests.credits.ledger import assert_the_books_are_straight
from tests.credits.packs import CAPPED, COSTLY, FILED, GATED, PLAIN, attend, hours, mark, publish, standing
from tests.factories import WorkFactory


def test_without_rules_of_its_own_a_school_counts_the_hours_of_whoever_was_there(cast):
    attend(cast, hours="3")
    attend(cast, hours="2", member=cast.leader, state="late")
    attend(cast, hours="2", member=cast.colleague, state="absent")
    save_works([WorkFactory(semester=cast.semester, author=cast.teacher)], actor=None, reason="")
    assert [(e.member_id, e.hours, e.count) for e in standing()] == [
        (cast.teacher.pk, Decimal(3), 1), (cast.teacher.pk, Decimal(0), 1)
    ]  # fmt: skip
    assert standing()[1].characters == 2000


def test_an_entry_keeps_the_pack_its_steps_and_its_work(cast):
    pack = publish(cast, CAPPED)
    attend(cast, hours="3", title="课堂观察")
    said = standing()[0].explanation
    assert (said["rule"], said["unit"]) == (f"own v{pack.version}", "hours")
    assert replay(map(step_from_json, said["steps"])) == Decimal(3)
    fact = fact_of(said["fact"], key="k", holder="h")
    assert (fact.kind, fact.attendance, fact.hours) == ("activity/lecture", "present", Decimal(3))
    assert fact_of(kept(fact)) == fact


def test_a_new_pack_values_open_work_again_by_reversal_and_new_entry(cast):
    attend(cast, hours="3")
    attend(cast, hours="4", day=date(2025, 9, 19))
    publish(cast, CAPPED)
    assert hours() == [Decimal(3), Decimal(2)]
    reversal = Entry.objects.get(reverses__isnull=False)
    assert (reversal.hours, reversal.reason) == (Decimal(-4), "新办法")
    assert_the_books_are_straight()


def test_another_version_with_the_same_result_posts_nothing(cast):
    attend(cast, hours="3")
    publish(cast, PLAIN)
    publish(cast, CAPPED)
    assert Entry.objects.count() == 1


def test_work_before_the_first_day_of_a_pack_is_valued_as_before_and_uses_up_its_caps(cast):
    attend(cast, hours="3")
    attend(cast, hours="9", day=date(2025, 11, 7))
    publish(cast, CAPPED, first=date(2025, 11, 1))
    assert hours() == [Decimal(3), Decimal(2)]


def test_a_correction_that_makes_room_under_a_cap_values_the_others_too(cast, now):
    publish(cast, CAPPED)
    first = attend(cast, hours="4")
    attend(cast, hours="4", day=date(2025, 9, 19))
    assert hours() == [Decimal(4), Decimal(1)]
    mark(cast, first, "absent", reason="误记出席")
    assert hours() == [Decimal(4)]
    reasons = set(Entry.objects.exclude(reverses=None).values_list("reason", flat=True))
    assert "误记出席" in reasons
    assert len(reasons) == 2
    mark(cast, first, "present")
    assert hours() == [Decimal(4), Decimal(1)]
    first.activity.refresh_from_db()
    withdraw_activities([first.activity], actor=cast.office.user, now=now, reason="重复")
    assert hours() == [Decimal(4)]
    assert_the_books_are_straight()


def test_what_a_requirement_may_ask_moves_an_entry_worth_the_same_and_evidence_does_not(cast):
    attend(cast, hours="3")
    fact = known(Proposal.objects.get(), catalogue_of(cast.school.pk))
    for change, moved in (
        ({"labels": frozenset({"ethics"})}, 1), ({"place": "outside"}, 1), ({"stamps": {"school": fact.date}}, 1),
        ({"evidence": frozenset({"minutes"})}, 0),
    ):  # fmt: skip
        fact = replace(fact, **change)
        done = propose(semester=cast.semester, source_keys=[], facts=[fact], reason="补记", actor=None)
        assert (done.posted, done.reversed) == (moved, moved), change
    assert standing()[0].explanation["fact"]["labels"] == ["ethics"]


def test_work_recorded_late_takes_its_place_by_date_without_a_reason_asked_for(cast):
    publish(cast, CAPPED)
    attend(cast, hours="4", day=date(2025, 9, 19))
    attend(cast, hours="4", day=date(2025, 9, 5))
    assert hours() == [Decimal(4), Decimal(1)]


def test_what_a_cap_cut_to_nothing_stands_and_says_why(cast):
    publish(cast, CAPPED)
    attend(cast, hours="5")
    attend(cast, hours="2", day=date(2025, 9, 19))
    last = standing()[1]
    assert (last.hours, last.count) == (Decimal(0), 1)
    assert last.explanation["steps"][-1]["step"] == "cap"


def test_absence_may_cost_and_counts_no_work(cast):
    publish(cast, COSTLY)
    attend(cast, hours="2")
    attend(cast, hours="2", day=date(2025, 9, 19), state="absent")
    assert [(e.hours, e.count) for e in standing()] == [(Decimal(2), 1), (Decimal(-1), 0)]
    assert_the_books_are_straight()


def test_minutes_written_later_open_the_gate(cast):
    publish(cast, GATED)
    row = attend(cast, hours="2")
    stopped = standing()[0]
    assert (stopped.hours, stopped.count, stopped.explanation["stopped"]) == (Decimal(0), 0, "need")
    save_minutes(row.activity, text="说课与评课。", seen="", actor=cast.office.user)
    assert [(e.hours, e.count) for e in standing()] == [(Decimal(2), 1)]


def test_minutes_that_change_nothing_in_worth_leave_the_ledger_alone(cast):
    row = attend(cast, hours="2")
    save_minutes(row.activity, text="说课与评课。", seen="", actor=cast.office.user)
    assert Entry.objects.count() == 1
    assert "minutes" in Proposal.objects.get().fact["evidence"]


def test_hours_and_credits_come_from_packs_of_their_own(cast):
    attend(cast, hours="3")
    rule = "  - {type: worth, where: {kinds: [activity]}, from: [{of: hours, per: 3, gives: 1}]}\n"
    publish(cast, rule, code="credit", gives="credits")
    entry = standing()[0]
    assert (entry.hours, entry.credits) == (Decimal(3), Decimal(1))
    assert [part["unit"] for part in entry.explanation["also"]] == ["credits"]


def test_a_category_is_filed_with_the_entry(cast):
    publish(cast, FILED)
    attend(cast, hours="2")
    assert standing()[0].category == "ethics"


def test_a_withdrawn_activity_takes_its_work_back(cast, now):
    row = attend(cast, hours="2")
    withdraw_activities([row.activity], actor=None, now=now, reason="重复登记")
    assert standing() == []
    assert not Proposal.objects.exists()


def test_valuing_again_twice_changes_nothing(cast):
    publish(cast, CAPPED)
    for day in (5, 12, 19):
        attend(cast, hours="2", day=date(2025, 9, day))
    before = Entry.objects.count()
    again = revalue(cast.school, reason="再算", actor=None)
    assert (again.posted, again.reversed, Entry.objects.count()) == (0, 0, before)


def test_valuing_again_needs_a_reason_when_it_changes_something(cast):
    attend(cast, hours="9")
    publish(cast, CAPPED, value_anew=False)
    with pytest.raises(ValidationError) as refusal:
        revalue(cast.school, reason=" ", actor=None)
    assert "reason" in refusal.value.message_dict


def test_only_the_holders_asked_for_are_valued_again(cast):
    attend(cast, hours="9")
    attend(cast, hours="9", member=cast.leader)
    publish(cast, CAPPED, value_anew=False)
    revalue(cast.school, holders=[f"member:{cast.leader.pk}"], reason="新办法", actor=None)
    assert {e.member_id: e.hours for e in standing()} == {
        cast.teacher.pk: Decimal(9), cast.leader.pk: Decimal(5)
    }  # fmt: skip


def test_a_kind_that_a_published_pack_names_keeps_its_name(cast):
    own = save_kind(EntryKind(school=cast.school, family=Family.ACTIVITY, name="晨读"))
    other = save_kind(EntryKind(school=cast.school, family=Family.ACTIVITY, name="夜读"))
    publish(cast, PLAIN.replace("[activity]", "[activity/晨读]"))
    own.name, other.name = "晨诵", "夜谈"
    save_kind(other)
    with pytest.raises(ValidationError) as refusal:
        save_kind(own)
    assert "name" in refusal.value.message_dict
