"""Which failure probabilities trials can decide."""

import math
from fractions import Fraction

import numpy as np
import pytest
from scipy.stats import binom

from falsum.chance.mixture import mixture
from falsum.chance.reach import below, decidable, reach, weighed
from falsum.chance.sequential import Sequential

ERROR = 1e-9 / 4096
TRIALS = (2**10, 2**13, 2**16)


@pytest.mark.parametrize("trials", TRIALS)
def test_the_least_level_is_refuted_with_probability_one_half(trials: int) -> None:
    """Twice the odds are refuted by what is drawn half the time, at both ends."""
    for allowed in decidable(trials, ERROR):
        doubled = 2 * allowed / (1 + allowed)
        least = int(Sequential(1 - Fraction(allowed), ERROR).refuting([trials])[0])
        assert binom.sf(least - 1, trials, doubled) >= 0.5


@pytest.mark.parametrize("trials", TRIALS)
def test_what_allows_a_little_less_is_out_of_reach(trials: int) -> None:
    """Five per cent below the least level, twice the odds are mostly not refuted."""
    low, _ = decidable(trials, ERROR)
    allowed = 0.95 * low
    least = int(Sequential(1 - Fraction(allowed), ERROR).refuting([trials])[0])
    assert binom.sf(least - 1, trials, 2 * allowed / (1 + allowed)) < 0.5


def test_more_trials_reach_further_and_a_smaller_error_less_far() -> None:
    """The reach grows with the trials, in proportion where it is small."""
    lows = [decidable(trials, ERROR)[0] for trials in TRIALS]
    assert lows == sorted(lows, reverse=True)
    assert decidable(2**16, 1e-30)[0] > lows[2]
    assert decidable(2**19, ERROR)[0] == pytest.approx(lows[2] / 8, rel=0.05)


def test_too_few_trials_reach_nothing() -> None:
    """Eight trials never give evidence of 1e-13."""
    assert decidable(8, ERROR) == (1.0, 0.0)
    assert weighed(8, ERROR) == 1.0


def test_ratios_reach_further_by_their_bound() -> None:
    """Failures that count little each reach down to rare ones; without a bound nobody knows."""
    plain = reach(2**16, ERROR, True, 1.0)
    rare = reach(2**16, ERROR, True, np.array([1e-6, 1.0]))
    assert np.allclose(rare.low, [1e-6 * plain.low, plain.low])
    assert plain.low == pytest.approx(reach(2**16, ERROR).low, rel=0.05)
    assert math.isnan(reach(2**16, ERROR, True).low)
    assert not reach(2**16, ERROR, True).beyond(np.array([1e-9]))[0]


def test_weighed_failures_at_the_least_level_are_refuted() -> None:
    """The capital against half of their mean reaches the level at a median number of failures."""
    from falsum.chance.betting import Betting

    trials, low = 2**13, weighed(2**13, ERROR)
    values = np.zeros(trials)
    values[: round(2 * low * trials)] = 1.0
    test = Betting(low, -low, math.inf, "at_most", ERROR)
    assert test.update(values).e_value >= -math.log(ERROR) - 0.1
    values[: round(0.1 * low * trials)] = 0.0
    assert test.update(values).decision == "open"


def test_faint_is_what_no_decision_would_refute() -> None:
    """Out of reach, one failure in 256 trials says nothing; half of them failing says it all."""
    known = reach(2**16, ERROR)
    allowed = np.array([1e-6, 1e-6, 1e-2, 0.0, 0.0])
    failing = np.array([0.0, 0.5, 0.0, 0.0, 1e-3])
    assert known.faint(allowed, failing, np).tolist() == [True, False, False, True, False]


def test_what_is_told_faint_is_not_refuted_by_as_many_failures() -> None:
    """The float rule agrees with the e-process, up to the mixture's cost."""
    known = reach(2**16, ERROR)
    for failing in (2e-4, 5e-4, 1e-3, 2e-3):
        allowed, count = 1e-4, round(failing * 2**16)
        refuted = mixture(Fraction(allowed)).rejects(count, 2**16, Fraction(ERROR))
        if not known.faint(np.array([allowed]), np.array([failing]), np)[0]:
            assert refuted


def test_a_level_that_floats_cannot_hold_is_not_called_out_of_reach_of_ratios() -> None:
    """1 - 1e-20 is 1 in floats, and ratios may well decide a failure probability of 1e-20."""
    assert not below(0.0, 1e-20) and below(0.0, 1e-3)
