"""Gaussian probabilities against closed forms, other routes to them, and SciPy."""

from fractions import Fraction
from math import asin, exp, inf, pi, sqrt

import numpy as np
import pytest
from flint import acb, arb
from scipy.integrate import quad
from scipy.stats import norm

from falsum.chance.gaussian import (
    cdf,
    expectation,
    half_space,
    interval,
    rectangle,
    region,
    wedge,
)


def narrow(value, bits=60):
    """Tell whether a ball is finite with a small relative radius."""
    return value.is_finite() and value.rel_accuracy_bits() >= bits


@pytest.mark.parametrize("x", [-30, -8.5, -1, 0, 0.25, 3, 9])
def test_cdf(x):
    """Both tails keep their relative accuracy."""
    assert narrow(cdf(x))
    assert float(cdf(x)) == pytest.approx(norm.cdf(x), rel=1e-12)
    assert (cdf(x) + cdf(-x)).contains(1)


@pytest.mark.parametrize("ends", [(-1, 2), (7, 8), (-8, -7), (0.5, None), (None, -3), (None, None)])
def test_interval(ends):
    """Intervals near and far, and half lines."""
    a, b = (-inf if ends[0] is None else ends[0]), (inf if ends[1] is None else ends[1])
    found = interval(*ends)
    assert narrow(found)
    expected = norm.cdf(b) - norm.cdf(a) if a <= 0 else norm.sf(a) - norm.sf(b)
    assert float(found) == pytest.approx(expected, rel=1e-12)


def test_half_space_is_a_tail():
    """The level over the norm of the normal vector decides, in any dimension."""
    assert half_space([3, 4], 10).overlaps(cdf(-2))
    assert half_space([1, 2, 2], -3).overlaps(cdf(1))
    assert narrow(half_space([Fraction(1, 3)], 4))


def test_wedge_is_an_angle():
    """A quarter, an eighth, almost a half, and a ray of probability 0."""
    assert wedge([1, 0], [0, 5]).overlaps(arb(0.25))
    assert wedge([1, 0], [1, 1]).overlaps(arb(0.125))
    assert wedge([2, -1], [2, -1]).contains(0)
    assert 0.4999 < float(wedge([1, 0], [-1, Fraction(1, 10**9)])) < 0.5


def test_rectangles():
    """Independent ones multiply; correlated orthants have the arcsine law."""
    product = interval(-1, 2) * interval(0.5, None)
    assert rectangle((-1, 2), (0.5, None)).overlaps(product)
    for rho in (0.5, -0.25, Fraction(9, 10)):
        found = rectangle((0, None), (0, None), rho)
        assert narrow(found)
        assert float(found) == pytest.approx(0.25 + asin(rho) / (2 * pi), rel=1e-13)
    third = rectangle((0, None), (0, None), 0.5) * 3
    assert third.contains(1)


def test_rectangles_add_up():
    """Four correlated quadrants around a point make the whole plane; far ones stay accurate."""
    low, high = (None, 0.75), (0.75, None)
    total = sum((rectangle(x, y, 0.6) for x in (low, high) for y in (low, high)), arb(0))
    assert total.contains(1)
    assert total.rad() < 1e-25
    far = rectangle((5, None), (5, None), -0.5)
    assert narrow(far)
    assert 0 < far < cdf(-5) * cdf(-5)


def test_regions():
    """A disc, a wedge and a half plane, each with its closed form."""
    disc = region(
        -1, 1, lambda x, f: -(1 - x * x).sqrt(analytic=f), lambda x, f: (1 - x * x).sqrt(analytic=f)
    )
    assert disc.overlaps(1 - (arb(-1) / 2).exp())
    assert narrow(disc)
    cone = region(0, None, lambda x, f: acb(0), lambda x, f: x)
    assert cone.overlaps(wedge([1, 0], [1, 1]))
    plane = region(None, None, lambda x, f: 2 - x, None)
    assert plane.overlaps(half_space([1, 1], 2))
    assert narrow(plane)


def test_expectations():
    """Moments, a moment generating function, a hinge, and a softplus by SciPy's quadrature."""
    assert expectation(lambda x, f: x * x, growth=(2, 1)).contains(1)
    assert expectation(lambda x, f: x**4, growth=(24, 1)).contains(3)
    assert expectation(lambda x, f: (2 * x).exp(), growth=(1, 2)).overlaps(arb(2).exp())
    hinge = expectation(lambda x, f: x, 0, None, growth=(1, 1))
    assert hinge.overlaps(1 / (2 * arb.pi()).sqrt())
    assert narrow(hinge)
    soft = expectation(lambda x, f: (1 + x.exp()).log(analytic=f), -3, 3)
    usual = quad(lambda x: np.log1p(exp(x)) * exp(-x * x / 2) / sqrt(2 * pi), -3, 3)[0]
    assert float(soft) == pytest.approx(usual, rel=1e-12)
    assert narrow(soft)


def test_the_bound_on_growth_is_used():
    """A larger bound on what lies beyond the cut only widens the ball."""
    tight = expectation(lambda x, f: x * x, growth=(2, 1))
    loose = expectation(lambda x, f: x * x, growth=(10**20, 3))
    assert loose.contains(1)
    assert loose.rad() > tight.rad()


def test_balls_as_arguments_are_enclosed():
    """Uncertain ends give all the values that they may mean."""
    wide = arb(1, 0.125)
    assert cdf(wide).contains(cdf(0.875))
    assert interval(0, wide).contains(interval(0, 1.125))
    partial = expectation(lambda x, f: x, 0, wide)
    assert partial.contains(expectation(lambda x, f: x, 0, 0.9))
    assert partial.contains(expectation(lambda x, f: x, 0, 1.1))


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: interval(2, 1), "lower one first"),
        (lambda: half_space([0, 0], 1), "not zero"),
        (lambda: wedge([1, 0], [-1, 0]), "no convex cone"),
        (lambda: wedge([1, 0, 0], [0, 1]), "in the plane"),
        (lambda: rectangle((0, 1), (0, 1), 1), "strictly between -1 and 1"),
        (lambda: region(0, 1, lambda x, f: x + 1, lambda x, f: x), "swap them"),
        (lambda: expectation(lambda x, f: x), "write growth"),
        (lambda: cdf(inf), "no finite number"),
    ],
)
def test_wrong_arguments_are_refused(call, words):
    """Errors say what was got and what to write."""
    with pytest.raises(ValueError, match=words):
        call()
