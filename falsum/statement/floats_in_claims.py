"""What to write in a claim instead of a float: the exact number that it stands for."""

from __future__ import annotations

import math
from fractions import Fraction

NAMED = (("pi", math.pi), ("E", math.e))


def exact_text(value: float) -> str:
    """Return how to write the fraction, multiple of pi or e, or root nearest to a float.

    The text is empty where the float is nearest to none of them, or is no number.
    """
    if not math.isfinite(value):
        return ""
    near = Fraction(value).limit_denominator(1000)
    if float(near) == value:
        return _rational(near)
    for name, constant in NAMED:
        share = Fraction(value / constant).limit_denominator(12)
        if share and math.isclose(share * constant, value, rel_tol=4e-16):
            return name if share == 1 else f"{_factor(share)} * {name}"
    square = Fraction(value * value).limit_denominator(100)
    if 0 < square <= 1000 and math.sqrt(square) == abs(value):
        return f"{'-' if value < 0 else ''}sqrt({_factor(square)})"
    decimal = Fraction(repr(value))
    return _rational(decimal) if len(str(decimal.numerator)) <= 8 else ""


def _factor(value: Fraction) -> str:
    return str(value) if value.denominator == 1 else _rational(value)


def _rational(value: Fraction) -> str:
    return f"Rational({value.numerator}, {value.denominator})"
