"""Special functions of the namespace beyond the standard."""

import math
from typing import Any

from flint import arb, fmpq, fmpz

from falsum.balls import functions, monotone, scalar
from falsum.balls.array import BallArray, coerce, map_binary, map_unary
from falsum.balls.ends import ONE, ZERO, Element, Result, settle

_EXACT_STEPS = 10_000


def lgamma(x: Any, /) -> BallArray:
    """Return the logarithm of the gamma function for x > 0; flagged elsewhere."""
    return map_unary(functions.lgamma, coerce(x))


def gamma(x: Any, /) -> BallArray:
    """Return the gamma function; flagged where a pole may be met."""
    return map_unary(functions.gamma, coerce(x))


def digamma(x: Any, /) -> BallArray:
    """Return the logarithmic derivative of the gamma function; flagged at poles."""
    return map_unary(functions.digamma, coerce(x))


def erf(x: Any, /) -> BallArray:
    """Return the error function."""
    return map_unary(monotone.erf, coerce(x))


def erfc(x: Any, /) -> BallArray:
    """Return 1 - erf(x)."""
    return map_unary(monotone.erfc, coerce(x))


def erfinv(x: Any, /) -> BallArray:
    """Return the inverse of the error function; flagged where |x| may reach 1."""
    return map_unary(monotone.erfinv, coerce(x))


def factorial(n: Any, /) -> BallArray:
    """Return n! for nonnegative integer points.

    Raises:
        ValueError: an element isn't a nonnegative integer point.
    """
    return map_unary(_factorial, coerce(n))


def binomial(n: Any, k: Any, /) -> BallArray:
    """Return the binomial coefficient for integer points with k >= 0 (0 for k > n >= 0).

    Raises:
        ValueError: an element isn't an integer point, or k is negative.
    """
    return map_binary(_binomial, coerce(n), coerce(k))


def _factorial(n: Element) -> Result:
    count = _integer(n, "factorial")
    if count < 0:
        raise ValueError(f"factorial of the negative number {count}")
    if count > _EXACT_STEPS:
        return arb(count).fac(), False
    return settle(fmpq(fmpz.fac_ui(fmpz(count)))), False


def _binomial(n: Element, k: Element) -> Result:
    top, bottom = _integer(n, "binomial"), _integer(k, "binomial")
    if bottom < 0:
        raise ValueError(f"binomial: k is the negative number {bottom}")
    if top < 0:
        value, flag = _binomial(fmpq(bottom - top - 1), k)
        return scalar.neg(value) if bottom % 2 else (value, flag)
    if bottom > top:
        return ZERO, False
    fewer = min(bottom, top - bottom)
    if fewer > _EXACT_STEPS:
        return arb.bin_uiui(top, fewer), False
    return settle(fmpq(math.comb(top, fewer))), False


def _integer(x: Element, name: str) -> int:
    if not isinstance(x, fmpq) or x.q != ONE:
        raise ValueError(f"{name}: {x} isn't an integer point")
    return int(x.p)
