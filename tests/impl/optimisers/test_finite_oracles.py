"""RMSProp over every sequence of answers, against runs one by one."""

from itertools import product

import numpy as np
import pytest

from impl.optimisers import finite_oracles, rmsprop

START = np.array([[1.0, -2.0], [0.5, 3.0]])
WEIGHTS = np.array([[0.25, 0.75], [0.5, 0.5]])
FACTORS = np.array([[[2.0, 0.0], [2 / 3, 4 / 3]], [[0.5, 1.5], [1.5, 0.5]]])
SETTINGS = [np.array([0.9, 0.0]), np.array([0.1, 0.3]), np.array([0.5, 1.0])]


def naive_runs(lane, steps):
    """Yield the probability and the points of each sequence of answers."""
    beta, alpha, xi = (s[lane] for s in SETTINGS)
    for sequence in product(range(2), repeat=steps - 1):
        x, v, path, probability = START[lane].copy(), np.zeros(2), [START[lane]], 1.0
        for k in sequence:
            g = x * FACTORS[lane, k]
            v = beta * v + (1 - beta) * (g**2 + xi)
            x = x - alpha * g / np.sqrt(v)
            path.append(x)
            probability *= WEIGHTS[lane, k]
        yield probability, path


@pytest.fixture
def runs(lift_in):
    """Return the weights and the steps of three queries to a multiplicative oracle."""
    start, weights, factors, *settings = lift_in(START, WEIGHTS, FACTORS, *SETTINGS)

    def answers(points):
        return points[:, :, None, :] * factors[:, None, :, :]

    return weights, finite_oracles.all_steps(answers, weights, start, *settings, 3)


def test_states_are_all_sequences(runs):
    """The points of the third query and their probabilities are those of single runs."""
    _, steps = runs
    for lane in range(2):
        expected = list(naive_runs(lane, 3))
        last = steps[2].before
        np.testing.assert_allclose(last.points[lane], [p[-1] for _, p in expected], rtol=1e-12)
        np.testing.assert_allclose(last.weights[lane], [w for w, _ in expected], rtol=1e-12)
    assert [s.before.points.shape[1] for s in steps] == [1, 2, 4]


def test_a_run_ends_with_the_lane_that_goes_on_for_longest(lift_in):
    """Steps that no lane asks for are not taken, and the first one always is."""
    weights, factors, start, *settings = lift_in(WEIGHTS, FACTORS, START, *SETTINGS)

    def answers(points):
        return points[:, :, None, :] * factors[:, None, :, :]

    for last, steps in (([0.5, 2.5], 2), ([0.0, 0.0], 1), ([9.0, 1.0], 3)):
        (wanted,) = lift_in(last)
        found = finite_oracles.all_steps(answers, weights, start, *settings, 3, wanted)
        assert len(found) == steps


def test_expected_minimum(runs):
    """The expectation of the minimum weighs each sequence by its probability."""
    weights, steps = runs
    norms = [(s.before.points**2).sum(-1) for s in steps]
    found = finite_oracles.mean_least(norms, weights)
    for lane in range(2):
        expected = sum(w * min((x**2).sum() for x in p) for w, p in naive_runs(lane, 3))
        assert np.isclose(float(found[lane]), expected, rtol=1e-12)


def test_the_least_expectation_is_not_the_expectation_of_the_least():
    """An oracle that answers x or -x: the steps are 1 long, from 1 to 0 or to 2, then on to 1 or 3.

    The least square is 0 or 1, with the mean 1/2; the mean squares are 1, 2 and 5/2.
    """
    weights, start, one = np.array([[0.5, 0.5]]), np.array([[1.0]]), np.array([1.0])

    def answers(points):
        return np.stack([points, -points], axis=2)

    steps = finite_oracles.all_steps(answers, weights, start, 0 * one, one, 0 * one, 3)
    squares = [(s.before.points**2).sum(-1) for s in steps]
    means = [s.before.weights for s in steps]
    least = finite_oracles.least_mean(squares, means, 3 * one, 0 * one).value
    assert finite_oracles.mean_least(squares, weights)[0] == 0.5
    assert least[0] == 1


def test_moments(runs):
    """Replies have the gradient as their mean here; the moment is a weighted sum."""
    weights, steps = runs
    mean = finite_oracles.mean_reply(steps[0].answers, weights)
    np.testing.assert_allclose(mean[:, 0], START, rtol=1e-12)
    half = weights[:, 0]
    moment = finite_oracles.interpolation_moment(steps[0].answers, weights, half)
    norms = np.linalg.norm(START[:, None, :] * FACTORS, axis=-1)
    expected = (WEIGHTS * (norms + WEIGHTS[:, :1]) ** 2).sum(-1)
    np.testing.assert_allclose(moment[:, 0], expected, rtol=1e-12)


def test_one_answer_is_plain_rmsprop(lift_in):
    """An oracle that always answers with the gradient is deterministic."""
    start, weights, *settings = lift_in(START, np.ones((2, 1)), *SETTINGS)
    steps = finite_oracles.all_steps(
        lambda points: points[:, :, None, :], weights, start, *settings, 4
    )
    run = rmsprop.trajectory(lambda x: x, start, *settings, 4)
    for k, step in enumerate(steps):
        np.testing.assert_allclose(step.before.points[:, 0], run.points[:, k], rtol=1e-12)
        np.testing.assert_allclose(step.averages[:, 0, 0], run.averages[:, k], rtol=1e-12)
        np.testing.assert_allclose(step.displacements[:, 0, 0], run.displacements[:, k])
