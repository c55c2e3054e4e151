"""Runs of many lanes: those that are done drop out, and nothing else changes."""

import numpy as np
import pytest

from impl.objectives import mesa, objectives
from impl.optimisers import lanes, rmsprop


@pytest.fixture
def runs(lift_in, rng):
    """Return an algorithm with a fading step, its starts and numbers of steps."""
    scale, start = 1 + rng.random((9, 2)), 3 * rng.normal(size=(9, 2))
    decay, size, last = rng.random(9), 0.1 + rng.random(9), np.arange(9.0) * 4
    scale, start, decay, size, last = lift_in(scale, start, decay, size, last)
    method = rmsprop.RmsProp(objectives.RationalWell(scale), decay, size, 0 * size, fading=True)
    return method, start, last


def norms_of(method, start, count):
    """Return the gradients' norms along a run, (batch, count), without any lane left out."""
    state, found = method.begin(start), []
    for _ in range(count):
        found.append(np.linalg.norm(np.asarray(method.objective.gradient(state[0])), axis=-1))
        state = method.advance(state)
    return np.stack(found, axis=1)


@pytest.mark.parametrize("enough", [0, 0.05, 0.3])
def test_dropping_lanes_changes_no_value(runs, enough):
    """Each lane's value is the least norm up to where it stops."""
    method, start, last = runs
    least = lanes.least_gradient_norm(method, start, last, horizon=20, enough=enough)
    norms = norms_of(method, start, 20)
    for lane, budget in enumerate(np.asarray(last)):
        running = np.minimum.accumulate(norms[lane])
        stop = min(int(budget), 20, int((running > enough).sum()) + 1)
        expected = running[stop - 1] if stop else np.inf
        assert np.isclose(float(least.value[lane]), expected, rtol=1e-12)
        assert bool(least.covered[lane]) == (budget < 21 or expected <= enough)


def test_the_first_critical_iterate(runs):
    """It is the first whose norm is small, and unknown where none is."""
    method, start, last = runs
    found = np.asarray(lanes.first_critical(method, start, 0.1 + 0 * last, horizon=20))
    small = norms_of(method, start, 20) <= 0.1
    expected = np.where(small.any(axis=1), small.argmax(axis=1) + 1.0, np.nan)
    np.testing.assert_array_equal(found, expected)
    assert 0 < np.isnan(found).sum() < 9


def test_a_run_that_is_caught_stays_on_its_slopes(lift_in):
    """A thousand steps keep the norm that is said of all; a run that is not caught gives NaN."""
    shape = [[[1.0, 2.0]] * 2, [[0.2, 0.1]] * 2, [[1.0, 1.0]] * 2, [[2.0, 2.0]] * 2]
    parts = lift_in(*shape, [[0.65, -0.7], [0.9, 0.7]], [7 / 16] * 2, [1.0] * 2)
    hill, (start, decay, alpha) = mesa.Mesa(*parts[:4]), parts[4:]
    slope, ends = hill.scale * hill.width, hill.width + hill.hold
    found = np.asarray(rmsprop.least_forever(start, decay, alpha, hill.width, ends, slope))
    assert np.isclose(found[0], np.hypot(0.2, 0.2), rtol=1e-12)
    assert np.isnan(found[1])
    norms = norms_of(rmsprop.RmsProp(hill, decay, alpha, 0 * alpha), start, 1000)
    np.testing.assert_allclose(norms[0], found[0], rtol=1e-12)
