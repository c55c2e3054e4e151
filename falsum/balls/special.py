"""Special functions of the namespace beyond the standard."""

import math
from typing import Any

from flint import arb, fmpq, fmpz

from falsum.balls import functions, monotone, scalar
from falsum.balls.array import BallArray, coerce, map_binary, map_unary
from falsum.balls.ends import ONE, ZERO, Element, Result, as_arb, is_bounded, settle, undefined

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
    """Return the binomial coefficient, gamma(n + 1) / (gamma(k + 1) gamma(n - k + 1)).

    It is exact for integer points (0 for k > n >= 0, and for negative n by its polynomial in n).
    Elsewhere it is enclosed by gamma functions, and flagged where n may be a negative integer.

    Raises:
        ValueError: n and k are integer points, and k is negative.
    """
    return map_binary(binomial_of, coerce(n), coerce(k))


def binomial_of(n: Element, k: Element) -> Result:
    """Return the binomial coefficient of two elements."""
    if _is_integer(n) and _is_integer(k):
        return _binomial(n, k)
    if not (is_bounded(n) and is_bounded(k)):
        return undefined()
    top, bottom = as_arb(n), as_arb(k)
    value = (top + 1).gamma() * (bottom + 1).rgamma() * (top - bottom + 1).rgamma()
    return (value, False) if value.is_finite() else undefined()


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


def _is_integer(x: Element) -> bool:
    return isinstance(x, fmpq) and bool(x.q == ONE)


def _integer(x: Element, name: str) -> int:
    if not isinstance(x, fmpq) or x.q != ONE:
        raise ValueError(f"{name}: {x} isn't an integer point")
    return int(x.p)
