"""Huber functions with teeth: gradients by differences, and the constants that they keep."""

import numpy as np
import pytest

from impl.objectives.objectives import SeparableHuber
from impl.objectives.rippled_huber import RippledHuber

SCALE, WIDTH = np.array([[2.0, 0.5]]), np.array([[1.0, 3.0]])
DEPTH, RAMP = np.array([[1.0, 1.5]]), np.array([[0.25, 2.0]])


@pytest.fixture
def objective(lift_in):
    """Return a function whose first derivative reaches 0 in every tooth."""
    return RippledHuber(*lift_in(SCALE, WIDTH, DEPTH, RAMP))


def test_gradient_is_the_slope_of_the_value(objective, lift_in, rng):
    """Central differences of the value are the gradient, in the teeth and before them."""
    for x in 5 * rng.normal(size=(24, 2)):
        found = np.asarray(objective.gradient(*lift_in(x[None])))[0]
        for j in range(2):
            step = np.eye(2)[j] * 1e-6
            high, low = (float(objective.value(*lift_in((x + s)[None]))[0]) for s in (step, -step))
            assert np.isclose((high - low) / 2e-6, found[j], atol=1e-5)


def test_decreases_are_differences(objective, lift_in, rng):
    """The decrease of a step is the difference of both values."""
    for x, s in 4 * rng.normal(size=(8, 2, 2)):
        found = float(objective.decrease(*lift_in(x[None], s[None]))[0])
        values = [float(objective.value(*lift_in(p[None]))[0]) for p in (x, x - s)]
        assert np.isclose(found, values[0] - values[1], rtol=1e-9, atol=1e-12)


def test_the_curvature_is_at_most_the_scale_and_the_slope_at_most_that_of_huber(objective, lift_in):
    """Derivatives rise with slope c at most, lie between 0 and c delta, and reach both."""
    x = np.linspace(0.0, 9.0, 1801)
    slopes = np.stack([np.asarray(objective.gradient(*lift_in(np.array([[s, s]]))))[0] for s in x])
    rises = np.diff(slopes, axis=0) / np.diff(x)[:, None]
    assert (rises <= SCALE * (1 + 1e-6)).all() and (slopes >= 0).all()
    assert np.allclose(slopes.max(0), SCALE * WIDTH)
    assert slopes[x > 1.2, 0].min() < 1e-2 < slopes[x > 1.2, 0].max() / 100
    assert float(objective.minimum()[0]) == float(objective.value(*lift_in(np.zeros((1, 2))))[0])


def test_no_depth_is_huber(lift_in, rng):
    """Without depth there are no teeth, to the last bit."""
    scale, width, ramp, x = lift_in(SCALE, WIDTH, RAMP, 5 * rng.normal(size=(1, 2)))
    huber, flat = SeparableHuber(scale, width), RippledHuber(scale, width, 0 * width, ramp)
    for name in ("value", "gradient"):
        found, expected = (np.asarray(getattr(f, name)(x)).tolist() for f in (flat, huber))
        assert found == expected
