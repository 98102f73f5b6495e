"""Whatever happens to records, rules and semesters, in whatever order: the ledger keeps its promises."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from apps.activities.services import save_attendance, save_minutes, withdraw_activities
from apps.credits import services
from apps.credits.choices import Family
from apps.credits.models import Entry, Proposal, SemesterSeal
from apps.credits.rules.scope import looks_at_one
from apps.credits.selectors import packs_of
from apps.credits.services import revalue
from apps.credits.verifying import verify
from tests.conftest import NOW
from tests.credits.ledger import assert_the_books_are_straight
from tests.credits.packs import CAPPED, COSTLY, GATED, PLAIN, attend, publish, standing
from tests.factories import kind_of

TIERED = """
  - {type: tiers, code: first, where: {kinds: [activity], attendance: [present, late]}, per: semester,
     tiers: [{up_to: 2, each: 2}, {each: 0.25}]}
"""
ROUNDED = (
    PLAIN
    + """
  - {type: round, code: whole, to: 1, mode: down, per: week}
  - {type: zero, code: lost, where: {kinds: [activity]}, per: semester, if: [{attendance: [absent], times: 3}]}
"""
)
PACKS = {
    "plain": PLAIN, "capped": CAPPED, "costly": COSTLY, "gated": GATED, "tiered": TIERED, "rounded": ROUNDED,
}  # fmt: skip
STATES = st.sampled_from(["present", "present", "late", "absent", "leave", "expected"])
HOURS = st.sampled_from(["0.5", "1.25", "2", "4"])
DAYS = st.integers(2, 27)
PEOPLE = st.sampled_from(["teacher", "leader"])
CAP = Decimal(5)


class History(RuleBasedStateMachine):
    """One school; every example is rolled back."""

    cast = None

    def __init__(self):
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.marks, self.pack = [], None

    def teardown(self):
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    def tried(self, act):
        """An act that a closed semester, or another decision, may refuse: then nothing of it is left."""
        try:
            with transaction.atomic():
                return act()
        except ValidationError:
            return None

    @rule(who=PEOPLE, hours=HOURS, day=DAYS, state=STATES)
    def record(self, who, hours, day, state):
        made = self.tried(
            lambda: attend(
                self.cast, hours=hours, day=date(2025, 10, day), member=getattr(self.cast, who), state=state
            )
        )
        if made is not None:
            self.marks.append(made)

    @precondition(lambda self: self.marks)
    @rule(data=st.data(), state=STATES)
    def correct(self, data, state):
        row = data.draw(st.sampled_from(self.marks))
        row.refresh_from_db()
        row.activity.refresh_from_db()
        row.state = state
        self.tried(lambda: save_attendance([row], actor=None, reason="更正"))

    @precondition(lambda self: self.marks)
    @rule(data=st.data())
    def withdraw(self, data):
        row = data.draw(st.sampled_from(self.marks))
        row.activity.refresh_from_db()
        if row.activity.withdrawn_at is None:
            activities = [row.activity]
            self.tried(lambda: withdraw_activities(activities, actor=None, now=NOW, reason="重复"))

    @precondition(lambda self: self.marks)
    @rule(data=st.data())
    def write_minutes(self, data):
        row = data.draw(st.sampled_from(self.marks))
        row.activity.refresh_from_db()
        self.tried(lambda: save_minutes(row.activity, text="活动记录", seen="", actor=None))

    @rule(name=st.sampled_from(sorted(PACKS)))
    def change_pack(self, name):
        publish(self.cast, PACKS[name])
        self.pack = name

    @rule(waits=st.booleans())
    def change_kind(self, waits):
        kind = kind_of(self.cast.school, Family.ACTIVITY, "lecture")
        kind.posts_itself = not waits
        services.save_kind(kind)

    @rule(act=st.sampled_from(["confirm", "refuse", "put_back"]), part=st.integers(1, 3))
    def decide(self, act, part):
        states = {
            "confirm": ["waiting"],
            "refuse": ["waiting", "confirmed"],
            "put_back": ["confirmed", "refused"],
        }
        rows = Proposal.objects.filter(state__in=states[act]).order_by("pk")[:part]
        reason = {} if act == "confirm" else {"reason": "核实"}
        self.tried(lambda: getattr(services, act)(list(rows), actor=None, now=NOW, **reason))

    @rule()
    def close(self):
        self.tried(lambda: services.close_semester(self.cast.semester, actor=None, now=NOW))

    @rule()
    def reopen(self):
        for seal in SemesterSeal.objects.unbroken():
            services.reopen_semester(seal, reason="补录", actor=None, now=NOW)

    def check_invariants(self, *args, **kwargs):
        super().check_invariants(*args, **kwargs)
        assert_the_books_are_straight()
        report = verify()
        assert report.holds, report.breaches
        again = revalue(self.cast.school, reason="核对", actor=None)
        assert (again.posted, again.reversed) == (0, 0)
        if self.pack == "capped":
            sums = Entry.objects.values_list("member").annotate(Sum("hours")).order_by()
            closed = SemesterSeal.objects.unbroken().exists()
            assert closed or all(total <= CAP for _member, total in sums)


def test_any_history_of_records_decisions_rules_and_closings(cast):
    History.cast = cast
    run_state_machine_as_test(
        History,
        settings=settings(
            max_examples=20, stateful_step_count=14, deadline=None, derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip


@settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.tuples(HOURS, DAYS, STATES), min_size=2, max_size=6, unique_by=lambda work: work[1]),
    st.randoms(use_true_random=False),
    st.sampled_from(sorted(PACKS)),
)
def test_the_order_in_which_work_is_recorded_makes_no_difference(cast, works, random, name):
    found = []
    for order in (works, random.sample(works, len(works))):
        with transaction.atomic():
            publish(cast, PACKS[name])
            for hours, day, state in order:
                attend(cast, hours=hours, day=date(2025, 10, day), state=state)
            found.append([(e.date, e.hours, e.count) for e in standing()])
            transaction.set_rollback(True)
    assert found[0] == found[1]


@pytest.mark.parametrize("name", sorted(PACKS))
def test_packs_of_these_tests_look_further_than_one_piece_but_for_two(cast, name):
    publish(cast, PACKS[name])
    assert looks_at_one(packs_of(cast.school.pk)) == (name in ("plain", "gated"))
