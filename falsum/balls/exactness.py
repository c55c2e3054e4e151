"""Which numbers may enter the balls: none that may have been rounded on the way.

A float is a dyadic rational exactly, but what it was meant to be need not be one: ``0.1`` is no
tenth and ``math.sqrt(2)`` no root.  A float enters where it is short, with a significand of a third
of the bits at most, which a rounded number has by chance once in 2^36, or a decimal of few digits.
"""

import math
from fractions import Fraction
from typing import Any, TypeAlias

import numpy as np

from falsum.balls.context import InexactNumber

Float: TypeAlias = float | np.floating[Any]

SHORT = 53 // 3  # bits of the significand of a float of 53 bits that is no doubt exact
_LONGEST = 53
_DIGITS = 8  # of a decimal that is typed, not computed
_DENOMINATOR, _NUMERATOR = 1000, 10**6  # of a fraction that a float most likely stands for
_NAMED = (("xp.pi", math.pi), ("xp.e", math.e))
_GENERAL = "compute it from x, xp.pi and ints with functions of xp = array_namespace(x)"


def refuse_rounded_float(value: Float) -> None:
    """Refuse a float that is neither short nor an exact decimal of at most 8 digits.

    Infinities, NaN and the greatest float are no results of rounding.

    Raises:
        InexactNumber: the float may have been rounded.
    """
    if not np.isfinite(value) or is_short(value) or abs(value) == np.finfo(type(value)).max:
        return
    double = float(value)
    if type(value) in (float, np.float64) and _decimal(double) == Fraction(double):
        return
    raise InexactNumber(
        f"{double!r} is a float that may have been rounded, and balls hold exact numbers only; "
        f"{advice(double)}"
    )


def is_short(value: Float) -> bool:
    """Tell whether a finite float has a short significand, like 0.375, 2**-20 or 1e6."""
    limits = np.finfo(type(value))
    if -float(limits.smallest_normal) < value < float(limits.smallest_normal):
        return bool(value == 0)
    numerator, _ = value.as_integer_ratio()
    return _length(numerator) <= (int(limits.nmant) + 1) // 3


def _length(n: int) -> int:
    """Return the bits of an integer from the first to the last that is set."""
    return n.bit_length() - (n & -n).bit_length() + 1 if n else 0


def refuse_rounded_rational(numerator: int, denominator: int) -> None:
    """Refuse the exact value of a float that rounds a simple number, such as ``Fraction(0.1)``.

    A long dyadic alone is no fault: the data of an instance are.

    Raises:
        InexactNumber: the number is the float nearest to a decimal of at most 8 digits, a fraction
            of small integers, its root, or a multiple of pi or e, and isn't that number.
    """
    dyadic = not denominator & (denominator - 1)
    if not dyadic or _length(numerator) not in range(SHORT + 1, _LONGEST + 1):
        return
    if denominator.bit_length() > 1000 or numerator.bit_length() > 1000:
        return
    value = numerator / denominator
    simple = _simple(value)
    if simple != Fraction(numerator, denominator) and (simple is not None or _constant(value)):
        raise InexactNumber(
            f"{numerator}/{denominator} is the float {value!r}, which was rounded, and balls hold "
            f"exact numbers only; {advice(value)}"
        )


def advice(value: float) -> str:
    """Return what to write instead of a float."""
    simple = Fraction(value) if value.is_integer() and abs(value) < 10**15 else _simple(value)
    if simple is None:
        constant = _constant(value)
        return f"write {constant}" if constant else _GENERAL
    if simple.denominator > 1 and simple == Fraction(value):  # nothing simpler was rounded to it
        return _GENERAL
    if simple.denominator == 1:
        return f"write the int {_integer(int(simple))}"
    scaled, alone = _scaled("x", simple), _scaled("xp.ones_like(x)", simple)
    typed = 10**100 % simple.denominator == 0
    return f"write {scaled} for {value!r} * x, and {alone} for {value!r}" + (
        "" if typed else _size(simple.denominator)
    )


def _size(n: int) -> str:
    return f"; where {n} is a size, write n for it"


def _scaled(name: str, share: Fraction) -> str:
    """Write a multiple of something with integers only."""
    p, q = share.numerator, share.denominator
    product = {1: name, -1: f"-{name}"}.get(p, f"{p} * {name}")
    return product if q == 1 else f"{product} / {_integer(q)}"


def _integer(n: int) -> str:
    zeros = len(str(n)) - 1
    return f"10**{zeros}" if zeros > 3 and n == 10**zeros else str(n)


def _simple(value: float) -> Fraction | None:
    """Return the fraction of small integers or the short decimal that a float is nearest to."""
    near = Fraction(value).limit_denominator(_DENOMINATOR)
    if 0 < abs(near.numerator) <= _NUMERATOR and float(near) == value:
        return near
    return _decimal(value)


def _decimal(value: float) -> Fraction | None:
    text = repr(value)
    digits = text.lstrip("-").split("e")[0].replace(".", "").strip("0")
    return Fraction(text) if len(digits) <= _DIGITS and abs(value) > 1e-99 else None


def _constant(value: float) -> str:
    """Write the multiple of pi or e, or the root, that a float is nearest to; empty for none."""
    for name, constant in _NAMED:
        share = Fraction(value / constant).limit_denominator(12)
        if 0 < abs(share) <= 12 and math.isclose(share * constant, value, rel_tol=4e-16):
            return _scaled(name, share)
    square = Fraction(value * value).limit_denominator(100)
    if 0 < square <= 1000 and math.sqrt(square) == abs(value):
        inside = _scaled(f"xp.full_like(x, {square.numerator})", Fraction(1, square.denominator))
        size = max(square.numerator, square.denominator)
        return f"{'-' if value < 0 else ''}xp.sqrt({inside}){_size(size)}"
    return ""
