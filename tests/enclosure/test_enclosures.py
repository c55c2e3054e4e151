"""Enclosures of integrals and series contain independent values, and are narrow."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

import mpmath
import numpy as np
import pytest
from flint import arb, fmpq

from falsum import balls
from falsum.balls import midpoint_floats
from falsum.balls.ends import as_arb
from falsum.balls.special import binomial_of
from falsum.enclosure.integrand import standard
from falsum.enclosure.interval import Interval, between, point
from falsum.enclosure.running import enclosure
from falsum.measure.arithmetic import ArrayAlgebra
from falsum.statement.declarations import index, parameter, variable
from falsum.statement.domain import positive
from falsum.statement.expressions import (
    Abs,
    Max,
    Rational,
    Sum,
    cos,
    erf,
    exp,
    factorial,
    sin,
    sqrt,
)
from falsum.statement.fold import fold
from falsum.statement.integrals import Integral, oo

z, w = variable("z"), variable("w")
n, k = index("n", 1, oo), index("k", 0, oo)
x = parameter("x", "x", domain=positive)

CASES: list[tuple[Any, Any]] = [
    (Integral(exp(-(z**2) / 2), (z, x, oo)), lambda v: mpmath.quad(_bell, [v, v + 4, mpmath.inf])),
    (Integral(exp(z), (z, -oo, x)), mpmath.exp),
    (Integral(exp(-x * z**2), (z, -oo, oo)), lambda v: mpmath.sqrt(mpmath.pi / v)),
    (Integral(exp(-z) * z**x, (z, 0, oo)), lambda v: mpmath.gamma(v + 1)),
    (Integral(1 / (x + z**2), (z, 0, oo)), lambda v: mpmath.pi / 2 / mpmath.sqrt(v)),
    (Integral(sqrt(z), (z, 0, x)), lambda v: v ** mpmath.mpf("1.5") * 2 / 3),
    (Integral(1 / sqrt(z), (z, 0, x)), lambda v: 2 * mpmath.sqrt(v)),
    (Integral(cos(x * z) * exp(-z), (z, 0, oo)), lambda v: 1 / (1 + v**2)),
    (Integral(Abs(z - 1), (z, 0, x)), lambda v: mpmath.quad(lambda t: abs(t - 1), [0, 1, v])),
    (Integral(Max(z, 1), (z, 0, x + 1)), lambda v: 1 + ((v + 1) ** 2 - 1) / 2),
    (Integral(erf(z) * sin(z), (z, x, 1)), lambda v: mpmath.quad(_wave, [v, 1])),
    (Integral(Integral(z * w, (z, 0, w)), (w, 0, x)), lambda v: v**4 / 8),
    (Sum(1 / n**2, (n, 1, oo)), lambda v: mpmath.zeta(2)),
    (Sum(1 / (n + x) ** 2, (n, 1, oo)), lambda v: mpmath.zeta(2, v + 1)),
    (Sum((-1) ** n / n, (n, 1, oo)), lambda v: -mpmath.log(2)),
    (Sum((-1) ** k / (k + x), (k, 0, oo)), lambda v: _beta(v)),
    (Sum(x**k / factorial(k), (k, 0, oo)), mpmath.exp),
    (Sum(exp(-n * x), (n, 1, oo)), lambda v: 1 / (mpmath.exp(v) - 1)),
    (Sum(k**2 * Rational(1, 3) ** k, (k, 0, oo)), lambda v: mpmath.mpf(3) / 2),
]


def _bell(t: Any) -> Any:
    return mpmath.exp(-t * t / 2)


def _wave(t: Any) -> Any:
    return mpmath.erf(t) * mpmath.sin(t)


def _beta(v: Any) -> Any:
    return (mpmath.digamma((v + 1) / 2) - mpmath.digamma(v / 2)) / 2


def enclosed(tree: Any, side: Interval) -> Interval:
    """Return the enclosure of an integral or a series for x in an interval."""
    total = arb(0)
    for kind, inner in standard(tree, lambda s: False):
        value = enclosure(kind, inner, [side for _ in inner.parameters])
        assert not value.undefined
        total = total + arb(value.lo).union(arb(value.hi))
    return between(total.lower(), total.upper())


def reference(value: Any, at: Fraction) -> arb:
    """Return an independent value with a small allowance for its own error."""
    with mpmath.workdps(40):
        number = value(mpmath.mpf(at.numerator) / at.denominator)
        return arb(mpmath.nstr(number, 30), 1e-18)


def named(part: Any) -> str | None:
    """Name a case by its tree; a function's text would hold its address."""
    return None if callable(part) else str(part)[:60]


@pytest.mark.parametrize(("tree", "value"), CASES, ids=named)
def test_a_point_is_enclosed_narrowly(tree: Any, value: Any) -> None:
    """The enclosure at rationals meets the reference and has a radius of 1e-8 at most."""
    rng = random.Random(str(tree))
    for _ in range(2):
        at = Fraction(rng.randrange(20, 80), 25)
        with balls.precision(128, exact_bits=256):
            found = enclosed(tree, point(at))
            ball = arb(found.lo).union(arb(found.hi))
            assert bool(ball.overlaps(reference(value, at))), at
            assert bool(ball.rad() <= 1e-8 * (1 + abs(ball))), ball


@pytest.mark.parametrize(("tree", "value"), CASES, ids=named)
def test_a_wide_parameter_is_covered(tree: Any, value: Any) -> None:
    """For x in an interval, the enclosure covers the values at points of it."""
    low, high = Fraction(6, 5), Fraction(3, 2)
    with balls.precision(128, exact_bits=256):
        parts = standard(tree, lambda s: False)
        side = between(fmpq(6, 5), fmpq(3, 2))
        if any(enclosure(kind, i, [side for _ in i.parameters]).undefined for kind, i in parts):
            return  # nothing is said, and nothing wrong
        found = enclosed(tree, side)
        for at in (low, (low + high) / 2, high):
            assert bool(arb(found.lo).union(arb(found.hi)).overlaps(reference(value, at))), at


@pytest.mark.parametrize(("tree", "value"), CASES, ids=named)
def test_floats_propose_nearly_the_same(tree: Any, value: Any) -> None:
    """A batch of floats is near the reference, one value for each instance."""
    torch = pytest.importorskip("torch")
    import array_api_compat.torch as xp

    batch = torch.tensor([1.25, 2.5], dtype=torch.float64)
    found = fold(tree, ArrayAlgebra(xp, batch, {x: batch})).array.reshape(-1)
    for number, at in zip(found.tolist() * 2, (Fraction(5, 4), Fraction(5, 2)), strict=False):
        if len(found) == 1 and at != Fraction(5, 4):
            continue
        assert number == pytest.approx(float(reference(value, at).mid()), rel=3e-3)


def test_balls_of_a_batch_are_enclosed_one_by_one() -> None:
    """An array of balls gives an array of enclosures; what is undefined stays undefined."""
    values = balls.asarray(np.array([1.0, np.nan, 2.0]))
    tree = Integral(z, (z, 0, x))
    with balls.precision(128):
        found = fold(tree, ArrayAlgebra(balls.namespace, values, {x: values})).array
    assert found.shape == (3,)
    assert found.maybe_undefined.tolist() == [False, True, False]
    assert midpoint_floats(found)[[0, 2]] == pytest.approx([0.5, 2.0])


def test_binomials_of_real_numbers_contain_references() -> None:
    """Rational and wide arguments: the enclosure meets the value by gamma functions."""
    rng = random.Random(7)
    with mpmath.workdps(40), balls.precision(128):
        for _ in range(300):
            top, bottom = (Fraction(rng.randrange(-60, 200), rng.randrange(2, 9)) for _ in "nk")
            if top.denominator == 1 or bottom.denominator == 1:
                continue
            width = rng.choice([0, 1e-20, 1e-3, 0.2])
            n_ball, k_ball = (arb(fmpq(v.numerator, v.denominator), width) for v in (top, bottom))
            value, flag = binomial_of(n_ball, k_ball)
            number = mpmath.binomial(
                mpmath.mpf(top.numerator) / top.denominator,
                mpmath.mpf(bottom.numerator) / bottom.denominator,
            )
            near = arb(mpmath.nstr(number, 30)) * arb(1, 1e-25)
            assert flag or bool(as_arb(value).overlaps(near)), (top, bottom, width)
