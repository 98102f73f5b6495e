"""Exact numbers: values are fractions while they are worked on, and hundredths once they are posted."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

CENT = Decimal("0.01")
MODES = {"down": "舍去", "nearest": "四舍五入", "up": "进位"}


def rounded(value: Fraction, to: Fraction, mode: str) -> Fraction:
    """The multiple of ``to`` below, nearest (halves up) or above."""
    pieces = Fraction(value) / to
    if mode == "down":
        whole = pieces.__floor__()
    elif mode == "up":
        whole = pieces.__ceil__()
    else:
        whole = (pieces + Fraction(1, 2)).__floor__()
    return whole * to


def posted(value: Fraction) -> Decimal:
    """A value as the ledger holds it, in hundredths."""
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(CENT, ROUND_HALF_UP)


def exact(value) -> str:
    """An exact number as text, the same that ``Fraction`` reads: 2, 0.25, 8/9."""
    value = Fraction(value)
    left = value.denominator
    for prime in (2, 5):
        while left % prime == 0:
            left //= prime
    if left != 1:
        return f"{value.numerator}/{value.denominator}"
    text = format(Decimal(value.numerator) / Decimal(value.denominator), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def spoken(value) -> str:
    """A number in a sentence: thousands with commas, at most two places, no trailing noughts."""
    text = f"{posted(Fraction(value)):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def share_spoken(value: Fraction) -> str:
    """A share in a sentence: 三分之二 is 2/3, a half is 50%."""
    percent = Fraction(value) * 100
    return f"{exact(percent)}%" if percent.denominator == 1 else f"{value.numerator}/{value.denominator}"
