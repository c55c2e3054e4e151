"""Whole quotients and remainders of elements."""

from flint import fmpq

from falsum.balls import functions, scalar
from falsum.balls.ends import (
    ONE,
    ZERO,
    Element,
    Result,
    Segment,
    end_max,
    end_min,
    ends,
    is_bounded,
    less,
    make,
    undefined,
)


def floor_divide(x: Element, y: Element) -> Result:
    """Return the largest integer up to x / y; flagged where y may be 0 or one may be infinite."""
    if isinstance(x, fmpq) and isinstance(y, fmpq):
        return (fmpq((x / y).floor()), False) if y else undefined()
    if not is_bounded(y):
        return undefined()
    quotient, flag = scalar.div(x, y)
    return (quotient, True) if flag else (functions.floor(quotient)[0], not is_bounded(x))


def remainder(x: Element, y: Element) -> Result:
    """Return x - y floor(x / y), from 0 up to y; flagged as `floor_divide` is.

    Where the whole quotient isn't decided the remainder may be anything between 0 and y.
    """
    quotient, flag = floor_divide(x, y)
    if flag:
        return undefined()
    span = _span(y)
    if not isinstance(quotient, fmpq):
        return span, False
    rest = scalar.sub(x, scalar.mul(quotient, y)[0])[0]
    return (rest if isinstance(rest, fmpq) else _common(rest, span)), False


def _span(y: Element) -> Segment:
    a = ends(y)
    return Segment(ZERO, a.hi) if less(ZERO, a.hi) else Segment(a.lo, ZERO)


def _common(x: Element, span: Segment) -> Element:
    a = ends(x)
    if not less(a.lo, span.lo) and not less(span.hi, a.hi):
        return x
    return make(end_max(a.lo, span.lo), end_min(a.hi, span.hi))


def copysign(x: Element, y: Element) -> Result:
    """Return |x| with the sign of y, where 0 counts as positive: both where that is undecided."""
    size = scalar.absolute(x)[0]
    a = ends(y)
    if not less(a.lo, ZERO):
        return size, False
    if less(a.hi, ZERO):
        return scalar.neg(size)
    return scalar.mul(size, Segment(-ONE, ONE))
