"""The finite laws against enumeration, in floats and exactly."""

import math
from collections import Counter
from fractions import Fraction
from itertools import combinations, product

import array_api_compat.torch as torch_namespace
import numpy as np
import pytest
import torch
from scipy.stats import binom

from falsum import balls
from falsum.balls import midpoint_floats
from falsum.chance.laws import (
    binomial_law,
    compositions,
    hypergeometric_law,
    multinomial_law,
    paths,
    product_law,
)
from falsum.chance.walks import maximum_law, passage_law, walk_law

HALVES = [[Fraction(1, 4), Fraction(3, 4)], [Fraction(1, 2), Fraction(1, 2)]]
THIRDS = [[Fraction(1, 8), Fraction(1, 2), Fraction(3, 8)], [Fraction(1, 4)] * 2 + [Fraction(1, 2)]]


def lift(xp, rows):
    """Return nested fractions as an array of the namespace."""
    if xp is balls.namespace:
        return balls.BallArray.from_fractions(rows)
    return xp.asarray(np.array(rows, dtype=float))


def numbers(array):
    """Return an array's entries: fractions of points, or floats."""
    if isinstance(array, balls.BallArray):
        return array.points().tolist() if array.is_point.all() else midpoint_floats(array).tolist()
    return np.asarray(array).tolist()


def agree(xp, values, weights, expected):
    """Compare one lane's law with a mapping from atoms to fractions; exactly in balls."""
    found: Counter = Counter()
    for value, weight in zip(values, weights, strict=True):
        atom = tuple(value) if isinstance(value, list) else value
        found[atom] += weight
    assert {k: v for k, v in found.items() if v} == (
        expected if xp is balls.namespace else pytest.approx(dict(expected), rel=1e-13)
    )
    assert all(weight >= 0 for weight in weights)
    if xp is balls.namespace:
        assert sum(weights) == 1


def enumerated(outcomes, law, steps, statistic):
    """Return the exact law of a statistic of all paths of independent steps."""
    result: Counter = Counter()
    for path in product(range(len(outcomes)), repeat=steps):
        result[statistic([outcomes[i] for i in path])] += math.prod(law[i] for i in path)
    return {k: v for k, v in result.items() if v}


@pytest.mark.parametrize("n", [0, 1, 5])
def test_binomial_law(xp, n):
    """The weights are those of counting successes, with the edges 0 and 1 of p."""
    ps = [Fraction(1, 4), Fraction(0), Fraction(1)]
    values, weights = binomial_law(n, lift(xp, ps), xp)
    assert values.shape == weights.shape == (3, n + 1)
    for lane, p in enumerate(ps):
        expected = enumerated([0, 1], [1 - p, p], n, sum)
        agree(xp, numbers(values)[lane], numbers(weights)[lane], expected)


@pytest.mark.parametrize("n", [0, 1, 4])
def test_multinomial_law(xp, n):
    """The weights are those of counting cells, also when a cell is empty."""
    laws = [*THIRDS, [Fraction(1, 2), Fraction(0), Fraction(1, 2)]]
    values, weights = multinomial_law(n, lift(xp, laws), xp)
    assert values.shape == (3, math.comb(n + 2, 2), 3)
    for lane, law in enumerate(laws):
        expected = enumerated(range(3), law, n, lambda p: tuple(p.count(i) for i in range(3)))
        agree(xp, numbers(values)[lane], numbers(weights)[lane], expected)


def test_compositions():
    """All vectors occur once."""
    for n, cells in [(0, 3), (5, 1), (4, 2), (4, 4)]:
        rows = [tuple(row) for row in compositions(n, cells).tolist()]
        expected = [r for r in product(range(n + 1), repeat=cells) if sum(r) == n]
        assert rows == expected


def test_hypergeometric_law(xp):
    """The weights count the subsets with so many marked objects."""
    like = lift(xp, [[Fraction(1)]] * 2)
    for population, marked, draws in [(7, 3, 4), (5, 5, 2), (4, 0, 3), (6, 4, 5)]:
        values, weights = hypergeometric_law(population, marked, draws, like, xp)
        subsets = list(combinations(range(population), draws))
        counts = Counter(sum(i < marked for i in subset) for subset in subsets)
        expected = {k: Fraction(v, len(subsets)) for k, v in counts.items()}
        assert values.shape == weights.shape == (2, len(expected))
        agree(xp, numbers(values)[1], numbers(weights)[1], expected)


def test_product_law_and_paths(xp):
    """Independent laws multiply, and paths are the product of one law with itself."""
    first = (lift(xp, [[Fraction(0), Fraction(1)]] * 2), lift(xp, HALVES))
    second = (lift(xp, [[Fraction(-1), Fraction(0), Fraction(2)]] * 2), lift(xp, THIRDS))
    values, weights = product_law([first, second], xp)
    for lane in range(2):
        expected = {
            (a, b): HALVES[lane][a] * THIRDS[lane][j]
            for a in range(2)
            for j, b in enumerate((-1, 0, 2))
        }
        agree(xp, numbers(values)[lane], numbers(weights)[lane], expected)
    values, weights = paths(lift(xp, THIRDS), 3, xp)
    assert values.shape == (2, 27, 3)
    agree(xp, numbers(values)[1], numbers(weights)[1], enumerated(range(3), THIRDS[1], 3, tuple))
    named, _ = paths(lift(xp, THIRDS), 2, xp, values=second[0][:1])
    assert {tuple(path) for path in numbers(named)[0]} == set(product((-1, 0, 2), repeat=2))


@pytest.mark.parametrize("increments", [[-1, 1], [1, 2], [-2, -1], [-2, 3]])
@pytest.mark.parametrize("steps", [0, 1, 6])
def test_walks(xp, increments, steps):
    """Position, first passage and running maximum have the laws of all paths."""
    law = lift(xp, HALVES)

    def heights(path):
        return np.cumsum([0, *path]).tolist()

    for lane, one in enumerate(HALVES):
        values, weights = walk_law(increments, law, steps, xp)
        expected = enumerated(increments, one, steps, sum)
        agree(xp, numbers(values)[lane], numbers(weights)[lane], expected)
        values, weights = maximum_law(increments, law, steps, xp)
        expected = enumerated(increments, one, steps, lambda p: max(heights(p)))
        agree(xp, numbers(values)[lane], numbers(weights)[lane], expected)
        for level in (-1, 0, 1, 3):
            times, weights = passage_law(increments, law, steps, level, xp)
            assert times.shape == weights.shape == (2, steps + 2)
            expected = enumerated(
                increments,
                one,
                steps,
                lambda p, level=level: next(
                    (t for t, h in enumerate(heights(p)) if h >= level), math.inf
                ),
            )
            agree(xp, [*range(steps + 1), math.inf], numbers(weights)[lane], expected)


def test_passage_times_are_numbers_and_infinity(xp):
    """The atoms are the times and, last, infinity."""
    times, _ = passage_law([-1, 1], lift(xp, HALVES), 3, 2, xp)
    shown = midpoint_floats(times) if isinstance(times, balls.BallArray) else np.asarray(times)
    assert shown[0].tolist() == [0, 1, 2, 3, math.inf]


def test_many_trials_in_floats():
    """Ten thousand trials neither overflow nor lose accuracy."""
    n, ps = 10_000, [0.001, 0.3, 0.5]
    values, weights = binomial_law(n, torch.tensor(ps, dtype=torch.float64), torch_namespace)
    for lane, p in enumerate(ps):
        expected = binom.pmf(np.arange(n + 1), n, p)
        assert weights[lane].numpy() == pytest.approx(expected, rel=1e-9, abs=1e-300)
    assert weights.sum(dim=1).tolist() == pytest.approx([1, 1, 1], rel=1e-13)
    law = torch.tensor([[0.5, 0.5]], dtype=torch.float64)
    values, walked = walk_law([-1, 1], law, 2000, torch_namespace)
    expected = binom.pmf(np.arange(2001), 2000, 0.5)
    assert walked[0, ::2].numpy() == pytest.approx(expected, rel=1e-11, abs=1e-300)
    assert values[0, ::2].tolist() == list(range(-2000, 2001, 2))


def test_many_trials_in_balls():
    """Beyond short rationals the weights are balls whose total contains 1."""
    p = balls.BallArray.from_fractions([Fraction(1, 3)])
    _, weights = binomial_law(900, p, balls.namespace)
    assert not weights.is_point.all()
    total = balls.namespace.sum(weights, axis=1)
    assert (total == 1).possible().all()
    assert abs(midpoint_floats(total)[0] - 1) < 1e-25


def test_gradients_flow_through_the_weights():
    """The derivative of a weight is that of its polynomial, and finite with empty powers."""
    p = torch.tensor([0.25], dtype=torch.float64, requires_grad=True)
    _, weights = binomial_law(3, p, torch_namespace)
    (slope,) = torch.autograd.grad(weights[0, 0], p)
    assert float(slope) == pytest.approx(-3 * 0.75**2)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda a: binomial_law(-1, a[:, 0], np), "an integer of at least 0"),
        (lambda a: binomial_law(2, a, np), r"give \(batch,\)"),
        (lambda a: multinomial_law(2, a[:, 0], np), "cells"),
        (lambda a: hypergeometric_law(3, 4, 1, a, np), "of 3 objects only"),
        (lambda a: product_law([], np), "at least one pair"),
        (lambda a: paths(a, 0, np), "at least 1"),
        (lambda a: walk_law([1, 1], a, 2, np), "distinct integers"),
        (lambda a: walk_law([0.5, 1], a, 2, np), "distinct integers"),
        (lambda a: walk_law([1], a, 2, np), "1 increments, but 2 weights"),
    ],
)
def test_wrong_arguments_are_refused(call, words):
    """Errors say what was got and what to write."""
    with pytest.raises(ValueError, match=words):
        call(np.array([[0.5, 0.5]]))
