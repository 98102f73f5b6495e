"""Whatever is settled, in whatever order, the books stay straight and say what was settled last."""

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.credits.choices import Family
from apps.credits.models import Entry
from tests.credits.ledger import assert_the_books_are_straight, posting, settled
from tests.factories import kind_of

SOURCES = st.sampled_from(["activities.attendance:1", "activities.attendance:2", "portfolio.work:1"])
HOURS = st.decimals("0", "20", places=3)


@st.composite
def calls(draw):
    """What one call settles: source → (kind, holder, hours, day), or None for worth nothing."""
    worth = st.tuples(
        st.sampled_from(["lecture", "salon"]), st.sampled_from(["teacher", "leader", "group"]), HOURS,
        st.integers(1, 3),
    )  # fmt: skip
    return draw(st.dictionaries(SOURCES, st.none() | worth, min_size=1))


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(st.lists(calls(), min_size=1, max_size=5))
def test_any_sequence_of_settlements(cast, sequence):
    for call in sequence:
        wanted = postings(cast, call)
        settled(cast, *wanted, keys=list(call), reason="更正")
        again = settled(cast, *wanted, keys=list(call), reason="更正")
        assert (again.posted, again.reversed) == (0, 0)
        assert_the_books_are_straight()
    last = {}
    for call in sequence:
        last |= call
    assert standing(last) == {p.key: p.worth for p in postings(cast, last)}


def postings(cast, call):
    holders = {
        "teacher": {"member_id": cast.teacher.pk}, "leader": {"member_id": cast.leader.pk},
        "group": {"member_id": None, "group_id": cast.group.pk},
    }  # fmt: skip
    return [
        posting(
            cast, source=source, kind_id=kind_of(cast.school, Family.ACTIVITY, worth[0]).pk, hours=worth[2],
            date=date(2025, 9, worth[3]), **holders[worth[1]],
        )
        for source, worth in call.items() if worth
    ]  # fmt: skip


def standing(call):
    return {e.key: e.worth for e in Entry.objects.standing().filter(source_key__in=call)}
