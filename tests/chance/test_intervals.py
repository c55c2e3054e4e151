"""Clopper-Pearson against its definition, SciPy and exact coverage."""

from fractions import Fraction
from math import comb

import numpy as np
import pytest
from scipy.stats import binomtest

from falsum.chance.intervals import clopper_pearson, confidence_sequence


def binomial_sum(n, p, ks):
    """Return the exact probability of the counts ks."""
    p = Fraction(p)
    return sum(comb(n, k) * p**k * (1 - p) ** (n - k) for k in ks)


@pytest.mark.parametrize(("k", "n"), [(0, 10), (3, 10), (10, 10), (1, 40), (39, 40)])
def test_ends_are_on_the_safe_side(k, n):
    """Exact sums confirm both tails, and the ends are SciPy's to 12 digits."""
    found = clopper_pearson(k, n, 0.05)
    half = Fraction(0.05) / 2
    if k:
        assert binomial_sum(n, found.lower, range(k, n + 1)) <= half
    if k < n:
        assert binomial_sum(n, found.upper, range(k + 1)) <= half
    usual = binomtest(k, n).proportion_ci(0.95)
    assert found.lower == pytest.approx(usual.low, rel=1e-11, abs=1e-12)
    assert found.upper == pytest.approx(usual.high, rel=1e-11)


def test_coverage_is_at_least_the_confidence():
    """For each of some probabilities, the exact chance of missing it is at most the error."""
    n, error = 20, 0.1
    intervals = [clopper_pearson(k, n, error) for k in range(n + 1)]
    for p in (0.01, 0.2, 0.5, 0.77):
        missed = [k for k in range(n + 1) if p not in intervals[k]]
        assert 0 < binomial_sum(n, p, missed) <= Fraction(error)


def test_large_counts():
    """A billion trials are no trouble."""
    found = clopper_pearson(3 * 10**8, 10**9, 1e-9)
    assert 0.2999 < found.lower < 0.3 < found.upper < 0.3001


def test_confidence_sequence_holds_at_all_times():
    """The exact chance that it ever misses within 80 trials is at most the error, not far below.

    Paths are followed by dynamic programming over the number of successes.
    """
    error = 0.1
    ends = [[confidence_sequence(x, n, error) for x in range(n + 1)] for n in range(1, 81)]
    for p in (0.05, 0.5, 0.8):
        alive, missed = np.array([1.0]), 0.0
        for intervals in ends:
            alive = np.append(alive, 0) * (1 - p) + np.insert(alive, 0, 0) * p
            out = np.array([p not in i for i in intervals])
            missed += alive[out].sum()
            alive = np.where(out, 0, alive)
        assert 0.01 < missed <= error


@pytest.mark.parametrize(("k", "n"), [(0, 50), (50, 50), (17, 50), (1, 50)])
def test_confidence_sequence_is_what_the_mixture_does_not_reject(k, n):
    """At both ends the exact density is at most the error, and above it a little inside."""
    error = Fraction(1, 100)
    found = confidence_sequence(k, n, error)

    def density(p):
        return (n + 1) * binomial_sum(n, p, [k])

    for end, inside in ((found.lower, 1e-9), (found.upper, -1e-9)):
        if 0 < end < 1:
            assert density(end) <= error < density(end + inside)
    assert (found.lower == 0) == (k == 0)
    assert (found.upper == 1) == (k == n)
    usual = clopper_pearson(k, n, error)
    assert found.lower <= usual.lower and usual.upper <= found.upper


def test_confidence_sequence_of_few_and_of_many_trials():
    """No trial says nothing; a billion are no trouble, at the price of looking."""
    nothing = confidence_sequence(0, 0)
    assert (nothing.lower, nothing.upper) == (0, 1)
    found, fixed = confidence_sequence(3 * 10**8, 10**9), clopper_pearson(3 * 10**8, 10**9, 1e-9)
    assert fixed.width < found.width < 2 * fixed.width
    rare = confidence_sequence(1, 10**9, 1e-3)
    assert 0 < rare.lower < 1e-9 < rare.upper < 1e-7


def test_wrong_counts_are_refused():
    """More successes than trials raise."""
    with pytest.raises(ValueError, match="more than the 3 trials"):
        clopper_pearson(4, 3)
    with pytest.raises(ValueError, match="more than the 3 trials"):
        confidence_sequence(4, 3)
