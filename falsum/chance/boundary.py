"""The integer boundary of a sequential test, certified, and the chance that a path crosses it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import ArrayLike

from falsum.chance.mixture import Floats, Integers, Mixture

UNIT = 2.0**-53  # unit roundoff
BLOCK = 1 << 14  # trials whose boundary is looked for at once


def boundary(test: Mixture, error: Fraction, trials: ArrayLike) -> Integers:
    """Return, for each number n of trials, the least count of events at which the test rejects.

    ``trials`` are increasing positive integers (counts,); the result has their shape, and n + 1
    where no count rejects.  Floats propose; balls certify that each number rejects and that one
    less doesn't.  As the value falls in n at a fixed count, one certificate for the last n of
    each run of equal numbers serves the whole run, and one for the first n that it is least.

    Raises:
        ValueError: ``trials`` are not increasing positive integers.
    """
    counts = np.asarray(trials, dtype=np.int64)
    if counts.ndim != 1 or (counts < 1).any() or (np.diff(counts) <= 0).any():
        raise ValueError("trials are not increasing positive integers in one dimension")
    blocks = [counts[i : i + BLOCK] for i in range(0, counts.size, BLOCK)]
    proposed = [_propose(test, float(-math.log(error)), block) for block in blocks]
    if not proposed:
        return counts
    return _certified(test, error, counts, np.concatenate(proposed))


def _propose(test: Mixture, level: float, trials: Integers) -> Integers:
    """Bisect for the least count whose float value reaches the level."""
    low, high = np.full_like(trials, -1), trials + 1
    while (high - low > 1).any():
        middle = np.clip((low + high) // 2, 0, trials)
        reached = test.log_value(middle, trials) >= level
        open_ones = high - low > 1
        high = np.where(open_ones & reached, middle, high)
        low = np.where(open_ones & ~reached, middle, low)
    return high


def _certified(test: Mixture, error: Fraction, trials: Integers, proposed: Integers) -> Integers:
    """Move each run of equal numbers until balls agree with both of its ends."""
    result = np.maximum.accumulate(proposed)
    starts = np.flatnonzero(np.diff(result, prepend=result[0] - 1))
    stops = np.append(starts[1:], result.size)
    for start, stop in zip(starts, stops, strict=True):
        first, last = int(trials[start]), int(trials[stop - 1])
        number = int(result[start])
        while number <= last and not test.rejects(number, last, error):
            number += 1  # a rounding of the floats: only ever by a certified step
        while 0 < number <= first and test.rejects(number - 1, last, error):
            number -= 1
        result[start:stop] = np.minimum(number, trials[start:stop] + 1)
    return result


@dataclass(frozen=True)
class Crossing:
    """When a path of Bernoulli trials first meets the boundary.

    ``at`` is the float probability of the first meeting after each trial, shape (trials,);
    ``lower`` and ``upper`` enclose the probability of a meeting within all of them.
    """

    at: Floats
    lower: float
    upper: float

    def mean_trials(self, horizon: int | None = None) -> float:
        """Return the mean number of trials, stopped at the meeting or after ``horizon`` trials."""
        end = self.at.size if horizon is None else horizon
        still = 1.0 - np.concatenate([[0.0], np.cumsum(self.at[: end - 1])])
        return float(still.sum())


def crossing(limits: Integers, probability: Fraction) -> Crossing:
    """Compute exactly how likely x_n >= limits[n - 1] is for some n, by dynamic programming.

    All terms are non-negative, so that the relative error of the floats is at most 4 units of
    rounding a trial; the ends include it, and what may have been lost to underflow.

    Args:
        limits: the boundary for n = 1, 2, ..., N, shape (N,), non-decreasing.
        probability: chance of the event in each trial.
    """
    q, rest = float(probability), float(1 - probability)
    alive = np.zeros(int(limits.max()) + 1)
    alive[0] = 1.0
    at = np.zeros(limits.size)
    for n, limit in enumerate(limits.tolist()):
        top = min(n + 1, alive.size - 1)
        alive[1 : top + 1] = alive[1 : top + 1] * rest + alive[:top] * q
        alive[0] *= rest
        at[n] = alive[limit : top + 1].sum()
        alive[limit:] = 0.0
    total = math.fsum(at.tolist())
    relative = 8.0 * UNIT * (limits.size + alive.size)
    lost = 5e-324 * 4.0 * limits.size * alive.size
    return Crossing(at, max(0.0, total * (1 - relative) - lost), total * (1 + relative) + lost)
