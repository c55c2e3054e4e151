"""Where a statement may be an equality: exact points to cut at, and closed forms near a float."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import islice, product
from typing import Any

import sympy

from falsum.balls.convert import to_float
from falsum.enclosure.box import Box, Point, at, holds, spread
from falsum.enclosure.interval import Interval
from falsum.enclosure.tape import Tape

GRID = tuple(Fraction(x) for x in ("0", "1", "-1", "2", "1/2", "-1/2"))
LIMITS = (1, 4, 12, 100, 10_000)
STARTS = 33
MOST_POINTS = 220
NEAR = 1e-6


def anchors(tape: Tape, box: Box) -> list[Point]:
    """Return points of the box at which the difference is exactly 0."""
    sides = [[x for x in GRID if holds(side, x)] for side in box]
    guesses = list(proposals(tape, box) if len(box) == 1 else islice(product(*sides), MOST_POINTS))
    found = [g for g in dict.fromkeys(guesses) if all(map(holds, box, g)) and _vanishes(tape, g)]
    return found[:8]


def proposals(tape: Tape, box: Box) -> Iterator[Point]:
    """Yield short points near the largest differences, in one variable."""
    if len(box) == 1:
        for z in peaks(tape, box[0]):
            yield from ((q,) for q in dict.fromkeys(_short(z)))


def _vanishes(tape: Tape, point: Point) -> bool:
    value = tape(at(point))
    return value.is_point and value.lo == 0


def _short(z: float) -> Iterator[Fraction]:
    for limit in LIMITS:
        yield Fraction(z).limit_denominator(limit)


def peaks(tape: Tape, side: Interval) -> list[float]:
    """Return where the difference seems to have its largest values; proposals only."""

    def value(x: float) -> float:
        result = tape(at([Fraction(x)]))
        middle = math.nan if result.undefined else _middle(result)
        return -math.inf if math.isnan(middle) else middle

    places = [Fraction(k, STARTS + 1) for k in range(1, STARTS + 1)]
    xs = [float(spread(side, place)) for place in places]
    ys = [value(x) for x in xs]
    tops = [
        k
        for k in range(1, STARTS - 1)
        if ys[k] > -math.inf and ys[k] >= ys[k - 1] and ys[k] >= ys[k + 1]
    ]
    tops.sort(key=lambda k: -ys[k])
    return [_climbed(value, xs[k - 1], xs[k + 1]) for k in tops[:3]]


def _middle(x: Interval) -> float:
    return to_float(x.lo) / 2 + to_float(x.hi) / 2


def _climbed(value: Callable[[float], float], low: float, high: float) -> float:
    """Return the maximum between two numbers by golden section."""
    ratio = (math.sqrt(5) - 1) / 2
    a, b = high - ratio * (high - low), low + ratio * (high - low)
    fa, fb = value(a), value(b)
    for _ in range(45):
        if fa >= fb:
            high, b, fb = b, a, fa
            a = high - ratio * (high - low)
            fa = value(a)
        else:
            low, a, fa = a, b, fb
            b = low + ratio * (high - low)
            fb = value(b)
    return (low + high) / 2


_FORMS: tuple[tuple[Callable[[float], float], Callable[[Any], Any]], ...] = (
    (math.exp, sympy.log),
    (lambda z: math.copysign(z * z, z), lambda q: sympy.sign(q) * sympy.sqrt(abs(q))),
    (lambda z: z / math.pi, lambda q: q * sympy.pi),
    (math.log, sympy.exp),
)


def irrational(z: float) -> Iterator[Any]:
    """Return closed forms that are near a float: log q, sqrt q, q pi, exp q."""
    for forward, backward in _FORMS:
        try:
            image = forward(z)
            short = Fraction(image).limit_denominator(60)
        except (ValueError, OverflowError):
            continue
        if short and abs(float(short) - image) < NEAR * max(1.0, abs(image)):
            yield backward(sympy.Rational(short.numerator, short.denominator))
