"""Ring operations on elements; each returns the enclosure and the flag."""

from flint import arb, fmpq

from falsum.balls.context import settings
from falsum.balls.ends import (
    INF,
    NEG_INF,
    ONE,
    ZERO,
    Element,
    End,
    Ends,
    Result,
    Segment,
    end_max,
    end_min,
    end_neg,
    ends,
    is_infinite,
    less,
    make,
    outward,
    undefined,
    whole_line,
)


def _end_sum(a: End, b: End, up: bool) -> End:
    if isinstance(a, fmpq) and isinstance(b, fmpq):
        r = a + b
        return r if r.height_bits() <= settings.exact_bits else outward(arb(r), up)
    return outward(arb(a) + b, up)


def _end_product(a: End, b: End, up: bool) -> End:
    if isinstance(a, fmpq) and isinstance(b, fmpq):
        r = a * b
        return r if r.height_bits() <= settings.exact_bits else outward(arb(r), up)
    if a == 0 or b == 0:
        return ZERO
    return outward(arb(a) * b, up)


def _end_reciprocal(a: End, up: bool) -> End:
    if isinstance(a, fmpq):
        return 1 / a
    return ZERO if is_infinite(a) else outward(1 / a, up)


def add(x: Element, y: Element) -> Result:
    """Return x + y; flagged where infinities of both signs may meet."""
    if isinstance(x, fmpq) and isinstance(y, fmpq):
        r = x + y
        return (r if r.height_bits() <= settings.exact_bits else arb(r)), False
    if not isinstance(x, Segment) and not isinstance(y, Segment):
        return x + y, False
    a, b = ends(x), ends(y)
    if (a.lo == NEG_INF and b.hi == INF) or (a.hi == INF and b.lo == NEG_INF):
        return undefined()
    return make(_end_sum(a.lo, b.lo, False), _end_sum(a.hi, b.hi, True)), False


def neg(x: Element) -> Result:
    """Return -x."""
    if isinstance(x, Segment):
        return Segment(end_neg(x.hi), end_neg(x.lo)), False
    return (-x if isinstance(x, fmpq) else x.neg(exact=True)), False


def sub(x: Element, y: Element) -> Result:
    """Return x - y."""
    if isinstance(x, fmpq) and isinstance(y, fmpq):
        r = x - y
        return (r if r.height_bits() <= settings.exact_bits else arb(r)), False
    if not isinstance(x, Segment) and not isinstance(y, Segment):
        return x - y, False
    return add(x, neg(y)[0])


def mul(x: Element, y: Element) -> Result:
    """Return x * y; flagged where zero may meet infinity."""
    if isinstance(x, fmpq) and isinstance(y, fmpq):
        r = x * y
        return (r if r.height_bits() <= settings.exact_bits else arb(r)), False
    if not isinstance(x, Segment) and not isinstance(y, Segment):
        return (x * y if x and y else ZERO), False
    a, b = ends(x), ends(y)
    if (_has_zero(a) and _has_infinity(b)) or (_has_infinity(a) and _has_zero(b)):
        return whole_line(), True
    corners = [(p, q) for p in a for q in b]
    lows = [_end_product(p, q, False) for p, q in corners]
    highs = [_end_product(p, q, True) for p, q in corners]
    return make(_least(lows), _greatest(highs)), False


def _has_zero(a: Ends) -> bool:
    return not less(ZERO, a.lo) and not less(a.hi, ZERO)


def _has_infinity(a: Ends) -> bool:
    return is_infinite(a.lo) or is_infinite(a.hi)


def _least(values: list[End]) -> End:
    best = values[0]
    for value in values[1:]:
        best = end_min(best, value)
    return best


def _greatest(values: list[End]) -> End:
    best = values[0]
    for value in values[1:]:
        best = end_max(best, value)
    return best


def reciprocal(x: Element) -> Result:
    """Return 1 / x; the whole line, flagged, where x may be zero."""
    if isinstance(x, fmpq):
        return (1 / x, False) if x else undefined()
    if isinstance(x, arb):
        r = 1 / x
        return (r, False) if r.is_finite() else _segment_reciprocal(x)
    return _segment_reciprocal(x)


def _segment_reciprocal(x: Element) -> Result:
    a = ends(x)
    if _has_zero(a):
        return undefined()
    return make(_end_reciprocal(a.hi, False), _end_reciprocal(a.lo, True)), False


def div(x: Element, y: Element) -> Result:
    """Return x / y; the whole line, flagged, where y may be zero."""
    if isinstance(x, fmpq) and isinstance(y, fmpq):
        if not y:
            return undefined()
        q = x / y
        return (q if q.height_bits() <= settings.exact_bits else arb(q)), False
    if not isinstance(x, Segment) and not isinstance(y, Segment) and y != 0:
        r = arb(x) / y
        if r.is_finite():
            return r, False
    inverse, flag = reciprocal(y)
    return undefined() if flag else mul(x, inverse)


def absolute(x: Element) -> Result:
    """Return |x|, never negative."""
    if isinstance(x, fmpq):
        return (x if x >= 0 else -x), False
    if isinstance(x, arb):
        if x >= 0:
            return x, False
        if x <= 0:
            return x.neg(exact=True), False
    a = ends(x)
    if not less(a.lo, ZERO):
        return x, False
    if not less(ZERO, a.hi):
        return neg(x)
    return make(ZERO, end_max(end_neg(a.lo), a.hi)), False


def square(x: Element) -> Result:
    """Return x * x, never negative."""
    if isinstance(x, fmpq):
        r = x * x
        return (r if r.height_bits() <= settings.exact_bits else arb(r)), False
    if isinstance(x, arb):
        s = x * x
        if s > 0:
            return s, False
    a = ends(absolute(x)[0])
    return make(_end_product(a.lo, a.lo, False), _end_product(a.hi, a.hi, True)), False


def minimum(x: Element, y: Element) -> Result:
    """Return the smaller of x and y: one of them where decided, else a segment."""
    if not isinstance(x, Segment) and not isinstance(y, Segment):
        if x <= y:
            return x, False
        if y <= x:
            return y, False
    a, b = ends(x), ends(y)
    if not less(b.lo, a.hi):
        return x, False
    if not less(a.lo, b.hi):
        return y, False
    return make(end_min(a.lo, b.lo), end_min(a.hi, b.hi)), False


def maximum(x: Element, y: Element) -> Result:
    """Return the larger of x and y: one of them where decided, else a segment."""
    if not isinstance(x, Segment) and not isinstance(y, Segment):
        if x >= y:
            return x, False
        if y >= x:
            return y, False
    a, b = ends(x), ends(y)
    if not less(a.lo, b.hi):
        return x, False
    if not less(b.lo, a.hi):
        return y, False
    return make(end_max(a.lo, b.lo), end_max(a.hi, b.hi)), False


def sign(x: Element) -> Result:
    """Return the sign as -1, 0, 1 or a segment between them."""
    a = ends(x)
    return make(_end_sign(a.lo), _end_sign(a.hi)), False


def _end_sign(end: End) -> fmpq:
    if less(end, ZERO):
        return -ONE
    return ONE if less(ZERO, end) else ZERO
