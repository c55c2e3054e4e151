"""Rare-event methods against probabilities that are known exactly."""

from fractions import Fraction
from math import factorial, log, log1p

import array_api_compat.numpy as numpy_namespace
import numpy as np
import pytest
from scipy.stats import norm

from falsum.chance.rare import Group, gaussian_event, sum_at_least
from falsum.chance.rare_bounded import bounded_sum_at_least
from falsum.chance.splitting import WalkStages, split_at_points, split_by_replicates
from falsum.chance.tails import binomial_at_least
from falsum.chance.walks import passage_law, walk_law


def rng(seed=0):
    """Return a generator."""
    return np.random.default_rng(seed)


@pytest.mark.parametrize(
    ("n", "k", "p"),
    [
        (100, 50, Fraction(1, 5)),
        (1000, 180, Fraction(1, 10)),
        (20, 20, Fraction(1, 4)),
        (100, 20, Fraction(1, 5)),
        (50, 0, Fraction(1, 5)),
    ],
)
def test_binomial_tails(n, k, p):
    """Tails from 1 down to 1e-14 lie in intervals of a few per cent."""
    exact = float(binomial_at_least(k, n, p))
    found = sum_at_least([Group([0, 1], [1 - p, p], n)], k, rng(), trials=20_000)
    assert found.rigorous
    assert exact in found.interval
    assert found.interval.width < 0.4 * exact
    assert found.estimate == pytest.approx(exact, rel=0.1)


def test_sums_of_different_variables_with_fractional_values():
    """Two groups on a common grid agree with the dynamic programming of a walk."""
    groups = [
        Group([Fraction(-1, 2), 1], [0.75, 0.25], 30),
        Group([0, Fraction(1, 3), Fraction(2, 3)], [0.5, 0.25, 0.25], 20),
    ]
    first, a = walk_law([-3, 6], np.array([[0.75, 0.25]]), 30, numpy_namespace)
    second, b = walk_law([0, 2, 4], np.array([[0.5, 0.25, 0.25]]), 20, numpy_namespace)
    totals = first[0][:, None] + second[0][None, :]
    for level in (12, Fraction(61, 4), 25):
        exact = float((np.outer(a[0], b[0]) * (totals >= float(6 * level))).sum())
        found = sum_at_least(groups, level, rng(1), trials=20_000)
        assert exact in found.interval
        assert found.interval.width < 0.5 * exact


def test_levels_beyond_the_greatest_sum_have_probability_zero():
    """Nothing is drawn for an impossible event."""
    found = sum_at_least([Group([0, 1], [0.5, 0.5], 10)], 11, rng())
    assert (found.interval.lower, found.interval.upper, found.trials) == (0, 0, 0)


def test_honest_intervals_hold_again_and_again():
    """Of 200 intervals at 10 %, hardly any misses."""
    p, exact = Fraction(1, 10), float(binomial_at_least(25, 100, Fraction(1, 10)))
    group = [Group([0, 1], [1 - p, p], 100)]
    missed = sum(
        exact not in sum_at_least(group, 25, rng(seed), 500, error=0.1).interval
        for seed in range(200)
    )
    assert missed <= 20


@pytest.mark.parametrize("level", [2.0, 5.0, 7.0])
def test_gaussian_half_spaces(level):
    """Tails down to 1e-12 in three dimensions, honest with the bound and approximate without."""
    normal = np.array([1.0, 2.0, 2.0]) / 3
    exact = norm.sf(level)

    def event(x):
        return x @ normal >= level

    found = gaussian_event(event, level * normal, rng(), 5_000, least=level**2 * (1 - 1e-12))
    assert found.rigorous
    assert exact in found.interval
    assert found.interval.width < 0.6 * exact
    approximate = gaussian_event(event, level * normal, rng(), 5_000)
    assert not approximate.rigorous
    assert exact in approximate.interval
    assert approximate.estimate == pytest.approx(found.estimate)


def test_a_bound_that_does_not_hold_is_noticed():
    """A point of the event below the claimed least height raises."""
    with pytest.raises(ValueError, match="below least"):
        gaussian_event(lambda x: x[:, 0] >= 2, [3.0], rng(), 1000, least=9.0)


def test_bounded_variables():
    """Sums of uniform variables: the tail at n - t is t^n / n! for t <= 1."""
    n, t = 12, 0.9
    exact = t**n / factorial(n)

    def cumulant(s):
        return log(np.expm1(s) / s) if s > 1e-9 else s / 2

    found = bounded_sum_at_least(
        lambda g, size: g.random(size), cumulant, (0.0, 1.0), n, n - t, rng(), trials=4_000
    )
    assert exact < 1e-9
    assert found.rigorous
    assert exact in found.interval
    assert found.interval.width < exact
    with pytest.raises(ValueError, match="outside of its bounds"):
        bounded_sum_at_least(
            lambda g, size: g.random(size), cumulant, (0.0, 0.5), n, 3, rng(), trials=10
        )


def test_splitting_of_a_skip_free_walk_is_honest():
    """The gambler's ruin from 1 to 33 at 3 : 7, whose probability is known, 1e-12."""
    odds = Fraction(7, 3)
    exact = float((odds - 1) / (odds**33 - 1))
    stages = WalkStages([-1, 1], [0.7, 0.3], list(range(3, 34, 3)), floor=0)
    found = split_at_points(stages, [1, 0], len(stages.levels), rng(), trials=20_000)
    assert exact < 1e-12
    assert found.rigorous
    assert exact in found.interval
    assert found.interval.upper < 8 * exact
    assert found.interval.lower > exact / 8
    assert abs(log(found.estimate / exact)) < 0.3


def test_splitting_with_a_horizon_is_approximate():
    """First passage within 60 steps, against dynamic programming; entrance times differ."""
    _, weights = passage_law([-1, 1], np.array([[0.75, 0.25]]), 60, 30, numpy_namespace)
    exact = float(weights[0, :-1].sum())
    levels = list(range(5, 31, 5))
    stages = WalkStages([-1, 1], [0.75, 0.25], levels, floor=-61, horizon=60)
    found = split_by_replicates(stages, [0, 0], len(levels), rng(3), trials=3_000)
    assert exact < 1e-8
    assert not found.rigorous
    assert exact in found.interval
    assert found.estimate == pytest.approx(exact, rel=0.3)
    with pytest.raises(ValueError, match="use split_by_replicates"):
        split_at_points(stages, [0, 0], len(levels), rng(), trials=20_000)


def test_a_stage_that_nobody_passes_bounds_the_probability_from_above():
    """Without arrivals the lower end is 0 and the upper one is certified."""
    stages = WalkStages([-1, 1], [0.999, 0.001], [20], floor=0)
    found = split_at_points(stages, [1, 0], 1, rng(), trials=1000, error=0.01)
    assert found.estimate == found.interval.lower == 0
    assert log1p(-found.interval.upper) * 1000 == pytest.approx(log(0.005), rel=1e-6)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: Group([0, 1], [0.5, 0.6]), "not to 1"),
        (lambda: Group([0, 1], [1.0]), "give one each"),
        (lambda: Group([0, 1], [0.5, 0.5], 0), "copies is 0"),
        (lambda: sum_at_least([], 1, rng()), "groups is empty"),
        (lambda: sum_at_least([Group([1e300, 0.1], [0.5, 0.5])], 1, rng()), "coarser grid"),
        (lambda: gaussian_event(lambda x: x > 0, [1.0], rng(), 10), "returned shape"),
        (
            lambda: split_at_points(lambda s, n, g: (s > 0, s), [[1, 2]], 1, rng(), trials=3),
            "the stage returned shapes",
        ),
    ],
)
def test_wrong_arguments_are_refused(call, words):
    """Errors say what was got and what to write."""
    with pytest.raises(ValueError, match=words):
        call()
