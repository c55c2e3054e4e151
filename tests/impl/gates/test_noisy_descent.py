"""Noise assisted gradient dynamics against literal loops."""

from fractions import Fraction
from itertools import product
from math import sqrt

import numpy as np
import pytest
import torch

from falsum.balls import BallArray, midpoint_floats
from impl.gates import noisy_descent

INPUTS = np.array([[[1.0, 0.0], [-0.5, 1.0]], [[0.25, 0.25], [1.0, -1.0]]])
TARGET, START = np.array([[1.0, -1.0], [0.5, 2.0]]), np.array([[0.5, 1.0], [0.0, 0.0]])
FIRST = np.array([[[0.5, 0.0], [-0.5, 0.0]], [[0.0, 1.0], [0.0, -0.25]]])
SECOND = np.array([[[2.0, 0.0], [-0.5, 0.0]], [[0.0, 0.0], [0.6, 0.8]]])
CHANCES = np.array([[0.2, 0.8], [0.5, 0.5]])
ROOT, RADIUS, CLIP = np.array([0.5, 0.3]), np.array([2.5, 2.2]), np.array([1.0, 0.5])


def naive_move(w, lane, k, second):
    """Take one step of algorithm 3 in plain numbers."""
    g = np.zeros(2)
    for x in INPUTS[lane]:
        y = max(0.0, np.dot(TARGET[lane], x))
        if np.dot(w, x) >= 0:
            g -= (y - max(0.0, np.dot(w, x))) * x / len(INPUTS[lane])
    eta = ROOT[lane] ** 2
    return w - eta * (g + FIRST[lane, k]) + sqrt(eta) * second


def naive_clip(v, bound):
    """Shorten a vector to a bound."""
    size = np.linalg.norm(v)
    return v * min(bound, size) / size if size else v


@pytest.fixture
def run(lift_in):
    """Return the arrays of the two lanes."""
    arrays = lift_in(INPUTS, TARGET, START, FIRST, SECOND, CHANCES, ROOT, RADIUS, CLIP)
    inputs, target, start, first, second, chances, root, radius, clip = arrays
    labels = noisy_descent.relu_labels(inputs, target)
    law = noisy_descent.NoiseLaw(first, second, chances)
    return (inputs, labels, start, law, root, target), {"radius": radius, "clip": clip}


def test_greatest_distance_matches_loops(run):
    """The law of the greatest distance has the mean of all paths."""
    walk = noisy_descent.histories(*run[0], 3, clip=run[1]["clip"])
    np.testing.assert_allclose(np.asarray(walk.chances).sum(axis=1), 1)
    for lane in range(2):
        total = 0.0
        for choice in product(range(2), repeat=3):
            w, chance, greatest = START[lane], 1.0, 0.0
            for k in choice:
                w = naive_move(w, lane, k, SECOND[lane, k])
                chance *= CHANCES[lane, k]
                greatest = max(greatest, np.sum((w - TARGET[lane]) ** 2))
            total += chance * greatest
        highest = np.asarray(walk.squares[lane]).max(axis=1)
        found = float((highest * np.asarray(walk.chances[lane])).sum())
        assert found == pytest.approx(total, rel=1e-12)
        spared = np.sum(CHANCES[lane] * [np.linalg.norm(v) <= CLIP[lane] for v in SECOND[lane]])
        clipped = np.asarray(walk.chances[lane])[np.asarray(walk.beyond[lane])].sum()
        assert clipped == pytest.approx(1 - spared**3)


def test_the_delayed_process_matches_loops(run):
    """Noise is clipped, and a process that has left the ball rests."""
    walk = noisy_descent.histories(*run[0], 3, **run[1])
    for lane in range(2):
        total = 0.0
        for choice in product(range(2), repeat=3):
            w, chance = START[lane], 1.0
            for k in choice:
                chance *= CHANCES[lane, k]
                if np.linalg.norm(w - TARGET[lane]) < RADIUS[lane]:
                    w = naive_move(w, lane, k, naive_clip(SECOND[lane, k], CLIP[lane]))
            total += chance * np.sum((w - TARGET[lane]) ** 2)
        found = float((walk.squares[lane, :, -1] * walk.chances[lane]).sum())
        assert found == pytest.approx(total, rel=1e-12)


def test_chance_of_a_large_noise(run):
    """Only the outcomes beyond the bound count."""
    law, clip = run[0][3], run[1]["clip"]
    np.testing.assert_allclose(np.asarray(law.beyond(clip)), [0.2, 0.5])


def test_autograd_passes_through_a_path():
    """Noise of size 0 and a label that is met give finite derivatives."""
    start = torch.tensor(START, requires_grad=True)
    second = torch.tensor(SECOND, requires_grad=True)
    inputs, target = torch.tensor(INPUTS), torch.tensor(TARGET)
    law = noisy_descent.NoiseLaw(torch.tensor(FIRST), second, torch.tensor(CHANCES))
    labels = noisy_descent.relu_labels(inputs, target)
    walk = noisy_descent.histories(
        inputs,
        labels,
        start,
        law,
        torch.tensor(ROOT),
        target,
        2,
        radius=torch.tensor(RADIUS),
        clip=torch.tensor(CLIP),
    )
    (walk.squares[:, :, -1] * walk.chances).sum().backward()
    assert torch.isfinite(start.grad).all()
    assert torch.isfinite(second.grad).all()


def test_walks_in_balls_enclose_the_floats():
    """The delayed process in balls is narrow and agrees with floats."""
    to_fraction = np.vectorize(Fraction, otypes=[object])
    arrays = (INPUTS, TARGET, START, FIRST, SECOND, CHANCES, ROOT, RADIUS, CLIP)
    found = []
    for lift in (lambda a: BallArray.from_fractions(to_fraction(a)), np.asarray):
        inputs, target, start, first, second, chances, root, radius, clip = map(lift, arrays)
        labels = noisy_descent.relu_labels(inputs, target)
        law = noisy_descent.NoiseLaw(first, second, chances)
        walk = noisy_descent.histories(
            inputs, labels, start, law, root, target, 2, radius=radius, clip=clip
        )
        found.append(walk.squares)
    np.testing.assert_allclose(midpoint_floats(found[0]), found[1], rtol=1e-12)
    width = found[0].upper() - found[0].lower()
    assert (midpoint_floats(width) < 1e-25).all()
