"""Three-valued comparison of elements: (may be true, may be false)."""

from typing import TypeAlias

from flint import arb, fmpq

from falsum.balls.ends import Element, Segment, ends, less

Maybe: TypeAlias = tuple[bool, bool]


def less_than(x: Element, y: Element) -> Maybe:
    """Compare x < y."""
    if isinstance(x, arb) and isinstance(y, arb):
        return not x >= y, not x < y
    if isinstance(x, fmpq) and isinstance(y, fmpq):
        decided = x < y
        return decided, not decided
    a, b = ends(x), ends(y)
    return less(a.lo, b.hi), not less(a.hi, b.lo)


def less_equal(x: Element, y: Element) -> Maybe:
    """Compare x <= y."""
    may, may_not = less_than(y, x)
    return may_not, may


def equal(x: Element, y: Element) -> Maybe:
    """Compare x == y; certainly true only for two exact equal values."""
    if isinstance(x, fmpq) and isinstance(y, fmpq):
        decided = x == y
        return decided, not decided
    if not isinstance(x, Segment) and not isinstance(y, Segment):
        certainly_apart, certainly_equal = x != y, x == y
        return not certainly_apart, not certainly_equal
    a, b = ends(x), ends(y)
    apart = less(a.hi, b.lo) or less(b.hi, a.lo)
    single = not (less(a.lo, a.hi) or less(b.lo, b.hi) or apart)
    return not apart, not single


def not_equal(x: Element, y: Element) -> Maybe:
    """Compare x != y."""
    may, may_not = equal(x, y)
    return may_not, may
