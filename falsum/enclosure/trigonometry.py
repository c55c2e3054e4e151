"""Sine, cosine and tangent of intervals: monotone pieces between the multiples of pi / 2."""

from __future__ import annotations

from flint import arb, fmpq

from falsum.balls.ends import ONE, ZERO, End, end_max, end_min, outward
from falsum.enclosure.interval import UNDEFINED, Interval, between

_WIDEST = 2**40  # beyond this many periods a range is the full one


def cos(x: Interval) -> Interval:
    """Return the cosine."""
    return _wave(x, arb.cos, fmpq(0))


def sin(x: Interval) -> Interval:
    """Return the sine."""
    return _wave(x, arb.sin, fmpq(1, 2))


def tan(x: Interval) -> Interval:
    """Return the tangent; undefined where a pole may be met."""
    if x.undefined or not x.is_bounded or _far(x.lo) or _far(x.hi):
        return UNDEFINED
    first, last = _turns(x, fmpq(1, 2))
    if first <= last:
        return UNDEFINED
    lo, hi = (
        ZERO if e == 0 else outward(arb(e).tan(), up) for e, up in ((x.lo, False), (x.hi, True))
    )
    return between(lo, hi, x.lo_open, x.hi_open)


def _turns(x: Interval, phase: fmpq) -> tuple[int, int]:
    """Return the first and last integer k for which (k + phase) pi may lie in the interval.

    An open end at exactly 0 is not in the interval.
    """
    low, high = (arb(-phase) if e == 0 else arb(e) / arb.pi() - phase for e in (x.lo, x.hi))
    first, last = int(low.lower().ceil().fmpz()), int(high.upper().floor().fmpz())
    if x.lo_open and x.lo == 0 and phase == 0:
        first += 1
    if x.hi_open and x.hi == 0 and phase == 0:
        last -= 1
    return first, last


def _wave(x: Interval, ball: object, phase: fmpq) -> Interval:
    """Bound a wave whose maxima are at (2k + phase) pi and whose minima are half a period off."""
    if x.undefined:
        return UNDEFINED
    if not x.is_bounded or _far(x.lo) or _far(x.hi):
        return between(-ONE, ONE)
    first, last = _turns(x, phase)
    at = [_value(end, ball) for end in (x.lo, x.hi)]
    lo = end_max(end_min(outward(at[0], False), outward(at[1], False)), -ONE)
    hi = end_min(end_max(outward(at[0], True), outward(at[1], True)), ONE)
    if first > last:  # no turn inside: monotone
        is_open = x.lo_open and x.hi_open
        return between(lo, hi, is_open, is_open)
    some_even = first + first % 2 <= last
    some_odd = first + (first + 1) % 2 <= last
    return between(-ONE if some_odd else lo, ONE if some_even else hi)


def _far(end: End) -> bool:
    return bool(arb(end) > _WIDEST or arb(end) < -_WIDEST)


def _value(end: End, ball: object) -> arb:
    assert callable(ball)
    value: arb = ball(arb(end))
    return value
