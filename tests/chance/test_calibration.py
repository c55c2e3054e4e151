"""Calibration, measured: how often true claims fall and false ones stand.

Exact probabilities come from dynamic programming over the boundary itself, whose floats carry
bounds on their rounding; ten thousand simulated audits confirm them without that code.
"""

from fractions import Fraction

import numpy as np
import pytest
from scipy.stats import binom

from falsum.chance.boundary import crossing
from falsum.chance.sequential import Sequential
from falsum.chance.tails import binomial_at_least

AUDITS = 10_000
CLAIMED = [
    Fraction(1, 10),
    Fraction(1, 2),
    Fraction(9, 10),
    Fraction(99, 100),
    Fraction(9999, 10**4),
]


def failures_of_audits(probability, trials, seed):
    """Return the running numbers of failures of 10,000 audits, (audits, trials)."""
    rng = np.random.default_rng(seed)
    failed = rng.random((AUDITS, trials), dtype=np.float32) < float(probability)
    return np.cumsum(failed, axis=1, dtype=np.int16)


@pytest.mark.parametrize("claimed", [Fraction(1, 2), Fraction(9, 10), Fraction(99, 100)])
def test_true_claims_are_wrongly_refuted_within_the_error(claimed):
    """Of 10,000 audits that hold with equality, looked at after every trial, at most 1 % fall."""
    trials = 1500
    state = Sequential(claimed, error=0.01)
    counts = np.arange(1, trials + 1)
    failures = failures_of_audits(1 - claimed, trials, seed=1)
    wrong = int((failures >= state.refuting(counts)).any(axis=1).sum())
    assert wrong <= 0.01 * AUDITS
    exact = crossing(state.refuting(counts), 1 - claimed)
    assert exact.upper <= 0.01
    assert abs(wrong - AUDITS * exact.upper) < 5 * np.sqrt(AUDITS * exact.upper)
    resolved = int((counts - failures >= state.resolving(counts)).any(axis=1).sum())
    assert resolved <= 0.01 * AUDITS


@pytest.mark.parametrize("error", [Fraction(1, 100), Fraction(1, 10**9)])
@pytest.mark.parametrize("claimed", CLAIMED)
def test_no_path_crosses_more_often_than_the_error(claimed, error):
    """Exactly: a path with the claimed probability refutes it, or resolves it, within the error."""
    counts = np.arange(1, 4001)
    state = Sequential(claimed, error)
    for limits, probability in (
        (state.refuting(counts), 1 - claimed),
        (state.resolving(counts), claimed),
    ):
        found = crossing(limits, probability)
        assert 0 <= found.lower <= found.upper <= error
        assert found.upper - found.lower < 1e-10 * found.upper + 1e-300
        if Fraction(1, 10) <= probability <= Fraction(99, 100):
            assert found.lower > error / 10  # the bound is not far from what happens


@pytest.mark.slow
@pytest.mark.parametrize("claimed", CLAIMED)
def test_no_path_crosses_within_very_many_trials(claimed):
    """Thirty thousand trials at the error of an audit."""
    counts = np.arange(1, 30_001)
    state = Sequential(claimed)
    assert crossing(state.refuting(counts), 1 - claimed).upper <= Fraction(1e-9)


def test_crossing_a_constant_boundary_is_a_binomial_tail():
    """As counts never fall, a path meets a constant k within n trials when X_n >= k."""
    for n, k, p in [
        (300, 90, Fraction(1, 5)),
        (2000, 2, Fraction(1, 1000)),
        (40, 40, Fraction(1, 2)),
    ]:
        found, tail = crossing(np.full(n, k), p), binomial_at_least(k, n, p)
        assert found.lower <= tail <= found.upper
        assert found.upper - found.lower < 1e-11 * found.upper


@pytest.mark.parametrize("failures", [Fraction(1, 20), Fraction(1, 10), Fraction(3, 10)])
def test_claims_false_by_a_factor_of_a_half_are_refuted(failures):
    """At error 1e-9 at least 95 % of the audits refute a failure probability of 1.5 times as much.

    The trials are 1.4 times those that the best test of fixed size needs for the same power; the
    mean is below that size.
    """
    error, actual = Fraction(1, 10**9), failures * Fraction(3, 2)
    trials = np.arange(1, int(400 / failures))
    critical = binom.isf(float(error), trials, float(failures)) + 1
    fixed = int(trials[np.argmax(binom.sf(critical - 1, trials, float(actual)) >= 0.95)])
    counts = np.arange(1, int(1.4 * fixed))
    limits = Sequential(1 - failures, error).refuting(counts)
    exact = crossing(limits, actual)
    assert exact.lower >= 0.95
    assert exact.mean_trials() <= fixed
    if failures >= Fraction(1, 10):
        met = failures_of_audits(actual, counts.size, seed=2) >= limits
        assert met.any(axis=1).sum() >= 0.95 * AUDITS
        stopped = np.where(met.any(axis=1), met.argmax(axis=1) + 1, counts.size)
        assert stopped.mean() == pytest.approx(exact.mean_trials(), rel=0.02)


def test_peeking_at_a_fixed_test_is_what_this_avoids():
    """Looking after each trial at a test made for one look refutes true claims far too often."""
    counts, failures = np.arange(1, 1001), Fraction(1, 10)
    critical = binom.isf(0.01, counts, float(failures)).astype(np.int64) + 1
    assert crossing(critical, failures).lower > 0.05
    assert crossing(Sequential(1 - failures, 0.01).refuting(counts), failures).upper <= 0.01
