r"""Rare events by exponential tilting: draw where the event is common, and weigh back.

With the cumulant generating function K(s) = log E exp(s S), the tilted law has density
exp(s S - K(s)) with respect to the true one, hence P(A) = E_tilted[1_A exp(K(s) - s S)].  On the
event {S >= level} and for s >= 0 the weight is at most B = exp(K(s) - s level), Chernoff's bound:
P(A) / B is the mean of a variable in [0, 1], for which `falsum.chance.betting` gives an interval
without any asymptotics.  The tilt solves K'(s) = level, under which the event has probability
about one half.

Source: Cramer (1938); Siegmund (1976), importance sampling by exponential tilting.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import brentq
from scipy.stats import norm

from falsum.chance.betting import mean_interval
from falsum.chance.exactly import Number, count, error_level, fraction, probability
from falsum.chance.intervals import Interval

Floats = NDArray[np.float64]
UNIT = 2.0**-44  # relative rounding allowed for each term of a weight's logarithm


@dataclass(frozen=True)
class Rare:
    """A probability that was measured by a rare-event method.

    Attributes:
        estimate: the unbiased estimate.
        interval: holds the probability, except with probability ``error`` when ``rigorous``.
        rigorous: False when the interval is approximate, because it rests on a normal or a
            Student law of the estimates.
        trials: random objects drawn.
        method: what was done, in words.
    """

    estimate: float
    interval: Interval
    rigorous: bool
    trials: int
    method: str


@dataclass(frozen=True)
class Group:
    """Independent copies of one finite variable: rational values, their weights, their number."""

    values: Sequence[Number]
    weights: Sequence[Number]
    copies: int = 1

    def __post_init__(self) -> None:
        """Check that it is a law."""
        count(self.copies, "copies", 1)
        weights = [probability(w, "a weight") for w in self.weights]
        if len(weights) != len(self.values) or not weights:
            raise ValueError(f"{len(self.values)} values and {len(weights)} weights; give one each")
        if abs(sum(weights, Fraction(0)) - 1) > Fraction(1, 10**14):
            raise ValueError(f"the weights add up to {float(sum(weights, Fraction(0)))}, not to 1")


@dataclass(frozen=True)
class _Sum:
    """The sum of all groups on the integers, after scaling by the common denominator."""

    values: tuple[NDArray[np.int64], ...]
    logs: tuple[Floats, ...]
    copies: tuple[int, ...]

    def tilted(self, s: float) -> tuple[float, float, list[Floats]]:
        """Return K(s), K'(s) and the tilted weights of each group."""
        total, slope, laws = 0.0, 0.0, []
        for values, logs, copies in zip(self.values, self.logs, self.copies, strict=True):
            exponents = logs + s * values
            top = float(exponents.max())
            parts = np.exp(exponents - top)
            law = parts / parts.sum()
            total += copies * (top + math.log(float(parts.sum())))
            slope += copies * float(law @ values)
            laws.append(law)
        return total, slope, laws

    @property
    def greatest(self) -> int:
        """Return the greatest value of the sum."""
        return sum(int(v.max()) * c for v, c in zip(self.values, self.copies, strict=True))

    def tilt(self, level: int) -> float:
        """Return the s >= 0 with K'(s) = level, or a large one where there is none."""
        if self.tilted(0.0)[1] >= level:
            return 0.0
        high = 2.0**-10
        while self.tilted(high)[1] < level and high < 2.0**10:
            high *= 2
        if self.tilted(high)[1] < level:
            return high
        return float(brentq(lambda s: self.tilted(s)[1] - level, 0.0, high))


def sum_at_least(
    groups: Sequence[Group],
    level: Number,
    rng: np.random.Generator,
    trials: int = 100_000,
    error: Number = 1e-9,
) -> Rare:
    """Enclose P(S >= level) for a sum S of independent finite variables.

    For P(S <= level) give the negated values and -level.

    Args:
        groups: the independent variables; values are rational and scaled to integers, so that
            whether a sum reaches the level is exact.
        level: the level.
        rng: source of randomness.
        trials: sums drawn, fixed beforehand.
        error: probability with which the interval may miss.

    Raises:
        ValueError: there is no group, or the scaled values don't fit into 64 bits.
    """
    error_level(error)
    trials = count(trials, "trials", 1)
    total, least = _scaled(groups, fraction(level, "level"))
    if least > total.greatest:
        return Rare(0.0, Interval(0.0, 0.0), True, 0, "the level is above the greatest sum")
    s = total.tilt(least)
    cumulant, _, laws = total.tilted(s)
    sums = np.zeros(trials, dtype=np.int64)
    for values, law, copies in zip(total.values, laws, total.copies, strict=True):
        sums += rng.multinomial(copies, law, size=trials) @ values
    hits = sums >= least
    weights = np.where(hits, np.exp(-s * np.where(hits, sums - least, 0)), 0.0)
    terms = sum(total.copies) + abs(cumulant) + abs(s * least)
    return weighed(weights, cumulant - s * least, terms, error, f"exponential tilting by {s:.6g}")


def gaussian_event(
    event: Callable[[Floats], Any],
    shift: ArrayLike,
    rng: np.random.Generator,
    trials: int = 100_000,
    error: Number = 1e-9,
    least: float | None = None,
) -> Rare:
    """Enclose P(X in A) for a standard normal vector X, drawn around ``shift`` instead of 0.

    The weight of a point x is exp(|m|^2 / 2 - <m, x>) with m = shift.  It is bounded on A when
    A lies in the half space <m, x> >= least, which holds for the nearest point m of a convex A with
    least = |m|^2; then the interval is honest.  Without ``least`` the weights may be unbounded, and
    the interval is a normal approximation: not rigorous.

    Args:
        event: takes points (trials, dimension) and returns whether each lies in A, (trials,).
        shift: the point to draw around, (dimension,).
        rng: source of randomness.
        trials: points drawn, fixed beforehand.
        error: probability with which the interval may miss.
        least: a proved lower bound of <m, x> on A, or None.

    Raises:
        ValueError: a drawn point of A contradicts ``least``.
    """
    level = error_level(error)
    trials = count(trials, "trials", 2)
    mean = np.asarray(shift, dtype=np.float64)
    points = rng.standard_normal((trials, mean.size)) + mean
    hits = np.asarray(event(points), dtype=np.bool_)
    if hits.shape != (trials,):
        raise ValueError(f"event returned shape {hits.shape} instead of {(trials,)}")
    heights = points @ mean
    half = float(mean @ mean) / 2
    if least is None:
        weights = np.where(hits, np.exp(np.where(hits, half - heights, 0.0)), 0.0)
        estimate, deviation = float(weights.mean()), float(weights.std(ddof=1))
        width = float(norm.isf(float(level) / 2)) * deviation / math.sqrt(trials)
        interval = Interval(max(0.0, estimate - width), min(1.0, estimate + width))
        return Rare(estimate, interval, False, trials, "shift of the mean, weights unbounded")
    below = hits & (heights < least - UNIT * mean.size * (abs(least) + 1))
    if below.any():
        raise ValueError(
            f"a point of the event has <shift, x> = {heights[below].min()}, below least = {least}"
        )
    weights = np.where(hits, np.exp(np.minimum(np.where(hits, least - heights, 0.0), 0.0)), 0.0)
    terms = mean.size + half + abs(least)
    return weighed(weights, half - least, terms, error, "shift of the mean")


def weighed(weights: Floats, bound: float, terms: float, error: Number, method: str) -> Rare:
    """Return exp(bound) times the mean of weights in [0, 1], with room for rounding.

    Args:
        weights: weights of the trials over their bound, 0 outside of the event, (trials,).
        bound: logarithm of the bound.
        terms: sum of the sizes of the terms that the logarithms of the weights are made of.
        error: probability with which the interval may miss.
        method: what was done.
    """
    found, scale = mean_interval(weights, 0.0, 1.0, error), math.exp(bound)
    room = UNIT * (terms + 100)
    interval = Interval(
        max(0.0, found.lower * scale * (1 - room)), min(1.0, found.upper * scale * (1 + room))
    )
    return Rare(float(weights.mean()) * scale, interval, True, weights.size, method)


def _scaled(groups: Sequence[Group], level: Fraction) -> tuple[_Sum, int]:
    """Return the sum on the integers, and the least integer that reaches the level."""
    if not groups:
        raise ValueError("groups is empty; give at least one Group(values, weights, copies)")
    exact = [[fraction(v, "a value") for v in group.values] for group in groups]
    common = math.lcm(*(v.denominator for values in exact for v in values))
    integers = [[int(v * common) for v in values] for values in exact]
    reach = sum(max(map(abs, v)) * g.copies for v, g in zip(integers, groups, strict=True))
    if reach >= 2**53:
        raise ValueError(
            f"the values scaled by {common} add up to more than 2^53; give values of a coarser grid"
        )
    with np.errstate(divide="ignore"):
        logs = [np.log(np.array([float(w) for w in group.weights])) for group in groups]
    arrays = tuple(np.array(values, dtype=np.int64) for values in integers)
    copies = tuple(int(group.copies) for group in groups)
    return _Sum(arrays, tuple(logs), copies), math.ceil(level * common)
