"""Short codes: a few numbers as letters and digits that can be read aloud and typed, the last a check character.

Each number is written in groups of four bits, smallest first; a fifth bit says that more of it follows. Letters that
look like digits are left out, and read as the digit they are taken for.
"""

from collections.abc import Iterable

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
ALIKE = str.maketrans("OIL", "011")
FOLLOWS, LAST = 16, 15
GROUP = 4
# As long as a code can be: what is longer was not printed by us, and costs no work.
LONGEST = 40


class Mistyped(ValueError):
    """A code whose check character does not fit, or that is none."""


def coded(numbers: Iterable[int]) -> str:
    """The code of some numbers, none of them below 0: ``3F2A-91K``."""
    digits: list[int] = []
    for number in numbers:
        while number > LAST:
            digits.append(FOLLOWS | number & LAST)
            number >>= GROUP
        digits.append(number)
    text = "".join(ALPHABET[digit] for digit in [*digits, check(digits)])
    return "-".join(text[at : at + GROUP] for at in range(0, len(text), GROUP))


def numbers_of(text: str) -> list[int]:
    """The numbers behind a code, however it was typed: small letters, spaces and hyphens make no difference.

    Raises Mistyped.
    """
    plain = "".join(text.upper().split()).replace("-", "").translate(ALIKE)
    if not 1 < len(plain) <= LONGEST or set(plain) - set(ALPHABET):
        raise Mistyped(text)
    *digits, last = (ALPHABET.index(character) for character in plain)
    if check(digits) != last or digits[-1] & FOLLOWS:
        raise Mistyped(text)
    found, number, place = [], 0, 0
    for digit in digits:
        number |= (digit & LAST) << place
        place += GROUP
        if not digit & FOLLOWS:
            found.append(number)
            number = place = 0
    return found


def check(digits: Iterable[int]) -> int:
    """One digit more: no single mistake and no two digits changed about lead to the same (a sum over GF(32))."""
    found = 17
    for digit in digits:
        found = (found ^ digit) << 1
        found ^= 0b100101 if found > 31 else 0
    return found
