"""What must hold for any work and any scheme."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.credits.presets import standard_names
from apps.credits.rules.calendars import Cycle
from apps.credits.rules.packs import Validity
from apps.credits.rules.people import Who
from apps.credits.rules.texts import write_document
from apps.credits.rules.valuing import value
from apps.requirements.rules.checks import problems
from apps.requirements.rules.lines import Line
from apps.requirements.rules.owing import owe
from apps.requirements.rules.schemes import Matrix, Measure, Portion, Requirement, Scheme
from apps.requirements.rules.texts import read_scheme
from tests.credits.rules.makers import CALENDAR
from tests.credits.rules.strategies import amounts, packs, shares, wheres, works
from tests.requirements.makers import ON, TODAY, line_of, member

many = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
floors = amounts.filter(bool)  # a floor of 0 would ask for nothing
quantities = st.sampled_from(["hours", "count", "characters"])
portions = st.one_of(
    st.builds(Portion, where=wheres, at_least=floors),
    st.builds(Portion, where=wheres, at_most=amounts),
    st.builds(Portion, where=wheres, share_at_least=shares.filter(bool)),
    st.builds(Portion, where=wheres, share_at_most=shares, of=st.sampled_from(["required", "done"])),
)
measures = st.builds(Measure, quantity=quantities, where=wheres, distinct=st.sampled_from(["", "content"]))
PERIODS = [("semester", ""), ("semester", "month"), ("cycle", ""), ("school_year", "week")]
MATRIX = Matrix(
    rows="level", at_least=(("county", (("all", Decimal(2)),)), ("province", (("all", Decimal(1)),)))
)


@st.composite
def schemes(draw) -> Scheme:
    """A scheme of up to three requirements that passes its checks."""
    found = []
    for n in range(draw(st.integers(1, 3))):
        within, each = draw(st.sampled_from(PERIODS))
        least = draw(floors)
        made = Requirement(
            code=f"r{n}", name=f"要求{n}", within=within, each=each, at_least=least,
            at_most=draw(st.none() | amounts.map(lambda more, least=least: least + more)),
            measure=draw(measures),
            of_which=tuple(draw(st.lists(portions, max_size=2))), matrix=draw(st.sampled_from([None, MATRIX])),
            who=draw(st.sampled_from([Who(), Who(posts=("teacher",)), Who(age_under=40)])),
        )  # fmt: skip
        if made.at_most is not None:
            made = replace(made, of_which=(), matrix=None)
        found.append(made)
    return Scheme(
        code="s", name="试用", valid=Validity(first=date(2025, 1, 1)), requirements=tuple(found),
        cycle=Cycle(years=5, starts=date(2021, 1, 1)),
    )  # fmt: skip


lines = works().map(lambda work: [Line(fact, hours=fact.hours or Decimal(0)) for fact in work])


def answers(scheme, work, **more):
    holder = more.pop("holder", member(born_on="1990-01-01"))
    return owe(scheme, [holder], work, calendar=CALENDAR, on=ON, today=TODAY, **more)[holder.key]


@many
@given(schemes())
def test_schemes_drawn_here_pass_the_checks_and_read_back_the_same(scheme):
    assert problems(scheme) == []
    assert read_scheme(write_document(scheme), standard_names()) == scheme


@many
@given(schemes(), lines, st.data())
def test_the_order_in_which_lines_are_given_changes_nothing(scheme, work, data):
    found = answers(scheme, work)
    shuffled = answers(scheme, data.draw(st.permutations(work)))
    assert [replace(f, almost=tuple(sorted(f.almost, key=repr))) for f in found] == [
        replace(f, almost=tuple(sorted(f.almost, key=repr))) for f in shuffled
    ]


@many
@given(schemes(), lines)
def test_what_is_required_done_and_missing_fit_together(scheme, work):
    for found in answers(scheme, work):
        rule = next(r for r in scheme.requirements if r.code == found.requirement)
        assert found.missing >= max(Decimal(0), found.required - found.done)
        assert found.missing >= max([p.missing for p in found.portions if not p.place[0]], default=Decimal(0))
        assert found.met == (found.missing == 0)
        if not rule.each:
            assert found.done == sum(c.amount for c in found.counted)
            assert rule.at_most is None or found.done <= rule.at_most
        assert {c.key for c in found.counted}.isdisjoint(a.key for a in found.almost)


@many
@given(schemes(), lines, st.data())
def test_more_work_never_makes_more_missing(scheme, work, data):
    """Unless a share of what was done is asked for, or only the first of the same content counts."""
    fixed = [
        replace(
            r,
            of_which=tuple(p for p in r.of_which if p.of == "required"),
            measure=replace(r.measure, distinct=""),
        )
        for r in scheme.requirements
    ]
    fixed = [
        replace(r, of_which=tuple(p for p in r.of_which if p.share_at_most is None and p.at_most is None))
        for r in fixed
    ]
    scheme = replace(scheme, requirements=tuple(fixed))
    some = [line for line in work if data.draw(st.booleans())]
    less, more = answers(scheme, some), answers(scheme, work)
    assert all(b.missing <= a.missing for a, b in zip(less, more, strict=True))


@many
@given(schemes(), lines)
def test_doing_what_closes_the_gap_closes_it_as_far_as_said(scheme, work):
    planned = [line for line in work if line.fact.date > TODAY]
    done = [line for line in work if line.fact.date <= TODAY]
    for found in answers(scheme, done, planned=planned):
        chosen = [line for line in planned if line.fact.key in found.closing]
        after = {f.requirement: f for f in answers(scheme, [*done, *chosen])}
        assert after[found.requirement].missing == found.still_missing <= found.missing


@many
@given(packs(), works())
def test_hours_owed_are_the_sum_of_what_the_ledger_would_hold(pack, work):
    """A requirement counts nothing a second way: its hours are the amounts of the entries."""
    hours = Requirement(
        code="r", name="r", within="cycle", at_least=Decimal(1), aside=True, measure=Measure(quantity="hours")
    )
    cycle = Cycle(years=5, starts=date(2021, 1, 1))
    valid = Validity(first=date(2025, 1, 1))
    everything = Scheme(code="s", name="试用", valid=valid, cycle=cycle, requirements=(hours,))
    valued = value(pack, work, calendar=CALENDAR)
    ((found,),) = owe(
        everything, [member()], map(line_of, valued), calendar=CALENDAR, on=ON, today=TODAY
    ).values()
    window = CALENDAR.window("cycle", ON, everything.cycle)
    assert found.done == sum((v.amount for v in valued if v.fact.date in window), Decimal(0))


@many
@given(schemes(), lines)
def test_figures_alone_are_the_same_figures(scheme, work):
    """Large schools and counties ask without details."""
    full, bare = answers(scheme, work), answers(scheme, work, details=False)
    assert [replace(f, counted=(), almost=()) for f in full] == bare
