"""Powers and functions of intervals with open ends."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from flint import arb, fmpq

from falsum.balls import monotone
from falsum.balls.context import settings
from falsum.balls.ends import (
    INF,
    ONE,
    ZERO,
    End,
    end_neg,
    is_infinite,
    less,
    outward,
)
from falsum.balls.monotone import Monotone
from falsum.enclosure.interval import (
    UNDEFINED,
    Interval,
    add,
    between,
    hull,
    is_negative,
    is_nonnegative,
    is_positive,
    multiply,
    negate,
    outer,
    point,
    reciprocal,
)


def increasing(function: Monotone) -> Callable[[Interval], Interval]:
    """Return the interval form of a monotone function; undefined where it leaves its domain."""
    first, last = function.domain

    def apply(x: Interval) -> Interval:
        below = less(x.lo, first) or (function.pole and not less(first, x.lo) and not x.lo_open)
        above = less(last, x.hi) or (function.pole and not less(x.hi, last) and not x.hi_open)
        if x.undefined or below or above:
            return UNDEFINED
        a, b = (x.lo, x.lo_open), (x.hi, x.hi_open)
        if not function.increasing:
            a, b = b, a
        lo, hi = function.at(a[0], False), function.at(b[0], True)
        floor, ceiling = _unreached(function)
        never_lo = floor is not None and not less(floor, lo)
        never_hi = ceiling is not None and not less(hi, ceiling)
        return between(lo, hi, a[1] or never_lo, b[1] or never_hi)

    return apply


def _unreached(function: Monotone) -> tuple[End | None, End | None]:
    """Return the values that the function only tends to: those at an infinite or excluded edge."""
    limits = [
        limit if is_infinite(edge) or function.pole else None
        for edge, limit in zip(function.domain, function.limits, strict=True)
    ]
    return (limits[0], limits[1]) if function.increasing else (limits[1], limits[0])


def whole_power(x: Interval, n: int) -> Interval:
    """Return x ** n; the value of 0 ** 0 is 1."""
    if x.undefined:
        return UNDEFINED
    if n < 0:
        return reciprocal(whole_power(x, -n))
    if n == 0:
        return point(1)
    if n == 1:
        return x
    if n % 2 == 0:
        x = absolute(x)
    return between(_odd(x.lo, n, up=False), _odd(x.hi, n, up=True), x.lo_open, x.hi_open)


def _odd(end: End, n: int, *, up: bool) -> End:
    if less(end, ZERO):
        return end_neg(_raised(end_neg(end), n, up=not up))
    return _raised(end, n, up=up)


def _raised(end: End, n: int, *, up: bool) -> End:
    """Bound the n-th power of a nonnegative end."""
    if is_infinite(end):
        return INF
    if isinstance(end, fmpq) and (
        end.height_bits() == 1 or end.height_bits() * n <= settings.exact_bits
    ):
        return end**n
    bound = outward(arb(end) ** n, up)
    return bound if up or not less(bound, ZERO) else ZERO


def rational_power(x: Interval, r: Fraction) -> Interval:
    """Return x ** r; undefined for a negative base unless r is whole."""
    if r.denominator == 1:
        return whole_power(x, r.numerator)
    if r < 0:
        return reciprocal(rational_power(x, -r))
    if not is_nonnegative(x):
        return UNDEFINED
    return between(_root(x.lo, r, up=False), _root(x.hi, r, up=True), x.lo_open, x.hi_open)


def _root(end: End, r: Fraction, *, up: bool) -> End:
    if r.denominator == 2:
        return _raised(monotone.sqrt.at(end, up), r.numerator, up=up)
    if is_infinite(end) or end == 0 or end == 1:
        return end
    bound = outward(arb(end) ** arb(fmpq(r.numerator, r.denominator)), up)
    return bound if up or not less(bound, ZERO) else ZERO


def real_power(x: Interval, y: Interval) -> Interval:
    """Return x ** y for a positive base, or a nonnegative one and a positive exponent.

    One known base takes one known whole exponent, whatever its sign.
    """
    if x.undefined or y.undefined:
        return UNDEFINED
    if y.is_point and isinstance(y.lo, fmpq) and (is_positive(x) or (x.is_point and y.lo.q == 1)):
        return rational_power(x, Fraction(int(y.lo.p), int(y.lo.q)))
    if is_positive(x):
        return exp(multiply(y, log(x)))
    if not is_nonnegative(x) or not is_positive(y):
        return UNDEFINED
    if not less(ZERO, x.hi):
        return point(0)
    return hull(point(0), exp(multiply(y, log(between(ZERO, x.hi, True, x.hi_open)))))


def absolute(x: Interval) -> Interval:
    """Return the absolute values."""
    if is_nonnegative(x) or x.undefined:
        return x
    if not less(ZERO, x.hi):
        return negate(x)
    hi, is_open = outer([(x.hi, x.hi_open), (end_neg(x.lo), x.lo_open)], up=True)
    return between(ZERO, hi, False, is_open)


def sign(x: Interval) -> Interval:
    """Return the signs."""
    if x.undefined:
        return UNDEFINED
    lo = ONE if is_positive(x) else ZERO if is_nonnegative(x) else -ONE
    hi = -ONE if is_negative(x) else ONE if less(ZERO, x.hi) else ZERO
    return between(lo, hi)


def minimum(x: Interval, y: Interval) -> Interval:
    """Return the smaller ones."""
    return negate(maximum(negate(x), negate(y)))


def maximum(x: Interval, y: Interval) -> Interval:
    """Return the larger ones."""
    if x.undefined or y.undefined:
        return UNDEFINED
    above = x if less(y.lo, x.lo) else y
    tie = not less(x.lo, y.lo) and not less(y.lo, x.lo)
    lo_open = (x.lo_open or y.lo_open) if tie else above.lo_open
    hi, hi_open = outer([(x.hi, x.hi_open), (y.hi, y.hi_open)], up=True)
    return between(above.lo, hi, lo_open, hi_open)


def cosh(x: Interval) -> Interval:
    """Return the hyperbolic cosine."""
    return _cosh(absolute(x))


_cosh = increasing(Monotone(arb.cosh, lambda x: None if x else ONE, (ZERO, INF), (ONE, INF)))
exp = increasing(monotone.exp)
log = increasing(monotone.log)
asin = increasing(monotone.asin)
acos = increasing(monotone.acos)
atan = increasing(monotone.atan)
sinh = increasing(monotone.sinh)
tanh = increasing(monotone.tanh)
erf = increasing(monotone.erf)
digamma = increasing(monotone.positive_digamma)


def scale(x: Interval, factor: fmpq) -> Interval:
    """Return the values times an exact number."""
    return multiply(x, point(factor))


def subtract(x: Interval, y: Interval) -> Interval:
    """Return the differences."""
    return add(x, negate(y))
