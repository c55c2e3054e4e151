"""Averages of components: constants that hold, and gradients by differences."""

from dataclasses import replace

import numpy as np
import pytest

from impl.objectives.component_objectives import ComponentHuber
from impl.optimisers.finite_oracles import least_mean

SCALE = np.array([[[1.0, 2.0], [3.0, 0.5]]])
WIDTH = np.array([[[0.5, 1.0], [2.0, 0.25]]])
DEPTH = np.array([[[0.25, 1.0], [0.0, 0.125]]])
RAMP = np.array([[[0.5, 0.25], [1.0, 0.375]]])
TILT = np.array([[[0.25, -1.0], [-0.25, 1.0]]])


@pytest.fixture
def objective(lift_in):
    """Return an average of two tilted components in two coordinates."""
    return ComponentHuber(*lift_in(SCALE, WIDTH, DEPTH, RAMP, TILT))


def test_gradient_is_the_slope_of_the_value(objective, lift_in, rng):
    """Central differences of the value are the mean of the components' gradients."""
    for x in 2 * rng.normal(size=(6, 2)):
        (points,) = lift_in(x[None, None])
        found = np.asarray(objective.gradient(points))[0, 0]
        parts = np.asarray(objective.components(points))[0, 0]
        np.testing.assert_allclose(parts.mean(0), found, rtol=1e-12)
        for j in range(2):
            step = np.eye(2)[j] * 1e-6
            high, low = (float(objective.value(*lift_in((x + s)[None]))[0]) for s in (step, -step))
            assert np.isclose((high - low) / 2e-6, found[j], atol=1e-5)


def test_decreases_are_differences(objective, lift_in, rng):
    """The decrease of a step is the difference of both values."""
    x, s = 2 * rng.normal(size=(1, 5, 2)), rng.normal(size=(1, 5, 2))
    found = np.asarray(objective.decrease(*lift_in(x, s)))[0]
    for k in range(5):
        values = [float(objective.value(*lift_in(p))[0]) for p in (x[:, k], x[:, k] - s[:, k])]
        assert np.isclose(found[k], values[0] - values[1], rtol=1e-11)


def test_constants(objective, lift_in):
    """The bound is reached where no tooth dips, the curvature at the origin, where f is least."""
    assert np.isclose(float(objective.smoothness()[0]), 2.0)
    signs = np.array([[[s, t] for s in (-1.0, 1.0) for t in (-1.0, 1.0)]]) * 1e3
    flat = replace(objective, depth=0 * objective.depth)
    norms = np.linalg.norm(np.asarray(flat.components(*lift_in(signs))), axis=-1)
    assert np.isclose(norms.max(), float(objective.component_bound()[0]))
    near = np.stack([np.zeros(2), [0.1, 0.0], [0.0, -0.1], [-3.0, 2.0]])
    values = [float(objective.value(*lift_in(x[None]))[0]) for x in near]
    assert values[0] == float(objective.minimum()[0]) == 0 and min(values[1:]) > 0


def test_least_mean(lift_in):
    """Expectations of the iterates 1 to T compete; what was not computed is not known."""
    values = lift_in([[4.0], [4.0], [4.0]], [[1.0, 5.0]] * 3)
    weights = lift_in([[1.0]] * 3, [[0.5, 0.5]] * 3)
    last, enough = lift_in([0.5, 1.9, 7.0], [0.0, 0.0, 3.0])
    least = least_mean(values, weights, last, enough)
    assert np.asarray(least.value).tolist() == [np.inf, 4.0, 3.0]
    assert np.asarray(least.covered).tolist() == [True, True, True]
    assert not np.asarray(least_mean(values, weights, last, 0 * enough).covered)[2]
