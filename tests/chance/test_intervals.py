"""Clopper-Pearson against its definition, SciPy and exact coverage."""

from fractions import Fraction
from math import comb

import pytest
from scipy.stats import binomtest

from falsum.chance.intervals import clopper_pearson


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


def test_wrong_counts_are_refused():
    """More successes than trials raise."""
    with pytest.raises(ValueError, match="more than the 3 trials"):
        clopper_pearson(4, 3)
