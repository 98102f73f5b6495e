"""Which row of the workbook is which row that stands."""

from hypothesis import given
from hypothesis import strategies as st

from apps.workbooks.rules.pairing import pair_rows

ROWS = st.lists(
    st.fixed_dictionaries({"a": st.integers(0, 3), "b": st.integers(0, 3), "c": st.integers(0, 3)}),
    max_size=8,
)
LIKE = (("a", "c"), ("a",))


@given(ROWS, ROWS, st.data())
def test_each_row_is_paired_at_most_once_and_an_equal_key_always_wins(new, old, data):
    follows = data.draw(st.lists(st.booleans(), min_size=len(old), max_size=len(old)))
    pairs = pair_rows(new, old, key=("a", "b"), likeness=LIKE, may_follow=follows)
    assert len(set(pairs.values())) == len(pairs)
    for mine, other in pairs.items():
        same_key = all(new[mine][k] == old[other][k] for k in "ab")
        assert same_key or (follows[other] and new[mine]["a"] == old[other]["a"])
    keys = {(row["a"], row["b"]) for row in old}
    for place, row in enumerate(new):
        if (row["a"], row["b"]) in keys and place not in pairs:
            taken = [m for m, o in pairs.items() if (old[o]["a"], old[o]["b"]) == (row["a"], row["b"])]
            assert taken, "only another row with the same key may stand in its place"


def test_the_strongest_likeness_comes_first():
    old = [{"a": 1, "b": 1, "c": 5}, {"a": 1, "b": 2, "c": 6}]
    new = [{"a": 1, "b": 9, "c": 6}, {"a": 1, "b": 8, "c": 7}]
    assert pair_rows(new, old, key=("a", "b"), likeness=LIKE) == {0: 1, 1: 0}


def test_without_likeness_only_the_key_counts():
    assert pair_rows([{"a": 1, "b": 2}], [{"a": 1, "b": 1}], key=("a", "b")) == {}
