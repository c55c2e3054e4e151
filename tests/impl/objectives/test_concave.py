"""Concave functions against their definition."""

import numpy as np

from impl.objectives.concave import ConcaveFunction

INTERCEPTS = np.array([[0.0, 1.0], [2.0, -1.0]])
SLOPES = np.array([[3.0, -1.0], [0.0, 0.5]])
CURVATURE = np.array([0.25, 0.0])


def naive(lane, z):
    """Take the least line and subtract the parabola."""
    lines = [a + b * z for a, b in zip(INTERCEPTS[lane], SLOPES[lane], strict=True)]
    return min(lines) - CURVATURE[lane] * z * z


def test_values_limit_and_total(lift_in, rng):
    """Values, the limit at 0 and the sum over a partition equal their definitions."""
    z = rng.uniform(0.1, 4, size=(2, 5))
    psi = ConcaveFunction(*lift_in(INTERCEPTS, SLOPES, CURVATURE))
    (points,) = lift_in(z)
    expected = np.array([[naive(lane, v) for v in z[lane]] for lane in range(2)])
    np.testing.assert_allclose(psi.value(points), expected, rtol=1e-14)
    np.testing.assert_allclose(psi.total(points), expected.sum(-1), rtol=1e-14)
    np.testing.assert_allclose(psi.limit_at_zero(), [naive(0, 0.0), naive(1, 0.0)])
    np.testing.assert_allclose(psi.limit_at_zero(), [naive(0, 1e-12), naive(1, 1e-12)], atol=1e-10)


def test_midpoints_lie_above_chords(rng):
    """The family is concave."""
    psi = ConcaveFunction(INTERCEPTS, SLOPES, CURVATURE)
    a, b = rng.uniform(0, 4, size=(2, 2, 50))
    assert (psi.value((a + b) / 2) >= (psi.value(a) + psi.value(b)) / 2 - 1e-12).all()
