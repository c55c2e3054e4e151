"""RMSProp against literal loops, on objectives with known constants."""

from math import floor, inf, sqrt

import numpy as np
import pytest
import torch

from impl.objectives import objectives
from impl.optimisers import lanes, rmsprop, running


def naive_rmsprop(gradient, start, beta, alpha, xi, steps):
    """Run algorithm 6 coordinate by coordinate."""
    x, v, path = list(start), [0.0] * len(start), [list(start)]
    for _ in range(steps):
        g = gradient(x)
        for i in range(len(x)):
            v[i] = beta * v[i] + (1 - beta) * (g[i] ** 2 + xi)
            if v[i] != 0:
                x[i] -= alpha * g[i] / sqrt(v[i])
        path.append(list(x))
    return path


SCALE = np.array([[1.0, 2.0], [0.5, 0.0], [3.0, 1.0]])
START = np.array([[1.0, -2.0], [0.3, 4.0], [0.0, 0.0]])
SETTINGS = (np.array([0.9, 0.0, 0.5]), np.array([0.1, 0.01, 1.0]), np.array([0.1, 0.0, 0.0]))


def naive_well(c):
    """Return the gradient of one rational well in plain numbers."""
    return lambda x: [2 * a * v / (1 + v * v) ** 2 for a, v in zip(c, x, strict=True)]


def test_iterates_match_loops(lift_in):
    """The batched run equals algorithm 6, with a vanishing average left alone."""
    scale, start, *settings = lift_in(SCALE, START, *SETTINGS)
    well = objectives.RationalWell(scale)
    path = rmsprop.rmsprop(well.gradient, start, *settings, 6)
    for lane in range(3):
        expected = naive_rmsprop(
            naive_well(SCALE[lane]), START[lane], *(float(s[lane]) for s in SETTINGS), 6
        )
        np.testing.assert_allclose(path[lane], expected, rtol=1e-11, atol=1e-14)


@pytest.mark.parametrize("last", [[0.5, 1.0, 3.0], [6.99, 7.0, 0.0]])
def test_least_gradient_norm_matches_loops(lift_in, last):
    """The iterates 1 to floor(T) compete; none for T < 1."""
    scale, start, *settings, budget = lift_in(SCALE, START, *SETTINGS, last)
    method = rmsprop.RmsProp(objectives.RationalWell(scale), *settings)
    least = lanes.least_gradient_norm(method, start, budget, horizon=20)
    for lane in range(3):
        gradient = naive_well(SCALE[lane])
        count = floor(last[lane])
        path = naive_rmsprop(gradient, START[lane], *(float(s[lane]) for s in SETTINGS), 8)
        norms = [sqrt(sum(g * g for g in gradient(x))) for x in path[:count]]
        assert np.isclose(float(least.value[lane]), min(norms, default=inf), rtol=1e-11)
    assert all(least.covered)


def test_the_cap_shows_in_the_mask(lift_in):
    """A lane that asks for more than the cap has an upper bound only."""
    scale, start, *settings, budget = lift_in(SCALE, START, *SETTINGS, [4.0, 5.0, 1e9])
    method = rmsprop.RmsProp(objectives.RationalWell(scale), *settings)
    least = lanes.least_gradient_norm(method, start, budget, horizon=4)
    assert np.asarray(least.covered).tolist() == [True, False, True]
    assert np.asarray(least.value)[2] == 0


def test_inverse_root_off_the_support():
    """The generalised inverse of 0 is 0 and its derivative is finite."""
    v = torch.tensor([0.0, 4.0], dtype=torch.float64, requires_grad=True)
    root = rmsprop.inverse_root(v)
    assert root.tolist() == [0.0, 0.5]
    root.sum().backward()
    assert torch.isfinite(v.grad).all()


def test_autograd_passes_through_the_run(tensors):
    """The derivative of the least norm in the start agrees with a difference quotient."""
    scale, start, *settings, last = tensors(
        SCALE[:2], START[:2], *[s[:2] for s in SETTINGS], [5, 3]
    )
    method = rmsprop.RmsProp(objectives.RationalWell(scale), *settings)

    def least(x):
        return lanes.least_gradient_norm(method, x, last, horizon=9).value.sum()

    least(start).backward()
    h = 1e-6 * torch.tensor([[1.0, 0.5], [-1.0, 0.0]], dtype=torch.float64)
    with torch.no_grad():
        quotient = (least(start + h) - least(start - h)) / 2e-6
    assert torch.isclose((start.grad * h).sum() / 1e-6, quotient, rtol=1e-5, atol=1e-8)


def test_a_trajectory_is_consistent(lift_in):
    """Points, gradients, averages and displacements belong to one run of algorithm 6."""
    scale, start, decay, size, shift = lift_in(SCALE, START, *SETTINGS)
    well = objectives.RationalWell(scale)
    run = rmsprop.trajectory(well.gradient, start, decay, size, shift, 5)
    points = np.asarray(run.points)
    np.testing.assert_allclose(points[:, :-1] - np.asarray(run.displacements), points[:, 1:])
    np.testing.assert_allclose(rmsprop.averages(run.gradients, decay, shift), run.averages)
    for k in range(5):
        np.testing.assert_allclose(run.gradients[:, k], well.gradient(run.points[:, k]))


def test_step_sizes_may_change(lift_in):
    """With a row of step sizes the k-th step takes the k-th."""
    scale, start, decay, _, shift = lift_in(SCALE, START, *SETTINGS)
    sizes = np.array([[0.1, 0.0, 1.0]] * 3)
    well = objectives.RationalWell(scale)
    run = rmsprop.trajectory(well.gradient, start, decay, *lift_in(sizes), shift, 3)
    path, v = [START.copy()], np.zeros_like(START)
    for k in range(3):
        g = np.asarray(objectives.RationalWell(SCALE).gradient(path[-1]))
        v = SETTINGS[0][:, None] * v + (1 - SETTINGS[0][:, None]) * (g**2 + SETTINGS[2][:, None])
        root = np.where(v > 0, 1 / np.sqrt(np.where(v > 0, v, 1)), 0)
        path.append(path[-1] - sizes[:, k, None] * root * g)
    np.testing.assert_allclose(run.points, np.stack(path, axis=1), rtol=1e-12)


def test_extremes_so_far():
    """Each entry is the extreme of the first ones."""
    values = np.array([[3.0, 1.0, 4.0, 1.5]])
    assert running.most_so_far(values).tolist() == [[3, 3, 4, 4]]
    assert running.least_so_far(values).tolist() == [[3, 1, 1, 1]]
