"""Modified SGD and the law of its iterates against literal loops."""

from fractions import Fraction
from itertools import product
from math import floor, inf

import numpy as np
import pytest
import torch

from falsum.balls import BallArray, midpoint_floats
from impl.gates import modified_sgd

POINTS = np.array([[[1.0, 0.5], [0.0, 2.0], [-1.0, 0.25]], [[2.0, 0.0], [1.0, 1.0], [0.0, -1.0]]])
MASS = np.array([[0.5, 0.25, 0.25], [0.125, 0.5, 0.375]])
TARGET = np.array([[1.0, 1.0], [0.5, -0.25]])
START = np.array([[0.0, 0.0], [2.0, 1.0]])
ALPHA, ETA = np.array([-1.0, -2.0]), np.array([0.25, 0.1])


def naive_step(w, x, target, alpha, eta):
    """Take one step of algorithm 2 in plain numbers."""
    y = max(0.0, float(np.dot(target, x)))
    g = alpha * (y > 0) * (y - np.dot(w, x)) * x
    return w - eta * g


def naive_law(lane, last, points=POINTS, mass=MASS):
    """Return the squared distances and weights of every sequence of draws."""
    draws = max(0, floor(last) - 1)
    atoms = []
    for choice in product(range(points.shape[1]), repeat=draws):
        w, weight = START[lane], 1.0
        for k in choice:
            w = naive_step(w, points[lane, k], TARGET[lane], ALPHA[lane], ETA[lane])
            weight *= mass[lane, k]
        atoms.append((weight, sum((w - TARGET[lane]) ** 2) if last >= 1 else inf))
    return atoms


def tail(squares, weights, level):
    """Return the weight of the squares above a level."""
    return sum(
        w for s, w in zip(np.asarray(squares), np.asarray(weights), strict=True) if s > level
    )


@pytest.mark.parametrize("last", [[0.5, 1.0], [2.9, 3.0], [4.0, 2.0]])
def test_paths_match_loops(lift_in, last):
    """Every tail of the law is that of the enumerated draws."""
    points, mass, target, start, alpha, eta, number = lift_in(
        POINTS, MASS, TARGET, START, ALPHA, ETA, last
    )
    law = modified_sgd.DataLaw(points, mass)
    paths = modified_sgd.all_paths(law, target, start, alpha, eta, number, horizon=3)
    for lane in range(2):
        atoms = naive_law(lane, last[lane])
        for level in (0.1, 0.5, 1.0, 2.0, 5.0):
            expected = sum(w for w, s in atoms if s > level)
            assert tail(paths.squares[lane], paths.weights[lane], level) == pytest.approx(expected)


def test_what_the_run_does_not_reach_is_marked(lift_in):
    """Beyond the horizon the weights are NaN."""
    points, mass, target, start, alpha, eta, number = lift_in(
        POINTS, MASS, TARGET, START, ALPHA, ETA, [4.0, 5.0]
    )
    law = modified_sgd.DataLaw(points, mass)
    paths = modified_sgd.all_paths(law, target, start, alpha, eta, number, horizon=3)
    assert np.isnan(np.asarray(paths.weights)).all(axis=1).tolist() == [False, True]


def test_counts_agree_with_paths(lift_in):
    """On the line with two points the law by counts is the law of all paths."""
    points, mass = [[[1.0], [2.0]], [[1.0], [-1.0]]], [[0.25, 0.75], [0.5, 0.5]]
    arrays = lift_in(points, mass, [[1.0], [2.0]], [[3.0], [-1.0]], ALPHA, ETA, [4.0, 6.5])
    law = modified_sgd.DataLaw(*arrays[:2])
    twin = modified_sgd.all_paths(law, *arrays[2:], horizon=6)
    paths = modified_sgd.counted_paths(law, *arrays[2:], horizon=6)
    np.testing.assert_allclose(np.asarray(paths.weights).sum(axis=1), 1)
    for lane in range(2):
        for level in (0.0, 0.01, 0.3, 1.0, 3.9, 8.9):
            assert tail(paths.squares[lane], paths.weights[lane], level) == pytest.approx(
                tail(twin.squares[lane], twin.weights[lane], level)
            )


def test_moments_match_loops(lift_in):
    """Moments of the active data and the risk are plain weighted sums."""
    points, mass, target, start = lift_in(POINTS, MASS, TARGET, START)
    law = modified_sgd.DataLaw(points, mass)
    for lane in range(2):
        shown = [float(np.dot(TARGET[lane], x) > 0) for x in POINTS[lane]]
        rows = list(zip(MASS[lane], shown, POINTS[lane], strict=True))
        matrix = sum(p * on * np.outer(x, x) for p, on, x in rows)
        fourth = sum(p * on * np.dot(x, x) ** 2 for p, on, x in rows)
        risk = sum(
            p * (max(0, np.dot(START[lane], x)) - max(0, np.dot(TARGET[lane], x))) ** 2
            for p, _, x in rows
        )
        least = np.linalg.eigvalsh(matrix)[0]
        assert float(law.least_eigenvalue(target)[lane]) == pytest.approx(least)
        assert float(law.active_fourth_moment(target)[lane]) == pytest.approx(fourth)
        assert float(modified_sgd.risk(law, target, start)[lane]) == pytest.approx(risk)


def test_autograd_passes_through_the_law(tensors):
    """The mean squared distance has the derivative of a difference quotient."""
    points, mass, target, start, alpha, eta = tensors(POINTS, MASS, TARGET, START, ALPHA, ETA)
    last = torch.tensor([3.0, 4.0], dtype=torch.float64)

    def mean(w):
        law = modified_sgd.DataLaw(points, mass)
        paths = modified_sgd.all_paths(law, target, w, alpha, eta, last, horizon=3)
        return (paths.squares * paths.weights).sum()

    mean(start).backward()
    h = 1e-6 * torch.tensor([[1.0, 0.5], [-1.0, 0.25]], dtype=torch.float64)
    with torch.no_grad():
        quotient = (mean(start + h) - mean(start - h)) / 2e-6
    assert torch.isclose((start.grad * h).sum() / 1e-6, quotient, rtol=1e-5)


def exactly(*arrays):
    """Move dyadic floats into balls without loss."""
    to_fraction = np.vectorize(Fraction, otypes=[object])
    return [BallArray.from_fractions(to_fraction(np.array(a))) for a in arrays]


def test_laws_in_balls_are_exact():
    """Dyadic data give rational squares and weights, the same as in floats."""
    arrays = (TARGET, START, ALPHA, np.array([0.25, 0.125]), np.array([3.0, 2.5]))
    law = modified_sgd.DataLaw(*exactly(POINTS, MASS))
    paths = modified_sgd.all_paths(law, *exactly(*arrays), horizon=2)
    twin = modified_sgd.all_paths(modified_sgd.DataLaw(POINTS, MASS), *arrays, horizon=2)
    np.testing.assert_allclose(midpoint_floats(paths.squares), twin.squares, rtol=1e-12)
    np.testing.assert_allclose(midpoint_floats(paths.weights), twin.weights, rtol=1e-12)
    assert (paths.squares.lower().points() == paths.squares.upper().points()).all()
    assert (paths.weights.points().sum(axis=1) == 1).all()
