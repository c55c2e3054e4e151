"""Special functions of the namespace beyond the standard."""

import math
from typing import Any

from flint import arb, fmpq, fmpz

from falsum.balls import functions, monotone, scalar
from falsum.balls.array import BallArray, coerce, map_binary, map_unary
from falsum.balls.ends import ONE, ZERO, Element, Result, as_arb, is_bounded, settle, undefined

_EXACT_STEPS = 10_000
_FACTORS = 64  # of a polynomial in n that is written out


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
    """Return n! for nonnegative integer points; flagged elsewhere."""
    return map_unary(_factorial, coerce(n))


def binomial(n: Any, k: Any, /) -> BallArray:
    """Return the binomial coefficient, gamma(n + 1) / (gamma(k + 1) gamma(n - k + 1)).

    It is exact for integer points, 0 for n >= 0 outside of 0 <= k <= n, and by the polynomial in n
    for other rational n and small k >= 0.  Elsewhere it is enclosed by gamma functions, and flagged
    where n may be a negative integer.
    """
    return map_binary(binomial_of, coerce(n), coerce(k))


def binomial_of(n: Element, k: Element) -> Result:
    """Return the binomial coefficient of two elements."""
    if isinstance(n, fmpq) and isinstance(k, fmpq) and n.q == ONE and k.q == ONE:
        return _binomial(n, k)
    if isinstance(n, fmpq) and isinstance(k, fmpq) and k.q == ONE and abs(k) <= _FACTORS:
        return settle(_falling(n, int(k.p))), False
    if not (is_bounded(n) and is_bounded(k)):
        return undefined()
    top, bottom = as_arb(n), as_arb(k)
    value = (top + 1).gamma() * (bottom + 1).rgamma() * (top - bottom + 1).rgamma()
    return (value, False) if value.is_finite() else undefined()


def _falling(n: fmpq, k: int) -> fmpq:
    """Return n (n - 1) ... (n - k + 1) / k!, which is 0 for k < 0."""
    if k < 0:
        return ZERO
    return math.prod((n - i for i in range(k)), start=ONE) / math.factorial(k)


def _factorial(n: Element) -> Result:
    if not isinstance(n, fmpq) or n.q != ONE or n < 0:
        return undefined()
    count = int(n.p)
    if count > _EXACT_STEPS:
        return arb(count).fac(), False
    return settle(fmpq(fmpz.fac_ui(fmpz(count)))), False


def _binomial(n: fmpq, k: fmpq) -> Result:
    top, bottom = int(n.p), int(k.p)
    if bottom < 0:
        return undefined() if top < 0 else (ZERO, False)
    if top < 0:
        value, flag = _binomial(fmpq(bottom - top - 1), k)
        return scalar.neg(value) if bottom % 2 else (value, flag)
    if bottom > top:
        return ZERO, False
    fewer = min(bottom, top - bottom)
    if fewer > _EXACT_STEPS:
        return arb.bin_uiui(top, fewer), False
    return settle(fmpq(math.comb(top, fewer))), False
