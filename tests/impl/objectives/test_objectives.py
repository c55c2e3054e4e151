"""Objectives: values, gradients, and constants that are tight."""

from math import sqrt

import numpy as np
import pytest
import torch

from impl.objectives import objectives

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
    np.testing.assert_allclose(huber.partial_bound(), [1, 3])
    np.testing.assert_allclose(well.smoothness(), [4, 6])
    np.testing.assert_allclose(
        well.gradient_bound(), 3 * sqrt(3) / 8 * np.sqrt((SCALE**2).sum(-1)), rtol=1e-15
    )
    np.testing.assert_allclose(well.supremum(), [3, 3.75])


FALL = np.array([[3.0, 0.5, 1.0], [1.0, 8.0, 2.0]])


def every_kind(scale, width, fall):
    """Return one objective of each kind."""
    return [
        objectives.SeparableHuber(scale, width),
        objectives.RationalWell(scale),
        objectives.SeparablePlateau(scale, width, fall),
    ]


def test_the_plateau_is_the_integral_of_its_slope():
    """Values are the integral of the printed slope, which ends in a flat part."""
    plateau = objectives.SeparablePlateau(*(np.array([[v]]) for v in (2.0, 0.5, 4.0)))
    grid = np.linspace(0, 2, 20001)
    slopes = np.array([plateau.gradient(np.array([[v]]))[0, 0] for v in grid])
    expected = np.where(grid <= 0.5, 2 * grid, np.maximum(1 - 4 * (grid - 0.5), 0))
    np.testing.assert_allclose(slopes, expected, atol=1e-14)
    total = ((slopes[1:] + slopes[:-1]) / 2 * np.diff(grid)).sum()
    assert np.isclose(plateau.value(np.array([[-2.0]]))[0], total, rtol=1e-12)
    assert np.isclose(plateau.supremum()[0], total, rtol=1e-12)
    assert plateau.gradient(np.array([[-0.25]]))[0, 0] == -0.5


def test_the_plateau_is_smooth_from_above_only():
    """Definition 18 holds with the upper curvature, while the gradient is steeper downwards."""
    plateau = objectives.SeparablePlateau(*(np.array([[v]]) for v in (2.0, 0.5, 40.0)))
    points = np.linspace(-1, 1, 201)[:, None]
    values, slopes = plateau.value(points), plateau.gradient(points)[:, 0]
    gap = points[None, :, 0] - points[:, None, 0]
    quadratic = values[:, None] + slopes[:, None] * gap + plateau.smoothness()[0] / 2 * gap**2
    assert (values[None, :] <= quadratic + 1e-12).all()
    assert (np.abs(np.diff(slopes)) / 0.01).max() > 30


def test_decreases_are_differences_of_values(lift_in, rng):
    """The decrease of a step, long or short, is the difference of both values."""
    point, step = 2 * rng.normal(size=(2, 3)), 3 * rng.normal(size=(2, 3))
    arrays = lift_in(SCALE, WIDTH, FALL)
    for objective in every_kind(*arrays):
        for size in (1.0, 0.1, 0.0):
            x, s = lift_in(point, size * step)
            expected = objective.value(x) - objective.value(x - s)
            np.testing.assert_allclose(objective.decrease(x, s), expected, rtol=1e-9, atol=1e-14)


def test_tiny_decreases_keep_their_digits(lift_in):
    """Far out a step of 1e-12 decreases f by the gradient times the step, to ten digits."""
    x, s = lift_in([[1e3, -1e3, 0.3], [0.1, 0.2, -0.3]], np.full((2, 3), 1e-12))
    for objective in every_kind(*lift_in(SCALE, WIDTH + 2e3, FALL)):
        expected = (np.asarray(objective.gradient(x)) * 1e-12).sum(-1)
        np.testing.assert_allclose(objective.decrease(x, s), expected, rtol=1e-9)


def test_an_axis_for_paths_changes_nothing(lift_in, rng):
    """Points along a path have the values that they have one by one."""
    path = rng.normal(size=(2, 4, 3))
    for objective in every_kind(*lift_in(SCALE, WIDTH, FALL)):
        (points,) = lift_in(path)
        values = objectives.along_paths(objective).value(points)
        for k in range(4):
            np.testing.assert_allclose(values[:, k], objective.value(points[:, k]), rtol=1e-14)
