"""Which allowed failure probabilities the trials of one decision can tell from larger ones.

A claim that allows failures of probability d is *within reach* of N trials when they refute it with
probability 1/2 or more if the odds of failure are twice those allowed.  With q = 2d / (1 + d), the
probability of such odds, k = qN failures are a median of what is drawn where k is whole, and the
e-process against d rejects at k failures or it does not: that is a certain answer for each k.
Below the least such d a claim may be wrong by a factor of two, and more, and no trial shows it.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np

from falsum.chance.betting import FRACTIONS, LOG_WEIGHT
from falsum.chance.exactly import error_level
from falsum.chance.mixture import mixture

BLOCK = 1024  # trials of one block; a decision takes as many blocks as it needs
LOST = 2.0**-50  # below this nothing is left of 1 minus a claimed probability
MIXING = 4.0  # more than the logarithm of what a mixture of bets costs at any alternative


@dataclass(frozen=True)
class Reach:
    """What the trials of a decision can tell of instances, by the failure probability allowed.

    ``low`` and ``high`` are the ends of what is within reach, ``trials`` how many there are, and
    ``level`` the logarithm of the evidence that refutes.  ``largest`` bounds the values that count
    as failures, 1 or a likelihood ratio; it and ``low`` are NaN where no bound is known, and
    numbers or of shape (batch,).
    """

    low: Any
    high: float
    trials: int
    level: float
    largest: Any = 1.0

    def beyond(self, allowed: Any) -> Any:
        """Tell where an allowed failure probability is out of reach."""
        return below(allowed, self.low) | (allowed > self.high)

    def faint(self, allowed: Any, failing: Any, xp: Any) -> Any:
        """Tell where trials that fail with probability ``failing`` would refute nothing either.

        That is so where a claim is out of reach and ``failing`` not by so much more than allowed.
        """
        q, d = (xp.clip(v / self.largest, 0.0, 1.0) for v in (failing, allowed))
        evidence = self.trials * (_term(q, d, xp) + _term(1 - q, 1 - d, xp))
        refutes = (q > d) & (evidence >= self.level + MIXING)
        return self.beyond(allowed) & ~refutes


def below(allowed: Any, low: Any) -> Any:
    """Tell where less is allowed to fail than trials decide; no float tells 1 - 1e-17 from 1."""
    return (allowed < low) & (low > LOST)


def _term(q: Any, d: Any, xp: Any) -> Any:
    """Return q log(q / d), 0 where q is 0 and infinite where only d is."""
    both, one = (q > 0) & (d > 0), xp.ones_like(q)
    usual = q * xp.log(xp.where(both, q, one) / xp.where(both, d, one))
    return xp.where((q > 0) & ~both, xp.inf * one, usual)


def reach(most: int, error: float, ratios: bool = False, largest: Any = None) -> Reach:
    """Return the reach of decisions that take up to ``most`` trials at an ``error`` each.

    ``largest`` bounds the ``ratios`` of trials that fail, where failures are weighed by them.
    """
    trials, level = BLOCK * max(1, -(-most // BLOCK)), -math.log(error)
    if not ratios:
        low, high = decidable(trials, error)
        return Reach(low, high, trials, level)
    bound = math.nan if largest is None else largest
    return Reach(bound * weighed(trials, error), 1.0, trials, level, bound)


@lru_cache(maxsize=64)
def decidable(trials: int, error: float) -> tuple[float, float]:
    """Return the least and the largest allowed failure probability within reach of plain trials.

    Returns (1.0, 0.0) where there is none.
    """
    exact = error_level(error)

    def refuted(failures: int) -> bool:
        allowed = Fraction(failures, 2 * trials - failures)  # of odds half as large
        return mixture(allowed).rejects(failures, trials, exact)

    middle = trials // 2
    if not refuted(middle):
        return 1.0, 0.0
    low = _first(lambda k: refuted(k), 0, middle)
    high = trials - _first(lambda k: refuted(trials - k), 0, trials - middle)
    return low / (2 * trials - low), high / (2 * trials - high)


@lru_cache(maxsize=64)
def weighed(trials: int, error: float) -> float:
    """Return the least failure probability within reach where a failure counts at most 1.

    Of all laws of what counts the one on 0 and 1 is the hardest to bet against: the logarithm of
    the capital is concave in each value.  It scales with the bound.
    """
    level = -math.log(error)

    def refuted(count: int) -> bool:
        gain = np.log1p(FRACTIONS * (trials / count - 0.5))
        logs = count * gain + (trials - count) * np.log1p(-FRACTIONS / 2)
        return float(np.logaddexp.reduce(logs)) + LOG_WEIGHT >= level

    if not refuted(trials):
        return 1.0
    return _first(refuted, 0, trials) / (2 * trials)


def _first(test: Callable[[int], bool], low: int, high: int) -> int:
    """Return where a test turns true between ``low``, false, and ``high``, true, by bisection."""
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if test(middle) else (middle, high)
    return high
