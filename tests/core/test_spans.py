"""What must change for something to hold in a window of days."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from apps.core.spans import Span, hold_exactly, hold_from

FIRST, LAST, END = date(2025, 9, 1), date(2026, 1, 23), date(2026, 2, 15)


def after(held: list[Span], change) -> list[Span]:
    """The spells once the change is made."""
    ended = {id(row): last for row, last in change.ended}
    removed = {id(row) for row in change.removed}
    left = [Span(s.key, s.first, ended.get(id(s.row), s.last)) for s in held if id(s.row) not in removed]
    return left + change.added


def spell(key, first, last=None):
    return Span(key, first, last, row=object())


def on(spans, day) -> set:
    return {span.key for span in spans if span.covers(day)}


def test_what_holds_already_is_left_alone():
    held = [spell("teacher", date(2020, 9, 1)), spell("leader", date(2025, 11, 3))]
    change = hold_exactly(held, ["teacher", "leader"], window=(FIRST, None), day=LAST)
    assert (change.removed, change.ended, change.added) == ([], [], [])


def test_what_is_not_wanted_ends_on_the_eve_and_what_is_new_begins_on_the_day():
    held = [spell("teacher", date(2020, 9, 1))]
    found = after(held, hold_exactly(held, ["leader"], window=(FIRST, None), day=LAST))
    assert {(s.key, s.first, s.last) for s in found} == {
        ("teacher", date(2020, 9, 1), date(2025, 8, 31)), ("leader", FIRST, None),
    }  # fmt: skip


def test_outside_the_window_everything_stays():
    held = [spell("teacher", date(2020, 9, 1))]
    found = after(held, hold_exactly(held, ["leader"], window=(FIRST, END), day=LAST))
    assert on(found, date(2025, 8, 31)) == on(found, END + timedelta(days=1)) == {"teacher"}
    assert on(found, FIRST) == on(found, END) == {"leader"}


def test_a_spell_that_ended_within_the_window_is_history_and_stays():
    held = [spell("leader", date(2025, 9, 1), date(2025, 10, 31))]
    found = after(held, hold_exactly(held, ["teacher"], window=(FIRST, None), day=LAST))
    assert on(found, date(2025, 10, 1)) == {"leader", "teacher"}


def test_a_new_spell_makes_room_for_one_it_clashes_with():
    held = [spell("A", date(2025, 9, 1), date(2025, 10, 31)), spell("B", date(2025, 11, 1))]
    change = hold_exactly(held, ["C"], window=(FIRST, None), day=LAST, clash=lambda one, other: True)
    found = after(held, change)
    assert on(found, date(2025, 10, 15)) == {"A"}
    assert on(found, date(2025, 11, 1)) == {"C"}


DAYS = st.integers(0, 700).map(lambda n: date(2024, 9, 1) + timedelta(days=n))


@st.composite
def spells(draw):
    """Spells of a few keys; those of one key do not overlap."""
    found = []
    for key in draw(st.sets(st.sampled_from("ABC"))):
        days = sorted(draw(st.lists(DAYS, min_size=2, max_size=6, unique=True)))
        pairs = list(zip(days[::2], days[1::2], strict=False))
        found += [spell(key, first, last) for first, last in pairs]
        if draw(st.booleans()):
            found[-1].last = None
    return found


@given(spells(), st.sets(st.sampled_from("ABCD")), st.sampled_from([None, END]))
def test_on_the_day_exactly_the_wanted_hold_and_nothing_overlaps(held, wanted, last):
    before = {day: on(held, day) for day in (FIRST - timedelta(days=1), END + timedelta(days=1))}
    found = after(held, hold_exactly(held, sorted(wanted), window=(FIRST, last), day=LAST))
    assert on(found, LAST) == wanted
    assert all(span.last is None or span.first <= span.last for span in found)
    for place, one in enumerate(found):
        assert not any(one.key == other.key and one.meets(other) for other in found[place + 1 :])
    assert on(found, FIRST - timedelta(days=1)) == before[FIRST - timedelta(days=1)]
    if last:
        assert on(found, END + timedelta(days=1)) == before[END + timedelta(days=1)]


def test_from_a_day_on_exactly_the_wanted_hold_and_what_was_to_come_is_gone():
    day = date(2025, 11, 18)
    over = Span("over", date(2024, 9, 1), date(2025, 7, 1), "over")
    stays = Span("stays", date(2024, 9, 1), None, "stays")
    goes = Span("goes", date(2024, 9, 1), None, "goes")
    limited = Span("limited", date(2024, 9, 1), date(2026, 1, 1), "limited")
    planned = Span("planned", date(2026, 2, 1), None, "planned")
    change = hold_from([over, stays, goes, limited, planned], ["stays", "limited", "new"], day=day)
    assert change.removed == ["planned"]
    assert change.ended == [("goes", date(2025, 11, 17)), ("limited", date(2025, 11, 17))]
    assert change.added == [Span("limited", day), Span("new", day)]
