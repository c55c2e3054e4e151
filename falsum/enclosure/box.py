"""Boxes: a tuple of intervals, one for each parameter, halved where it helps most."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

from flint import arb, fmpq

from falsum.balls.convert import to_float
from falsum.balls.ends import INF, NEG_INF, End, is_infinite, less
from falsum.enclosure.interval import Interval, between, interior
from falsum.statement.domain import Domain
from falsum.statement.symbols import Symbol

Box = tuple[Interval, ...]
Point = tuple[Fraction, ...]

_PLACES = (Fraction(1, 7), Fraction(2, 5), Fraction(5, 8), Fraction(6, 7), Fraction(1, 2))
MANY = (*_PLACES, *(Fraction(k, 97) for k in (1, 5, 22, 31, 53, 67, 75, 96)))
_LIMIT = 2**64  # an unbounded side is cut no farther out than this


def side_of(domain: Domain) -> Interval:
    """Return the interval of reals that a domain spans."""
    lo = NEG_INF if domain.lower is None else rational(domain.lower)
    hi = INF if domain.upper is None else rational(domain.upper)
    return between(lo, hi, domain.open_below, domain.open_above)


def rational(value: Fraction) -> fmpq:
    """Return a Fraction as flint's rational."""
    return fmpq(value.numerator, value.denominator)


def at(point: Sequence[Fraction]) -> Box:
    """Return the box that holds one point."""
    return tuple(between(rational(x), rational(x)) for x in point)


def inside(box: Box) -> Box:
    """Return the box without its faces."""
    return tuple(interior(side) for side in box)


def holds(side: Interval, x: Fraction) -> bool:
    """Tell whether a side certainly contains a number."""
    q = rational(x)
    below = less(side.lo, q) or (not side.lo_open and not less(q, side.lo))
    return below and (less(q, side.hi) or (not side.hi_open and not less(side.hi, q)))


def touches(side: Interval, x: Fraction) -> bool:
    """Tell whether a number is in a side or one of its ends."""
    closed = Interval(side.lo, side.hi, False, False, side.undefined)
    return holds(closed, x)


def inner(side: Interval, x: Fraction) -> bool:
    """Tell whether a number is strictly between the ends of a side."""
    return holds(Interval(side.lo, side.hi, True, True, side.undefined), x)


def middle(side: Interval, integral: bool = False) -> Fraction:
    """Return a short rational inside, where the side is best cut.

    An unbounded side is cut at a growing distance, one that spans many scales between them.
    """
    if side.is_point:
        return exact(side.lo)
    low, high = (to_float(end) for end in (side.lo, side.hi))
    if math.isinf(low) and math.isinf(high):
        return Fraction(0)
    if math.isinf(high):
        guess = 0.0 if low < 0 else 1.0 if low < 1 else 4 * low
    elif math.isinf(low):
        guess = 0.0 if high > 0 else -1.0 if high > -1 else 4 * high
    elif low > 0 and high > 16 * low:
        guess = math.sqrt(low) * math.sqrt(high)
    elif high < 0 and low < 16 * high:
        guess = -math.sqrt(-low) * math.sqrt(-high)
    else:
        guess = low / 2 + high / 2
    width = min(high - low, max(1.0, abs(guess)))
    short = _shortened(guess, width)
    if integral:
        short = Fraction(math.floor(short))
    fits = holds(side, short) if integral else inner(side, short)
    return short if fits else _exact_middle(side)


def _shortened(guess: float, width: float) -> Fraction:
    step = Fraction(2) ** (math.frexp(width)[1] - 5) if width > 0 else Fraction(0)
    return round(Fraction(guess) / step) * step if step else Fraction(guess)


def _exact_middle(side: Interval) -> Fraction:
    if side.is_bounded:
        return (exact(side.lo) + exact(side.hi)) / 2
    return exact(side.lo) + 1 if is_infinite(side.hi) else exact(side.hi) - 1


def exact(end: End) -> Fraction:
    """Return a finite end as a Fraction."""
    q = end if isinstance(end, fmpq) else end.fmpq()
    return Fraction(int(q.p), int(q.q))


def cut(side: Interval, x: Fraction, integral: bool = False) -> tuple[Interval, ...]:
    """Return the two parts of a side, which share the cut; integers go to one part each."""
    q = rational(x)
    if not integral:
        return between(side.lo, q, side.lo_open), between(q, side.hi, False, side.hi_open)
    parts = []
    if not less(q, side.lo):
        parts.append(between(side.lo, q))
    if not less(side.hi, q + 1):
        parts.append(between(q + 1, side.hi))
    return tuple(parts)


def integer_hull(side: Interval) -> Interval | None:
    """Return the least interval that holds the side's integers, or None when there are none."""
    lo = side.lo if is_infinite(side.lo) else rational(_up(exact(side.lo), side.lo_open))
    hi = side.hi if is_infinite(side.hi) else rational(-_up(-exact(side.hi), side.hi_open))
    return None if less(hi, lo) else between(lo, hi)


def _up(x: Fraction, strict: bool) -> Fraction:
    return Fraction(math.floor(x) + 1 if strict else math.ceil(x))


def width(side: Interval) -> float:
    """Return how wide a side is on a scale on which the whole line has a finite width."""
    ends = [to_float(end) for end in (side.lo, side.hi)]
    low, high = (
        math.copysign(math.log1p(abs(e)), e) if abs(e) < 1e300 else 700.0 * (1 if e > 0 else -1)
        for e in ends
    )
    return high - low


def spread(side: Interval, place: Fraction) -> Fraction:
    """Return the point of a side at a place between 0 and 1."""
    if side.is_point:
        return exact(side.lo)
    if is_infinite(side.lo) and is_infinite(side.hi):
        return (2 * place - 1) / (place * (1 - place))
    if is_infinite(side.hi):
        return exact(side.lo) + place / (1 - place)
    if is_infinite(side.lo):
        return exact(side.hi) - (1 - place) / place
    return exact(side.lo) + place * (exact(side.hi) - exact(side.lo))


def samples(box: Box, places: Sequence[Fraction] = _PLACES) -> list[Point]:
    """Return a few points of the interior, in no special position to each other."""
    count = len(places)
    return [
        tuple(spread(side, places[(k * (i + 1) + i) % count]) for i, side in enumerate(box))
        for k in range(count)
    ]


def too_far(side: Interval) -> bool:
    """Tell whether an unbounded side begins beyond the distance at which it is still cut."""
    finite = [end for end in (side.lo, side.hi) if not is_infinite(end)]
    return len(finite) == 1 and bool(abs(arb(finite[0])) > _LIMIT)


def side_text(symbol: Symbol, side: Interval) -> str:
    """Write the range of one parameter in words."""
    ends = [
        None if is_infinite(e) else str(e if isinstance(e, fmpq) else arb(e).str(8, radius=False))
        for e in (side.lo, side.hi)
    ]
    low, high = ends
    name = symbol.name
    if low is None and high is None:
        text = f"{name} in {'Z' if symbol.domain.integral else 'R'}"
    elif low == high:
        return f"{name} = {low}"
    else:
        left = "" if low is None else f"{low} {'<' if side.lo_open else '<='} "
        right = "" if high is None else f" {'<' if side.hi_open else '<='} {high}"
        text = left + name + right
        if symbol.domain.integral:
            text += f", {name} an integer"
    return text
