"""Hitting times against their literal definitions."""

import numpy as np

from impl.gates.modified_sgd import DataLaw, counted_paths
from impl.processes.hitting import first_at_most, surely_near_from

HORIZON = 9


def test_the_number_of_the_iterate_is_that_of_the_law_of_each_iterate() -> None:
    """Enumerate the law of every iterate, and look back from the horizon."""
    rng = np.random.default_rng(0)
    batch = 40
    weight = rng.uniform(0.1, 0.9, batch)
    law = DataLaw(rng.normal(size=(batch, 2, 1)), np.stack([weight, 1 - weight], axis=1))
    target, start = rng.normal(size=(2, batch, 1))
    step, eps, delta = rng.uniform(0.1, 0.9, (3, batch))
    found = surely_near_from(law, target, start, step, eps, delta, horizon=HORIZON)
    likely = []
    for number in range(1, HORIZON + 1):
        last = np.full(batch, float(number))
        paths = counted_paths(law, target, start, -np.ones(batch), step, last, horizon=HORIZON)
        inside = (paths.squares <= eps[:, None] ** 2) * paths.weights
        likely.append(inside.sum(axis=1) >= 1 - delta)
    for lane in range(batch):
        last_bad = max((n for n in range(HORIZON) if not likely[n][lane]), default=-1)
        expected = last_bad + 2 if last_bad < HORIZON - 1 else np.inf
        assert found[lane] == expected
    assert np.isfinite(found).sum() > 2 and len(set(found)) > 3


def test_the_first_value_at_most_a_level_counts_from_one() -> None:
    """Equality counts, later values do not, and without any the number is unknown."""
    values = np.array([[3.0, 1.0, 2.0, 0.0], [1.0, 5.0, 5.0, 5.0], [4.0, 4.0, 4.0, 4.0]])
    found = first_at_most(values, np.array([1.0, 1.0, 1.0]))
    assert found[:2].tolist() == [2, 1] and np.isnan(found[2])
