"""Functions of intervals that are not monotone or speak of integers: gamma, floor, factorial."""

from __future__ import annotations

from collections.abc import Callable

from flint import fmpq

from falsum.balls import functions
from falsum.balls.ends import Element, Result, Segment, ends, less, make
from falsum.balls.special import binomial_of
from falsum.balls.special import factorial as ball_factorial
from falsum.enclosure.interval import UNDEFINED, Interval, between

LARGEST = 10**6  # of which a binomial coefficient is still written out


def element_form(function: Callable[[Element], Result]) -> Callable[[Interval], Interval]:
    """Return the interval form of a function of closed elements."""

    def apply(x: Interval) -> Interval:
        if x.undefined:
            return UNDEFINED
        value, flag = function(Segment(x.lo, x.hi) if less(x.lo, x.hi) else make(x.lo, x.lo))
        return UNDEFINED if flag else between(*ends(value))

    return apply


def factorial(x: Interval) -> Interval:
    """Return the factorial of a nonnegative integer; undefined on anything wider."""
    if not _is_integer(x) or x.lo < 0:
        return UNDEFINED
    return between(*ends(ball_factorial(x.lo).elements().item()))


def binomial(n: Interval, k: Interval) -> Interval:
    """Return the binomial coefficient: exact for two integers, by gamma functions elsewhere."""
    if n.undefined or k.undefined:
        return UNDEFINED
    if _is_integer(n) and _is_integer(k) and (k.lo < 0 or n.lo > LARGEST):
        return UNDEFINED
    value, flag = binomial_of(*(make(x.lo, x.hi) for x in (n, k)))
    return UNDEFINED if flag else between(*ends(value))


def _is_integer(x: Interval) -> bool:
    return x.is_point and isinstance(x.lo, fmpq) and x.lo.q == 1


gamma = element_form(functions.gamma)
lgamma = element_form(functions.lgamma)
floor = element_form(functions.floor)
ceil = element_form(functions.ceil)
