"""What must hold for any work and any pack."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.credits.presets import standard_names
from apps.credits.rules.packs import problems
from apps.credits.rules.steps import replay, step_from_json
from apps.credits.rules.texts import read_pack, write_document
from apps.credits.rules.valuing import Held, Ready, value
from apps.credits.rules.verbs import Cap, Reach, Tiers
from tests.credits.rules.makers import CALENDAR
from tests.credits.rules.strategies import caps, crowded, packs, works, worths

many = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def valued(pack, work, **more):
    return value(pack, work, calendar=CALENDAR, **more)


def amounts(lines):
    return {line.fact.identity: line.amount for line in lines}


@many
@given(packs())
def test_packs_drawn_here_pass_the_checks(pack):
    assert problems(pack) == []


@many
@given(packs(), works(), st.data())
def test_the_order_in_which_facts_are_given_changes_nothing(pack, work, data):
    shuffled = data.draw(st.permutations(work))
    assert valued(pack, work) == valued(pack, shuffled)


@many
@given(packs(), works())
def test_asked_twice_for_the_same_facts_it_values_them_once(pack, work):
    assert valued(pack, [*work, *work]) == valued(pack, work)


@many
@given(packs(), works(most=8), works(most=8))
def test_the_work_of_one_holder_does_not_touch_that_of_another(pack, work, others):
    others = [replace(fact, holder="member:2") for fact in others]
    together = amounts(valued(pack, [*work, *others]))
    assert together == amounts(valued(pack, work)) | amounts(valued(pack, others))


@many
@given(packs(), works())
def test_steps_lead_to_the_amount_again_also_after_being_stored(pack, work):
    for line in valued(pack, work):
        stored = [step_from_json(step) for step in line.explanation()["steps"]]
        assert replay(stored) == line.amount
        assert [step.value for step in stored] == [step.value for step in line.steps]
        assert line.amount == line.amount.quantize(Decimal("0.01"))


@many
@given(packs() | crowded(), works())
def test_no_cap_is_ever_exceeded(pack, work):
    ready, sums = Ready(pack, CALENDAR), defaultdict(Decimal)
    for line in valued(pack, work):
        for cap in ready.fitting(ready.of(Cap), line.taken, None):
            sums[cap.code, cap.at_most, ready.period(cap.per, line.taken, None)] += line.amount
    assert all(amount <= most for (_code, most, _period), amount in sums.items())


@many
@given(packs(extra=st.nothing() | worths), works(), st.data())
def test_what_two_halves_are_worth_together_never_passes_what_they_are_worth_alone(pack, work, data):
    """Caps are shared by both: together they cannot be worth more, where nothing but caps ties works together."""
    pack = replace(pack, rules=tuple(rule for rule in pack.rules if not isinstance(rule, (Tiers, Reach))))
    first = [fact for fact in work if data.draw(st.booleans())]
    rest = [fact for fact in work if fact not in first]
    parts = sum(line.amount for line in [*valued(pack, first), *valued(pack, rest)])
    assert sum(line.amount for line in valued(pack, work)) <= parts


@many
@given(st.lists(worths, min_size=1, max_size=2), caps, works(), st.data())
def test_under_one_cap_the_total_does_not_depend_on_the_order_of_the_work(rules, cap, work, data):
    """Dates and keys decide which piece is cut, not how much in all."""
    pack = replace(
        data.draw(packs(st.nothing() | worths)), rules=(*rules, replace(cap, per="ever"))
    ).all_coded()
    names = data.draw(st.permutations([fact.key for fact in work]))
    renamed = [replace(fact, key=key) for fact, key in zip(work, names, strict=True)]
    assert sum(x.amount for x in valued(pack, work)) == sum(x.amount for x in valued(pack, renamed))


@many
@given(packs(extra=st.nothing() | worths), works(), works(most=4))
def test_later_work_changes_nothing_of_what_was_counted_before(pack, work, later):
    """Shared caps are used up by date: what is done tomorrow takes nothing from today."""
    after = max((fact.date for fact in work), default=date(2025, 8, 1))
    later = [
        replace(fact, key=f"later:{n}", date=after + timedelta(days=n + 1)) for n, fact in enumerate(later)
    ]
    before = amounts(valued(pack, work))
    assert before.items() <= amounts(valued(pack, [*later, *work])).items()


@many
@given(crowded(extra=0), st.integers(4, 16).map(Decimal), works(least=5))
def test_under_a_cap_for_everything_as_much_is_counted_as_it_allows(pack, most, work):
    """Neither more nor less than what fits."""
    plain = tuple(rule for rule in pack.rules if not isinstance(rule, Cap))
    capped = replace(pack, rules=(*plain, Cap(at_most=most, per="ever"))).all_coded()
    whole = sum(line.amount for line in valued(replace(pack, rules=plain), work))
    assert sum(line.amount for line in valued(capped, work)) == min(whole, most)


@many
@given(packs(), works())
def test_what_is_not_counted_is_accounted_for(pack, work):
    for line in valued(pack, work):
        assert all(cut.amount >= 0 for cut in line.cuts)
        kept = Fraction(line.amount) + sum(Fraction(cut.amount) for cut in line.cuts)
        before = [
            s.value for s in line.steps if s.name not in ("need", "zero", "once", "cap", "part", "deduct")
        ]
        assert kept == (before[-1] if before else 0)


@many
@given(packs(extra=st.nothing() | worths) | crowded(extra=0), works())
def test_work_of_a_closed_semester_uses_up_caps_and_tiers_first(pack, work):
    """Valued piece by piece, each held once it is valued, the sum is that of all at once."""
    work = sorted(work, key=lambda fact: fact.order)
    held, one_by_one = [], {}
    for fact in work:
        (line,) = valued(pack, [fact], held=held)
        held.append(Held(line.taken, line.amount))
        one_by_one[fact.identity] = line.amount
    without_rungs = not any(isinstance(rule, (Tiers, Reach)) for rule in pack.rules)
    if without_rungs:
        assert one_by_one == amounts(valued(pack, work))


@many
@given(packs())
def test_a_pack_written_as_yaml_reads_back_the_same(pack):
    text = write_document(pack)
    assert read_pack(text, standard_names()) == pack
    assert write_document(read_pack(text.encode(), standard_names())) == text
