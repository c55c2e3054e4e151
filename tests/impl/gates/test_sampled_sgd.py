"""Drawn paths of modified SGD against a loop over trials and against the exact law."""

from typing import Any

import numpy as np

from impl.gates.modified_sgd import DataLaw, all_paths
from impl.gates.sampled_sgd import sampled_squares
from impl.processes.drawing import drawn


def learning(batch: int, m: int, n: int, seed: int) -> tuple[Any, ...]:
    """Return a random law, target, start and generator."""
    rng = np.random.default_rng(seed)
    weights = rng.dirichlet(np.ones(m), batch)
    law = DataLaw(rng.normal(size=(batch, m, n)), weights)
    return law, *rng.normal(size=(2, batch, n)), rng


def test_every_path_is_that_of_the_algorithm_as_printed(lift_in: Any) -> None:
    """Follow each trial step by step, each lane to its own T."""
    law, target, start, rng = learning(3, 4, 2, 0)
    uniforms, alpha, eta = rng.random((1, 5, 6)), -np.ones(3) * 2, np.full(3, 0.1)
    last = np.array([1.0, 4.5, 6.0])
    lifted = lift_in(law.points, law.weights, target, start, alpha, eta, last, uniforms)
    found = sampled_squares(DataLaw(*lifted[:2]), *lifted[2:])
    for lane in range(3):
        edges = np.cumsum(law.weights[lane])
        for trial in range(5):
            w = start[lane].copy()
            for number in range(1, int(last[lane])):
                u = uniforms[0, trial, number - 1]
                x = law.points[lane, min(np.searchsorted(edges, u, side="right"), 3)]
                y = max(0.0, target[lane] @ x)
                w = w - 0.1 * (-2.0 * (y > 0) * (y - w @ x) * x)
            assert np.isclose(float(found[lane, trial]), ((w - target[lane]) ** 2).sum())


def test_iterates_that_do_not_exist_or_are_not_reached() -> None:
    """Below 1 the distance is infinite, beyond the draws it is unknown."""
    law, target, start, rng = learning(2, 2, 1, 1)
    last, draws = np.array([0.5, 9.0]), rng.random((1, 3, 4))
    found = sampled_squares(law, target, start, -np.ones(2), np.ones(2), last, draws)
    assert np.isinf(found[0]).all()
    assert np.isnan(found[1]).all()


def test_frequencies_approach_the_exact_law() -> None:
    """The share of near iterates is that of the enumerated law, up to five deviations."""
    law, target, start, rng = learning(4, 3, 2, 2)
    alpha, eta, last = -np.ones(4), np.full(4, 0.3), np.full(4, 4.0)
    uniforms = rng.random((1, 20000, 3))
    squares = sampled_squares(law, target, start, alpha, eta, last, uniforms)
    paths = all_paths(law, target, start, alpha, eta, last, horizon=3)
    for lane in range(4):
        level = np.median(paths.squares[lane]) * (1 + 1e-9)
        exact = paths.weights[lane][paths.squares[lane] <= level].sum()
        assert abs((squares[lane] <= level).mean() - exact) < 5 * 0.5 / np.sqrt(20000)


def test_each_trial_draws_one_point() -> None:
    """Masses that add up to less than 1 in floats leave nothing out."""
    uniforms = np.array([[[0.0, 0.25, 0.49], [0.5, 1 - 2.0**-53, 0.1]]])
    rows = drawn(np.array([[0.25, 0.25, 0.5 - 1e-16]]), uniforms)
    assert rows[0].argmax(axis=-1).tolist() == [[0, 1, 1], [2, 2, 0]]
    assert (rows.sum(axis=-1) == 1).all()
