"""Drawn paths of noise assisted gradient descent against the law of all paths."""

from typing import Any

import numpy as np

from impl.gates.noisy_descent import NoiseLaw, greatest_distance, relu_labels
from impl.gates.sampled_descent import sampled_greatest


def test_the_trials_that_draw_every_outcome_are_the_enumerated_paths(lift_in: Any) -> None:
    """Give each of nine trials its own pair of outcomes: their distances are those of the law."""
    rng = np.random.default_rng(3)
    inputs, target, start = rng.normal(size=(2, 3, 2)), *rng.normal(size=(2, 2, 2))
    first, second = rng.normal(size=(2, 2, 3, 2))
    chances, root = np.array([[0.25, 0.25, 0.5], [0.2, 0.3, 0.5]]), np.array([0.3, 0.7])
    labels = relu_labels(inputs, target)
    numbers = np.array([0.1, 0.4, 0.9])
    uniforms = np.stack([np.repeat(numbers, 3), np.tile(numbers, 3)], axis=1)[None]
    arrays = (inputs, labels, start, first, second, chances, root, target, uniforms)
    inputs, labels, start, first, second, chances, root, target, uniforms = lift_in(*arrays)
    law = NoiseLaw(first, second, chances)
    found = sampled_greatest(inputs, labels, start, law, root, target, uniforms)
    walk = greatest_distance(inputs, labels, start, law, root, target, 2)
    assert found.shape == (2, 9)
    assert np.allclose(np.asarray(found), np.asarray(walk.values))
