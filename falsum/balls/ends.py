"""Exact end points, segments between them, and conversions of the three element kinds.

An element is a point (`fmpq`), a ball (`arb`, always finite) or a `Segment`. Every value without
a bound lives in a `Segment`: exact infinity is `Segment(inf, inf)`, the whole line is
`Segment(-inf, inf)`. Segments are closed and may contain infinity as a value.
"""

from typing import NamedTuple, TypeAlias

from flint import arb, ctx, fmpq

from falsum.balls.context import settings

End: TypeAlias = fmpq | arb
"""A rational, or an `arb` of radius zero, which may be infinite."""

INF = arb.pos_inf()
NEG_INF = arb.neg_inf()
ZERO = fmpq(0)
ONE = fmpq(1)


class Segment:
    """All extended reals from `lo` to `hi`, both included."""

    __slots__ = ("hi", "lo")

    def __init__(self, lo: End, hi: End) -> None:
        self.lo = lo
        self.hi = hi

    def __repr__(self) -> str:
        return f"Segment({self.lo}, {self.hi})"


Element: TypeAlias = fmpq | arb | Segment
Result: TypeAlias = tuple[Element, bool]
"""An enclosure, and whether the value may be undefined."""


class Ends(NamedTuple):
    """Exact lower and upper bound of an element."""

    lo: End
    hi: End


def less(a: End, b: End) -> bool:
    """Decide a < b exactly."""
    if a < b:
        return True
    if a >= b:
        return False
    # Both comparisons are certain ones: what is left is a rational that the working precision
    # doesn't separate from a dyadic number.
    return _less_exactly(a, b)


def _less_exactly(a: End, b: End) -> bool:
    rational, dyadic = (a, b) if isinstance(a, fmpq) else (b, a)
    assert isinstance(rational, fmpq)
    assert isinstance(dyadic, arb)
    bits = int(rational.p.bit_length()) + int(rational.q.bit_length()) + dyadic.bits()
    with ctx.workprec(bits + 2):
        difference = dyadic * rational.q - rational.p
    return bool(difference > 0 if rational is a else difference < 0)


def end_min(a: End, b: End) -> End:
    """Return the smaller of two ends."""
    return b if less(b, a) else a


def end_max(a: End, b: End) -> End:
    """Return the larger of two ends."""
    return b if less(a, b) else a


def end_neg(end: End) -> End:
    """Return an end with the other sign, without rounding."""
    return -end if isinstance(end, fmpq) else end.neg(exact=True)


def is_infinite(end: End) -> bool:
    """Return whether an end is plus or minus infinity."""
    return isinstance(end, arb) and not end.is_finite()


def whole_line() -> Segment:
    """Return a new segment that covers the whole line."""
    return Segment(NEG_INF, INF)


def undefined() -> Result:
    """Return the whole line, flagged."""
    return Segment(NEG_INF, INF), True


def make(lo: End, hi: End) -> Element:
    """Return the simplest element that covers `lo` to `hi` and nothing else.

    Raises:
        ValueError: `hi` is less than `lo`.
    """
    if less(lo, hi):
        return Segment(lo, hi)
    if less(hi, lo):
        raise ValueError(f"empty segment: {hi} is less than {lo}")
    return Segment(lo, hi) if is_infinite(lo) else lo


def ends(x: Element) -> Ends:
    """Return exact bounds of an element."""
    if isinstance(x, Segment):
        return Ends(x.lo, x.hi)
    if isinstance(x, fmpq):
        return Ends(x, x)
    return Ends(x.lower(), x.upper())


def settle(x: fmpq) -> Element:
    """Keep a computed rational exact while it is short, or turn it into a ball."""
    return x if x.height_bits() <= settings.exact_bits else arb(x)


def as_arb(x: Element) -> arb:
    """Return one `arb` that covers an element; it is infinite where the element is unbounded."""
    if isinstance(x, arb):
        return x
    if isinstance(x, fmpq):
        return arb(x)
    return arb(x.lo).union(arb(x.hi))


def is_bounded(x: Element) -> bool:
    """Return whether an element is certainly finite."""
    return not isinstance(x, Segment) or not (is_infinite(x.lo) or is_infinite(x.hi))


def from_arb(x: arb) -> Result:
    """Turn any `arb` into an element: NaN gives the whole line, flagged."""
    if x.is_finite():
        return x, False
    if x.is_nan():
        return undefined()
    return Segment(x.lower(), x.upper()), False


def outward(x: arb, up: bool) -> End:
    """Return the upper or the lower bound of a ball; NaN has none, so infinity."""
    if x.is_nan():
        return INF if up else NEG_INF
    return x.upper() if up else x.lower()


def union(x: Element, y: Element) -> Element:
    """Return the smallest element that covers both."""
    if x is y:
        return x
    a, b = ends(x), ends(y)
    return make(end_min(a.lo, b.lo), end_max(a.hi, b.hi))
