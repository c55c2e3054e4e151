"""Connected sets of finite reals between exact ends, each end closed or open.

An infinite end is always open: infinity is no value.  Open ends let ``log`` be defined on (0, 1]
and ``exp`` be positive on the whole line, so that a statement on an open domain needs no limit.
What may be undefined is the whole line with a flag, and no question about a flagged interval is
answered yes.
"""

from __future__ import annotations

from fractions import Fraction

from flint import arb, fmpq

from falsum.balls.context import settings
from falsum.balls.ends import INF, NEG_INF, ONE, ZERO, End, end_neg, is_infinite, less, outward


class Contradiction(Exception):
    """Two enclosures of one value are disjoint, so a rule is wrong; nothing may be proved then."""


class Interval:
    """All finite reals from ``lo`` to ``hi``; ``undefined`` says that the value may not exist."""

    __slots__ = ("hi", "hi_open", "lo", "lo_open", "undefined")

    def __init__(
        self, lo: End, hi: End, lo_open: bool, hi_open: bool, undefined: bool = False
    ) -> None:
        self.lo = lo
        self.hi = hi
        self.lo_open = lo_open
        self.hi_open = hi_open
        self.undefined = undefined

    @property
    def is_point(self) -> bool:
        """Tell whether it holds one number."""
        return not self.undefined and not less(self.lo, self.hi)

    @property
    def is_bounded(self) -> bool:
        """Tell whether both ends are finite."""
        return not (is_infinite(self.lo) or is_infinite(self.hi))

    def contains_zero(self) -> bool:
        """Tell whether 0 may be a value."""
        return not (is_positive(self) or is_negative(self))

    def __repr__(self) -> str:
        left, right = "[("[self.lo_open], "])"[self.hi_open]
        flag = " or undefined" if self.undefined else ""
        return f"{left}{_end_text(self.lo)}, {_end_text(self.hi)}{right}{flag}"


UNDEFINED = Interval(NEG_INF, INF, True, True, undefined=True)
LINE = Interval(NEG_INF, INF, True, True)


def between(lo: End, hi: End, lo_open: bool = False, hi_open: bool = False) -> Interval:
    """Return the interval; an end that is NaN or the wrong infinity makes it undefined.

    Raises Contradiction when nothing lies between the ends.
    """
    # NaN is neither equal nor unequal to anything: only a certain equality lets an end pass
    if isinstance(lo, arb) and not lo.is_finite():
        if not bool(lo == NEG_INF):
            return UNDEFINED
        lo_open = True
    if isinstance(hi, arb) and not hi.is_finite():
        if not bool(hi == INF):
            return UNDEFINED
        hi_open = True
    if not less(lo, hi) and (lo_open or hi_open or less(hi, lo)):
        raise Contradiction(f"nothing lies between {lo} and {hi}")
    return Interval(lo, hi, lo_open, hi_open)


def point(value: End | int | Fraction) -> Interval:
    """Return the interval that holds one number."""
    if isinstance(value, Fraction):
        value = fmpq(value.numerator, value.denominator)
    elif isinstance(value, int):
        value = fmpq(value)
    return between(value, value)


def is_positive(x: Interval) -> bool:
    """Tell whether every value is certainly above 0."""
    return not x.undefined and (less(ZERO, x.lo) or (x.lo_open and not less(x.lo, ZERO)))


def is_negative(x: Interval) -> bool:
    """Tell whether every value is certainly below 0."""
    return not x.undefined and (less(x.hi, ZERO) or (x.hi_open and not less(ZERO, x.hi)))


def is_nonnegative(x: Interval) -> bool:
    """Tell whether every value is certainly at least 0."""
    return not x.undefined and not less(x.lo, ZERO)


def is_nonpositive(x: Interval) -> bool:
    """Tell whether every value is certainly at most 0."""
    return not x.undefined and not less(ZERO, x.hi)


def intersect(x: Interval, y: Interval) -> Interval:
    """Return what both allow, an undefined one being no restriction.

    Raises Contradiction when they are disjoint.
    """
    if x.undefined or y.undefined:
        return x if y.undefined else y
    lo, lo_open = _inner((x.lo, x.lo_open), (y.lo, y.lo_open), up=False)
    hi, hi_open = _inner((x.hi, x.hi_open), (y.hi, y.hi_open), up=True)
    return between(lo, hi, lo_open, hi_open)


def hull(x: Interval, y: Interval) -> Interval:
    """Return the least interval that holds both."""
    if x.undefined or y.undefined:
        return UNDEFINED
    lo, lo_open = outer([(x.lo, x.lo_open), (y.lo, y.lo_open)], up=False)
    hi, hi_open = outer([(x.hi, x.hi_open), (y.hi, y.hi_open)], up=True)
    return between(lo, hi, lo_open, hi_open)


def interior(x: Interval) -> Interval:
    """Return the interval without its ends, and a point as it is."""
    return x if x.is_point else Interval(x.lo, x.hi, True, True, x.undefined)


def add(x: Interval, y: Interval) -> Interval:
    """Return the sums."""
    if x.undefined or y.undefined:
        return UNDEFINED
    lo, hi = _sum(x.lo, y.lo, up=False), _sum(x.hi, y.hi, up=True)
    return between(lo, hi, x.lo_open or y.lo_open, x.hi_open or y.hi_open)


def negate(x: Interval) -> Interval:
    """Return the values with the other sign."""
    return Interval(end_neg(x.hi), end_neg(x.lo), x.hi_open, x.lo_open, x.undefined)


def multiply(x: Interval, y: Interval) -> Interval:
    """Return the products."""
    if x.undefined or y.undefined:
        return UNDEFINED
    lows, highs = [], []
    for p, p_open in ((x.lo, x.lo_open), (x.hi, x.hi_open)):
        for q, q_open in ((y.lo, y.lo_open), (y.hi, y.hi_open)):
            # a zero that is attained makes the product 0, however near to infinity the other is
            attained = (not p_open and p == 0) or (not q_open and q == 0)
            is_open = not attained and (p_open or q_open)
            lows.append((_product(p, q, up=False), is_open))
            highs.append((_product(p, q, up=True), is_open))
    (lo, lo_open), (hi, hi_open) = outer(lows, up=False), outer(highs, up=True)
    return between(lo, hi, lo_open, hi_open)


def reciprocal(x: Interval) -> Interval:
    """Return the reciprocals; undefined where 0 may be a value."""
    if x.undefined or x.contains_zero():
        return UNDEFINED
    above = is_positive(x)
    lo, hi = _inverse(x.hi, above, up=False), _inverse(x.lo, above, up=True)
    return between(lo, hi, x.hi_open, x.lo_open)


def outer(ends: list[tuple[End, bool]], *, up: bool) -> tuple[End, bool]:
    """Return the outermost end, closed if one that reaches as far is closed."""
    best, best_open = ends[0]
    for end, is_open in ends[1:]:
        if less(best, end) if up else less(end, best):
            best, best_open = end, is_open
        elif best_open and not is_open and not less(end, best) and not less(best, end):
            best_open = False
    return best, best_open


def _inner(x: tuple[End, bool], y: tuple[End, bool], *, up: bool) -> tuple[End, bool]:
    if less(x[0], y[0]):
        return x if up else y
    if less(y[0], x[0]):
        return y if up else x
    return x[0], x[1] or y[1]


def _rounded(value: fmpq, up: bool) -> End:
    return value if value.height_bits() <= settings.exact_bits else outward(arb(value), up)


def _sum(a: End, b: End, *, up: bool) -> End:
    if isinstance(a, fmpq) and isinstance(b, fmpq):
        return _rounded(a + b, up)
    return outward(arb(a) + b, up)


def _product(a: End, b: End, *, up: bool) -> End:
    if isinstance(a, fmpq) and isinstance(b, fmpq):
        return _rounded(a * b, up)
    return ZERO if a == 0 or b == 0 else outward(arb(a) * b, up)


def _inverse(a: End, above: bool, *, up: bool) -> End:
    if a == 0:
        return INF if above else NEG_INF
    if isinstance(a, fmpq):
        return _rounded(ONE / a, up)
    return ZERO if is_infinite(a) else outward(1 / a, up)


def _end_text(end: End) -> str:
    if isinstance(end, fmpq) and end.height_bits() <= 40:
        return str(end)
    return str(arb(end).str(8, radius=False))
