"""Objectives: values, gradients, and constants that are tight."""

from math import sqrt

import numpy as np
import pytest
import torch

from impl import objectives

SCALE = np.array([[1.0, 2.0, 0.0], [0.5, 0.25, 3.0]])
WIDTH = np.array([[1.0, 0.5, 2.0], [0.0, 3.0, 1.0]])


def naive_huber(x, delta):
    """Follow the two cases."""
    return x * x / 2 if abs(x) <= delta else delta * abs(x) - delta * delta / 2


def naive_well(x):
    """Evaluate the rational well."""
    return x * x / (1 + x * x)


@pytest.fixture
def points(rng):
    """Return points inside, outside and on the kinks."""
    return np.stack([3 * rng.normal(size=(2, 3)), WIDTH, -WIDTH, np.zeros((2, 3))])


def build(kind, scale, width):
    """Return an objective of either kind."""
    huber = kind == "huber"
    return objectives.SeparableHuber(scale, width) if huber else objectives.RationalWell(scale)


@pytest.mark.parametrize("kind", ["huber", "well"])
def test_values_match_loops(kind, lift_in, points):
    """Values are the weighted sums of their cases."""
    objective = build(kind, *lift_in(SCALE, WIDTH))
    for x in points:
        expected = [
            sum(
                c * (naive_huber(v, d) if kind == "huber" else naive_well(v))
                for c, d, v in zip(cs, ds, xs, strict=True)
            )
            for cs, ds, xs in zip(SCALE, WIDTH, x, strict=True)
        ]
        np.testing.assert_allclose(objective.value(*lift_in(x)), expected, rtol=1e-13)
    np.testing.assert_array_equal(objective.minimum(), [0, 0])


@pytest.mark.parametrize("kind", ["huber", "well"])
def test_gradients_are_autograd(kind, tensors, points):
    """The explicit gradient is the derivative of the value, at the kinks too."""
    for x in points:
        scale, width, point = tensors(SCALE, WIDTH, x)
        objective = build(kind, scale, width)
        objective.value(point).sum().backward()
        explicit = objective.gradient(point).detach()
        assert torch.allclose(point.grad, explicit, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("kind", ["huber", "well"])
def test_constants_hold_and_are_attained(kind):
    """No secant of the gradient is steeper than L, and both constants are reached."""
    c, d = np.array([[2.0]]), np.array([[0.5]])
    objective = build(kind, c, d)
    grid = np.linspace(-4, 4, 8001)
    slopes = np.array([objective.gradient(np.array([[v]]))[0, 0] for v in grid])
    secants = np.abs(np.diff(slopes)) / np.diff(grid)
    smoothness, bound = objective.smoothness()[0], objective.gradient_bound()[0]
    assert smoothness * 0.999 < secants.max() <= smoothness * (1 + 1e-9)
    assert bound * 0.999 < np.abs(slopes).max() <= bound * (1 + 1e-15)


def test_bounds_of_the_sums():
    """Constants of a sum: the largest L, the Euclidean sum of bounds, the sum of suprema."""
    huber = objectives.SeparableHuber(SCALE, WIDTH)
    well = objectives.RationalWell(SCALE)
    np.testing.assert_allclose(huber.smoothness(), [2, 3])
    np.testing.assert_allclose(huber.gradient_bound(), [sqrt(2), sqrt(0.75**2 + 9)])
    np.testing.assert_allclose(well.smoothness(), [4, 6])
    np.testing.assert_allclose(
        well.gradient_bound(), 3 * sqrt(3) / 8 * np.sqrt((SCALE**2).sum(-1)), rtol=1e-15
    )
    np.testing.assert_allclose(well.supremum(), [3, 3.75])
