r"""Bet on bounded variables: an e-process for a mean, and a confidence sequence for it.

Let X_1, X_2, ... lie in [a, b] with E(X_i | past) <= m.  For a fixed fraction c in (0, 1) the
capital

    K_n = prod_i (1 + c (X_i - m) / (m - a))

stays positive, and a factor has conditional mean at most 1: K is a non-negative supermartingale,
and so is a finite mixture over c.  Ville's inequality gives P(sup K_n >= 1/error) <= error: no
asymptotics, no independence.  The capital falls as m grows, hence the means that it rejects form
a half line, whose end is found by bisection.  The other direction is the mirror image.

Source: Ville (1939); Waudby-Smith and Ramdas (2024), "Estimating means of bounded random variables
by betting", here with a finite mixture of constant bets.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from falsum.chance.exactly import Number, error_level, fraction
from falsum.chance.intervals import Interval

Floats = NDArray[np.float64]

FRACTIONS = np.exp2(-0.5 * np.arange(41)) * 0.9375  # of the capital, down to a millionth
LOG_WEIGHT = -math.log(FRACTIONS.size)
SLACK = 2.0**-40  # bounds the rounding of one factor's logarithm, with a margin of 2^6
ROWS = 1 << 16  # values whose factors are held at once


def _log_capitals(values: Floats, counts: Floats, mean: float, room: float) -> tuple[Floats, float]:
    """Return the logarithms of the capitals (fractions,), and a bound on their rounding.

    A factor is at least 1/16, so that the rounding of its argument moves its logarithm by less
    than 2^-46, and that of the logarithm itself and of the sum is relative.
    """
    logs, rounding = np.zeros(FRACTIONS.size), 0.0
    for start in range(0, values.size, ROWS):
        part, number = values[start : start + ROWS, None], counts[start : start + ROWS, None]
        terms = number * np.log1p(FRACTIONS * ((part - mean) / room))
        logs += terms.sum(axis=0)
        rounding += SLACK * float(number.sum() + np.abs(terms).sum(axis=0).max())
    return logs, rounding


def _mixed(logs: Floats, rounding: float) -> float:
    """Return a lower bound of the logarithm of the mixture."""
    top = float(logs.max())
    return top + math.log(float(np.exp(logs - top).sum())) + LOG_WEIGHT - rounding - SLACK


@dataclass(frozen=True)
class Betting:
    """An e-process against "the mean is at most ``mean``" (or at least, with ``side``).

    Args:
        mean: the claimed bound m on the mean, rounded to a float on the side that favours the
            claim.
        lower: the least value a of a variable, a float below m.
        upper: the greatest value b, above m.
        side: 'at_most' for the claim E X <= m, 'at_least' for E X >= m.
        error: probability with which a true claim may be refuted, in (0, 1).
        logs: logarithms of the capitals so far, (41,).
        rounding: bound on their rounding.
        trials: number of variables so far.
        best: the largest certified logarithm of the e-value so far.
    """

    mean: Number
    lower: float
    upper: float
    side: Literal["at_most", "at_least"] = "at_most"
    error: Number = 1e-9
    logs: tuple[float, ...] = (0.0,) * FRACTIONS.size
    rounding: float = 0.0
    trials: int = 0
    best: float = 0.0

    def __post_init__(self) -> None:
        """Check the bounds."""
        error_level(self.error)
        if self.side not in ("at_most", "at_least"):
            raise ValueError(f"side is {self.side!r}; write 'at_most' or 'at_least'")
        if not self.lower < fraction(self.mean, "mean") < self.upper:
            raise ValueError(
                f"mean is {self.mean}, not strictly between {self.lower} and {self.upper}; outside "
                "it a claim about the mean is decided without trials"
            )

    def update(self, values: ArrayLike) -> Betting:
        """Return the state after further variables, shape (count,).

        Raises:
            ValueError: a value is not within [lower, upper].
        """
        array = _checked(values, self.lower, self.upper)
        up = self.side == "at_most"
        mean = _rounded(fraction(self.mean, "mean"), up)
        if not up:
            array, mean = -array, -mean
        room = _room(mean, self.lower if up else -self.upper)
        new, rounding = _log_capitals(array, np.ones_like(array), mean, room)
        logs, total = np.asarray(self.logs) + new, self.rounding + rounding
        return replace(
            self,
            logs=tuple(logs.tolist()),
            rounding=total,
            trials=self.trials + array.size,
            best=max(self.best, _mixed(logs, total)),
        )

    @property
    def e_value(self) -> float:
        """Return a lower bound of the natural logarithm of the e-value against the claim."""
        return _mixed(np.asarray(self.logs), self.rounding)

    @property
    def decision(self) -> Literal["refuted", "open"]:
        """Return 'refuted' once the e-value has passed 1/error."""
        return "refuted" if self.best >= -math.log(error_level(self.error)) + SLACK else "open"


def mean_interval(values: ArrayLike, lower: float, upper: float, error: Number = 1e-9) -> Interval:
    """Return an interval that holds the mean of bounded variables with probability 1 - error.

    It is a value of a confidence sequence: valid for the number of variables at which one happens
    to stop.  Half of the error goes to each end.

    Args:
        values: the variables so far, (count,), each with the same conditional mean given the past.
        lower: their least possible value.
        upper: their greatest possible value.
        error: probability that the interval ever misses the mean, in (0, 1).

    Raises:
        ValueError: a value is not within [lower, upper], or the bounds are not in order.
    """
    if not (math.isfinite(lower) and math.isfinite(upper) and lower < upper):
        raise ValueError(f"bounds are [{lower}, {upper}]; write two finite ones in order")
    array = _checked(values, lower, upper)
    level = -math.log(error_level(error) / 2) + SLACK
    distinct, counts = np.unique(array, return_counts=True)
    low = _end(distinct, counts.astype(np.float64), lower, level)
    high = -_end(-distinct[::-1], counts[::-1].astype(np.float64), -upper, level)
    return Interval(low, high)


def _end(values: Floats, counts: Floats, least: float, level: float) -> float:
    """Return a mean that is certified to be rejected as "at most this", or the trivial one."""
    if not values.size:
        return least
    mean = float(np.average(values, weights=counts))
    low, high = least, mean
    while high - low > 2.0**-13 * (mean - low) and high > low:
        middle = low + (high - low) / 2
        if not low < middle < high:
            break
        rejected = _mixed(*_log_capitals(values, counts, middle, _room(middle, least))) >= level
        low, high = (middle, high) if rejected else (low, middle)
    return low


def _room(mean: float, least: float) -> float:
    """Return m - a, rounded up so that the capital is never overstated nor negative."""
    return math.nextafter(mean - least, math.inf)


def _rounded(mean: object, up: bool) -> float:
    exact = fraction(mean, "mean")
    near = float(exact)
    if near == exact or (near > exact) == up:
        return near
    return math.nextafter(near, math.inf if up else -math.inf)


def _checked(values: ArrayLike, lower: float, upper: float) -> Floats:
    array = np.asarray(values, dtype=np.float64)
    if array.ndim != 1:
        raise ValueError(f"values has shape {array.shape}; give one dimension")
    if not ((array >= lower) & (array <= upper)).all():
        wrong = array[~((array >= lower) & (array <= upper))][0]
        raise ValueError(f"a value is {wrong}, outside of its bounds [{lower}, {upper}]")
    return array
