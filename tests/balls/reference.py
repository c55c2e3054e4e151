"""Helpers of the tests: exact containment, random elements of all kinds, sample points."""

import math
import random
from fractions import Fraction

from flint import arb, ctx, fmpq

from falsum.balls import BallArray
from falsum.balls.ends import Element, Segment, ends, less

SCALES = [1e-320, 1e-234, 1e-30, 1e-3, 1.0, 1.0, 1.0, 30.0, 1e10, 1e154]


def rational(value: Fraction | float | int) -> fmpq:
    """Return the exact value as flint's rational."""
    exact = Fraction(value)
    return fmpq(exact.numerator, exact.denominator)


def contains(x: Element, value: Fraction | float | int) -> bool:
    """Decide exactly whether an element contains a rational value."""
    if value in (math.inf, -math.inf):
        e = arb.pos_inf() if value > 0 else arb.neg_inf()
    else:
        e = rational(value)
    low, high = ends(x)
    return not less(e, low) and not less(high, e)


def meets(x: Element, reference: arb) -> bool:
    """Return whether an element meets a very narrow reference ball."""
    with ctx.workprec(2000):
        low, high = ends(x)
        return not less(reference.upper(), low) and not less(high, reference.lower())


def random_fraction(rng: random.Random) -> Fraction:
    """Return a float or a small rational, of any magnitude, often special."""
    kind = rng.randrange(4)
    if kind == 0:
        return Fraction(rng.choice([0, 1, -1, 2, -2, 3]))
    if kind == 1:
        return Fraction(rng.randrange(-20, 21), rng.randrange(1, 20))
    return Fraction(rng.uniform(-1, 1) * rng.choice(SCALES))


def random_element(rng: random.Random, centre: Fraction | None = None) -> Element:
    """Return a point, a narrow or wide ball, or a segment around a number."""
    c = random_fraction(rng) if centre is None else centre
    kind = rng.randrange(4)
    if kind == 0:
        return rational(c)
    if kind == 1:
        return arb(rational(c))
    width = rational(abs(c) if rng.random() < 0.5 else 1) * rational(rng.choice([1e-12, 0.1, 1, 3]))
    if kind == 2:
        return arb(rational(c), arb(width).upper())
    return Segment(rational(c) - width, rational(c) + width) if width else rational(c)


def samples(x: Element, rng: random.Random, count: int = 4) -> list[Fraction]:
    """Return exact points of an element: both ends and points between."""
    low, high = (_fraction(e) for e in ends_inside(x))
    inner = [low + (high - low) * Fraction(rng.random()) for _ in range(count)]
    return [low, high, *inner]


def ends_inside(x: Element) -> tuple[fmpq, fmpq]:
    """Return rational ends of a bounded element, exactly those of the set itself."""
    if isinstance(x, arb):
        with ctx.workprec(4000):
            return (x.mid() - x.rad()).fmpq(), (x.mid() + x.rad()).fmpq()
    low, high = ends(x)
    return tuple(e if isinstance(e, fmpq) else e.fmpq() for e in (low, high))  # type: ignore[return-value]


def _fraction(x: fmpq) -> Fraction:
    return Fraction(int(x.p), int(x.q))


def array(*elements: Element, flag: bool = False) -> BallArray:
    """Return a vector of given elements."""
    import numpy as np

    from falsum.balls.storage import objects

    return BallArray(objects(list(elements), (len(elements),)), np.full(len(elements), flag))


def only(x: BallArray) -> tuple[Element, bool]:
    """Return the single element of an array and its flag."""
    return x.elements().ravel()[0], bool(x.maybe_undefined.ravel()[0])
