"""The oracle's arithmetic: fractions as long as they last, then 230 digits; and infinities.

What 120 digits do not tell apart is undecidable, wherever a jump or a comparison depends on it.
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import mpmath

CONTEXT = mpmath.mp.clone()
CONTEXT.dps = 230
CLOSE = CONTEXT.mpf(10) ** -120  # nearer than this is no decision
LARGEST = 10**5  # of what a fast-growing function is asked for


class Undefined(Exception):
    """Raise where an operation has no value."""


class Undecidable(Exception):
    """Raise where the digits do not tell."""


class Beyond(Undecidable):
    """Raise where a value is out of the oracle's reach."""


class Infinite(Undecidable):
    """Raise where an infinity meets an operation that may have no value for it."""


def big(x: Any) -> Any:
    """Return a number with all the digits there are."""
    if isinstance(x, Fraction | int):
        return CONTEXT.mpf(Fraction(x).numerator) / Fraction(x).denominator
    return x


def infinite(x: Any) -> bool:
    """Tell whether a value is an infinity."""
    return isinstance(x, float)


def compare(a: Any, b: Any) -> int:
    """Return the sign of a - b; raise Undecidable where they agree to 120 digits and more."""
    if infinite(a) or infinite(b):
        if infinite(a) and infinite(b):
            return (a > b) - (a < b)
        return (1 if a > 0 else -1) if infinite(a) else (-1 if b > 0 else 1)
    if isinstance(a, Fraction | int) and isinstance(b, Fraction | int):
        return (a > b) - (a < b)
    gap = big(a) - big(b)
    if abs(gap) <= CLOSE * (1 + abs(big(a)) + abs(big(b))):
        raise Undecidable("equal to 120 digits")
    return 1 if gap > 0 else -1


def whole(x: Any) -> Any:
    """Return an integer as such; raise Undecidable for anything else."""
    if isinstance(x, Fraction | int) and Fraction(x).denominator == 1:
        return Fraction(x)
    raise Undecidable("no integer")


def finite(*values: Any) -> None:
    """Refuse infinities, of which only order and shifts are agreed on."""
    if any(infinite(v) for v in values):
        raise Infinite("arithmetic with an infinity")


def total(terms: list[Any]) -> Any:
    """Add values up."""
    found: Any = Fraction(0)
    for term in terms:
        found = plus(found, term)
    return found


def plus(a: Any, b: Any) -> Any:
    """Add two values."""
    if infinite(a) or infinite(b):
        if infinite(a) and infinite(b) and a != b:
            raise Infinite("a difference of infinities")
        return a if infinite(a) else b
    return (
        a + b
        if isinstance(a, Fraction | int) == isinstance(b, Fraction | int)
        else big(a) + (big(b))
    )


def times(a: Any, b: Any) -> Any:
    """Multiply two values."""
    if infinite(a) or infinite(b):
        signs = compare(a, Fraction(0)) * compare(b, Fraction(0)) if a != b else 1
        if not signs:
            raise Infinite("zero times infinity")
        return math.inf * signs
    if a == 0 or b == 0:
        return Fraction(0) if isinstance(a, Fraction) or isinstance(b, Fraction) else a * b
    return (
        a * b
        if isinstance(a, Fraction | int) == isinstance(b, Fraction | int)
        else (big(a) * big(b))
    )


def divide(a: Any, b: Any) -> Any:
    """Divide by what is not zero."""
    return times(a, power(b, Fraction(-1)))


def power(a: Any, b: Any) -> Any:
    """Raise to a power as the reference says: 0**0 is 1, no root of a negative number."""
    if infinite(a) and isinstance(b, Fraction):
        return _endless(a, b)
    finite(a, b)
    if isinstance(b, Fraction | int) and Fraction(b).denominator == 1:
        n = int(b)
        if n <= 0 and (n < 0 and compare(a, Fraction(0)) == 0):
            raise Undefined("division by zero")
        if abs(n) > 60:
            raise Beyond("a long power")
        if isinstance(a, Fraction | int):
            return _whole_power(Fraction(a), n)
        return big(a) ** n if n else Fraction(1)
    if not isinstance(b, Fraction | int) and abs(b - CONTEXT.nint(b)) < CLOSE:
        raise Undecidable("an exponent that may be whole")
    if isinstance(a, Fraction | int) and a == 1:
        return Fraction(1)
    side = compare(a, Fraction(0))
    if side < 0:
        raise Undefined("root of a negative number")
    if side == 0:
        if compare(b, Fraction(0)) < 0:
            raise Undefined("division by zero")
        return Fraction(0)
    require_modest(b)
    found = big(a) ** big(b)
    return _root(a, b, found)


def _endless(a: float, b: Fraction) -> Any:
    """Return a power of an infinity."""
    if b.denominator > 1 and a < 0:
        raise Undefined("root of a negative number")
    if b <= 0:
        return Fraction(b == 0)
    return math.inf if a > 0 or b % 2 == 0 else -math.inf


def _whole_power(a: Fraction, n: int) -> Fraction:
    if abs(n) * max(abs(a.numerator), a.denominator).bit_length() > LARGEST:
        raise Beyond("a long power")
    return a**n


def _root(a: Any, b: Any, found: Any) -> Any:
    """Return a power exactly where it is rational."""
    if not (isinstance(a, Fraction | int) and isinstance(b, Fraction | int)):
        return found
    q = Fraction(b).denominator
    if abs(Fraction(b).numerator) > 60 or q > 60:
        return found
    raised = _whole_power(Fraction(a), Fraction(b).numerator)
    top, bottom = (int(CONTEXT.nint(big(p) ** (big(1) / q))) for p in raised.as_integer_ratio())
    near = Fraction(top, bottom) if bottom else Fraction(0)
    return near if near**q == raised else found


def extreme(least: bool, values: list[Any]) -> Any:
    """Return the least or the greatest of some values."""
    chosen = values[0]
    for other in values[1:]:
        try:
            side = compare(other, chosen)
        except Undecidable:
            if infinite(other) or infinite(chosen):
                raise
            side = 0
        chosen = other if (side < 0 if least else side > 0) else chosen
    return chosen


def require_modest(x: Any) -> None:
    """Refuse what is too large to compute with."""
    if abs(x) > LARGEST:
        raise Beyond("beyond reach")
