"""Short codes of totals: what goes in comes out, and a slip of the pen is noticed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.credits.addresses import FAMILIES, UNITS, Total, total_of
from apps.credits.rules.codes import ALPHABET, Mistyped, coded, numbers_of

numbers = st.lists(st.integers(0, 2**31), min_size=1, max_size=4)
pks = st.integers(1, 2**31 - 1)


def plain(code: str) -> str:
    return code.replace("-", "")


@given(numbers)
def test_the_numbers_come_back(given_numbers):
    code = coded(given_numbers)
    assert numbers_of(code) == given_numbers
    assert numbers_of(f" {code.lower().replace('-', ' ')} ") == given_numbers


@given(numbers, st.data())
def test_one_wrong_character_is_noticed(given_numbers, data):
    code = plain(coded(given_numbers))
    at = data.draw(st.integers(0, len(code) - 1))
    other = data.draw(st.sampled_from(ALPHABET.replace(code[at], "")))
    with pytest.raises(Mistyped):
        numbers_of(code[:at] + other + code[at + 1 :])


@given(numbers, st.data())
def test_two_neighbours_changed_about_are_noticed(given_numbers, data):
    code = plain(coded(given_numbers))
    at = data.draw(st.integers(0, len(code) - 2))
    changed = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    if changed != code:
        with pytest.raises(Mistyped):
            numbers_of(changed)


def test_letters_taken_for_digits_are_read_as_digits():
    code = coded([17, 0, 1])
    assert numbers_of(code.replace("0", "O").replace("1", "l")) == [17, 0, 1]


@pytest.mark.parametrize("text", ["", "7", "你好", "U" * 8, "0" * 500, "--"])
def test_what_is_no_code_is_refused(text):
    with pytest.raises(Mistyped):
        numbers_of(text)


totals = st.builds(
    lambda unit, when, who, what: Total(unit=unit, **when, **who, **what),
    st.sampled_from(UNITS),
    st.one_of(
        st.builds(lambda pk: {"semester": pk}, pks),
        st.builds(
            lambda pk, a, b: {"school": pk, "first": a, "last": b}, pks,
            *[st.dates(date(2000, 1, 1), date(2200, 1, 1))] * 2,
        ),
    ),
    st.one_of(st.just({}), st.builds(lambda pk: {"member": pk}, pks), st.builds(lambda pk: {"group": pk}, pks)),
    st.one_of(
        st.sampled_from(FAMILIES).map(lambda f: {"family": str(f)}), st.builds(lambda pk: {"kind": pk}, pks)
    ),
)  # fmt: skip


@given(totals)
def test_a_total_comes_back_from_its_code(total):
    assert total_of(total.code) == total


def test_the_code_of_a_teachers_hours_is_short():
    assert len(plain(Total("hours", semester=12, member=4321).code)) <= 8


def test_codes_that_are_printed_stay_what_they_are():
    """They stand on paper: whoever changes how they are made changes what is kept in cabinets."""
    assert [
        Total("hours", 3, member=57).code, Total("count", 3, group=9, family="observation").code,
        Total("hours", 3, kind=14).code,
        Total("points", school=2, first=date(2025, 9, 1), last=date(2026, 8, 31)).code,
    ] == ["23S3-D", "GA39-M", "T23E-1", "H62Z-SM2V-GP2D"]  # fmt: skip


@pytest.mark.parametrize("given_numbers", [[3], [255, 1], [0, 1, 2], [0, 2**40]])
def test_numbers_that_are_no_total_are_refused(given_numbers):
    with pytest.raises(Mistyped):
        total_of(coded(given_numbers))
