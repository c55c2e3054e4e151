"""Processes on a binary tree against the definition, one path at a time."""

from fractions import Fraction
from itertools import product

import numpy as np
import pytest

from falsum import balls
from impl.processes import branching


def enumerated(down, up, lean, n):
    """Follow each sequence of turns through the tree; yield steps, drifts and weight."""
    for turns in product((0, 1), repeat=n):
        node, steps, drifts, weight = 0, [], [], Fraction(1)
        for turn in turns:
            a, b = down[node], up[node]
            p = lean[node] * a / (a + b) if a + b else Fraction(0)
            drifts.append(p * b - (1 - p) * a)
            steps.append(b if turn else -a)
            weight *= p if turn else 1 - p
            node = 2 * node + 1 + turn
        yield steps, drifts, weight


def tree(rng, n):
    """Draw small rationals for the nodes of a tree; some nodes stay or go one way only."""
    nodes = 2**n - 1
    down, up, lean = rng.integers(0, 4, nodes), rng.integers(0, 4, nodes), rng.integers(0, 5, nodes)
    return [[Fraction(int(v), d) for v in row] for row, d in ((down, 1), (up, 2), (lean, 4))]


@pytest.mark.parametrize("n", [1, 2, 4])
def test_paths_are_exact_in_balls(rng, n):
    """Steps, drifts and weights are the fractions of the definition."""
    down, up, lean = tree(rng, n)
    found = branching.paths(*(balls.asarray([row]) for row in (down, up, lean)))
    steps, drifts, weights = zip(*enumerated(down, up, lean, n), strict=True)
    assert found.steps.points()[0].tolist() == [list(row) for row in steps]
    assert found.drifts.points()[0].tolist() == [list(row) for row in drifts]
    assert found.weights.points()[0].tolist() == list(weights)


def test_paths_in_floats_match(lift_in, rng):
    """The array law is that of the definition for several trees at once."""
    trees = [tree(rng, 3) for _ in range(5)]
    arrays = [np.array([[float(v) for v in t[k]] for t in trees]) for k in range(3)]
    found = branching.paths(*lift_in(*arrays))
    for lane, (down, up, lean) in enumerate(trees):
        for j, (steps, drifts, weight) in enumerate(enumerated(down, up, lean, 3)):
            np.testing.assert_allclose(np.asarray(found.steps)[lane, j], np.array(steps, float))
            drift = np.asarray(found.drifts)[lane, j]
            np.testing.assert_allclose(drift, np.array(drifts, float), atol=1e-15)
            assert float(np.asarray(found.weights)[lane, j]) == pytest.approx(float(weight))


def test_a_lean_of_one_is_a_martingale_exactly(lift_in, rng):
    """No rounding error makes a fair step drift."""
    down, up = rng.random((50, 7)), rng.random((50, 7))
    found = branching.paths(*lift_in(down, up, np.ones((50, 7))))
    assert not np.asarray(found.drifts).any()


def test_the_number_of_nodes_is_checked(lift_in):
    """Anything but 2^n - 1 nodes is refused."""
    with pytest.raises(ValueError, match="no full binary tree"):
        branching.paths(*lift_in(*np.ones((3, 1, 4))))


def test_bounds_are_those_of_the_paths():
    """No step of a path is longer than the bound of its number, and no mean is greater."""
    down, up = np.array([[1.0, 2.0, 0.5]]), np.array([[3.0, 0.0, 1.0]])
    lean = np.array([[1.0, 0.5, 0.25]])
    sizes, means = branching.bounds(down, up, lean)
    run = branching.paths(down, up, lean)
    assert sizes.tolist() == [[3.0, 2.0]]
    assert (np.abs(run.steps) <= sizes[:, None]).all()
    assert means.tolist() == run.drifts.max(axis=1).tolist() == [[0.0, -0.375]]


def test_a_walk_is_a_tree_of_equal_nodes():
    """The binomial law has the weights of all paths that end at the same place."""
    node = np.array([[1.0]]), np.array([[3.0]]), np.array([[0.5]])
    ends, weights = branching.walk(*node, 5)
    run = branching.paths(*(np.repeat(each, 31, axis=1) for each in node))
    tree = run.steps.sum(axis=2)
    for end, weight in zip(ends[0], weights[0], strict=True):
        assert weight == pytest.approx(run.weights[tree == end].sum())
    assert weights.sum() == pytest.approx(1)
