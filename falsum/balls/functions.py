"""Functions on elements that aren't monotone: trigonometric, gamma, rounding, atan2."""

from collections.abc import Callable

from flint import arb, fmpq, fmpz

from falsum.balls.ends import (
    INF,
    ONE,
    ZERO,
    Element,
    End,
    Result,
    Segment,
    as_arb,
    end_max,
    end_min,
    ends,
    is_bounded,
    is_infinite,
    less,
    make,
    outward,
    settle,
    undefined,
)
from falsum.balls.monotone import positive_digamma

_ARB_ONE = arb(1)
_ARB_MINUS_ONE = arb(-1)
_GAMMA_VALLEY = (fmpq(1461, 1000), fmpq(1462, 1000))
_GAMMA_FLOOR = fmpq(8856, 10000)
_LGAMMA_FLOOR = fmpq(-1215, 10000)


def _in_unit(r: arb) -> Result:
    if r <= _ARB_ONE and r >= _ARB_MINUS_ONE:
        return r, False
    if not r.is_finite():
        return Segment(-ONE, ONE), False
    return make(end_max(r.lower(), -ONE), end_min(r.upper(), ONE)), False


def sin(x: Element) -> Result:
    """Return the sine, within -1 and 1; flagged for an argument that may be infinite."""
    if isinstance(x, fmpq) and not x:
        return ZERO, False
    value, _ = _in_unit(as_arb(x).sin())
    return value, not is_bounded(x)


def cos(x: Element) -> Result:
    """Return the cosine, within -1 and 1; flagged for an argument that may be infinite."""
    if isinstance(x, fmpq) and not x:
        return ONE, False
    value, _ = _in_unit(as_arb(x).cos())
    return value, not is_bounded(x)


def tan(x: Element) -> Result:
    """Return the tangent; the whole line, flagged, where a pole may be met."""
    if isinstance(x, fmpq) and not x:
        return ZERO, False
    r = as_arb(x).tan()
    return (r, False) if r.is_finite() else undefined()


def atan2(y: Element, x: Element) -> Result:
    """Return the angle of the point (x, y), in -pi to pi; 0 at the origin."""
    if isinstance(y, fmpq) and not y and not less(ends(x).lo, ZERO):
        return ZERO, False
    if is_bounded(x) and is_bounded(y):
        r = arb.atan2(as_arb(y), as_arb(x))
        if r.is_finite():
            return r, False
    pi = arb.pi().upper()
    return Segment(-pi, pi), not (is_bounded(x) and is_bounded(y))


def gamma(x: Element) -> Result:
    """Return the gamma function; the whole line, flagged, where a pole may be met."""
    if isinstance(x, fmpq) and x.q == 1 and 0 < x.p <= 200:
        return settle(fmpq(fmpz.fac_ui(fmpz(x.p - 1)))), False
    return _valley(x, arb.gamma, _GAMMA_FLOOR)


def lgamma(x: Element) -> Result:
    """Return the logarithm of the gamma function for a positive argument; flagged elsewhere."""
    if isinstance(x, fmpq) and (x == 1 or x == 2):
        return ZERO, False
    return _valley(x, arb.lgamma, _LGAMMA_FLOOR)


def digamma(x: Element) -> Result:
    """Return the logarithmic derivative of gamma; the whole line, flagged, at poles."""
    if less(ZERO, ends(x).lo):
        return positive_digamma(x)
    r = as_arb(x).digamma()
    return (r, False) if r.is_finite() else undefined()


def _valley(x: Element, ball: Callable[[arb], arb], floor: fmpq) -> Result:
    if not isinstance(x, Segment):
        r = ball(arb(x))
        if r.is_finite():
            return r, False
    a = ends(x)
    if not less(ZERO, a.hi):
        return undefined()
    if less(a.lo, ZERO) and floor > 0:
        return undefined()
    flag = not less(ZERO, a.lo)
    low, high = (_valley_at(ball, end, False) for end in a)
    top = INF if flag else end_max(_valley_at(ball, a.lo, True), _valley_at(ball, a.hi, True))
    if not flag and less(a.hi, _GAMMA_VALLEY[0]):
        return make(high, top), False
    if less(_GAMMA_VALLEY[1], a.lo):
        return make(low, top), False
    return make(floor, top), flag


def _valley_at(ball: Callable[[arb], arb], end: End, up: bool) -> End:
    if is_infinite(end):
        return INF
    return outward(ball(arb(end)), up)


def _by_rounding(x: Element, rounding: Callable[[fmpq], fmpz]) -> Result:
    if isinstance(x, fmpq):
        return fmpq(rounding(x)), False
    a = ends(x)
    return make(_round_end(a.lo, rounding), _round_end(a.hi, rounding)), False


def _round_end(end: End, rounding: Callable[[fmpq], fmpz]) -> End:
    if isinstance(end, fmpq):
        return fmpq(rounding(end))
    if not end.is_finite():
        return end
    exponent = end.man_exp()[1]
    if exponent >= 0:
        return end
    if abs(end) < fmpq(1, 4):
        return fmpq(rounding(fmpq(1, 4) if end > 0 else fmpq(-1, 4)))
    return fmpq(rounding(end.fmpq()))


def floor(x: Element) -> Result:
    """Return the largest integer that isn't larger."""
    return _by_rounding(x, fmpq.floor)


def ceil(x: Element) -> Result:
    """Return the smallest integer that isn't smaller."""
    return _by_rounding(x, fmpq.ceil)


def round_half_even(x: Element) -> Result:
    """Return the nearest integer, halves to the even one."""
    return _by_rounding(x, lambda q: q.__round__())


def truncate(x: Element) -> Result:
    """Return the integer next to the value on the side of zero."""
    return _by_rounding(x, lambda q: q.ceil() if q < 0 else q.floor())
