"""Fitted exponents: coverage, outcomes, and what a finite table cannot tell."""

from typing import Any

import numpy as np
import pytest
from scipy.stats import linregress

from falsum.chance.rates import fit_rate

SIZES = 2.0 ** np.arange(3, 12)


def noisy(exponent, deviation, seed):
    """Return a power law with log-normal errors."""
    noise = np.random.default_rng(seed).normal(0, deviation, SIZES.size)
    return 7 * SIZES**exponent * np.exp(noise)


def test_a_power_law_is_found():
    """Exponent and constant of exact values."""
    rate = fit_rate(SIZES, 3 * SIZES**-0.5)
    assert rate.exponent == pytest.approx(-0.5)
    assert rate.interval.width < 1e-8
    assert rate.constants(-0.5) == pytest.approx(np.full(SIZES.size, 3.0))
    assert rate.outcome(-0.5) == "consistent"
    assert rate.outcome(-1) == rate.outcome(-0.49) == "contradicted"


def test_interval_is_that_of_least_squares():
    """The slope and its standard error are SciPy's."""
    values = noisy(1.3, 0.2, 0)
    usual = linregress(np.log(SIZES), np.log(values))
    rate = fit_rate(SIZES, values, error=0.05)
    assert rate.exponent == pytest.approx(usual.slope)
    quantile = 2.364624  # of Student's law with 7 degrees of freedom
    assert rate.interval.width == pytest.approx(2 * quantile * usual.stderr, rel=1e-5)


def test_bend_is_that_of_a_parabola():
    """The interval of the square is centred at NumPy's least squares parabola."""
    values = noisy(1.3, 0.2, 1)
    square = np.polyfit(np.log(SIZES), np.log(values), 2)[0]
    bend = fit_rate(SIZES, values).bend
    assert (bend.lower + bend.upper) / 2 == pytest.approx(square)
    assert bend.width > 0


def test_interval_covers_as_often_as_it_says():
    """Of 2,000 noisy tables, about 1 in 10 has an interval at 10 % that misses."""
    misses = sum(
        0.7 not in fit_rate(SIZES, noisy(0.7, 0.3, seed), error=0.1).interval
        for seed in range(2000)
    )
    assert 150 < misses < 250


def test_outcomes_on_noisy_tables():
    """The true rate is hardly ever contradicted, one far from it nearly always."""
    rates = [fit_rate(SIZES, noisy(1.0, 0.1, seed)) for seed in range(300)]
    true = [rate.outcome(1.0) for rate in rates]
    far = [rate.outcome(0.5) for rate in rates]
    assert true.count("contradicted") <= 15
    assert true.count("consistent") >= 240
    assert far.count("contradicted") >= 270
    assert far.count("consistent") == 0


def test_bounds_speak_of_one_side():
    """An upper bound stands above the measured exponent, and falls below it."""
    rate = fit_rate(SIZES, SIZES**1.0)
    assert rate.outcome(2, "at_most") == "consistent"
    assert rate.outcome(0.5, "at_most") == "contradicted"
    assert rate.outcome(0.5, "at_least") == "consistent"
    assert rate.outcome(2, "at_least") == "contradicted"


def test_a_slope_that_moves_towards_the_claim_is_unclear():
    """Below its asymptotic range n + 30 looks slower than linear, but tends to it."""
    rate = fit_rate(SIZES, SIZES + 30)
    assert rate.exponent < 0.9
    assert rate.outcome(1.0) == "unclear"
    assert rate.outcome(2.0) != "consistent"


def test_known_factors_are_divided_out():
    """The rate n log n is no power; with the logarithm known it is linear."""
    values = SIZES * np.log(SIZES)
    assert fit_rate(SIZES, values).outcome(1.0) != "consistent"
    assert fit_rate(SIZES, values, known=np.log(SIZES)).outcome(1.0) == "consistent"


def test_wide_intervals_are_unclear():
    """Noise that hides the rate is not agreement."""
    assert fit_rate(SIZES[:5], noisy(1.0, 1.0, 3)[:5]).outcome(1.0) == "unclear"


@pytest.mark.parametrize(
    ("sizes", "values", "words"),
    [
        (SIZES[:4], SIZES[:4], "at least 5"),
        (SIZES, SIZES[:-1], "the same number"),
        (SIZES, 0 * SIZES, "positive numbers"),
        (SIZES, np.full(SIZES.size, np.nan), "positive numbers"),
        (SIZES[::-1], SIZES, "not increasing"),
    ],
)
def test_wrong_tables_are_refused(sizes, values, words):
    """Errors say what was got and what to write."""
    with pytest.raises(ValueError, match=words):
        fit_rate(sizes, values)


def test_wrong_words_are_refused():
    """The sense is one of three, the error a probability."""
    with pytest.raises(ValueError, match="write 'equal'"):
        fit_rate(SIZES, SIZES).outcome(1, "about")
    with pytest.raises(ValueError, match="strictly between"):
        fit_rate(SIZES, SIZES, error=1)


def test_a_bound_beyond_every_interval_is_consistent_however_wide_these_are() -> None:
    """Exponential decay is no power law, but certainly at most constant; the reverse is not."""
    rate = fit_rate(SIZES, np.exp(-np.asarray(SIZES, dtype=float) / 4))
    assert rate.hull.width > 0.5 and rate.hull.upper < 0
    assert rate.outcome(0, "at_most") == "consistent"
    assert rate.outcome(0, "at_least") != "consistent"
    assert rate.outcome(0) != "consistent"


@pytest.mark.parametrize(
    ("values", "sense", "outcome"),
    [
        ((5, 10, 57, 3000, 9e6), "at_most", "contradicted"),
        ((9e6, 3000, 57, 10, 5), "at_most", "consistent"),
        ((3, 3, 1, 1, 0.5), "at_most", "consistent"),
        ((1, 1.5, 1.75, 1.875, 1.9375), "at_most", None),
        ((1, 2, 3, 4, 5), "at_most", None),
        ((1, 2, 4, 8, 16), "at_most", "contradicted"),
        ((1, 1.01, 1.03, 1.06, 1.1), "at_most", None),
        ((1, 2, 4, 8, 16), "at_least", "consistent"),
        ((16, 8, 4, 2, 1), "at_least", "contradicted"),
        ((1, 2, 4, 8, 16), "equal", None),
    ],
)
def test_certified_values_are_no_noise(values: Any, sense: Any, outcome: Any) -> None:
    """Each slope counts: what grows ever faster contradicts, what never grows is consistent.

    Logarithms, convergence, and growth within what a search leaves undone are left to the fit.
    """
    assert fit_rate((1, 2, 4, 8, 16), values).certain(0, sense) == outcome
